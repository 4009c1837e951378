"""Where groups are stored, and how a month of a model takes the place of the one before.

    groups/<area>/<model>/<month>/groups.parquet     one row a group: scores, measures, facts, sums
    groups/<area>/<model>/<month>/members.parquet    one row a group and settlement
    groups/<area>/<model>/<month>/edges.parquet      which members are tied to which, and how strongly
    groups/<area>/<model>/<month>/report.json        what was run, capped, left out
    groups/<area>/institutions/<month>.parquet       risk by institution and month

A run as of a day, which sees only what was known then, is stored as <month>@<day> beside the month: it
takes nothing's place, and no line of groups goes through it but that of runs as of the same day.

<area> is the code of the run's area, "all" for everything. They lie beside `signals/`, which a build of
signals replaces as a whole.
"""

import json
import shutil
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from features.groups.model import CORE, Model
from features.replacing import replace_folder
from features.settings import Settings

if TYPE_CHECKING:
    from features.groups.bench import Bench

EVERYWHERE = "all"
FILES = ("groups", "members", "edges")
MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"


@dataclass(frozen=True)
class ModelReport:
    """What one model made of one month.

    Attributes:
        groups, members: how many were stored.
        below: candidates too small or below the score.
        capped_rows, capped_blocks: rows that had more neighbours than were compared, and their blocks.
        pairs: pairs that were compared.
        seconds: how long it took; told, not stored.
        lacking: tables that it needs and the lake does not hold; then nothing was run.
    """

    model: str
    month: str
    parameters: str
    as_of: str | None
    groups: int = 0
    members: int = 0
    below: int = 0
    capped_rows: int = 0
    capped_blocks: int = 0
    pairs: int = 0
    lacking: list[str] = field(default_factory=list[str])
    seconds: float = 0.0


class Store:
    """The stored groups of one area, those of its months or those as of a day."""

    def __init__(self, settings: Settings, area: str = "", as_of: date | None = None) -> None:
        """Keep the place of the area's groups."""
        self.folder = settings.path("groups", area or EVERYWHERE)
        self.known = "" if as_of is None else f"@{as_of.isoformat()}"

    def place(self, model: str, month: str) -> Path:
        """The folder of a model's month."""
        return self.folder / model / f"{month}{self.known}"

    def institutions(self, month: str) -> Path:
        """The file of a month's risk by institution."""
        return self.folder / "institutions" / f"{month}{self.known}.parquet"

    def months(self, model: str) -> list[str]:
        """The months of a model that hold groups, in order."""
        found = (self.folder / model).glob(f"{MONTH}{self.known}/groups.parquet")
        return sorted(file.parent.name.removesuffix(self.known) for file in found)

    def before(self, model: str, month: str) -> Path | None:
        """The folder of the model's last month before this one."""
        earlier = [one for one in self.months(model) if one < month]
        return self.place(model, earlier[-1]) if earlier else None

    def write(self, bench: "Bench", model: Model, report: ModelReport) -> None:
        """Write what the bench holds beside the old month and put it in its place."""
        place = self.place(model.name, report.month)
        partial = place.with_name(f"{place.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        if not report.lacking:
            for name in FILES:
                bench.rows(
                    f"COPY (SELECT * FROM stored_{name}) TO '{partial / name}.parquet'"
                    " (FORMAT parquet, COMPRESSION zstd)"
                )
        said = {key: value for key, value in asdict(report).items() if key != "seconds"}
        (partial / "report.json").write_text(
            json.dumps(said, ensure_ascii=False, indent=1), "utf-8"
        )
        replace_folder(partial, place)

    def report(self, model: str, month: str) -> ModelReport | None:
        """What was made of a month, None where it was not run."""
        file = self.place(model, month) / "report.json"
        return ModelReport(**json.loads(file.read_text("utf-8"))) if file.exists() else None


def lay_out(bench: "Bench", model: Model, version: str, as_of: str | None) -> None:
    """Make `stored_groups`, `stored_members` and `stored_edges` out of what was found and named."""
    columns = [f"{one.name}_score" for one in model.scores]
    columns += [one.name for one in (*model.scores, *model.facts)]
    as_known = f"'{as_of}'" if as_of else "CAST(NULL AS VARCHAR)"
    bench.table(
        "stored_members",
        """SELECT DISTINCT ON (i.group_id, m.setl_id) i.group_id, m.setl_id, m.role, v.kind,
          v.psn_no, v.fixmedins_code, f.fixmedins_name, v.dept, v.doctor AS dr_code, v.diag, v.began, v.ended,
          v.settled, v.fee, v.fund, v.account, m.score, m.note
        FROM member AS m JOIN identified AS i USING (grp) JOIN visit AS v USING (setl_id)
        LEFT JOIN fixmedins_b AS f USING (fixmedins_code)
        ORDER BY i.group_id, m.setl_id, m.role DESC""",
    )
    bench.table(
        "stored_groups",
        f"""
SELECT i.group_id, '{model.name}' AS model, '{bench.span.month}' AS month, s.kind, s.score,
  c.* EXCLUDE (group_id), i.earlier_id, i.root_id, i.since_month, '{version}' AS parameters,
  {as_known} AS as_of, {", ".join(f"CAST(s.{name} AS DOUBLE) AS {name}" for name in columns)}
FROM scored AS s JOIN identified AS i USING (grp) JOIN (
  SELECT group_id, count(*) AS settlements, count(*) FILTER (WHERE role = '{CORE}') AS suspected,
    count(DISTINCT psn_no) FILTER (WHERE role = '{CORE}') AS people,
    count(DISTINCT fixmedins_code) FILTER (WHERE role = '{CORE}') AS places,
    count(DISTINCT dr_code) FILTER (WHERE role = '{CORE}') AS doctors,
    min(fixmedins_code) FILTER (WHERE role = '{CORE}') AS first_place,
    CAST(sum(fee) FILTER (WHERE role = '{CORE}') AS BIGINT) AS risk_fee,
    CAST(sum(coalesce(fund, 0) + CASE WHEN kind = 'stay' THEN 0 ELSE coalesce(account, 0) END)
      FILTER (WHERE role = '{CORE}') AS BIGINT) AS risk_fund,
    min(began) AS first_at, max(settled) AS last_at
  FROM stored_members GROUP BY group_id) AS c USING (group_id)
ORDER BY s.score DESC, i.group_id""",
    )
    has_edges = bench.count("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'edge'")
    bench.table(
        "stored_edges",
        "SELECT i.group_id, e.a, e.b, CAST(e.w AS DOUBLE) AS weight FROM edge AS e"
        " JOIN identified AS i USING (grp) ORDER BY ALL"
        if has_edges
        else "SELECT CAST(NULL AS VARCHAR) AS group_id, CAST(NULL AS VARCHAR) AS a,"
        " CAST(NULL AS VARCHAR) AS b, CAST(NULL AS DOUBLE) AS weight WHERE false",
    )
