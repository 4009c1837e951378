"""Every rule has a worked example in which it hits and one in which it does not, alike in all readers.

The examples stand in the form of tests/catalog. A rule's name is a column of its answers, and its
name with `__amount` one of what is at stake; the limits are the packaged ones of no area.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from features.hits.variants import described
from features.rules import RULES
from features.rules.binding import bound
from features.rules.parameters import packaged
from features.signal import Described
from tests.catalog.tables import Example, examples
from tests.readers import evaluate

LIMITS = packaged().limits("", date(2026, 1, 1))
QUESTIONS: dict[str, Described] = described(
    {name: bound(rule.node, LIMITS) for name, rule in RULES.items()}
    | {
        f"{name}__amount": bound(rule.stakes, LIMITS)
        for name, rule in RULES.items()
        if rule.stakes is not None
    }
)
EXAMPLES = {
    f"{path.stem}: {example.title}": example
    for path in sorted((Path(__file__).parent / "examples").glob("*.txt"))
    for example in examples(path, QUESTIONS)
}


@pytest.mark.parametrize("reader", ["oracle", "live", "duckdb"])
@pytest.mark.parametrize("title", EXAMPLES)
def test_example(title: str, reader: str) -> None:
    example = EXAMPLES[title]
    asked = {name: QUESTIONS[name] for name in sorted(example.asked)}
    assert example.mistakes(evaluate(asked, example.tables, reader)) == []


def shown(example: Example, name: str) -> set[Any]:
    return {answers[name] for answers in example.answers.values() if name in answers}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_seen_to_hit_and_not_to_hit(name: str) -> None:
    seen = {answer for example in EXAMPLES.values() for answer in shown(example, name)}
    assert {True, False} <= seen or {True, None} <= seen
