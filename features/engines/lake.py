"""An engine of the asked name over the lake of these settings."""

from collections.abc import Generator
from contextlib import contextmanager

import duckdb

from features.engines import Engine
from features.engines.duckdb import DuckEngine
from features.errors import BadInput
from features.settings import Settings
from features.settlement.lake import Lake
from features.settlement.schema import arrow_schema
from features.settlement.tables import TABLES


@contextmanager
def lake_engine(
    settings: Settings, name: str = "duckdb", master: str = "local[*]"
) -> Generator[Engine]:
    """An engine that sees every table of the contract. Raises BadInput for an unknown name."""
    lake = Lake.open(settings)
    match name:
        case "duckdb":
            with duckdb.connect() as connection:
                scratch = settings.path("scratch")
                scratch.mkdir(parents=True, exist_ok=True)
                connection.execute(f"SET temp_directory = '{scratch}'")
                lake.attach(connection)
                yield DuckEngine(connection)
        case "spark":
            from features.engines.spark import SparkEngine, spark_session

            session = spark_session(master)
            engine = SparkEngine(session, settings.path("scratch", "spark"))
            for table in TABLES.values():
                files = lake.files(table.name)
                if files:
                    engine.files(table.name, files)
                else:
                    engine.table(table.name, arrow_schema(table).empty_table())
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
