"""Every reader answers every random expression over every random history with the same value."""

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from features import nodes
from features.language import Indicator, Signal
from tests.generative.every_look import EVERY_INDICATOR, EVERY_SIGNAL
from tests.generative.expressions import answers
from tests.generative.histories import dense_histories, histories
from tests.readers import evaluate, evaluate_indicators

EXAMPLES = 40
checked = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def typed(answer: Any) -> Any:
    """The answers with their types, since True == 1 == 1.0."""
    return {
        key: {name: (type(value).__name__, value) for name, value in row.items()}
        for key, row in answer.items()
    }


def differing(left: Any, right: Any) -> list[str]:
    """Which answers differ, told shortly."""
    return [
        f"{key}.{name}: {row[name]} != {right[key][name]}"
        for key, row in left.items()
        for name in row
        if row[name] != right[key][name]
    ]


def few_cases() -> Any:
    """Norms from two peers up, so that small histories reach every level."""
    import pytest

    patch = pytest.MonkeyPatch()
    for module in ("features.nodes", "features.norms", "features.sql.norms", "tests.reference"):
        patch.setattr(f"{module}.FEWEST_CASES", 2)
    return patch


@checked
@given(st.lists(answers(), min_size=1, max_size=6), histories())
def test_signals_agree(expressions: list[Any], tables: dict[str, Any]) -> None:
    """Oracle = live = DuckDB, value and type, for any signals over any history."""
    signals = {f"s{i}": Signal(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    patch = few_cases()
    try:
        expected = typed(evaluate(signals, tables, "oracle"))
        assert typed(evaluate(signals, tables, "duckdb")) == expected
        assert typed(evaluate(signals, tables, "live")) == expected
    finally:
        patch.undo()


@checked
@given(st.lists(answers(months=True), min_size=1, max_size=4), histories())
def test_indicators_agree(expressions: list[Any], tables: dict[str, Any]) -> None:
    """Oracle = DuckDB for any indicators over any history."""
    items = {f"i{i}": Indicator(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    patch = few_cases()
    try:
        expected = typed(evaluate_indicators(items, tables, "oracle"))
        assert typed(evaluate_indicators(items, tables, "duckdb")) == expected
    finally:
        patch.undo()


@settings(checked, max_examples=30)
@given(dense_histories())
def test_every_look_agrees(tables: dict[str, Any]) -> None:
    """Every aggregate at every edge, every statistic at every depth, of claims and of months."""
    patch = few_cases()
    try:
        expected = typed(evaluate(EVERY_SIGNAL, tables, "oracle"))
        assert not differing(typed(evaluate(EVERY_SIGNAL, tables, "duckdb")), expected)
        assert not differing(typed(evaluate(EVERY_SIGNAL, tables, "live")), expected)
        monthly = typed(evaluate_indicators(EVERY_INDICATOR, tables, "oracle"))
        found = typed(evaluate_indicators(EVERY_INDICATOR, tables, "duckdb"))
        assert not differing(found, monthly)
    finally:
        patch.undo()


def test_the_usual_least_number_of_peers() -> None:
    """The patch above is undone: norms ask for twenty peers."""
    assert nodes.FEWEST_CASES == 20
