"""Verdicts are few, late, biased, imperfect and at times withdrawn, and none is from the future."""

from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from features.settlement.province.inspections.appeals import PENDING, REVERSED, appeals
from features.settlement.province.inspections.checks import checks
from features.settlement.province.inspections.guilt import guilt_of
from features.settlement.province.inspections.rounds import (
    CROSS,
    RANDOM,
    SELF,
    TARGETED,
    rounds,
)
from features.settlement.province.order import Order
from features.settlement.province.province import Province, make

Data = duckdb.DuckDBPyConnection


def rows(data: Data, query: str) -> tuple[object, ...]:
    """The one row of a query."""
    return data.execute(query).fetchall()[0]


def test_none_is_from_the_future(data: Data):
    last, appealed, answered, paid = rows(
        data,
        "select max(decided_date), max(appeal_date), max(appeal_rslt_date), max(rcvr_date) "
        "from verdict_d",
    )
    assert max(last, appealed, answered, paid) <= date(2025, 12, 31)


def test_they_come_one_to_six_months_late(data: Data):
    first, longest = rows(
        data, "select min(decided_date - check_date), max(decided_date - check_date) from verdict_d"
    )
    assert 20 <= first <= longest <= 140
    first, longest = rows(
        data,
        "select min(decided_date - setl_time::date), max(decided_date - setl_time::date) "
        "from verdict_d join setl_d using (setl_id) where source in ('random', 'complaint')",
    )
    assert 28 <= first <= longest <= 220


def test_a_check_lies_between_settlement_and_decision(data: Data):
    assert rows(
        data,
        "select count(*) from verdict_d join setl_d using (setl_id) "
        "where check_date <= setl_time::date or decided_date <= check_date",
    ) == (0,)


def test_they_are_few(data: Data):
    stays, others = (
        rows(
            data,
            "select count(v.setl_id) / count(*) from claims left join verdict_d v using (setl_id) "
            f"where (med_type in ('21', '52')) = {stay}",
        )[0]
        for stay in ("true", "false")
    )
    assert 0.008 < stays < 0.035
    assert 0.001 < others < 0.006


def test_refunds_are_not_inspected_and_no_claim_twice(data: Data):
    assert rows(
        data,
        "select count(*) filter (where refd_setl_flag = '1'), count(*) - count(distinct setl_id) "
        "from verdict_d join setl_d using (setl_id)",
    ) == (0, 0)


def test_confirmed_ones_name_violation_and_amount_and_rejected_ones_neither(data: Data):
    assert rows(
        data,
        """
        select count(*) from verdict_d v join setl_d using (setl_id)
        where (result = 'confirmed')
                != (vola_type is not null and vola_amt between 0.01 and medfee_sumamt)
            or (result = 'rejected') != (vola_type is null and vola_amt is null)
            or (result = 'rejected' and coalesce(appeal_rslt, rcvr_amt::varchar) is not null)
        """,
    ) == (0,)


def test_lines_of_a_verdict_are_of_its_claim_and_add_up(data: Data):
    count, elsewhere, above = rows(
        data,
        """
        select count(*), count(*) filter (where f.setl_id is distinct from i.setl_id),
            count(*) filter (where i.vola_amt > f.det_item_fee_sumamt or i.vola_amt <= 0)
        from verdict_item_d i left join fee_list_d f on f.bkkp_sn = i.feedetl_sn
        """,
    )
    assert count > 100
    assert (elsewhere, above) == (0, 0)
    assert rows(
        data,
        """
        select count(*) from verdict_d v
        join (select verdict_id, sum(vola_amt) as fen from verdict_item_d group by 1) i
        using (verdict_id) where v.vola_amt != i.fen or v.result = 'rejected'
        """,
    ) == (0,)


def test_appeals_keep_their_times(data: Data):
    assert rows(
        data,
        """
        select count(*) from verdict_d
        where appeal_date - decided_date not between 1 and 60
            or appeal_rslt_date - appeal_date not between 12 and 90
            or (appeal_rslt_date is null) != (coalesce(appeal_rslt, 'pending') = 'pending')
            or (appeal_date is null) != (appeal_rslt is null)
            or (appeal_rslt = 'reversed' and (final_vola_amt != 0 or rcvr_amt is not null))
            or (appeal_rslt = 'reduced' and final_vola_amt >= vola_amt)
            or (appeal_rslt = 'upheld' and final_vola_amt != vola_amt)
            or rcvr_amt > coalesce(final_vola_amt, vola_amt)
            or rcvr_date < greatest(decided_date, coalesce(appeal_rslt_date, decided_date))
        """,
    ) == (0,)


def test_doctors_answer_reminders_with_reasons_or_change(data: Data):
    count, late, wordless, changed = rows(
        data,
        """
        select count(*), count(*) filter (where fdbk_time not between begntime and s.setl_time),
            count(*) filter (where (dspo_way = '1') != (dspo_way_rea is not null)),
            avg((dspo_way = '2')::int)
        from warn_fdbk_d w join setl_d s using (setl_id)
        join mdtrt_d m on m.mdtrt_id = w.mdtrt_id and m.mdtrt_id = s.mdtrt_id
        """,
    )
    assert count > 60
    assert (late, wordless) == (0, 0)
    assert 0.1 < changed < 0.5


@pytest.fixture(scope="module")
def large() -> Province:
    return make(Order(claims=60_000, seed=4))


def planted_of(province: Province) -> np.ndarray:
    """The scheme of each visit, -1 for honest ones."""
    planted = np.full(province.visits.count, -1, dtype=np.int64)
    planted[province.truth.visit] = province.truth.scheme
    return planted


def test_large_hospitals_and_amounts_are_checked_more(large: Province):
    found, visits, places = large.verdicts, large.visits, large.world.institutions
    stay = visits.kind == 2
    targeted = found.visit[(found.source == TARGETED) & stay[found.visit]]
    tertiary = places.group[visits.institution] == 3
    assert tertiary[targeted].mean() > tertiary[stay].mean() + 0.1
    total = large.payment.total
    assert total[targeted].mean() > 1.2 * total[stay].mean()


def test_inspectors_err_both_ways(large: Province):
    found = large.verdicts
    planted = planted_of(large)[found.visit] >= 0
    missed, mistaken = planted & ~found.confirmed, ~planted & found.confirmed
    assert 0 < missed.sum() < 0.4 * planted.sum()
    assert 0 < mistaken.sum() < 0.12 * (~planted).sum()


def test_lines_are_missed_and_honest_ones_added(large: Province):
    found, truth = large.verdicts, large.truth
    unlawful = np.zeros(large.lines.count, dtype=bool)
    unlawful[truth.line] = True
    named = np.zeros(large.lines.count, dtype=bool)
    named[found.item_line] = True
    guilty = np.isin(large.lines.visit, found.visit[found.confirmed]) & unlawful
    assert (named & guilty).sum() > 0.6 * guilty.sum()
    assert (guilty & ~named).sum() > 0
    by_lines = np.isin(large.lines.visit, large.lines.visit[np.flatnonzero(guilty)])
    assert (named & ~unlawful & by_lines).sum() > 0


def test_slips_are_mistaken_for_violations_more_often(large: Province):
    found = large.verdicts
    slipped = np.isin(found.visit, large.slips.visit)
    honest = planted_of(large)[found.visit] < 0
    assert found.confirmed[honest & slipped].mean() > found.confirmed[honest & ~slipped].mean()


def test_mistakes_are_appealed_against_and_withdrawn_more_often():
    count = 4_000
    guilty = np.arange(count) % 2 == 0
    everyone, day = np.ones(count, dtype=bool), np.full(count, 20_000)
    made = appeals(
        np.random.default_rng(3), everyone, guilty, np.full(count, TARGETED), day,
        np.full(count, 50_000), 21_000,
    )  # fmt: skip
    asked, withdrawn = made.asked >= 0, made.outcome == REVERSED
    assert asked[~guilty].mean() > 3 * asked[guilty].mean()
    assert withdrawn[~guilty].mean() > 10 * withdrawn[guilty].mean() > 0
    assert (made.final[withdrawn] == 0).all()
    unknown = appeals(
        np.random.default_rng(3), everyone, guilty, np.full(count, TARGETED), day,
        np.full(count, 50_000), 20_010,
    )  # fmt: skip
    assert (unknown.outcome == PENDING).all()
    assert (unknown.asked <= 20_010).all()


def test_the_random_slice_is_random(large: Province):
    """Among stays, random checks meet planted claims as often as they are there; others more."""
    planted, stay = planted_of(large), large.visits.kind == 2
    met: dict[int, list[np.ndarray]] = {RANDOM: [], TARGETED: []}
    guilt = guilt_of(large.truth, large.slips, large.visits.count)
    nowhere = rounds(large.world).of(SELF).of(CROSS)
    for seed in range(25):
        drawn = checks(
            np.random.default_rng(seed), large.world, large.visits, large.payment, guilt, nowhere,
        )  # fmt: skip
        for source, kept in met.items():
            visit = drawn.visit[drawn.source == source]
            kept.append(planted[visit[stay[visit]]] >= 0)
    share = (planted[stay] >= 0).mean()
    drawn = np.concatenate(met[RANDOM])
    tolerance = 4 * np.sqrt(share * (1 - share) / len(drawn))
    assert abs(drawn.mean() - share) < tolerance
    assert np.concatenate(met[TARGETED]).mean() > 2 * share


def test_teams_come_twice_a_year_and_schemes_stop(large: Province):
    came = rounds(large.world)
    month = large.world.order.month_of(came.of(CROSS).day)
    assert set(month.tolist()) == {4, 9}
    visited = came.of(CROSS, TARGETED)
    before = after = 0.0
    for player in large.truth.players:
        for spot, day in zip(visited.institution, visited.day, strict=True):
            at = int(large.world.order.month_of(np.array([day]))[0])
            if player.strength[spot].any() and 2 <= at < 10:
                before += player.strength[spot, at]
                after += player.strength[spot, at + 1]
    assert 0 < after < 0.5 * before


def test_hospitals_name_their_own_faults_and_do_not_appeal(large: Province):
    found = large.verdicts
    own = found.source == SELF
    assert own.any()
    assert found.confirmed[own].all()
    assert (found.appeals.asked[own] == -1).all()


def test_nothing_is_decided_within_a_month():
    made = make(Order(claims=4_000, months=1, seed=9))
    assert len(made.verdicts.visit) == 0 or made.verdicts.decided.max() <= made.world.order.last_day
    assert date(2025, 1, 31) == date(1970, 1, 1) + timedelta(days=made.world.order.last_day)
