"""The Spark engine: the same program, each query transpiled from DuckDB's SQL by sqlglot.

Needs the extra `[spark]` and Java 17. Traps met, with Spark 4: timestamps are read as NTZ, so no
session time zone moves a settlement to another day; ANSI mode raises where DuckDB gives null, so
every division in a program is already guarded by NULLIF.
"""

from pathlib import Path
from typing import Any

import sqlglot

from features.engines import ArrowRows, Told, silent
from features.errors import NotReady
from features.sql.program import Program


def spark_sql(query: str) -> str:
    """A query of DuckDB's SQL as Spark's."""
    return sqlglot.transpile(query, read="duckdb", write="spark")[0]


def spark_session(master: str = "local[*]", **more: str) -> Any:
    """A Spark session without a page, for programs; `more` sets Spark's own settings by name.

    Raises NotReady without pyspark.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise NotReady(
            "The Spark engine was asked for, and pyspark is not installed.",
            "pyspark comes with the extra [spark] and needs Java 17.",
            "Run `make setup WITH_SPARK=1`, or use --engine duckdb.",
        ) from None
    builder = (
        SparkSession.builder.master(master)
        .appName("fundwatch")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
    )
    for name, value in more.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkEngine:
    """Runs programs on a Spark session; tables are given as Arrow or as Parquet files."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        """Take a session; give it tables with `table` or `files`."""
        self.session = session
        self._views: list[str] = []
        self._cached: list[Any] = []

    def files(self, name: str, paths: list[Path]) -> None:
        """Show Parquet files as the table of that name."""
        self._show(name, self.session.read.parquet(*map(str, paths)))

    def table(self, name: str, rows: ArrowRows) -> None:
        """Show Arrow rows as the table of that name."""
        self._show(name, self.session.createDataFrame(rows))

    def _show(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._views.append(name)

    def run(self, program: Program, told: Told = silent) -> None:
        """Plan every step; a step that later ones read more than once is kept in memory."""
        for step in program.steps:
            told(step.name)
            frame = self.session.sql(spark_sql(step.sql))
            if sum(step.name in later.sql for later in program.steps) > 1:
                frame = frame.persist()
                self._cached.append(frame)
            self._show(step.name, frame)

    def rows(self, query: str) -> ArrowRows:
        """The rows of a query over tables and steps."""
        return self.session.sql(spark_sql(query)).toArrow()

    def write(self, query: str, path: Path) -> int:
        """Write a query's rows to one Parquet file, whole or not at all; gives how many."""
        import pyarrow.parquet as parquet

        rows = self.rows(query)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        parquet.write_table(rows, partial, compression="zstd")
        partial.replace(path)
        return rows.num_rows

    def close(self) -> None:
        """Drop the views and what was kept."""
        for frame in self._cached:
            frame.unpersist()
        for name in self._views:
            self.session.catalog.dropTempView(name)
        self._cached.clear()
        self._views.clear()
