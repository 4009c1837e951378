"""The lake: settlement data as Parquet by month; the load ledger says which files count.

    lake/<table>/month=2025-01/<load>.parquet     what belongs to a month
    lake/<table>/month=unplaced/<load>.parquet    lines whose settlement has not been loaded yet
    lake/<table>/register/<load>.parquet          registers
    lake/_rejected/<table>/<load>.parquet         rows that were not loaded, with the reason
    lake/_ended/<table>/<load>.parquet            rows of earlier loads that count no more

A file of rows has the columns of its table and those of OF_THE_LAKE (rows.py). Read a table
through `attach` or `relation`, never its files alone: they may hold versions that were ended.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Self

import duckdb

from features.database import engine
from features.settings import Settings
from features.settlement.lake.ledger import ENDED, ROWS, LakeFile, LoadLedger
from features.settlement.lake.rows import (
    MERGED,
    MERGES,
    PERSON,
    LakeRows,
    lasting_numbers,
    reading,
)
from features.settlement.tables import TABLES

__all__ = [
    "ASIDE",
    "ENDS",
    "MERGED",
    "REJECTED",
    "UNPLACED",
    "Lake",
    "load_of",
    "month_of",
    "reading",
]

UNPLACED = "unplaced"
REJECTED = "_rejected"
ENDS = "_ended"
ASIDE = "_aside"


class Lake:
    """The committed files of every table, and the rows in them that count."""

    def __init__(self, folder: Path, ledger: LoadLedger) -> None:
        """Keep the folder of the lake and the ledger that decides."""
        self.folder = folder
        self.ledger = ledger

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The lake of these settings; starts the database, whose ledger says which files count."""
        return cls(settings.path("lake"), LoadLedger(engine(settings)))

    def files(
        self, table: str, months: Iterable[str] | None = None, as_of: date | None = None
    ) -> list[Path]:
        """The files of a table, of the given months (2025-01) or of all.

        A register has no months and lines without their settlement are of none yet: both come with
        any choice of months. They hold every version of a row; `relation` tells which count.
        """
        return self.rows(table, months, as_of).files

    def months(self) -> list[str]:
        """The months of settlement that are present, in order."""
        found = {month_of(file.path) for file in self.ledger.files("setl_d")}
        return sorted(month for month in found if month not in (None, UNPLACED))

    def attach(
        self,
        con: duckdb.DuckDBPyConnection,
        months: Iterable[str] | None = None,
        as_of: date | None = None,
    ) -> set[str]:
        """Make one view for each table of the contract; give the names of those that hold rows.

        A view has every column of the contract, typed by it: a table without files is empty, a
        column that the files are too old to have is null. With `as_of` it shows what was known at
        the end of that day.
        """
        wanted = None if months is None else list(months)
        entries = self.ledger.entries(as_of)
        merging = self._know_merged(con, entries)
        for table in TABLES:
            rows = self._rows(table, entries, wanted, merging=merging)
            con.execute(f"CREATE OR REPLACE VIEW {table} AS {rows.query(con)}")
        return {file.table for file in entries if file.kind == ROWS and file.rows} & set(TABLES)

    def relation(
        self,
        con: duckdb.DuckDBPyConnection,
        table: str,
        months: Iterable[str] | None = None,
        as_of: date | None = None,
        also: Iterable[str] = (),
    ) -> str:
        """The rows of a table that count, as a DuckDB query with the columns named `also`.

        Those are of OF_THE_LAKE: `_flags`, `_load`, `_source`.
        """
        entries = self.ledger.entries(as_of)
        merging = self._know_merged(con, entries)
        return self._rows(table, entries, months, merging=merging).query(con, also)

    def rows(
        self,
        table: str,
        months: Iterable[str] | None = None,
        as_of: date | None = None,
        *,
        merging: bool = False,
    ) -> LakeRows:
        """Where the rows of a table lie, for engines that read files themselves."""
        return self._rows(table, self.ledger.entries(as_of), months, merging=merging)

    def merged_persons(
        self, con: duckdb.DuckDBPyConnection, as_of: date | None = None
    ) -> dict[str, str]:
        """The numbers of persons that were merged, each with the number that lasts."""
        return self._merged(con, self.ledger.entries(as_of))

    def versions(self, con: duckdb.DuckDBPyConnection, table: str, also: Iterable[str]) -> str:
        """The rows of a table that count, persons as they were loaded, as a DuckDB query."""
        return self.rows(table).query(con, also)

    def orphans(self) -> list[Path]:
        """The files that do not count: of no load in the ledger, or put in the place of by others.

        A load that runs has some.
        """
        loads, files = self.ledger.load_ids(), {file.path for file in self.ledger.entries()}
        return [
            path
            for path in self.folder.glob("*/*/*.parquet")
            if (place := path.relative_to(self.folder)).as_posix() not in files
            and not (place.parts[0] in (REJECTED, ASIDE) and load_of(path) in loads)
        ]

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

    def _rows(
        self,
        table: str,
        entries: list[LakeFile],
        months: Iterable[str] | None = None,
        *,
        merging: bool,
    ) -> LakeRows:
        wanted = None if months is None else {*months, UNPLACED, None}
        own = [file for file in entries if file.table == table]
        has_person = any(column.name == PERSON for column in TABLES[table].columns)
        return LakeRows(
            table=TABLES[table],
            files=[
                self.folder / file.path
                for file in own
                if file.kind == ROWS and (wanted is None or month_of(file.path) in wanted)
            ],
            ended=[self.folder / file.path for file in own if file.kind == ENDED],
            merging=merging and has_person and table != MERGES,
        )

    def _know_merged(self, con: duckdb.DuckDBPyConnection, entries: list[LakeFile]) -> bool:
        """Make the table of merged persons in the connection; whether there are any."""
        merged = self._merged(con, entries)
        if merged:
            con.execute(f"CREATE OR REPLACE TABLE {MERGED} (psn_no_old VARCHAR, psn_no VARCHAR)")
            con.execute(
                f"INSERT INTO {MERGED} SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
                [list(merged), list(merged.values())],
            )
        return bool(merged)

    def _merged(self, con: duckdb.DuckDBPyConnection, entries: list[LakeFile]) -> dict[str, str]:
        rows = self._rows(MERGES, entries, merging=False)
        if not rows.files:
            return {}
        pairs = con.execute(f"SELECT psn_no_old, psn_no FROM ({rows.query(con)})").fetchall()
        return lasting_numbers((str(old), str(new)) for old, new in pairs)


def load_of(path: Path) -> str:
    """The load that wrote a file of the lake."""
    return path.name.split(".", 1)[0]


def month_of(path: str) -> str | None:
    """The month under which a file of the lake lies; None for a register."""
    part = Path(path).parent.name
    return part.removeprefix("month=") if part.startswith("month=") else None
