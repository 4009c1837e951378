"""The DuckDB engine: the compiled program as written, on the lake's Parquet."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet

from features.engines import ArrowRows, Told, silent
from features.sql.program import Program


class DuckEngine:
    """Runs programs on one DuckDB connection whose tables are the contract's."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, inputs: Sequence[str] = ()) -> None:
        """Take over a connection that already sees the contract's tables, made of these files."""
        self.connection = connection
        self.inputs = inputs
        self._kept: list[str] = []

    def run(self, program: Program, told: Told = silent) -> None:
        """Run every step into a temporary table of its name; one that is read no more goes."""
        readers = program.readers()
        for place, step in enumerate(program.steps):
            told(step.name)
            self._do(f"CREATE OR REPLACE TEMP TABLE {step.name} AS {step.sql}")
            self._kept.append(step.name)
            for earlier in program.steps[:place]:
                if not earlier.stays and max(readers[earlier.name], default=place) == place:
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

    def _do(self, statement: str) -> None:
        """Run a statement to its end: DuckDB 2.0 refuses the next one before its rows are read."""
        self.connection.execute(statement).fetchall()

    def close(self) -> None:
        """Drop what the programs left behind."""
        for name in dict.fromkeys(self._kept):
            self._do(f"DROP TABLE IF EXISTS {name}")
        self._kept.clear()
