"""A small province in a lake of its own, for the tests that read stays."""

from collections.abc import Iterator

import duckdb
import pytest

from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run
from tests.homes import empty_home

CLAIMS, MONTHS = 6_000, 2


@pytest.fixture(scope="session")
def paid(server: Settings) -> Iterator[Settings]:
    """A home whose lake holds a province of two months."""
    with empty_home(server) as settings:
        raw = settings.path("raw")
        run(Order(claims=CLAIMS, months=MONTHS, seed=5), raw, lambda *_: None, workers=1)
        load(raw / "data", "core", settings)
        yield settings


@pytest.fixture
def lake(paid: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection over that lake."""
    with duckdb.connect() as con:
        Lake.open(paid).attach(con)
        yield con
