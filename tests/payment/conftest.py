"""A small province in a lake of its own, for the tests that read stays."""

from collections.abc import Iterator

import duckdb
import psycopg
import pytest
from sqlalchemy import make_url

from features.database import dsn, leave
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run

CLAIMS, MONTHS = 6_000, 2


@pytest.fixture(scope="session")
def paid(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home whose lake holds a province of two months."""
    with psycopg.connect(dsn(server), autocommit=True) as connection:
        connection.execute("CREATE DATABASE paid TEMPLATE fundwatch_template")
    url = make_url(dsn(server)).set(database="paid").render_as_string(hide_password=False)
    home = tmp_path_factory.mktemp("paid")
    settings = Settings(home=home, database_url=url)
    run(Order(claims=CLAIMS, months=MONTHS, seed=5), home / "raw", lambda *_: None, workers=1)
    load(home / "raw" / "data", "core", settings)
    yield settings
    leave(settings)


@pytest.fixture
def lake(paid: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection over that lake."""
    with duckdb.connect() as con:
        Lake.open(paid).attach(con)
        yield con
