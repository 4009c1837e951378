"""What every declaration says of itself, and that no name means two things."""

import ast
from collections import Counter
from datetime import date
from inspect import getsource

import pytest

from features import catalog, indicators
from features.catalog import SIGNALS
from features.catalog.collection import collected, fingerprint_of
from features.catalog.contested import is_contested
from features.catalog.families import FAMILIES
from features.errors import DeclarationError
from features.indicators import INDICATORS
from features.nodes import Column, Norm, Past, walk
from features.record import record_columns
from features.settlement.contract import Stage
from features.signal import DOWN, NEITHER, UP, Described, Signal

DECLARED: dict[str, Described] = {**SIGNALS, **INDICATORS}
PAST_KEYS = 22
PEERS = 6


@pytest.mark.parametrize("name", DECLARED)
def test_says_who_answers_for_it(name: str) -> None:
    described = DECLARED[name]
    zh, en = described.question
    assert zh.endswith("?"), "a question in Chinese"
    assert any("一" <= letter <= "鿿" for letter in zh)
    assert en.endswith("?"), "a question in English"
    assert en.isascii()
    assert described.family in FAMILIES
    assert described.risk in {UP, DOWN, NEITHER}
    assert described.owner
    assert date.fromisoformat(described.review)
    assert described.measure


def test_indicators_name_their_row_of_the_supervision_catalogue() -> None:
    for name, indicator in INDICATORS.items():
        assert indicator.source.startswith("E."), name


def test_no_name_means_two_things() -> None:
    assert not set(SIGNALS) & set(INDICATORS)
    assert not set(DECLARED) & set(record_columns("claim"))


def test_no_module_declares_a_name_twice() -> None:
    for module in (*catalog.MODULES, *indicators.MODULES):
        assigned = Counter(
            statement.targets[0].id
            for statement in ast.parse(getsource(module)).body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        )
        assert [name for name, times in assigned.items() if times > 1] == [], module.__name__


def test_a_name_declared_in_two_modules_is_refused() -> None:
    with pytest.raises(DeclarationError, match="declared twice"):
        collected([catalog.MODULES[0], catalog.MODULES[0]], Signal)


def test_questions_differ() -> None:
    asked = Counter(signal.asks for signal in SIGNALS.values())
    assert [question for question, times in asked.items() if times > 1] == []


def test_the_catalogue_is_broad_at_every_stage() -> None:
    stages = Counter(signal.stage for signal in SIGNALS.values())
    assert stages[Stage.PRE] >= 25
    assert stages[Stage.IN] >= 20
    assert stages[Stage.POST] >= 20


def test_passes_over_all_claims_stay_few() -> None:
    """Each set of keys is a pass over all claims, each set of peers a fit; add one on purpose."""
    parts = [part for signal in SIGNALS.values() for part in walk(signal.node)]
    assert len({part.keys for part in parts if isinstance(part, Past)}) <= PAST_KEYS
    assert len({part.peers for part in parts if isinstance(part, Norm)}) <= PEERS


def test_no_claim_signal_keeps_a_set_of_a_busy_key() -> None:
    """The distinct persons of a hospital grow with it; the shelf could not hold them."""
    busy = {(Column("claim", "fixmedins_code"),), (Column("claim", "atddr_no"),)}
    for name, signal in SIGNALS.items():
        for part in walk(signal.node):
            if isinstance(part, Past) and part.keys in busy:
                assert part.aggregate != "distinct", name


def test_evidence_reads_nothing_that_coding_decides() -> None:
    contested = {name for name, signal in SIGNALS.items() if is_contested(signal)}
    assert not {name for name in contested if SIGNALS[name].family == "evidence"}
    assert {"secondary_diagnoses", "case_weight", "institution_mcc_share_365d"} <= contested
    assert not {"patient_age", "main_diagnosis", "claim_fee", "length_of_stay"} & contested


def test_the_fingerprint_follows_names_and_expressions_only() -> None:
    age = SIGNALS["patient_age"]
    reworded = Signal(age.expression, asks="几岁? | How old?", family="person")
    first = fingerprint_of({"patient_age": age})
    assert first == fingerprint_of({"patient_age": reworded})
    assert first != fingerprint_of({"age_of_patient": age})
    assert first != fingerprint_of({"patient_age": SIGNALS["claim_fee"]})


def test_every_family_of_signals_has_a_steward_and_days_differ() -> None:
    owners = {
        family: {s.owner for s in SIGNALS.values() if s.family == family} for family in FAMILIES
    }
    assert all(len(named) <= 1 for named in owners.values())
    assert len({signal.owner for signal in SIGNALS.values()}) >= 8
    assert len({signal.review for signal in SIGNALS.values()}) >= 5
