"""What a large lake does piece by piece, in a file, gives what a small one does at once, in memory."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings

from features.engines.duckdb import DuckEngine
from features.indicators import INDICATORS
from features.sql.compiler import compile_signals
from features.sql.norms import book
from tests.generative.comparing import few_cases, typed, watched
from tests.generative.every_look import EVERY_SIGNAL
from tests.generative.histories import dense_histories
from tests.readers import batch_indicators, duck_engine


@settings(watched, max_examples=4)
@given(dense_histories())
def test_pieces_make_up_the_whole(
    tmp_path_factory: Any,
    tables: dict[str, Any],
) -> None:
    with few_cases():
        files: list[Path] = []
        engines = [duck_engine(tables)]
        for at_once in (0, 2):  # each piece alone, and some together
            files.append(tmp_path_factory.mktemp("steps") / "steps.duckdb")
            engines.append(DuckEngine(duck_engine(tables).connection, (), files[-1], at_once))
        answers, norms = [], []
        for engine in engines:
            compiled = compile_signals(EVERY_SIGNAL)
            engine.run(compiled.program)
            rows = engine.rows("SELECT * FROM answers").to_pylist()
            answers.append(typed({row["setl_id"]: row for row in rows}))
            fitted = engine.rows(f"SELECT * FROM ({book(compiled.peer_groups)}) ORDER BY ALL")
            norms.append(fitted.to_pylist())
        assert answers[0] == answers[1] == answers[2]
        assert norms[0] == norms[1] == norms[2]
        for file, engine in zip(files, engines[1:], strict=True):
            assert file.exists()
            engine.close()
            assert not file.exists()


@settings(watched, max_examples=2)
@given(dense_histories())
def test_pieces_make_up_the_months(tmp_path_factory: Any, tables: dict[str, Any]) -> None:
    steps = tmp_path_factory.mktemp("months") / "steps.duckdb"
    with few_cases():
        pieced = DuckEngine(duck_engine(tables).connection, (), steps, 0)
        answers = [batch_indicators(INDICATORS, each) for each in (duck_engine(tables), pieced)]
        assert answers[0]
        assert typed(answers[0]) == typed(answers[1])
