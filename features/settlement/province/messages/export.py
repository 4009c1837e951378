"""The core export of a province as a source of messages: its tables, by the names of messages."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.errors import BadInput
from features.settlement.intake.foreign import literal
from features.settlement.province.messages.dialect import DIALECTS, Dialect

OF_CORE = {
    "bkkp_sn": "feedetl_sn", "init_bkkp_sn": "init_feedetl_sn", "bilg_dr_code": "bilg_dr_codg",
    "acord_dr_code": "orders_dr_code", "inscp_amt": "inscp_scp_amt", "othfund_pay": "oth_pay",
    "psn_pay": "psn_part_amt", "cash_payamt": "psn_cash_pay",
}  # fmt: skip
"""Names of the core database that messages say otherwise (domain B.1)."""
OF_LINES = {**OF_CORE, "overlmt_selfpay": "overlmt_amt"}


@dataclass(frozen=True)
class ExportTable:
    """One table of the export: its files as a query, its columns by their names in messages."""

    everything: str
    columns: dict[str, tuple[str, str]]
    """The export's own name and DuckDB type of each column, by its name in messages."""

    @property
    def names(self) -> list[str]:
        """The columns by their names in messages, in order."""
        return list(self.columns)

    def own(self, name: str) -> str:
        """The export's name of a column."""
        return self.columns[name][0]

    def of(self, dialect: Dialect) -> str:
        """The rows of the institutions that write in this dialect."""
        chosen = [one.name for one in DIALECTS].index(dialect.name)
        shift = f"md5_number_lower(fixmedins_code) % {len(DIALECTS)} = {chosen}"
        return f"(SELECT * FROM {self.everything} WHERE {shift})"

    def sent(self, when: str) -> str:
        """The institution, and the moment of a column as that of sending."""
        return f"fixmedins_code AS institution, {self.own(when)} AS sent_at"

    def struct(
        self,
        names: list[str],
        dialect: Dialect,
        renamed: dict[str, str] | None = None,
        extra: dict[str, str] | None = None,
    ) -> str:
        """These columns as a struct in the dialect's writing, some under other names."""
        other = renamed or {}
        fields = {
            other.get(name, name): dialect.value(own, kind.partition("(")[0], name)
            for name in names
            if name in self.columns
            for own, kind in [self.columns[name]]
        }
        fields |= extra or {}
        inside = ", ".join(f"'{dialect.key(name)}': {sql}" for name, sql in fields.items())
        return f"{{{inside}}}"


class Export:
    """The data folder of a province, opened."""

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Keep where it is. Raises BadInput when the folder holds no settlements."""
        self._con, self._folder = con, folder
        if not self.has("setl_d"):
            raise BadInput(
                f"{folder} holds no settlements of a province",
                "It is the data folder that `fundwatch province --out` wrote, with setl_d-*.parquet",
                "Make a province first, or name its folder",
            )

    def has(self, name: str) -> bool:
        """Whether the export has this table."""
        return bool(self._files(name))

    def table(self, name: str) -> ExportTable:
        """A table of the export."""
        files = ", ".join(literal(str(path)) for path in self._files(name))
        everything = f"read_parquet([{files}], union_by_name = true)"
        described = self._con.execute(f"DESCRIBE SELECT * FROM {everything}").fetchall()
        renamed = OF_LINES if name == "fee_list_d" else OF_CORE
        columns = {
            renamed.get(str(row[0]), str(row[0])): (str(row[0]), str(row[1])) for row in described
        }
        return ExportTable(everything, columns)

    @property
    def first_day(self) -> str:
        """The first day of settlement as a SQL moment."""
        setl = self.table("setl_d")
        row = self._con.execute(
            f"SELECT min({setl.own('setl_time')})::DATE FROM {setl.everything}"
        ).fetchone()
        return f"TIMESTAMP '{row[0] if row else '2025-01-01'} 00:00:00'"

    def _files(self, name: str) -> list[Path]:
        return sorted(
            {*self._folder.glob(f"{name}.parquet"), *self._folder.glob(f"{name}-*.parquet")}
        )
