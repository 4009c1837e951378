"""The DuckDB engine: the compiled program as written, on the lake's Parquet."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet

from features.engines import ArrowRows, Told, silent
from features.sql.pieces import FIRST, LAST, Pieces
from features.sql.program import Program, Step, Stretch

Run = tuple[int, int]
STEPS = "steps.main"
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
        self._opened = False
        self._views: set[str] = set()

    def run(self, program: Program, told: Told = silent) -> None:
        """Run every step into a table of its name; one that is read no more goes, or never is."""
        self._open()
        for stretch in program.stretches():
            pieces = None if self._steps is None else stretch.pieces
            if pieces is not None and (runs := self.runs(pieces, self._at_once)):
                self._make_in_runs(stretch, pieces, runs, told)
            else:
                for step in stretch.steps:
                    told(step.name)
                    self._make(step)
            for name in stretch.over:
                self._do(f"DROP TABLE IF EXISTS {STEPS}.{name}")

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

    def runs(self, pieces: Pieces, at_once: int) -> list[Run]:
        """The first and last of as many pieces as are no more work together; none where all are."""
        counted = self.connection.execute(pieces.counted).fetchall()
        if sum(claims for _, claims in counted) <= at_once:
            return []
        runs: list[Run] = []
        held = 0
        for piece, claims in counted:
            if runs and not pieces.alone and held + claims <= at_once:
                runs[-1], held = (runs[-1][0], piece), held + claims
            else:
                runs.append((piece, piece))
                held = claims
        return runs

    @contextmanager
    def shown(self, pieces: Pieces, run: Run) -> Generator[None]:
        """Show, under the names of the steps that pieces are made of, the rows of a run alone."""
        kind = "TABLE" if pieces.copied else "VIEW"
        try:
            for name, condition in pieces.inputs.items():
                rows = condition.replace(FIRST, str(run[0])).replace(LAST, str(run[1]))
                self._do(f"CREATE TEMP {kind} {name} AS SELECT * FROM {STEPS}.{name} WHERE {rows}")
            yield
        finally:
            for name in pieces.inputs:
                self._do(f"DROP {kind} IF EXISTS temp.{name}")

    def _open(self) -> None:
        """Open the database of the steps, before that of the tables on the search path."""
        if self._opened:
            return
        place = ":memory:" if self._steps is None else str(self._steps)
        self._do(f"ATTACH IF NOT EXISTS '{place}' AS steps")
        here = self.connection.execute("SELECT current_setting('search_path')").fetchall()[0][0]
        if "steps" not in here:
            self._do(f"SET search_path = '{STEPS},memory.main'")
        self._opened = True

    def _make(self, step: Step) -> None:
        """Work a step out."""
        if step.name in self._views:
            self._do(f"DROP VIEW {step.name}")
            self._views.remove(step.name)
        if step.seen_once:
            self._do(f"CREATE VIEW {step.name} AS {step.sql}")
            self._views.add(step.name)
        else:
            self._do(f"CREATE OR REPLACE TABLE {step.name} AS {step.sql}")

    def _make_in_runs(
        self, stretch: Stretch, pieces: Pieces, runs: Sequence[Run], told: Told
    ) -> None:
        """Work steps out run by run; only what is read after them is kept beyond its run."""
        for place, run in enumerate(runs, 1):
            try:
                with self.shown(pieces, run):
                    for step in stretch.steps:
                        told(f"{step.name} {place}/{len(runs)}")
                        self._make_piece(step, stretch, new=place == 1)
            finally:
                for name in stretch.inside:
                    self._do(f"DROP TABLE IF EXISTS temp.{name}")

    def _make_piece(self, step: Step, stretch: Stretch, *, new: bool) -> None:
        """Work a step out for what is shown, for the steps of its run and for those after it."""
        query = step.sql
        if step.name in stretch.inside:
            self._do(f"CREATE TEMP TABLE {step.name} AS {query}")
            query = f"SELECT * FROM temp.{step.name}"
        if step.name in stretch.lasting:
            if step.ordered is not None:
                query = f"SELECT * FROM ({query}) ORDER BY {step.ordered}"
            table = f"{STEPS}.{step.name}"
            self._do(
                f"CREATE OR REPLACE TABLE {table} AS {query}"
                if new
                else f"INSERT INTO {table} {query}"
            )

    def _do(self, statement: str) -> None:
        """Run a statement to its end: DuckDB 2.0 refuses the next one before its rows are read."""
        self.connection.execute(statement).fetchall()

    def close(self) -> None:
        """Drop what the programs left behind."""
        if not self._opened:
            return
        self._opened = False
        self._views.clear()
        self._do("SET search_path = 'memory.main'")
        self._do("DETACH steps")
        if self._steps is not None:
            self._steps.unlink(missing_ok=True)
