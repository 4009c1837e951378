"""What every rule says of itself, and what a finding of it can be written with."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from features.catalog import SIGNALS
from features.check import measure
from features.errors import BadInput, DeclarationError
from features.hits.library import Library
from features.hits.sentence import sentence
from features.indicators import INDICATORS
from features.language import claim, lines, past
from features.nodes import Expression, Value
from features.rules import BY_ID, RULES, Rule, rule_of
from features.rules.classes import CERTAIN, CLASSES, LIVE, MANAGEMENT, SHADOW
from features.rules.law import LAWS
from features.rules.negative_list import CLASSES_OF_INSTITUTIONS, ITEMS, items_for
from features.rules.parameters import code_list, packaged, parameter
from features.settings import Settings
from features.settlement.contract import Kind, Stage

LONGEST_TEXT, LONGEST_NAME = 500, 200
TODAY = packaged().limits("", date(2026, 1, 1))
PREFIX = {"policy": "ZC-", "management": "GL-", "medical": "YL-"}


@pytest.mark.parametrize("name", RULES)
def test_says_who_answers_for_it(name: str) -> None:
    rule = RULES[name]
    zh, en = rule.question
    assert zh.endswith("?")
    assert any("一" <= letter <= "鿿" for letter in zh)
    assert en.endswith("?")
    assert rule.owner
    assert date.fromisoformat(rule.review)
    assert rule.subtype.count(" | ") == 1
    assert rule.violations
    assert rule.id.startswith(PREFIX[rule.family])
    assert rule.first_day <= rule.last_day


@pytest.mark.parametrize("name", RULES)
def test_its_finding_fits_the_standard(name: str) -> None:
    """Lengths of the message, and nothing that GBK cannot hold."""
    rule = RULES[name]
    for amount in (None, 123456789):
        told = sentence(rule, TODAY, _sampled(rule), amount)
        for text in told:
            assert "{" not in text
            assert len(text) <= LONGEST_TEXT
            text.encode("gbk")
    rule.names[0].encode("gbk")
    assert len(rule.names[0]) <= LONGEST_NAME
    for reference in rule.law:
        LAWS[reference].article.encode("gbk")


def _sampled(rule: Rule) -> tuple[Expression, Value] | None:
    """A figure of the rule's own kind."""
    if rule.figure is None:
        return None
    node = rule.figure.node
    return (node, 0.4567 if measure(node).kind is Kind.RATIO else 12345)


def test_the_library_is_broad() -> None:
    classes = Counter(rule.family for rule in RULES.values())
    assert set(classes) == set(CLASSES)
    assert min(classes.values()) >= 20
    assert len(RULES) >= 120
    stages = Counter(rule.stage for rule in RULES.values())
    assert stages[Stage.PRE] >= 40
    assert stages[Stage.IN] >= 20
    assert sum(rule.severity == CERTAIN for rule in RULES.values()) >= 30


def test_names_differ_from_signals_and_indicators() -> None:
    assert not set(RULES) & (set(SIGNALS) | set(INDICATORS))


@pytest.mark.parametrize("name", RULES)
def test_no_certain_rule_rests_on_a_default(name: str) -> None:
    """What a limit of no source but our own decides, somebody has to look at."""
    own = {valid.name for valid in packaged().valid if valid.source.startswith("默认")}
    assert own
    if RULES[name].severity == CERTAIN:
        assert not own & set(RULES[name].parameters)


@pytest.mark.parametrize("id", ["GL-003", "GL-004", "GL-005", "GL-201", "GL-202", "ZC-215"])
def test_lines_of_which_only_the_excess_is_wrong_put_no_sum_at_stake(id: str) -> None:
    rule = rule_of(id)
    assert rule.evidence is not None
    assert rule.stakes is None


def test_every_limit_is_read_by_a_rule() -> None:
    read = {name for rule in RULES.values() for name in rule.parameters}
    assert set(packaged().declarations) - read == set()


def test_the_negative_list_has_thirty_items_that_something_shows() -> None:
    assert [item.id for item in ITEMS] == [f"N{n:02}" for n in range(1, 31)]
    for item in ITEMS:
        assert item.rules or item.asks, item.id
        assert set(item.rules) <= set(BY_ID), item.id
        assert set(item.signals) <= set(SIGNALS), item.id
        assert set(item.law) <= set(LAWS), item.id
        named = {one for rule in item.rules for one in BY_ID[rule].violations}
        assert not item.rules or named & set(item.violations), item.id
    for one in CLASSES_OF_INSTITUTIONS:
        assert len(items_for(one)) >= 10


def test_a_rule_is_found_by_id_or_name() -> None:
    assert rule_of("gl-001") is RULES["charged_twice_at_one_moment"]
    assert rule_of("charged_twice_at_one_moment").id == "GL-001"
    with pytest.raises(BadInput, match="no rule GL-999"):
        rule_of("GL-999")


def made(**changed: object) -> Rule:
    usual: dict[str, object] = {
        "id": "GL-999",
        "title": "名 | name",
        "asks": "问? | Asks?",
        "sentence": "句 | sentence",
        "family": MANAGEMENT,
        "law": ("R38(3)",),
    }
    return Rule(claim.age > parameter("child_age"), **{**usual, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"law": ()}, "no law"),
        ({"law": ("R99",)}, "R99"),
        ({"family": "other"}, "other"),
        ({"title": "only Chinese"}, "lacks title"),
        ({"sentence": "{nothing} | {nothing}"}, "nothing"),
        ({"amount": lines.fee.count()}, "at stake"),
        ({"dimension": "week"}, "week"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(DeclarationError, match=words):
        made(**changed)


def test_a_limit_stands_outside_of_the_past() -> None:
    """One shelf serves every area, so nothing on it may depend on a limit."""
    with pytest.raises(DeclarationError, match="stands inside a look at the past"):
        Rule(
            past.same(claim.psn_no).where(claim.age > parameter("child_age")).within(days=3).count()
            > 1,
            id="GL-999",
            title="名 | name",
            asks="问? | Asks?",
            sentence="句 | sentence",
            family=MANAGEMENT,
            law=("R38(3)",),
        )


def test_an_unknown_limit_names_those_like_it() -> None:
    with pytest.raises(DeclarationError, match=r"child_aged.*child_age"):
        parameter("child_aged")
    with pytest.raises(DeclarationError, match="list of codes"):
        parameter("imaging")
    with pytest.raises(DeclarationError, match="one value"):
        code_list("child_age")


def test_states_are_packaged_and_then_the_bureaus(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert Library.open(settings).states["price_above_limit"] == LIVE
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "states.toml").write_text('[states]\n"GL-009" = "shadow"\n', "utf-8")
    library = Library.open(settings)
    assert library.states["price_above_limit"] == SHADOW
    assert "price_above_limit" in library.evaluated
    assert "price_above_limit" not in library.live
    (tmp_path / "rules" / "states.toml").write_text('[states]\n"GL-009" = "loud"\n', "utf-8")
    with pytest.raises(BadInput, match="loud"):
        Library.open(settings)
