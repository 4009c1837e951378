"""A compiled program: named steps, each one query over the contract's tables and earlier steps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, walk

Found = TypeVar("Found", Call, Column, Lines, Literal, Norm, Past)


FIRST, LAST = "$first", "$last"
SHARES = 256  # into which keys fall, so that some can be looked at alone
READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


@dataclass(frozen=True)
class Pieces:
    """A step's query for some of its rows alone, and the query of the pieces that its rows fall into.

    `counted` gives each piece, a whole number, in order, and how many claims' worth of work it is.
    `sql` is the query for the pieces from FIRST to LAST, which stand in it; together the pieces
    give the rows of the whole query. One machine works so within its memory. `alone` says that a
    piece is best worked out by itself.
    """

    counted: str
    sql: str
    alone: bool = False

    @classmethod
    def of_keys(cls, rows: str, keys: Sequence[str], query: str, work: str = "COUNT(*)") -> "Pieces":
        """The query by shares of keys: all rows of a key come together, no share holds many more.

        `{}` in the query is where it reads the rows; `work` adds up what a share is worth.
        """
        share = f"hash({', '.join(keys)}) % {SHARES}"
        return cls(
            f"SELECT {share} AS share, {work} AS claims\nFROM {rows} GROUP BY share ORDER BY share",
            query.format(f"(SELECT * FROM {rows} WHERE {share} BETWEEN {FIRST} AND {LAST})"),
        )


@dataclass(frozen=True)
class Step:
    """One query and the name under which later steps read its rows.

    `stays` says that its rows are wanted when the program is done; others may go once read. Rows
    `seen_once` are read no more than once, some at a time: an engine may work them out as they are
    read and keep them nowhere.
    """

    name: str
    sql: str
    stays: bool = False
    pieces: Pieces | None = None
    seen_once: bool = False


@dataclass
class Program:
    """Steps in order; the last one holds the answers."""

    steps: list[Step] = field(default_factory=list[Step])

    def add(
        self,
        name: str,
        sql: str,
        *,
        stays: bool = False,
        pieces: Pieces | None = None,
        seen_once: bool = False,
    ) -> str:
        """Append a step and give its name."""
        self.steps.append(Step(name, sql, stays, pieces, seen_once))
        return name

    def reads(self) -> dict[str, set[str]]:
        """The earlier steps that each step reads; a column may be called as a step is."""
        reads: dict[str, set[str]] = {}
        for step in self.steps:
            reads[step.name] = set(READ.findall(step.sql)) & reads.keys()
        return reads

    def readers(self) -> dict[str, list[str]]:
        """The later steps that read each step, in order."""
        reads = self.reads()
        return {name: [later for later, read in reads.items() if name in read] for name in reads}

    def text(self) -> str:
        """The whole program, for golden files and for reading."""
        return "\n\n".join(f"-- {step.name}\n{step.sql.strip()}" for step in self.steps)


def inner(nodes: Iterable[Expression], kind: type[Found]) -> list[Found]:
    """Every node of that kind inside the expressions, each once, in order of first appearance."""
    found = (part for node in nodes for part in walk(node) if isinstance(part, kind))
    return list(dict.fromkeys(found))
