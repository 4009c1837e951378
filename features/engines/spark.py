"""The Spark engine: the same program, each query transpiled from DuckDB's SQL by sqlglot.

Needs the extra `[spark]` and Java 17. Traps met, with Spark 4: timestamps are read as NTZ, so no
session time zone moves a settlement to another day; ANSI mode raises where DuckDB gives null, so
every division in a program is already guarded by NULLIF.

What a step costs on a small lake is not its rows but its planning, and that grows faster than the
number of its columns times that of its joins. So steps are kept apart in files, planned side by side,
and not compiled to Java where rows are few.
"""

import shutil
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import sqlglot
from sqlglot import exp

from features.engines import ArrowRows, Told, silent
from features.errors import NotReady
from features.sql.program import Program

# A large lake is cut into so many parts at a shuffle. Adaptive execution puts small ones together
# again, up to 64 MB each, so that a small lake is not cut at all.
SHUFFLES = "64"
# A step that reads so many others finds each of them in files: with all of them in one plan, adaptive
# execution would plan the whole anew whenever one of their shuffles is done.
MANY = 6
# Up to so many rows of the lake, expressions are interpreted: Java code for 700 columns takes longer to
# make than a few rows save by it. Measured at 20,000 rows alone; where it turns is a guess.
FEW = 500_000
# Steps worked out side by side: while executors work on one, the driver plans the next.
ABREAST = 3
DRIVER_MEMORY = "2g"


def spark_sql(query: str) -> str:
    """A query of DuckDB's SQL as Spark's."""
    tree = sqlglot.parse_one(query, read="duckdb")
    return tree.transform(_exact_quantile).sql(dialect="spark")


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
        .config("spark.driver.memory", DRIVER_MEMORY)
        .config("spark.log.level", "ERROR")
    )
    for name, value in more.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkEngine:
    """Runs programs on a Spark session; tables are given as Arrow or as Parquet files.

    A step is written to `scratch` and read from there when later steps read it more than once, or
    when the one that reads it reads many: else Spark would plan and work it out anew for each reader,
    and the plan of a hundred nested steps outgrows the driver's memory. What is on disk also outlives
    a lost executor.
    """

    name = "spark"

    def __init__(self, session: Any, scratch: Path, inputs: Sequence[str] = ()) -> None:
        """Take a session and a folder that its executors see; give tables with `table` or `files`."""
        self.session = session
        self.scratch = scratch
        self.inputs = inputs
        self._rows = 0
        self._steps: list[str] = []

    def files(self, name: str, paths: list[Path]) -> list[str]:
        """Show Parquet files as the table of that name; gives the names of its columns."""
        self._rows += sum(parquet.read_metadata(path).num_rows for path in paths)
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
        """Work out every step that is kept and plan the others, each once all that it reads is there."""
        few = self._rows <= FEW
        self.session.conf.set("spark.sql.codegen.wholeStage", str(not few).lower())
        self.session.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN" if few else "FALLBACK")
        queries = {step.name: step.sql for step in program.steps}
        kept = {step.name for step in program.steps if step.stays} | _kept(program)
        waiting = program.reads()
        working: dict[Future[None], str] = {}
        with ThreadPoolExecutor(ABREAST) as threads:
            while waiting or working:
                for name in [n for n, read in waiting.items() if not read][
                    : ABREAST - len(working)
                ]:
                    del waiting[name]
                    told(name)
                    made = threads.submit(self._make, name, spark_sql(queries[name]), name in kept)
                    working[made] = name
                for made in wait(working, return_when=FIRST_COMPLETED).done:
                    made.result()
                    done = {working.pop(made)}
                    waiting = {name: read - done for name, read in waiting.items()}

    def _make(self, name: str, query: str, kept: bool) -> None:
        """Plan a step, and work it out where it is kept."""
        frame = self.session.sql(query)
        if kept:
            place = str(self.scratch / name)
            frame.write.mode("overwrite").parquet(place)
            frame = self.session.read.schema(frame.schema).parquet(place)
        frame.createOrReplaceTempView(name)
        self._steps.append(name)

    def rows(self, query: str) -> ArrowRows:
        """The rows of a query over tables and steps."""
        return self.session.sql(spark_sql(query)).toArrow()

    def write(self, query: str, path: Path) -> int:
        """Write the rows of a query over steps that stay to one Parquet file, whole or not at all.

        Gives how many. Executors have written those steps; the driver reads their files and puts the
        rows in order, beyond its memory on disk.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        read = {table.name for table in sqlglot.parse_one(query, read="duckdb").find_all(exp.Table)}
        with duckdb.connect() as driver:
            driver.execute(f"SET memory_limit = '{DRIVER_MEMORY}b'").fetchall()
            driver.execute(f"SET temp_directory = '{self.scratch / 'sorted'}'").fetchall()
            for name in read:
                files = self.scratch / name / "*.parquet"
                driver.execute(f"CREATE VIEW {name} AS FROM read_parquet('{files}')").fetchall()
            driver.execute(
                f"COPY ({query}) TO '{partial}' (FORMAT parquet, COMPRESSION zstd)"
            ).fetchall()
        partial.replace(path)
        return parquet.read_metadata(path).num_rows

    def close(self) -> None:
        """Drop what the programs left; the tables stay."""
        for name in dict.fromkeys(self._steps):
            self.session.catalog.dropTempView(name)
        self._steps.clear()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _kept(program: Program) -> set[str]:
    """The steps to be written: of several readers, of none, or of one that reads many."""
    reads, readers = program.reads(), program.readers()
    return {name for name, own in readers.items() if len(own) != 1 or len(reads[own[0]]) >= MANY}
