"""The foreign files of one table in a load, each as a query that can be asked again.

A load reads a file twice: first narrowly, to meet its keys, months and problems; then whole, to
write the rows that enter. Nothing between the two is kept but the narrow table `met`.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from features.settlement.contract import Table
from features.settlement.mapping import Rule, Source
from features.settlement.sources import refuse_broken

READING = (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException)
"""What DuckDB raises when a foreign file cannot be read to its end."""


@dataclass(frozen=True)
class Incoming:
    """One foreign file of a table: where its rows are, and what is made of them.

    `rows` gives the foreign rows with `_row`; `judged` the canonical rows with `_row`, `_place` and
    `_problem` (a number of the load's reasons, null when the row may enter). `columns` are the
    foreign columns that are kept with a rejected row, `place` the numbered one among them.
    """

    number: int
    name: str
    digest: str
    source: Source
    rules: tuple[Rule, ...]
    rows: str
    judged: str
    columns: tuple[str, ...]
    place: str | None


def key_hash(table: Table, of: str = "") -> str:
    """The hash of a row's key, to compare within one load; never stored, as it may change."""
    return f"hash({', '.join(of + name for name in table.key)})"


def content_hash(table: Table) -> str:
    """The hash of all that a row says, to compare within one load."""
    return f"hash({', '.join(column.name for column in table.columns)})"


def all_of(files: Iterable[Incoming], chosen: Callable[[Incoming], str]) -> str:
    """One query over several files, file by file in their order."""
    return " UNION ALL ".join(chosen(one) for one in files)


@contextmanager
def told_by_name(con: duckdb.DuckDBPyConnection, files: Iterable[Incoming]) -> Generator[None]:
    """Raise BadInput with the name of the file when one of these cannot be read to its end."""
    try:
        yield
    except READING as fault:
        raise broken_one(con, ((one.name, one.rows) for one in files), fault) from fault


def broken_one(
    con: duckdb.DuckDBPyConnection, files: Iterable[tuple[str, str]], fault: Exception
) -> Exception:
    """What to raise for a fault met in reading these files, each with its name and its rows."""
    for name, rows in files:
        try:
            con.execute(f"SELECT count(*) FROM ({rows}) AS r WHERE hash(r) = 0").fetchall()
        except duckdb.Error as its:
            return refuse_broken(name, its)
    return fault
