"""The grouper gives what its tables say: worked cases, a plain grouper beside it, a month beside one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.payment.book import PACKAGED, Book
from features.payment.case import Case
from features.payment.cases import Cases
from features.payment.grouper import Status, group, group_all
from tests.payment import plain
from tests.payment.drawn import cases

SCHEME = Book.read(PACKAGED).schemes[0]


@pytest.mark.parametrize(
    ("case", "drg", "mcc", "cc"),
    [
        (Case("J18.900"), "ES35", "", ""),
        (Case("J18.900", ("I50.900",)), "ES33", "", "I50.900"),
        (Case("J18.900", ("I50.900", "A41.900")), "ES31", "A41.900", "I50.900"),
        (Case("J18.900", ("J96.000",)), "ES35", "", ""),  # of the same system: excluded
        (Case("A41.900", ("A41.900",)), "SR15", "", ""),  # the main diagnosis itself
        (Case("I63.900", ("A41.900",)), "BR23", "A41.900", ""),  # CC and MCC share a group
        (Case("H25.900", operations=("13.4100x001",)), "CB39", "", ""),  # not split
        (Case("H25.900x001", operations=("13.4100x010",)), "CB39", "", ""),  # codes of 2025-08
        (Case("K35.800", operations=("47.0100",)), "GD25", "", ""),
        (Case("J18.900", operations=("96.7201",)), "AH19", "", ""),  # before all categories
        (
            Case("J18.900", operations=("99.9900",)),
            "ES35",
            "",
            "",
        ),  # an operation that leads nowhere
    ],
)
def test_a_case_falls_into_its_group(case: Case, drg: str, mcc: str, cc: str):
    found = group(case, SCHEME)
    assert (found.drg, found.mcc_code, found.cc_code) == (drg, mcc, cc)
    assert found.status is Status.GROUPED
    assert found.adrg == drg[:3]


def test_an_operation_of_another_category_is_ambiguous():
    found = group(Case("J18.900", operations=("47.0100",)), SCHEME)
    assert (found.status, found.drg, found.mdc) == (Status.AMBIGUOUS, "0000", "E")
    assert "QY" in found.messages[0]


def test_only_the_main_operation_leads_where_the_scheme_says_so():
    """CHS-DRG 1.1 tests the first operation (D.1)."""
    found = group(Case("K35.800", operations=("53.0000x004", "47.0100")), SCHEME)
    assert found.drg == "GE15"


@pytest.mark.parametrize("principal", ["Q99.900", "K80.100"])
def test_what_leads_nowhere_is_ungrouped(principal: str):
    assert group(Case(principal), SCHEME).status is Status.UNGROUPED


def test_a_coder_is_told_what_was_not_understood():
    found = group(Case("J18.900", ("Q99.900", "J96.000")), SCHEME)
    assert [message.partition(" | ")[0] for message in found.messages] == [
        "方案未列诊断Q99.900",
        "J96.000被主诊断J18.900排除,不计",
    ]


@given(st.lists(cases, max_size=30))
def test_a_month_and_one_case_give_what_plain_loops_give(drawn: list[Case]):
    tables = SCHEME.tables
    made = group_all(Cases.of(drawn, tables), tables)
    for n, case in enumerate(drawn):
        adrg, drg, severity = plain.group(case)
        place = int(made.group[n])
        alone = group(case, SCHEME)
        assert (tables.groups[place].code if place >= 0 else "0000") == drg
        assert int(made.severity[n]) == severity
        assert (alone.drg, alone.adrg) == (drg, adrg)


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_secondary_codes_does_not_move_a_group(case: Case, luck):
    shuffled = list(case.secondary)
    luck.shuffle(shuffled)
    other = Case(case.principal, tuple(shuffled), case.operations)
    assert group(other, SCHEME).drg == group(case, SCHEME).drg
