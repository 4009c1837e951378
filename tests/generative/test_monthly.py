"""What a large lake does month by month, in a file, gives what a small one does at once, in memory."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings

from features.engines.duckdb import DuckEngine
from features.sql.compiler import compile_signals
from features.sql.norms import book
from tests.generative.comparing import few_cases, typed, watched
from tests.generative.every_look import EVERY_SIGNAL
from tests.generative.histories import dense_histories
from tests.readers import duck_engine


@settings(watched, max_examples=4)
@given(dense_histories())
def test_months_make_up_the_whole(
    tmp_path_factory: Any,
    tables: dict[str, Any],
) -> None:
    with few_cases():
        whole = duck_engine(tables)
        steps: Path = tmp_path_factory.mktemp("steps") / "steps.duckdb"
        monthly = DuckEngine(duck_engine(tables).connection, (), steps, at_once=0)
        answers, norms = [], []
        for engine in (whole, monthly):
            compiled = compile_signals(EVERY_SIGNAL)
            engine.run(compiled.program)
            rows = engine.rows("SELECT * FROM answers").to_pylist()
            answers.append(typed({row["setl_id"]: row for row in rows}))
            fitted = engine.rows(f"SELECT * FROM ({book(compiled.peer_groups)}) ORDER BY ALL")
            norms.append(fitted.to_pylist())
        assert steps.exists()
        assert answers[0] == answers[1]
        assert norms[0] == norms[1]
        monthly.close()
        assert not steps.exists()
