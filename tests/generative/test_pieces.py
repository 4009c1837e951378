"""What a large lake does piece by piece, in a file, gives what a small one does at once, in memory."""

from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from features.catalog import SIGNALS
from features.indicators import INDICATORS
from features.sql.compiler import compile_signals
from features.sql.norms import book
from tests.generative.comparing import few_cases, typed, watched
from tests.generative.every_look import EVERY_INDICATOR, EVERY_SIGNAL
from tests.generative.histories import dense_histories, histories
from tests.readers import batch, batch_indicators, complete, duck_engine


@settings(watched, max_examples=4)
@given(dense_histories())
def test_pieces_make_up_the_whole(
    tmp_path_factory: Any,
    tables: dict[str, Any],
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    files = [folder / "alone.duckdb", folder / "together.duckdb"]
    engines = [duck_engine(tables), *(duck_engine(tables, f, 2 * n) for n, f in enumerate(files))]
    with few_cases():
        answers, norms = [], []
        for engine in engines:
            answers.append(typed(batch(EVERY_SIGNAL, engine)))
            levels = book(compile_signals(EVERY_SIGNAL).peer_groups)
            norms.append(engine.rows(f"SELECT * FROM ({levels}) ORDER BY ALL").to_pylist())
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
    asked = INDICATORS | EVERY_INDICATOR
    with few_cases():
        whole, pieced = (
            typed(batch_indicators(asked, engine))
            for engine in (duck_engine(tables), duck_engine(tables, steps))
        )
        assert whole
        assert whole == pieced


@settings(watched, max_examples=1)
@given(histories())
def test_pieces_make_up_the_catalogue(tmp_path_factory: Any, tables: dict[str, Any]) -> None:
    steps = tmp_path_factory.mktemp("catalogue") / "steps.duckdb"
    with few_cases():
        whole, pieced = (
            typed(batch(SIGNALS, engine))
            for engine in (duck_engine(tables), duck_engine(tables, steps))
        )
        assert whole == pieced


def test_a_line_of_the_month_before_its_claim_keeps_its_past(tmp_path: Path) -> None:
    """A package scanned twice in January, the second time for a claim that is settled in February."""
    days = {"S1": datetime(2025, 1, 28, 9), "S2": datetime(2025, 2, 1, 9)}
    scanned = {"S1": datetime(2025, 1, 28, 8), "S2": datetime(2025, 1, 31, 8)}
    tables = complete(
        {
            "setl_d": [
                {"setl_id": one, "setl_time": day, "psn_no": "P"} for one, day in days.items()
            ],
            "drug_trac_d": [
                {
                    "trac_id": f"T{one}",
                    "setl_id": one,
                    "drug_trac_codg": "K",
                    "sel_retn_time": moment,
                }
                for one, moment in scanned.items()
            ],
        }
    )
    seen = {"seen": EVERY_SIGNAL["scan_count_7"]}
    engines = [duck_engine(tables), duck_engine(tables, tmp_path / "steps.duckdb")]
    for engine in engines:
        assert batch(seen, engine) == {"S1": {"seen": 0}, "S2": {"seen": 1}}
