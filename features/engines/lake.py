"""An engine of the asked name over the lake of these settings."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import date
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from features.engines import Engine
from features.engines.duckdb import DuckEngine
from features.errors import BadInput
from features.renewal import inputs_of
from features.settings import Settings
from features.settlement.lake.lake import Lake
from features.settlement.lake.rows import MERGED
from features.settlement.tables import TABLES
from features.sql.expression import literal

if TYPE_CHECKING:
    from features.engines.spark import SparkEngine


@contextmanager
def lake_engine(
    settings: Settings,
    name: str = "duckdb",
    master: str = "local[*]",
    as_of: date | None = None,
) -> Generator[Engine]:
    """An engine that sees every table of the contract, as it is or as it was known on a day.

    Raises BadInput for an unknown name.
    """
    lake = Lake.open(settings)
    inputs = inputs_of(lake.ledger.entries(as_of))  # before the tables: what comes between is new
    match name:
        case "duckdb":
            with confined(settings) as (connection, scratch):
                lake.attach(connection, as_of=as_of)
                yield DuckEngine(connection, inputs, scratch / "steps.duckdb")
        case "spark":
            from features.engines.spark import SparkEngine, spark_session

            session = spark_session(master)
            engine = SparkEngine(session, settings.path("scratch", "spark"), inputs)
            _show(lake, engine, as_of)
            try:
                yield engine
            finally:
                engine.close()
                session.stop()
        case _:
            raise BadInput(
                f"There is no engine named {name}.",
                "Signals are built by duckdb or by spark.",
                "Use --engine duckdb or --engine spark.",
            )


@contextmanager
def _scratch(settings: Settings) -> Generator[Path]:
    """A folder for what does not fit into memory, gone in the end; those that nobody holds go first."""
    place = settings.path("scratch")
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob("engine-*"):
        with suppress(OSError), (left / "held").open("w") as held:
            flock(held, LOCK_EX | LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    with (
        TemporaryDirectory(dir=place, prefix="engine-") as folder,
        (Path(folder) / "held").open("w") as held,
    ):
        flock(held, LOCK_EX)
        yield Path(folder)


@contextmanager
def confined(settings: Settings) -> Generator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection within the memory and threads that the settings allow, and its scratch folder."""
    with _scratch(settings) as scratch, duckdb.connect() as connection:
        wanted: dict[str, str | int | bool] = {
            "temp_directory": str(scratch),
            "memory_limit": settings.memory,
            "preserve_insertion_order": False,  # else what is written waits for its turn in memory
        }
        if settings.threads is not None:
            wanted["threads"] = settings.threads
        for name, value in wanted.items():
            connection.execute(f"SET {name} = {literal(value)}")
        yield connection, scratch


def _show(lake: Lake, engine: "SparkEngine", as_of: date | None) -> None:
    """Show Spark every table of the contract: the same query over the same files as in DuckDB."""
    with duckdb.connect() as connection:
        merged = lake.merged_persons(connection, as_of)
    if merged:
        lasting = {"psn_no_old": list(merged), "psn_no": list(merged.values())}
        engine.table(MERGED, pa.table(lasting))
    for table in TABLES:
        rows = lake.rows(table, as_of=as_of, merging=bool(merged))
        stored = set(engine.files(f"{table}_files", rows.files) if rows.files else ())
        if rows.ended:
            engine.files(f"{table}_ended", rows.ended)
        engine.view(table, rows.sql(f"{table}_files", f"{table}_ended", MERGED, stored))
