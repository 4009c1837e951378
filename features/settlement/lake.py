"""The lake: settlement data as Parquet by month; the load ledger says which files count.

    lake/<table>/month=2025-01/<load>.parquet     what belongs to a month
    lake/<table>/month=unplaced/<load>.parquet    lines whose settlement has not been loaded yet
    lake/<table>/register/<load>.parquet          registers
    lake/_rejected/<table>/<load>.parquet         rows that were not loaded, with the reason

A file in the lake has the columns of its table and `_flags`, the names of the checks that a row
breaks, joined by commas.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import duckdb

from features.database import engine
from features.settings import Settings
from features.settlement.contract import Table
from features.settlement.load_ledger import LakeFile, LoadLedger
from features.settlement.schema import duckdb_type, empty_select
from features.settlement.tables import TABLES
from features.settlement.translate import literal

UNPLACED = "unplaced"
REJECTED = "_rejected"


class Lake:
    """The committed files of every table."""

    def __init__(self, folder: Path, ledger: LoadLedger) -> None:
        """Keep the folder of the lake and the ledger that decides."""
        self.folder = folder
        self.ledger = ledger

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The lake of these settings; starts the database, whose ledger says which files count."""
        return cls(settings.path("lake"), LoadLedger(engine(settings)))

    def files(self, table: str, months: Iterable[str] | None = None) -> list[Path]:
        """The files of a table, of the given months (2025-01) or of all.

        A register has no months and lines without their settlement are of none yet: both come with
        any choice of months.
        """
        return self._chosen(self.ledger.files(table), months)

    def months(self) -> list[str]:
        """The months of settlement that are present, in order."""
        found = {_month(file.path) for file in self.ledger.files("setl_d")}
        return sorted(month for month in found if month not in (None, UNPLACED))

    def attach(
        self, con: duckdb.DuckDBPyConnection, months: Iterable[str] | None = None
    ) -> set[str]:
        """Make one view for each table of the contract; give the names of those that hold rows.

        A view has every column of the contract, typed by it: a table without files is empty, a
        column that the files are too old to have is null.
        """
        wanted = None if months is None else list(months)
        counting = self.ledger.files()
        for table in TABLES.values():
            files = self._chosen([file for file in counting if file.table == table.name], wanted)
            query = self._query(con, table, files) if files else empty_select(table)
            con.execute(f"CREATE OR REPLACE VIEW {table.name} AS {query}")
        return {file.table for file in counting if file.rows > 0} & set(TABLES)

    def empty_columns(self, con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
        """The columns of a table in which no loaded row holds anything; all when it has no rows."""
        files = self.files(table)
        names = {column.name for column in TABLES[table].columns}
        if not files:
            return names
        filled = con.execute(
            "SELECT DISTINCT path_in_schema FROM parquet_metadata(?) "
            "WHERE coalesce(stats_null_count, 0) < num_values",
            [[str(file) for file in files]],
        ).fetchall()
        return names - {str(row[0]) for row in filled}

    def _chosen(self, files: list[LakeFile], months: Iterable[str] | None) -> list[Path]:
        wanted = None if months is None else {*months, UNPLACED, None}
        return [
            self.folder / file.path
            for file in files
            if wanted is None or _month(file.path) in wanted
        ]

    def _query(self, con: duckdb.DuckDBPyConnection, table: Table, files: list[Path]) -> str:
        source = reading(files)
        described = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        stored = {str(row[0]) for row in described}
        columns = ", ".join(
            (column.name if column.name in stored else f"NULL::{duckdb_type(column.kind)}")
            + f" AS {column.name}"
            for column in table.columns
        )
        return f"SELECT {columns} FROM {source}"


def reading(files: list[Path]) -> str:
    """The rows of these files of the lake, as a DuckDB table function."""
    names = ", ".join(literal(str(file)) for file in files)
    return f"read_parquet([{names}], union_by_name = true, hive_partitioning = false)"


def _month(path: str) -> str | None:
    part = Path(path).parent.name
    return part.removeprefix("month=") if part.startswith("month=") else None
