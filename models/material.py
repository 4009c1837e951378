"""Material: what training and scoring read, joined by claim: signals, a few facts, and verdicts.

One of the few files that handle rows of persons; it logs nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
import pandas as pd
from sqlalchemy import select

from features.build import BuildReport
from features.catalog import fingerprint
from features.database import engine
from features.database.tables import load
from features.errors import Conflict
from features.matrix import Matrix
from features.nodes import Value
from features.settings import Settings
from features.settlement.lake.lake import Lake
from features.settlement.mapping.file import mapping_names, named_mapping

# Facts of the claim that heads need beside its signals: for peers, for money, for the billed group.
FACTS = {
    "setl_d": ("setl_id", "hosp_lv", "med_type", "medfee_sumamt", "fund_pay_sumamt"),
    "drg_case_d": ("adrg", "drg_code", "rw", "pay_std"),
    "fixmedins_b": ("fix_blng_admdvs",),
}
HOME_CURRENCY = "CNY"
FACT_COLUMNS = tuple(name for names in FACTS.values() for name in names if name != "setl_id")


class Material:
    """The built signals of one home with the lake under them."""

    def __init__(self, settings: Settings) -> None:
        """Open the last build, and the lake as of its day. Raises NotReady when there is none."""
        self.settings = settings
        self.matrix = Matrix.open(settings)
        self._con = duckdb.connect()
        self._con.execute("SET threads TO 2")
        self._last: tuple[object, pd.DataFrame] | None = None  # what was read last, and how
        known = self.matrix.report.as_of
        self.filled = Lake.open(settings).attach(
            self._con, as_of=None if known is None else date.fromisoformat(known)
        )

    def require_current(self) -> None:
        """Raises Conflict when the build is of other signals than this program declares."""
        if self.matrix.fingerprint != fingerprint():
            raise Conflict(
                f"Built are signals {self.matrix.fingerprint}; this program declares {fingerprint()}",
                "Training and scoring read the signals of the program that runs them",
                "Run `fundwatch signals build` again",
            )

    @property
    def report(self) -> BuildReport:
        """What the build made, and what the data lacks."""
        return self.matrix.report

    @property
    def months(self) -> list[str]:
        """The months that were built, in order."""
        return self.matrix.months

    @property
    def itemised(self) -> bool:
        """Whether there are fee lines; without them an amount is a payment, not the sum of care."""
        return "fee_list_d" in self.filled

    @property
    def currency(self) -> str:
        """The currency that the mapping of the loaded data names; CNY when it names none."""
        asked = select(load.c.mapping).distinct().where(load.c.committed_at.is_not(None))
        with engine(self.settings).connect() as connection:
            names = [str(name) for name in connection.execute(asked).scalars()]
        known = [named_mapping(name).currency for name in names if name in mapping_names()]
        return next(
            (currency for currency in sorted(known) if currency != HOME_CURRENCY), HOME_CURRENCY
        )

    def fee_lines(self, setl_ids: Sequence[str]) -> dict[str, list[dict[str, Value]]]:
        """The fee lines of a few claims, by claim."""
        found: dict[str, list[dict[str, Value]]] = {}
        chosen = pd.DataFrame({"setl_id": pd.Series(list(setl_ids), dtype=object)})
        self._con.register("wanted", chosen)
        try:
            lines = self._con.sql(
                "SELECT * FROM fee_list_d SEMI JOIN wanted ON wanted.setl_id = fee_list_d.setl_id "
                "ORDER BY fee_list_d.setl_id, feedetl_sn"
            ).to_arrow_table()
        finally:
            self._con.unregister("wanted")
        for line in lines.to_pylist():
            found.setdefault(str(line["setl_id"]), []).append(line)
        return found

    def claims(self, months: Iterable[str], signals: Sequence[str] | None = None) -> pd.DataFrame:
        """The claims of these months by setl_id: their signals (all, or those named) and facts."""
        asked = sorted(months)
        key = (tuple(asked), None if signals is None else tuple(signals))
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        self._last = (key, self._claims(asked, signals))
        return self._last[1]

    def _claims(self, asked: list[str], signals: Sequence[str] | None) -> pd.DataFrame:
        columns = None
        if signals is not None:
            columns = ["setl_id", "fixmedins_code", "month", *dict.fromkeys(signals)]
        rows = self.matrix.claims(asked, columns)
        facts = self._facts(rows["setl_id"])
        clash = [name for name in FACT_COLUMNS if name in rows.columns]
        joined = rows.drop(columns=clash).merge(facts, on="setl_id", how="left")
        joined["month"] = [month_name(month) for month in joined["month"]]
        return joined.sort_values("setl_id", ignore_index=True)

    def verdicts(self) -> pd.DataFrame:
        """Every verdict in the lake with its appeal; `models.labels` tells what stood on a day."""
        rows = self._con.execute(
            "SELECT verdict_id, setl_id, fixmedins_code, source, check_date, decided_date, result, "
            "vola_type, vola_amt, appeal_date, appeal_rslt, appeal_rslt_date, final_vola_amt "
            "FROM verdict_d ORDER BY verdict_id"
        ).df()
        days = ("check_date", "decided_date", "appeal_date", "appeal_rslt_date")
        return rows.assign(**{day: rows[day].dt.date for day in days})

    def institutions(self, months: Iterable[str]) -> pd.DataFrame:
        """The institutions' indicators of these months, with level, kind and area."""
        rows = self.matrix.institutions(sorted(months))
        register = self._con.execute(
            "SELECT fixmedins_code, fixmedins_name, hosp_lv, fixmedins_type, fix_blng_admdvs "
            "FROM fixmedins_b"
        ).df()
        clash = [name for name in register.columns[1:] if name in rows.columns]
        joined = rows.drop(columns=clash).merge(register, on="fixmedins_code", how="left")
        joined["month"] = [month_name(month) for month in joined["month"]]
        return joined.sort_values(["month", "fixmedins_code"], ignore_index=True)

    def names(self) -> dict[str, str]:
        """The name of each institution by its code."""
        rows = self._con.execute("SELECT fixmedins_code, fixmedins_name FROM fixmedins_b")
        return {code: name for code, name in rows.fetchall() if name}

    def _facts(self, setl_ids: pd.Series) -> pd.DataFrame:
        wanted = pd.DataFrame({"setl_id": setl_ids.astype(object)})
        self._con.register("wanted", wanted)
        chosen = ", ".join(
            f"{table}.{name}"
            if table != "setl_d" or name != "hosp_lv"
            else "COALESCE(setl_d.hosp_lv, fixmedins_b.hosp_lv) AS hosp_lv"
            for table, names in FACTS.items()
            for name in names
        )
        try:
            return self._con.execute(
                f"SELECT {chosen} FROM setl_d SEMI JOIN wanted ON wanted.setl_id = setl_d.setl_id "
                "LEFT JOIN drg_case_d ON drg_case_d.setl_id = setl_d.setl_id "
                "LEFT JOIN fixmedins_b ON fixmedins_b.fixmedins_code = setl_d.fixmedins_code"
            ).df()
        finally:
            self._con.unregister("wanted")


def month_name(month: object) -> str:
    """The month as people write it, from the build's running number or from text.

    >>> month_name(2025 * 12 + 2), month_name("2025-03")
    ('2025-03', '2025-03')
    """
    if isinstance(month, str):
        return month
    number = int(str(month))
    return f"{number // 12}-{number % 12 + 1:02}"
