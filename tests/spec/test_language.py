"""Every word of the language, by worked examples that all readers answer alike (LANGUAGE.md)."""

from collections.abc import Callable

import pytest

from features.nodes import Call, Lines, Norm, Past, walk
from features.operators import OPERATORS
from features.signal import Signal
from tests.readers import evaluate, evaluate_indicators
from tests.spec.chapters import Chapter, as_markdown, chapters

CHAPTERS: list[Chapter] = chapters()
SECTIONS = {section.title: section for chapter in CHAPTERS for section in chapter.sections}
MONTHLY = {title for title, section in SECTIONS.items() if section.monthly}


@pytest.mark.parametrize("reader", ["oracle", "live", "duckdb"])
@pytest.mark.parametrize("title", sorted(set(SECTIONS) - MONTHLY))
def test_of_a_claim(title: str, reader: str) -> None:
    section = SECTIONS[title]
    found = evaluate(section.declared, section.example.tables, reader)
    assert section.example.mistakes(found) == []


@pytest.mark.parametrize("reader", ["oracle", "duckdb"])
@pytest.mark.parametrize("title", sorted(MONTHLY))
def test_at_a_month_s_end(title: str, reader: str) -> None:
    section = SECTIONS[title]
    found = evaluate_indicators(section.declared, section.example.tables, reader)
    assert section.example.mistakes(found) == []


def test_every_word_is_shown() -> None:
    """No operator, aggregate or statistic without an example."""
    shown = [
        node
        for section in SECTIONS.values()
        for signal in section.declared.values()
        for node in walk(signal.node)
    ]
    assert {node.operator for node in shown if isinstance(node, Call)} == set(OPERATORS)
    assert {node.aggregate for node in shown if isinstance(node, Lines)} == {
        *("count", "sum", "min", "max", "distinct", "groups", "largest"),
    }
    assert {node.aggregate for node in shown if isinstance(node, Past)} == {
        *("count", "sum", "min", "max", "latest", "distinct"),
    }
    assert {node.statistic for node in shown if isinstance(node, Norm)} == {
        *("quantile", "mad", "mean", "rate", "count"),
    }
    assert all(isinstance(s, Signal) for each in SECTIONS.values() for s in each.declared.values())


def test_the_page(golden: Callable[[str, str], None]) -> None:
    golden("features/LANGUAGE.md", as_markdown(CHAPTERS))
