"""Spark, on the transpiled program, answers as DuckDB does: random expressions over random histories."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.language import Indicator, Signal
from features.sql.program import Program, Step
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


def test_steps_wait_for_what_they_read(session: Any, tmp_path: Path) -> None:
    """Steps side by side see those that they read; what is written is in order, and all of it."""
    from features.engines.spark import MANY, SparkEngine

    engine = SparkEngine(session, tmp_path / "scratch")
    engine.table("counted", pa.table({"n": list(range(100))}))
    program = Program()
    names = [program.add("first", "SELECT n, n % 7 AS given_1 FROM counted")]
    for place in range(1, MANY + 1):  # a column is called as a step is
        joined = f"SELECT f.n AS n, f.given_1 + {place} AS given_1 FROM {names[-1]} AS f"
        names.append(program.add(f"given_{place}", joined))
    sums = " + ".join(f"{name}.given_1" for name in names)
    joins = " ".join(f"JOIN {name} ON {name}.n = first.n" for name in names[1:])
    program.add("answers", f"SELECT first.n AS n, {sums} AS total FROM first {joins}", stays=True)
    try:
        told: list[str] = []
        engine.run(program, told.append)
        assert sorted(told) == sorted(step.name for step in program.steps)
        file = tmp_path / "out" / "answers.parquet"
        assert engine.write("SELECT * FROM answers WHERE n >= 10 ORDER BY n DESC", file) == 90
        added = sum(place * (place + 1) // 2 for place in range(1, MANY + 1))
        expected = [{"n": n, "total": n % 7 * (MANY + 1) + added} for n in range(99, 9, -1)]
        assert parquet.read_table(file).to_pylist() == expected
        with pytest.raises(Exception, match="nowhere"):
            engine.run(Program([Step("astray", "SELECT * FROM nowhere")]))
    finally:
        engine.close()
