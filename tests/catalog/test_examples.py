"""Every signal and indicator has a worked example, which every reader answers alike."""

from pathlib import Path

import pytest

from features.catalog import SIGNALS
from features.indicators import INDICATORS, OWN
from features.subjects import SUBJECTS
from tests.catalog.tables import examples
from tests.readers import evaluate, evaluate_indicators, evaluate_subject

HERE = Path(__file__).parent
CLAIMS = {
    f"{path.stem}: {example.title}": example
    for path in sorted((HERE / "examples").glob("*.txt"))
    for example in examples(path, SIGNALS)
}
MONTHS = {
    f"{path.stem}: {example.title}": example
    for path in sorted((HERE / "months").glob("*.txt"))
    for example in examples(path, INDICATORS)
}

SUBJECT_MONTHS = {
    f"{path.stem}: {example.title}": (path.stem, example)
    for path in sorted((HERE / "subjects").glob("*.txt"))
    for example in examples(path, OWN[path.stem])
}


@pytest.mark.parametrize("reader", ["oracle", "live", "duckdb"])
@pytest.mark.parametrize("title", CLAIMS, ids=list(CLAIMS))
def test_claim_example(title: str, reader: str) -> None:
    example = CLAIMS[title]
    asked = {name: SIGNALS[name] for name in sorted(example.asked)}
    assert example.mistakes(evaluate(asked, example.tables, reader)) == []


@pytest.mark.parametrize("reader", ["oracle", "duckdb"])
@pytest.mark.parametrize("title", MONTHS)
def test_month_example(title: str, reader: str) -> None:
    example = MONTHS[title]
    asked = {name: INDICATORS[name] for name in sorted(example.asked)}
    assert example.mistakes(evaluate_indicators(asked, example.tables, reader)) == []


@pytest.mark.parametrize("reader", ["oracle", "duckdb"])
@pytest.mark.parametrize("title", SUBJECT_MONTHS)
def test_subject_example(title: str, reader: str) -> None:
    subject, example = SUBJECT_MONTHS[title]
    asked = {name: OWN[subject][name] for name in sorted(example.asked)}
    found = evaluate_subject(SUBJECTS[subject].of(asked), example.tables, reader)
    assert example.mistakes(found) == []


def test_every_signal_has_an_example() -> None:
    shown = {name for example in CLAIMS.values() for name in example.asked}
    assert set(SIGNALS) - shown == set()


def test_every_signal_of_a_subject_has_an_example() -> None:
    shown = {(subject, name) for subject, one in SUBJECT_MONTHS.values() for name in one.asked}
    assert {(subject, name) for subject, some in OWN.items() for name in some} - shown == set()


def test_every_indicator_has_an_example() -> None:
    shown = {name for example in MONTHS.values() for name in example.asked}
    assert set(INDICATORS) - shown == set()
