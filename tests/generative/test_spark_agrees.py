"""Spark, on the transpiled program, answers as DuckDB does: random expressions over random histories."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.language import Indicator, Signal
from tests.generative.comparing import few_cases, typed, unhurried
from tests.generative.expressions import answers
from tests.generative.histories import histories
from tests.readers import arrow_tables, batch, batch_indicators, complete, duck_engine

pytestmark = pytest.mark.spark

# histories of a few rows: one partition, and no code generation, which would cost more than it saves
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """One local session, skipped by name without pyspark or Java."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (extra [spark])")
    import shutil

    if shutil.which("java") is None:
        pytest.skip("Java 17 is not installed")
    from features.engines.spark import spark_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = spark_session("local[2]", **SMALL)
        yield opened
        opened.stop()


@settings(unhurried, max_examples=3)
@given(
    st.lists(answers(), min_size=4, max_size=8),
    st.lists(answers(months=True), min_size=2, max_size=3),
    histories(24),
)
def test_spark_agrees(
    session: Any,
    tmp_path_factory: pytest.TempPathFactory,
    expressions: list[Any],
    monthly: list[Any],
    tables: dict[str, Any],
) -> None:
    """DuckDB = Spark, value and type."""
    from features.engines.spark import SparkEngine

    signals = {f"s{i}": Signal(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    items = {f"i{i}": Indicator(e, asks="? | ?", family="f") for i, e in enumerate(monthly)}
    full = complete(tables)
    with few_cases():
        engine = SparkEngine(session, tmp_path_factory.mktemp("spark"))
        try:
            for name, rows in arrow_tables(full).items():
                engine.table(name, rows)
            duck = duck_engine(full)
            assert typed(batch(signals, engine)) == typed(batch(signals, duck))
            assert typed(batch_indicators(items, engine)) == typed(batch_indicators(items, duck))
        finally:
            engine.close()
