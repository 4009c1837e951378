"""The Spark engine: the same program, each query transpiled from DuckDB's SQL by sqlglot.

Needs the extra `[spark]` and Java 17. Traps met, with Spark 4: timestamps are read as NTZ, so no
session time zone moves a settlement to another day; ANSI mode raises where DuckDB gives null, so
every division in a program is already guarded by NULLIF.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import sqlglot
from sqlglot import exp

from features.engines import ArrowRows, Told, silent
from features.errors import NotReady
from features.sql.program import Program

# A large lake is cut into so many parts at a shuffle. Adaptive execution puts small ones together
# again, up to 64 MB each, so that a small lake is not cut at all.
SHUFFLES = "64"


def spark_sql(query: str) -> str:
    """A query of DuckDB's SQL as Spark's."""
    tree = sqlglot.parse_one(query, read="duckdb").transform(_exact_quantile)
    return tree.sql(dialect="spark")


def _exact_quantile(node: exp.Expr) -> exp.Expr:
    """The ⌈n·q⌉-th value by its whole-numbered rank: Spark's own percentiles work with doubles."""
    if not isinstance(node, exp.PercentileDisc):
        return node
    value, permille = node.this.sql(dialect="spark"), round(float(node.expression.this) * 1000)
    rank = f"CAST(FLOOR((COUNT({value}) * {permille} + 999) / 1000.0) AS INT)"
    return sqlglot.parse_one(
        f"CASE WHEN COUNT({value}) > 0 THEN"
        f" ELEMENT_AT(ARRAY_SORT(COLLECT_LIST({value})), {rank}) END",
        read="spark",
    )


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
        .config("spark.sql.shuffle.partitions", SHUFFLES)
        .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
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
    """Runs programs on a Spark session; tables are given as Arrow or as Parquet files.

    A step that later steps read more than once is written to `scratch` and read from there: else
    Spark would plan and work it out anew for each reader, and the plan of a hundred nested steps
    outgrows the driver's memory. What is on disk also outlives a lost executor.
    """

    name = "spark"

    def __init__(self, session: Any, scratch: Path, inputs: Sequence[str] = ()) -> None:
        """Take a session and a folder that its executors see; give tables with `table` or `files`."""
        self.session = session
        self.scratch = scratch
        self.inputs = inputs
        self._steps: list[str] = []

    def files(self, name: str, paths: list[Path]) -> list[str]:
        """Show Parquet files as the table of that name; gives the names of its columns."""
        frame = self.session.read.option("mergeSchema", "true").parquet(*map(str, paths))
        frame.createOrReplaceTempView(name)
        return list(frame.columns)

    def view(self, name: str, query: str) -> None:
        """Show a query over other tables as the table of that name."""
        self.session.sql(spark_sql(query)).createOrReplaceTempView(name)

    def table(self, name: str, rows: ArrowRows) -> None:
        """Show Arrow rows as the table of that name."""
        self.session.createDataFrame(rows).createOrReplaceTempView(name)

    def run(self, program: Program, told: Told = silent) -> None:
        """Plan every step, and work out those that are read more than once."""
        readers = program.readers()
        for step in program.steps:
            told(step.name)
            frame = self.session.sql(spark_sql(step.sql))
            if step.stays or len(readers[step.name]) != 1:
                kept = str(self.scratch / step.name)
                frame.write.mode("overwrite").parquet(kept)
                frame = self.session.read.parquet(kept)
            frame.createOrReplaceTempView(step.name)
            self._steps.append(step.name)

    def rows(self, query: str) -> ArrowRows:
        """The rows of a query over tables and steps."""
        return self.session.sql(spark_sql(query)).toArrow()

    def write(self, query: str, path: Path) -> int:
        """Write a query's rows to one Parquet file, whole or not at all; gives how many.

        Executors write parts in the order of the rows; the driver holds no more than a batch of them.
        """
        kept = self.scratch / "written"
        self.session.sql(spark_sql(query)).write.mode("overwrite").parquet(str(kept))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        parts = [parquet.ParquetFile(part) for part in sorted(kept.glob("part-*.parquet"))]
        with parquet.ParquetWriter(partial, parts[0].schema_arrow, compression="zstd") as whole:
            for part in parts:
                for batch in part.iter_batches():
                    whole.write_batch(batch)
        partial.replace(path)
        return sum(part.metadata.num_rows for part in parts)

    def close(self) -> None:
        """Drop what the programs left; the tables stay."""
        for name in dict.fromkeys(self._steps):
            self.session.catalog.dropTempView(name)
        self._steps.clear()
        shutil.rmtree(self.scratch, ignore_errors=True)
