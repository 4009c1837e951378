"""The foreign files of one table in a load, as queries that can be asked again.

A load reads a file twice: first narrowly, to meet its keys, months and problems; then whole, to
write the rows that enter. Nothing between the two is kept but the narrow table `met`. Files of one
form are asked together, because planning so wide a query costs as much as reading a small file.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal, quote
from features.settlement.intake.sources import refuse_broken
from features.settlement.mapping.mapping import Rule, Source

READING = (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException)
"""What DuckDB raises when a foreign file cannot be read to its end."""
AT_ONCE = 32
"""How many files one query reads: enough for every core, few enough to plan quickly."""


@dataclass(frozen=True)
class Part:
    """One foreign file among others: its number, by which `_file` names it, name, and digest."""

    number: int
    name: str
    digest: str


@dataclass(frozen=True)
class Incoming:
    """Foreign files of one form: where their rows are, and what is made of them.

    `relation` gives the foreign rows of the files of these numbers, with `_file` and `_row`;
    `judge` makes of such rows canonical ones, with `_file`, `_row`, `_place` and `_problem` (a number
    of the load's reasons, null when the row may enter). `columns` are the foreign columns that are
    kept with a rejected row, `others` those that no rule names, `place` the one that numbers the rows
    made of one foreign row.
    """

    files: tuple[Part, ...]
    source: Source
    rules: tuple[Rule, ...]
    columns: tuple[str, ...]
    others: tuple[str, ...]
    place: str | None
    relation: Callable[[Sequence[int]], str]
    judge: Callable[[str], str]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the files."""
        return [file.number for file in self.files]

    def rows(self, numbers: Iterable[int] | None = None) -> str:
        """The foreign rows of some of the files, or of all."""
        return self.relation(self.numbers if numbers is None else list(numbers))

    def judged(self, numbers: Iterable[int] | None = None) -> str:
        """The canonical rows of some of the files, or of all."""
        return self.judge(self.rows(numbers))

    def named(self, file: str = "_file", numbers: Iterable[int] | None = None) -> str:
        """The name of the file whose number this SQL gives, of some of the files or of all."""
        wanted = set(self.numbers if numbers is None else numbers)
        names = {part.number: literal(part.name) for part in self.files if part.number in wanted}
        if len(names) == 1:
            return next(iter(names.values()))
        words = " ".join(f"WHEN {number} THEN {name}" for number, name in names.items())
        return f"CASE {file} {words} END"

    def same_place(self, raw: str, judged: str) -> str:
        """Whether a foreign row and a canonical one, under these names in SQL, are the same."""
        same = f"{raw}._file = {judged}._file AND {raw}._row = {judged}._row"
        if self.place is None:
            return same
        return f"{same} AND {raw}.{quote(self.place)}::VARCHAR = {judged}._place"

    def of(self, numbers: Iterable[int]) -> list[int]:
        """Those of the numbers that are of these files."""
        wanted = set(numbers)
        return [number for number in self.numbers if number in wanted]


def one_by_one(rows: dict[int, str]) -> Callable[[Sequence[int]], str]:
    """The relation of files that each have a query of their own, by number."""

    def relation(numbers: Sequence[int]) -> str:
        return " UNION ALL ".join(
            f"SELECT {number}::INTEGER AS _file, * FROM ({rows[number]})" for number in numbers
        )

    return relation


def in_turn(batches: Iterable[Incoming]) -> Generator[tuple[Incoming, list[int]]]:
    """The files of each batch, so many at a time as one query reads."""
    for batch in batches:
        numbers = batch.numbers
        size = AT_ONCE if batch.source.node is None else len(numbers)  # logs are one query anyway
        for start in range(0, len(numbers), size):
            yield batch, numbers[start : start + size]


def key_hash(table: Table) -> str:
    """The hash of a row's key, to compare within one load; never stored, as it may change."""
    return f"hash({', '.join(table.key)})"


def content_hash(table: Table) -> str:
    """The hash of all that a row says, to compare within one load."""
    return f"hash({', '.join(column.name for column in table.columns)})"


def again_of(batches: Iterable[Incoming], numbers: set[int], columns: str) -> str | None:
    """These columns of the judged rows of the files of these numbers; None without any."""
    parts = [
        f"SELECT _file, _row, _place, {columns} FROM ({batch.judged(some)}) AS j"
        for batch in batches
        if (some := batch.of(numbers))
    ]
    return " UNION ALL ".join(parts) or None


@contextmanager
def told_by_name(con: duckdb.DuckDBPyConnection, batches: Iterable[Incoming]) -> Generator[None]:
    """Raise BadInput with the name of the file when one of these cannot be read to its end."""
    try:
        yield
    except READING as fault:
        rows = ((file.name, batch.rows([file.number])) for batch in batches for file in batch.files)
        raise broken_one(con, rows, fault) from fault


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
