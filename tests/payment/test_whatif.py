"""What-ifs are the prices of cases that were changed by hand, and say who bears the difference."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.payment.bills import Bills
from features.payment.book import PACKAGED, Book
from features.payment.case import Case
from features.payment.cases import Cases
from features.payment.grouper import Groups, group, group_all
from features.payment.method import Method
from features.payment.prices import Prices
from features.payment.pricing import price_of
from features.payment.whatif import (
    Asked,
    as_one,
    codes_needed,
    harm,
    with_severity,
    without_each,
    without_operations,
)
from tests.payment.drawn import cases

SCHEME = Book.read(PACKAGED).schemes[0]
MCC, SECOND_MCC, CC, SECOND_CC = "A41.900", "N17.900", "I50.900", "E87.600"


def pneumonia(*secondary: str, **other) -> Case:
    return Case(
        "J18.900", secondary, fee=900_000, pooled=500_000, insutype="310",
        billed_coefficient=10_000, **other,
    )  # fmt: skip


def asked(listed: list[Case], method: Method = Method.RATE) -> tuple[Asked, Groups, Prices]:
    columns, bills = Cases.of(listed, SCHEME.tables), Bills.of(listed, SCHEME)
    groups = group_all(columns, SCHEME.tables)
    one = Asked(SCHEME, method, columns, bills)
    return one, groups, one.prices(groups, bills)


@pytest.mark.parametrize(
    ("secondary", "marginal", "needed"),
    [
        ((), [], 0),
        ((MCC,), [MCC], 1),
        ((MCC, CC), [MCC], 1),
        ((MCC, SECOND_MCC), [], 2),
        ((CC,), [CC], 1),
        ((CC, SECOND_CC), [], 2),
        (("J96.000",), [], 0),  # excluded beside a main diagnosis of its system
        (("E78.500",), [], 0),
    ],
)
def test_a_marginal_code_alone_moves_the_group(secondary, marginal, needed):
    """drg_without_each_secondary, marginal_cc_code, n_cc_needed (D.1)."""
    one, groups, prices = asked([pneumonia(*secondary)])
    each = without_each(one, groups, prices)
    found = [SCHEME.tables.diagnoses.code(int(n)) for n in each.code[each.marginal]]
    assert found == marginal
    assert codes_needed(one, groups).tolist() == [needed]


def test_where_cc_and_mcc_share_a_group_both_have_to_go():
    """BR2 splits in two: one MCC and one CC stand in for each other."""
    one, groups, _ = asked([Case("I63.900", (MCC, CC), level="02", insutype="310")])
    assert codes_needed(one, groups).tolist() == [2]


@given(st.lists(cases, min_size=1, max_size=15))
def test_without_a_code_is_the_case_written_without_it(drawn: list[Case]):
    for method in (Method.RATE, Method.POINTS):
        one, groups, prices = asked(drawn, method)
        each = without_each(one, groups, prices)
        for owner, place, gain, moved, other in zip(
            each.owner, each.code, each.gain, each.marginal, each.prices.price, strict=True
        ):
            case, code = drawn[owner], SCHEME.tables.diagnoses.code(int(place))
            rest = replace(case, secondary=tuple(c for c in case.secondary if c != code))
            _fresh, _, price = asked([rest], method)
            assert int(price.price[0]) == int(other) == int(prices.price[owner] - gain)
            assert (group(rest, SCHEME).drg != group(case, SCHEME).drg) == moved


@given(st.lists(cases, min_size=1, max_size=15))
def test_codes_that_are_not_asked_for_move_nothing(drawn: list[Case]):
    one, groups, prices = asked(drawn)
    each = without_each(one, groups, prices)
    told = {
        (int(o), SCHEME.tables.diagnoses.code(int(c)))
        for o, c in zip(each.owner, each.code, strict=True)
    }
    for n, case in enumerate(drawn):
        for code in set(case.secondary) - {c for o, c in told if o == n}:
            rest = replace(case, secondary=tuple(c for c in case.secondary if c != code))
            assert group(rest, SCHEME).drg == group(case, SCHEME).drg


@pytest.mark.parametrize(("severity", "drg"), [(2, "ES31"), (1, "ES33"), (0, "ES35"), (-1, "ES31")])
def test_the_supported_severity_comes_from_outside(severity: int, drg: str):
    one, groups, _ = asked([pneumonia(MCC)])
    made, _ = with_severity(one, groups, np.array([severity]))
    assert SCHEME.tables.groups[int(made.group[0])].code == drg


def test_support_never_makes_a_case_heavier():
    one, groups, _ = asked([pneumonia()])
    made, _ = with_severity(one, groups, np.array([2]))
    assert made.group.tolist() == groups.group.tolist()


def test_an_added_operation_is_worth_the_surgical_group():
    """U03: medical instead of surgical."""
    case = Case("C34.900", (), ("32.4101",), fee=2_000_000, insutype="310", level="02")
    one, _, prices = asked([case])
    other = without_operations(one)[1]
    fresh = asked([replace(case, operations=())])[2]
    assert other.price.tolist() == fresh.price.tolist()
    assert prices.price[0] > other.price[0]


def test_two_stays_are_worth_more_than_one():
    """pts1 + pts2 − pts(merged): what a split brings is a whole second stay (D.5)."""
    first, second = pneumonia(CC, days=5), pneumonia(days=4)
    one, _, prices = asked([second], Method.POINTS)
    earlier, _, alone = asked([first], Method.POINTS)
    groups, joint = as_one(one, earlier.cases, earlier.bills)
    assert SCHEME.tables.groups[int(groups.group[0])].code == "ES33"
    gain = alone.points + prices.points - joint.points
    assert gain.tolist() == [382_500]


def test_a_merged_stay_holds_the_codes_and_money_of_both():
    first = Case("J18.900", (CC,), fee=1_000_000, level="02", insutype="310")
    second = Case("I20.900", (MCC, CC), ("36.0700x004",), fee=900_000, level="02", insutype="310")
    one, _, _ = asked([second])
    earlier, _, _ = asked([first])
    groups, joint = as_one(one, earlier.cases, earlier.bills)
    whole = Case("J18.900", (CC, "I20.900", MCC), ("36.0700x004",), fee=1_900_000, level="02",
                 insutype="310")  # fmt: skip
    _plain, fresh, price = asked([whole])
    assert groups.group.tolist() == fresh.group.tolist()
    assert joint.price.tolist() == price.price.tolist()


def test_under_a_rate_the_fund_loses_and_under_points_the_others():
    """Net gain = Δpts × V × (1 − share_h); fund loss = Δ RW × rate × k (D.5)."""
    case = pneumonia(MCC)
    for method, lost, taken in ((Method.RATE, 575_999, 0), (Method.POINTS, 0, 443_774)):
        one, groups, prices = asked([case], method)
        each = without_each(one, groups, prices)
        borne = harm(method, prices, each.prices, share=2_000)
        assert (borne.fund_loss.tolist(), borne.redistribution.tolist()) == ([lost], [taken])


def test_gains_add_up_where_codes_stand_alone():
    one, groups, prices = asked([pneumonia(MCC), pneumonia(CC)])
    bare = price_of(SCHEME, Method.RATE, *_bare(one))
    each = without_each(one, groups, prices)
    assert each.gain.tolist() == (prices.price - bare.price).tolist()


def _bare(one: Asked):
    keep = np.zeros(len(one.cases.owner), dtype=bool)
    return group_all(one.cases.without_secondary(keep), SCHEME.tables), one.bills
