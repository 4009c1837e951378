"""The rows of one table as they count: versions that were ended left out, merged persons as one.

A row is known by its key and the load that brought it (`_load`). A later load may end it, with or
without a successor; what it ends stands in a file of keys beside its rows. So a table is its files
of rows less what the files of ends name, which is a plain scan as long as nothing was ended.

    psn_merge_d says that two numbers are one person. Every psn_no is then read as the number that
    lasts; in a table whose key has the number, the row under the lasting number counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal
from features.settlement.schema import duckdb_type, empty_select

PERSON = "psn_no"
MERGES = "psn_merge_d"
MERGED = "merged_person"
"""The table of merged persons in a connection: psn_no_old, and the psn_no that lasts."""
OF_THE_LAKE: dict[str, str] = {"_flags": "VARCHAR", "_load": "VARCHAR", "_source": "VARCHAR"}
"""What a stored row has beside the columns of its table, all text: the names of the checks that it
breaks joined by commas (null when none), the load that wrote it, the foreign file it came from."""


@dataclass(frozen=True)
class LakeRows:
    """Where the rows of one table lie: files of rows, files of ends, and whether persons merge."""

    table: Table
    files: list[Path]
    ended: list[Path]
    merging: bool

    @property
    def plain(self) -> bool:
        """Whether the files are the rows, with nothing to leave out and nobody to merge."""
        return not self.ended and not self.merging

    def of(self, files: list[Path]) -> "LakeRows":
        """The rows that count in some of the files."""
        return replace(self, files=files)

    def query(self, con: duckdb.DuckDBPyConnection, also: Iterable[str] = ()) -> str:
        """The rows that count as a DuckDB query, with the columns named `also`.

        Where persons merge, the connection has the table MERGED of them.
        """
        if not self.files:
            return self.sql("", "", "", set(), also)
        source = reading(self.files)
        described = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        ends = reading(self.ended) if self.ended else ""
        return self.sql(source, ends, MERGED, {str(row[0]) for row in described}, also)

    def sql(
        self, rows: str, ended: str, merged: str, stored: set[str], also: Iterable[str] = ()
    ) -> str:
        """The query of the rows that count, over these relations of rows, ends and merged persons.

        It gives every column of the table, null where no file has it yet, and those named `also`
        (see OF_THE_LAKE). `merged` has psn_no_old and psn_no. It is SQL that DuckDB and, through
        sqlglot, Spark run alike.
        """
        if not self.files:
            return _empty(self.table, also)
        also = tuple(also)
        types = {column.name: duckdb_type(column.kind) for column in self.table.columns}
        types |= {name: OF_THE_LAKE[name] for name in also}
        made = {
            name: f"r.{name}" if name in stored else f"CAST(NULL AS {kind})"
            for name, kind in types.items()
        }
        source = f"{rows} AS r"
        if self.ended:
            same = " AND ".join(f"e.{name} = r.{name}" for name in (*self.table.key, "_load"))
            source += f" ANTI JOIN {ended} AS e ON {same}"
        if not self.merging:
            chosen = ", ".join(f"{value} AS {name}" for name, value in made.items())
            return f"SELECT {chosen} FROM {source}"
        return self._merged(made, source, merged)

    def _merged(self, made: Mapping[str, str], source: str, merged: str) -> str:
        lasting = f"coalesce(m.{PERSON}, r.{PERSON})"
        chosen = ", ".join(
            f"{lasting if name == PERSON else value} AS {name}" for name, value in made.items()
        )
        joined = f"{source} LEFT JOIN {merged} AS m ON m.{PERSON}_old = r.{PERSON}"
        if PERSON not in self.table.key:
            return f"SELECT {chosen} FROM {joined}"
        key = ", ".join(lasting if name == PERSON else f"r.{name}" for name in self.table.key)
        nth = (
            f"row_number() OVER (PARTITION BY {key} "
            f"ORDER BY CASE WHEN m.{PERSON} IS NULL THEN 0 ELSE 1 END, r.{PERSON})"
        )
        return (
            f"SELECT {', '.join(made)} FROM (SELECT {chosen}, {nth} AS _nth FROM {joined}) AS v "
            "WHERE _nth = 1"
        )


def reading(files: list[Path]) -> str:
    """The rows of these files of the lake as stored, as a DuckDB table function."""
    names = ", ".join(literal(str(file)) for file in files)
    return f"read_parquet([{names}], union_by_name = true, hive_partitioning = false)"


def lasting_numbers(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each number that was merged, the number that lasts, through any chain of merges.

    Numbers that lead back to themselves name no person that lasts, and are left as they are.

    >>> lasting_numbers([("a", "b"), ("b", "c"), ("x", "y"), ("y", "x")])
    {'a': 'c', 'b': 'c'}
    """
    into = {old: new for old, new in merges if old != new}
    lasting: dict[str, str] = {}
    for old in into:
        passed, number = {old}, into[old]
        while number in into and number not in passed:
            passed.add(number)
            number = into[number]
        if number not in passed:
            lasting[old] = number
    return lasting


def _empty(table: Table, also: Iterable[str]) -> str:
    names = "".join(f", CAST(NULL AS {OF_THE_LAKE[name]}) AS {name}" for name in also)
    return empty_select(table).replace(" WHERE false", f"{names} WHERE false")
