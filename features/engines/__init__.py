"""Engines run compiled programs: DuckDB as written, Spark through sqlglot's transpiler."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from features.sql.program import Program

Told = Callable[[str], None]
ArrowRows: TypeAlias = Any  # a pyarrow.Table; pyarrow ships no types


class Engine(Protocol):
    """What a build asks of an engine. Tables are the contract's, under their own names."""

    name: str
    inputs: Sequence[str]
    """The files of the lake that its tables were made of, as far as a build need remember them."""

    def run(self, program: Program, told: Told = ...) -> None:
        """Run every step, keeping under their names those that stay.

        `told` hears each step's name, and where it is made in runs, which run of how many.
        """
        ...

    def rows(self, query: str) -> ArrowRows:
        """The rows of a query over tables and steps."""
        ...

    def write(self, query: str, path: Path) -> int:
        """Write a query's rows to one Parquet file; gives how many."""
        ...

    def close(self) -> None:
        """Drop what the programs left; the tables stay."""
        ...


def silent(_step: str) -> None:
    """Hear a step's name and say nothing."""
