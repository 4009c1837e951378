"""Verdicts are few, late, biased and imperfect, and none is from the future."""

from datetime import date, timedelta

import duckdb
import pytest

from features.settlement.province.order import Order
from features.settlement.province.province import make

Data = duckdb.DuckDBPyConnection


def test_none_is_from_the_future(data: Data):
    last, first_wait, longest = data.execute(
        "select max(decided_date), min(decided_date - setl_time::date), "
        "max(decided_date - setl_time::date) from verdict_d join setl_d using (setl_id)"
    ).fetchone()
    assert last <= date(2025, 12, 31)
    assert 28 <= first_wait <= longest <= 220


def test_a_check_lies_between_settlement_and_decision(data: Data):
    wrong = data.execute(
        "select count(*) from verdict_d join setl_d using (setl_id) "
        "where check_date <= setl_time::date or decided_date <= check_date"
    ).fetchone()
    assert wrong == (0,)


def test_they_are_few(data: Data):
    stays, others = (
        data.execute(
            f"select count(v.setl_id) / count(*) from claims left join verdict_d v using (setl_id) "
            f"where (med_type in ('21', '52')) = {stay}"
        ).fetchone()[0]
        for stay in ("true", "false")
    )
    assert 0.005 < stays < 0.025
    assert others < 0.005


def test_refunds_are_not_inspected_and_no_claim_twice(data: Data):
    assert data.execute(
        "select count(*) filter (where refd_setl_flag = '1'), count(*) - count(distinct setl_id) "
        "from verdict_d join setl_d using (setl_id)"
    ).fetchone() == (0, 0)


def test_confirmed_ones_name_violation_and_amount_and_rejected_ones_neither(data: Data):
    assert data.execute(
        """
        select count(*) from verdict_d v join setl_d using (setl_id)
        where (result = 'confirmed')
                != (vola_type is not null and vola_amt between 0.01 and medfee_sumamt)
            or (result = 'rejected') != (vola_type is null and vola_amt is null)
        """
    ).fetchone() == (0,)


@pytest.fixture(scope="module")
def large():
    return make(Order(claims=60_000, seed=4))


def test_large_hospitals_and_amounts_are_checked_more(large):
    found = large.verdicts
    visits, places = large.visits, large.world.institutions
    stay = visits.kind == 2
    targeted = found.visit[(found.source == 1) & stay[found.visit]]
    tertiary = places.group[visits.institution] == 3
    assert tertiary[targeted].mean() > tertiary[stay].mean() + 0.1
    total = large.payment.total
    assert total[targeted].mean() > 1.2 * total[stay].mean()


def test_inspectors_err_both_ways(large):
    found = large.verdicts
    guilty = set(large.truth.visit.tolist())
    confirmed = found.confirmed == 1
    planted = [int(visit) in guilty for visit in found.visit]
    missed = sum(p and not c for p, c in zip(planted, confirmed, strict=True))
    mistaken = sum(c and not p for p, c in zip(planted, confirmed, strict=True))
    assert 0 < missed < 0.4 * sum(planted)
    assert 0 < mistaken < 0.1 * (len(planted) - sum(planted))


def test_the_random_slice_is_honest(large):
    """Random checks find planted claims about as often as they are there."""
    found = large.verdicts
    guilty = set(large.truth.visit.tolist())
    drawn = found.visit[found.source == 0]
    share = sum(int(visit) in guilty for visit in drawn) / len(drawn)
    targeted = found.visit[found.source == 1]
    aimed = sum(int(visit) in guilty for visit in targeted) / len(targeted)
    assert share < aimed


def test_nothing_is_decided_within_a_month():
    made = make(Order(claims=4_000, months=1, seed=9))
    assert len(made.verdicts.visit) == 0 or made.verdicts.decided.max() <= made.world.order.last_day
    assert date(2025, 1, 31) == date(1970, 1, 1) + timedelta(days=made.world.order.last_day)
