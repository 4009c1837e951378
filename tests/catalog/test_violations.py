"""Every violation of the taxonomy is spoken to by signals, or says why none can."""

from features.catalog import SIGNALS
from features.catalog.violations import VIOLATIONS, pointing_at
from features.signal import NEITHER

# the ids of the domain brief, C.1 to C.6, by their letter and how many there are
TAXONOMY = {"F": 17, "U": 8, "G": 11, "O": 15, "P": 7, "T": 9}


def test_the_whole_taxonomy_is_there_in_its_order() -> None:
    expected = [f"{letter}{n:02}" for letter, many in TAXONOMY.items() for n in range(1, many + 1)]
    assert list(VIOLATIONS) == expected


def test_every_violation_has_signals_or_says_why_not() -> None:
    for violation in VIOLATIONS.values():
        zh, en = violation.names
        assert any("一" <= letter <= "鿿" for letter in zh), violation.id
        assert en.isascii(), violation.id
        assert en, violation.id
        assert bool(violation.signals) != bool(violation.unseen), violation.id


def test_what_speaks_to_a_violation_is_declared_once() -> None:
    for violation in VIOLATIONS.values():
        assert set(violation.signals) <= set(SIGNALS), violation.id
        assert len(set(violation.signals)) == len(violation.signals), violation.id


def test_each_violation_has_a_signal_that_models_may_read() -> None:
    for violation in VIOLATIONS.values():
        risky = [name for name in violation.signals if SIGNALS[name].risk != NEITHER]
        assert risky, violation.id


def test_a_signal_knows_what_it_points_at() -> None:
    assert pointing_at("main_code_differs_from_front_page") == ("U01", "U05")
    assert pointing_at("sex") == ()
