"""A compiled program: named steps, each one query over the contract's tables and earlier steps."""

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, walk
from features.sql.pieces import Pieces

Found = TypeVar("Found", Call, Column, Lines, Literal, Norm, Past)

# what a query reads; a test compares it with a parser
READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


@dataclass(frozen=True)
class Step:
    """One query and the name under which later steps read its rows.

    `stays` says that its rows are wanted when the program is done; others may go once read. Rows
    `seen_once` are read no more than once, some at a time: an engine may work them out as they are
    read and keep them nowhere. Steps that follow each other and have the same `pieces` may be worked
    out together for some of their rows at a time. Their rows are read by the column `ordered`, if any:
    an engine may keep them in its order.
    """

    name: str
    sql: str
    stays: bool = False
    pieces: Pieces | None = None
    seen_once: bool = False
    ordered: str | None = None


@dataclass(frozen=True)
class Stretch:
    """Steps in a row that may be worked out by the same pieces together, or one by itself.

    Those `inside` are read by others of the stretch, `lasting` ones after it or when the program is
    done; what is `over` is read no more after the stretch. The pieces show only what a step reads.
    """

    steps: tuple[Step, ...]
    pieces: Pieces | None
    inside: frozenset[str]
    lasting: frozenset[str]
    over: tuple[str, ...]


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
        seen_once: bool = False,
        ordered: str | None = None,
    ) -> str:
        """Append a step and give its name."""
        self.steps.append(Step(name, sql, stays, seen_once=seen_once, ordered=ordered))
        return name

    @contextmanager
    def by(self, pieces: Pieces) -> Generator[None]:
        """Steps that are added meanwhile may be worked out together by these pieces."""
        before = len(self.steps)
        yield
        self.steps[before:] = [replace(step, pieces=pieces) for step in self.steps[before:]]

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

    def stretches(self) -> Generator[Stretch]:
        """All steps in order, those of the same pieces together."""
        reads, readers = self.reads(), self.readers()
        kept = {step.name for step in self.steps if step.stays or not readers[step.name]}
        kept = kept.union(*(reads[step.name] for step in self.steps if step.seen_once))
        alike = groupby(enumerate(self.steps), lambda at: at[1].pieces or at[0])
        for steps in (tuple(step for _, step in together) for _, together in alike):
            names = {step.name for step in steps}
            pieces = steps[0].pieces
            if pieces is not None:
                read = set[str]().union(*(reads[name] for name in names))
                pieces = pieces.of(read)
            yield Stretch(
                steps,
                pieces,
                frozenset(name for name in names if names.intersection(readers[name])),
                frozenset(n for n in names if n in kept or not names.issuperset(readers[n])),
                tuple(n for n, later in readers.items() if n not in kept and later[-1] in names),
            )

    def text(self) -> str:
        """The whole program, for golden files and for reading."""
        return "\n\n".join(f"-- {step.name}\n{step.sql.strip()}" for step in self.steps)


def inner(nodes: Iterable[Expression], kind: type[Found]) -> list[Found]:
    """Every node of that kind inside the expressions, each once, in order of first appearance."""
    found = (part for node in nodes for part in walk(node) if isinstance(part, kind))
    return list(dict.fromkeys(found))
