"""Every reader answers every random expression over every random history with the same value."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from features import nodes
from features.language import Indicator, Signal
from tests.generative.comparing import differing, few_cases, typed, watched
from tests.generative.every_look import EVERY_INDICATOR, EVERY_SIGNAL
from tests.generative.expressions import answers
from tests.generative.histories import dense_histories, histories
from tests.readers import evaluate, evaluate_indicators

checked = settings(watched, max_examples=40)


@checked
@given(st.lists(answers(), min_size=1, max_size=6), histories())
def test_signals_agree(expressions: list[Any], tables: dict[str, Any]) -> None:
    """Oracle = live = DuckDB, value and type, for any signals over any history."""
    signals = {f"s{i}": Signal(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    with few_cases():
        expected = typed(evaluate(signals, tables, "oracle"))
        assert typed(evaluate(signals, tables, "duckdb")) == expected
        assert typed(evaluate(signals, tables, "live")) == expected


@checked
@given(st.lists(answers(months=True), min_size=1, max_size=4), histories())
def test_indicators_agree(expressions: list[Any], tables: dict[str, Any]) -> None:
    """Oracle = DuckDB for any indicators over any history."""
    items = {f"i{i}": Indicator(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    with few_cases():
        expected = typed(evaluate_indicators(items, tables, "oracle"))
        assert typed(evaluate_indicators(items, tables, "duckdb")) == expected


@settings(watched, max_examples=30)
@given(dense_histories())
def test_every_look_agrees(tables: dict[str, Any]) -> None:
    """Every aggregate at every edge, every statistic at every depth, of claims and of months."""
    with few_cases():
        expected = typed(evaluate(EVERY_SIGNAL, tables, "oracle"))
        assert not differing(typed(evaluate(EVERY_SIGNAL, tables, "duckdb")), expected)
        assert not differing(typed(evaluate(EVERY_SIGNAL, tables, "live")), expected)
        monthly = typed(evaluate_indicators(EVERY_INDICATOR, tables, "oracle"))
        found = typed(evaluate_indicators(EVERY_INDICATOR, tables, "duckdb"))
        assert not differing(found, monthly)


def test_the_usual_least_number_of_peers() -> None:
    """The patch above is undone: norms ask for twenty peers."""
    assert nodes.FEWEST_CASES == 20
