"""The DuckDB engine: the compiled program as written, on the lake's Parquet."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet

from features.engines import ArrowRows, Told, silent
from features.sql.program import FIRST, LAST, Pieces, Program, Step

AT_ONCE = 250_000  # claims whose every signal fits into memory; planning a month costs a second


class DuckEngine:
    """Runs programs on one DuckDB connection whose tables are the contract's.

    Steps are tables of a database of their own; one that is `seen_once` is a view. Where a file is
    named for them, they lie there, packed, and with many claims what can be is done piece by piece,
    so that a program keeps within its memory.
    """

    name = "duckdb"

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        inputs: Sequence[str] = (),
        steps: Path | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        """Take over a connection that already sees the contract's tables, made of these files.

        More than `at_once` claims are worked out piece by piece.
        """
        self.connection = connection
        self.inputs = inputs
        self._steps, self._at_once = steps, at_once
        self._kept: list[str] = []
        self._views: set[str] = set()

    def run(self, program: Program, told: Told = silent) -> None:
        """Run every step into a table of its name; one that is read no more goes."""
        self._open()
        reads, readers = program.reads(), program.readers()
        viewed = set[str]().union(*(reads[step.name] for step in program.steps if step.seen_once))
        for place, step in enumerate(program.steps):
            told(step.name)
            self._make(step)
            self._kept.append(step.name)
            for earlier in program.steps[:place]:
                later = readers[earlier.name]
                kept = earlier.stays or earlier.name in viewed
                if not kept and (not later or later[-1] == step.name):
                    self._do(f"DROP TABLE IF EXISTS {earlier.name}")

    def rows(self, query: str) -> ArrowRows:
        """The rows of a query over tables and steps."""
        return self.connection.sql(query).to_arrow_table()

    def write(self, query: str, path: Path) -> int:
        """Write a query's rows to one Parquet file, whole or not at all; gives how many."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        self._do(f"COPY ({query}) TO '{partial}' (FORMAT parquet, COMPRESSION zstd)")
        partial.replace(path)
        return parquet.read_metadata(path).num_rows

    def write_csv(self, query: str, path: Path) -> None:
        """Write a query's rows to a CSV file without a heading, for PostgreSQL to copy in."""
        self._do(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER false)")

    def _open(self) -> None:
        """Open the database of the steps, before that of the tables on the search path."""
        if self._kept:
            return
        place = ":memory:" if self._steps is None else str(self._steps)
        self._do(f"ATTACH IF NOT EXISTS '{place}' AS steps")
        here = self.connection.execute("SELECT current_setting('search_path')").fetchall()[0][0]
        if "steps" not in here:
            self._do("SET search_path = 'steps.main,memory.main'")

    def _make(self, step: Step) -> None:
        """Work a step out, piece by piece where it can be taken apart and its rows are many."""
        if step.name in self._views:
            self._do(f"DROP VIEW {step.name}")
            self._views.remove(step.name)
        if step.seen_once:
            self._do(f"CREATE VIEW {step.name} AS {step.sql}")
            self._views.add(step.name)
            return
        pieces: list[str] = []
        if step.pieces is not None and self._steps is not None:
            pieces = self.parted(step.pieces, self._at_once)
        if not pieces:
            self._do(f"CREATE OR REPLACE TABLE {step.name} AS {step.sql}")
            return
        self._do(f"CREATE OR REPLACE TABLE {step.name} AS {step.sql} LIMIT 0")
        for piece in pieces:
            self._do(f"INSERT INTO {step.name} {piece}")

    def parted(self, pieces: Pieces, at_once: int) -> list[str]:
        """The queries of as many pieces together as are no more work; none where all of them are."""
        counted = self.connection.execute(pieces.counted).fetchall()
        if sum(claims for _, claims in counted) <= at_once:
            return []
        runs: list[tuple[int, int]] = []
        held = 0
        for piece, claims in counted:
            if runs and not pieces.alone and held + claims <= at_once:
                runs[-1], held = (runs[-1][0], piece), held + claims
            else:
                runs.append((piece, piece))
                held = claims
        return [
            pieces.sql.replace(FIRST, str(first)).replace(LAST, str(last)) for first, last in runs
        ]

    def _do(self, statement: str) -> None:
        """Run a statement to its end: DuckDB 2.0 refuses the next one before its rows are read."""
        self.connection.execute(statement).fetchall()

    def close(self) -> None:
        """Drop what the programs left behind."""
        if not self._kept:
            return
        self._kept.clear()
        self._views.clear()
        self._do("SET search_path = 'memory.main'")
        self._do("DETACH steps")
        if self._steps is not None:
            self._steps.unlink(missing_ok=True)
