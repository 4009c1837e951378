"""Read the stored groups: a month's list, one group opened, the groups of a claim, person or place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from features.errors import BadInput, NotReady
from features.groups.model import Model
from features.groups.models import MODELS
from features.groups.store import Store
from features.month import month_named
from features.settings import Settings

Row = dict[str, Any]
WHOSE = ("setl_id", "psn_no", "fixmedins_code")


@dataclass(frozen=True)
class OpenGroup:
    """One group as it was stored for a month: its row, all its visits in order, its ties."""

    model: Model
    row: Row
    visits: list[Row]
    edges: list[Row]

    def sub_scores(self) -> list[tuple[str, str, float | None, float | None]]:
        """Name in Chinese and English, measure and sub-score of each."""
        return [
            (one.zh, one.en, self.row[one.name], self.row[f"{one.name}_score"])
            for one in self.model.scores
        ]

    def facts(self) -> list[tuple[str, str, float | None, str]]:
        """Name in Chinese and English, value and unit of each fact."""
        return [(one.zh, one.en, self.row[one.name], one.unit) for one in self.model.facts]


class Groups:
    """Read access to the groups of one area; persons are pseudonyms, as in the lake.

    With `as_of` the groups of runs as of that day are read, else those of the months.
    """

    def __init__(self, settings: Settings, area: str = "", as_of: date | None = None) -> None:
        """Keep the store of the area."""
        self.store = Store(settings, area, as_of)
        asked = (("area", area), ("as-of", "" if as_of is None else as_of.isoformat()))
        self._options = "".join(f" --{name} {value}" for name, value in asked if value)

    def of_month(self, month: str, models: Iterable[str] = ()) -> list[Row]:
        """The groups of a month, most suspect first, without what only one model has.

        Raises NotReady when no model has been run for that month.
        """
        rows: list[Row] = []
        for model in self._ran(month, models):
            rows += _rows(f"SELECT * FROM '{self.store.place(model, month)}/groups.parquet'")
        common = [{name: row[name] for name in COMMON} for row in rows]
        return sorted(common, key=lambda row: (-row["score"], row["group_id"]))

    def open(self, group_id: str, month: str | None = None) -> OpenGroup:
        """One group with all its visits, as of a month or of the last that has it.

        Raises BadInput when there is no such group.
        """
        name = group_id.rpartition("-")[0]
        months = self.store.months(name) if name in MODELS else []
        for one in reversed(months if month is None else [m for m in months if m == month]):
            place = self.store.place(name, one)
            found = _rows(f"SELECT * FROM '{place}/groups.parquet' WHERE group_id = ?", group_id)
            if found:
                visits = (
                    f"SELECT * FROM '{place}/members.parquet' WHERE group_id = ?"
                    " ORDER BY settled, setl_id"
                )
                edges = f"SELECT * FROM '{place}/edges.parquet' WHERE group_id = ? ORDER BY a, b"
                return OpenGroup(
                    MODELS[name], found[0], _rows(visits, group_id), _rows(edges, group_id)
                )
        raise BadInput(
            "There is no group of that id" + (f" in {month}" if month else ""),
            "An id is a model and twelve digits, such as card_agg-0123456789ab",
            "Look it up with `fundwatch groups list --month YYYY-MM`",
        )

    def of(self, whose: str, key: str, month: str) -> list[Row]:
        """The groups of a month in which a settlement, person or institution is a member.

        `whose` is one of setl_id, psn_no, fixmedins_code; each row has `some_role`, the role of
        one of its visits, `suspected` and `visits`: how many of its visits are members. Raises
        BadInput for anything else.
        """
        if whose not in WHOSE:
            raise BadInput(
                f"{whose} is no way to look for groups",
                f"It is one of {', '.join(WHOSE)}",
                "Choose one of them",
            )
        rows: list[Row] = []
        for model in self._ran(month, ()):
            place = self.store.place(model, month)
            rows += _rows(
                "SELECT g.group_id, g.model, g.month, g.kind, g.score, min(m.role) AS some_role,"
                " count(*) FILTER (WHERE m.role = 'core') AS suspected, count(*) AS visits"
                f" FROM '{place}/members.parquet' AS m"
                f" JOIN '{place}/groups.parquet' AS g USING (group_id)"
                f" WHERE m.{whose} = ? GROUP BY ALL",
                key,
            )
        return sorted(rows, key=lambda row: (-row["score"], row["group_id"]))

    def line(self, root_id: str, model: str) -> list[Row]:
        """Every month's group of one line, in order of the months."""
        rows: list[Row] = []
        for month in self.store.months(model):
            place = self.store.place(model, month)
            rows += _rows(f"SELECT * FROM '{place}/groups.parquet' WHERE root_id = ?", root_id)
        return [{name: row[name] for name in COMMON} for row in rows]

    def institutions(self, month: str) -> list[Row]:
        """高风险机构: risk by institution in a month, greatest first. Raises NotReady without."""
        file = self.store.institutions(month_named(month))
        if not file.exists():
            raise self._not_run(month)
        return _rows(f"SELECT * FROM '{file}' ORDER BY risk_amount DESC, fixmedins_code")

    def _ran(self, month: str, models: Iterable[str]) -> list[str]:
        month, asked = month_named(month), list(models) or list(MODELS)
        ran = [name for name in asked if month in self.store.months(name)]
        if not ran:
            raise self._not_run(month)
        return ran

    def _not_run(self, month: str) -> NotReady:
        return NotReady(
            f"No groups of {month} have been built",
            "They are built month by month, for each area and each day as of which they are asked",
            f"Run `fundwatch groups build --month {month}{self._options}`",
        )


COMMON = (
    "group_id", "model", "month", "kind", "score", "settlements", "suspected", "people", "places",
    "doctors", "first_place", "risk_fee", "risk_fund", "first_at", "last_at", "earlier_id",
    "root_id", "since_month",
)  # fmt: skip


def _rows(query: str, *values: str) -> list[Row]:
    with duckdb.connect() as con:
        found = con.execute(query, list(values))
        names = [str(column[0]) for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
