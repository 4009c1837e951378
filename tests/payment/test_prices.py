"""Prices are those of the domain brief's section D, by hand, by plain fractions, and in order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.payment.bills import Bills
from features.payment.book import PACKAGED, Book
from features.payment.case import Case
from features.payment.cases import Cases
from features.payment.coded import apg_class, apg_group, dip_group
from features.payment.grouper import group_all
from features.payment.method import Method
from features.payment.prices import KINDS, Placed, Prices, by_bed_day, by_points, by_rate
from features.payment.pricing import price_of
from tests.payment import plain
from tests.payment.drawn import cases

SCHEME = Book.read(PACKAGED).schemes[0]
MCC, CC = "A41.900", "I50.900"


def priced(method: Method, *listed: Case, value: int | None = None) -> Prices:
    groups = group_all(Cases.of(listed, SCHEME.tables), SCHEME.tables)
    return price_of(SCHEME, method, groups, Bills.of(listed, SCHEME), value=value)


def pneumonia(*secondary: str, fee: int = 900_000, **other) -> Case:
    """A respiratory infection (ES3) at a hospital of coefficient 1."""
    return Case("J18.900", secondary, fee=fee, insutype="310", billed_coefficient=10_000, **other)


def test_one_false_mcc_in_es3_is_worth_5760_yuan():
    """(0.8526 − 0.3825) × 12,252.70 ≈ 5,760 yuan (D.3)."""
    price = priced(Method.RATE, pneumonia(MCC), pneumonia()).price
    assert price[0] - price[1] == 575_999
    assert price.tolist() == [1_044_665, 468_666]


@pytest.mark.parametrize(
    ("case", "weight"),
    [
        (pneumonia(MCC), 8526), (pneumonia(CC), 6370), (pneumonia(), 3825),
        (Case("I63.900", (CC,)), 7290), (Case("I63.900"), 5765),
        (Case("S82.800", (MCC,), ("79.3600x004",)), 23541),
        (Case("S82.800", (CC,), ("79.3600x004",)), 13200),
        (Case("S82.800", (), ("79.3600x004",)), 9863),
    ],
)  # fmt: skip
def test_the_published_weights(case: Case, weight: int):
    """ES3, BR2 and IJ1 (D.3)."""
    groups = group_all(Cases.of([case], SCHEME.tables), SCHEME.tables)
    assert SCHEME.tables.columns["weight"][groups.group].tolist() == [weight]


@pytest.mark.parametrize(
    ("fee", "kind", "price"),
    [
        (180_539, "low", 180_539),  # 0.4 × 4,513.50 yuan less a fen: its cost
        (180_540, "normal", 468_666),
        (1_354_050, "normal", 468_666),  # 3 × 4,513.50
        (1_354_051, "high", 468_667),  # 0.7 fen above
        (2_354_050, "high", 468_666 + 700_000),
    ],
)
def test_limits_of_a_normal_case(fee: int, kind: str, price: int):
    """The mean of ES35 is 4,513.50 yuan; low below 0.4, high above 3 times, 70 % paid above (D.4)."""
    made = priced(Method.RATE, pneumonia(fee=fee))
    assert (KINDS[made.kind[0]], int(made.price[0])) == (kind, price)


@pytest.mark.parametrize(
    ("principal", "operations", "times"),
    [("J18.900", (), 3.0), ("K80.100", ("51.2300",), 2.0), ("K74.600", (), 3.0),
     ("C34.300", ("32.4101",), 2.0), ("C16.900", ("45.7900x002",), 1.5)],
)  # fmt: skip
def test_the_high_limit_falls_with_the_weight(principal, operations, times):
    case = Case(principal, operations=operations, fee=500_000, insutype="310", level="02")
    made = priced(Method.RATE, case)
    groups = group_all(Cases.of([case], SCHEME.tables), SCHEME.tables)
    mean = int(SCHEME.tables.columns["mean_fee"][groups.group[0]])
    assert made.high.tolist() == [round(mean * times)]


def test_a_basic_group_pays_all_hospitals_alike():
    """同城同病同价: the coefficient of the hospital does not count."""
    basic = [Case("K35.800", (), ("47.0100",), fee=800_000, level=level) for level in ("02", "11")]
    other = [Case("J18.900", fee=800_000, level=level) for level in ("02", "11")]
    same, unlike = priced(Method.RATE, *basic).price, priced(Method.RATE, *other).price
    assert same[0] == same[1]
    assert unlike[0] > unlike[1]


def test_the_fund_pays_what_others_do_not_and_never_less_than_nothing():
    made = priced(Method.RATE, pneumonia(pooled=600_000), pneumonia(pooled=0, fee=1_000_000))
    assert made.fund.tolist() == [468_666 - 300_000, 0]


def test_a_case_reviewed_singly_is_paid_its_cost_at_least():
    made = priced(Method.RATE, pneumonia(fee=1_000_000, special=True))
    assert made.price.tolist() == [950_000]


def test_qy_and_no_group_are_paid_by_cost():
    made = priced(
        Method.RATE, pneumonia(operations=("47.0100",), fee=1_000_000),
        replace(pneumonia(fee=1_000_000), principal="Q99.900"),
    )  # fmt: skip
    assert [KINDS[kind] for kind in made.kind] == ["qy", "ungrouped"]
    assert made.price.tolist() == [700_000, 700_000]


@pytest.mark.parametrize(
    ("fee", "points"),
    [
        (900_000, 382_500),  # normal: 38.25 points × 1
        (90_270, 76_500),  # low: 38.25 × 902.70 / 4,513.50 = 7.65
        (1_805_400, 765_000),  # high: 38.25 + 38.25 × (18,054 − 13,540.50) / 4,513.50 = 76.5
    ],
)
def test_points_of_a_case(fee: int, points: int):
    """min(base, base × cost / mean), base × coefficient, and the points added above (D.5)."""
    assert priced(Method.POINTS, pneumonia(fee=fee)).points.tolist() == [points]


def test_a_point_is_worth_its_value():
    """38.25 points at 118.000001 yuan, rounded once."""
    made = priced(Method.POINTS, pneumonia(), value=118_000_001)
    assert made.price.tolist() == [451_350]


@pytest.mark.parametrize(
    ("department", "days", "fee"),
    [("A15", 60, 60 * 39_000), ("A15", 61, 60 * 39_000 + 31_000), ("A21.02", 1, 62_000),
     ("A03.01", 20, 14 * 150_000 + 6 * 90_000), ("", 1, 150_000)],
)  # fmt: skip
def test_bed_days_are_paid_by_their_bands(department: str, days: int, fee: int):
    case = Case("F20.900", days=days, department=department, level="05", fee=fee)
    made = by_bed_day(SCHEME, Bills.of([case], SCHEME))
    assert made.price.tolist() == [fee]


@given(st.lists(cases, min_size=1, max_size=20))
def test_prices_and_points_are_what_fractions_give(drawn: list[Case]):
    rate, points = priced(Method.RATE, *drawn), priced(Method.POINTS, *drawn)
    for n, case in enumerate(drawn):
        assert (KINDS[rate.kind[n]], int(rate.price[n])) == plain.price_by_rate(case)
        assert int(points.points[n]) == plain.points(case)


@given(st.lists(cases, min_size=1, max_size=20))
def test_many_cases_are_priced_as_each_alone(drawn: list[Case]):
    for method in (Method.RATE, Method.POINTS, Method.BED_DAY):
        whole = priced(method, *drawn)
        alone = [priced(method, case) for case in drawn]
        assert whole.price.tolist() == [int(one.price[0]) for one in alone]
        assert whole.fund.tolist() == [int(one.fund[0]) for one in alone]


@given(
    st.lists(st.integers(0, 400_000), min_size=2, max_size=2).map(sorted),
    st.integers(5_000, 15_000),
    st.integers(1, 50_000_000),
)
def test_a_heavier_group_is_never_paid_less(weights: list[int], factor: int, fee: int):
    """With limits held apart: normal cases of one mean cost."""
    weight = np.array(weights, dtype=np.int64)
    mean, zero = np.full(2, fee, dtype=np.int64), np.zeros(2, dtype=np.int64)
    one = Case("J18.900", fee=fee, insutype="310", billed_coefficient=factor)
    bills = Bills.of([one, one], SCHEME)
    at = Placed(weight, weight * 100, mean, zero, zero)
    for made in (by_rate(SCHEME, at, bills), by_points(SCHEME, at, bills, 118_000_000)):
        assert [KINDS[kind] for kind in made.kind] == ["normal", "normal"]
        assert made.price[0] <= made.price[1]


@pytest.mark.parametrize(
    ("diagnosis", "operations", "name"),
    [
        ("J18.900", (), "肺炎·保守治疗"),
        ("I63.900", ("99.9900",), "脑梗死·保守治疗"),  # an operation that no core group names
        ("K80.100", ("51.2300",), "胆囊结石伴慢性胆囊炎·腹腔镜下胆囊切除术"),
        ("K80.100", ("51.2300", "47.0100"), "胆囊结石伴慢性胆囊炎·腹腔镜下胆囊切除术"),
    ],
)
def test_a_core_group_of_dip_is_diagnosis_by_operations(diagnosis, operations, name):
    found = dip_group(SCHEME.dip, diagnosis, operations)
    assert found is not None
    assert found.zh == name


def test_what_no_core_group_takes_is_comprehensive():
    core = dip_group(SCHEME.dip, "K80.100", ("51.2300",))
    wide = dip_group(SCHEME.dip, "K80.900", ("47.0100",))
    letter = dip_group(SCHEME.dip, "K99.900", ())
    assert [one and one.code[0] for one in (core, wide, letter)] == ["D", "Z", "Z"]
    assert dip_group(SCHEME.dip, "Y99.900", ()) is None


@pytest.mark.parametrize(
    ("charged", "of_class"),
    [({"06": 100}, "procedure"), ({"05": 9_000}, "procedure"), ({"05": 8_999}, "medical"),
     ({"09": 500, "02": 100}, "medical"), ({"02": 100, "04": 5_000}, "ancillary")],
)  # fmt: skip
def test_the_class_of_a_visit_is_what_was_charged(charged, of_class):
    assert apg_class(SCHEME.apg, charged) == of_class


def test_the_group_of_a_visit_is_its_class_and_diagnosis():
    named = apg_group(SCHEME.apg, "medical", "I10.x00x002")
    other = apg_group(SCHEME.apg, "medical", "Q99.900")
    assert named is not None
    assert (named.points, named.mean_fee) == (767_000, 23_000)
    assert other is not None
    assert other.code == "M999"
