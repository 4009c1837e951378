"""What time does to honest care: holidays, seasons, prices, procurement, codes, referrals, drift."""

from datetime import date

import duckdb
import numpy as np
import pytest

from features.settlement import codes as patterns
from features.settlement.province.catalogue import catalogue
from features.settlement.province.coding import codes
from features.settlement.province.coding_version import (
    changed_codes,
    diagnosis_words,
    operation_words,
)
from features.settlement.province.drift import Drift, drifts, fuller
from features.settlement.province.holidays import holidays
from features.settlement.province.order import Order
from features.settlement.province.season import Kind, day_weights, draw_days, swings
from features.settlement.province.tariff import tariff
from features.settlement.province.world import world

Data = duckdb.DuckDBPyConnection
YEAR = Order(claims=6_000, months=12, seed=3)


def day(written: str) -> int:
    return int(np.datetime64(written, "D").astype(np.int64))


def number(data: Data, query: str) -> float:
    row = data.execute(query).fetchone()
    assert row is not None
    assert row[0] is not None
    return float(row[0])


@pytest.mark.parametrize(
    ("written", "free"),
    [("2025-01-28", True), ("2025-02-04", True), ("2025-02-05", False), ("2025-10-08", True),
     ("2025-10-09", False), ("2026-02-23", True), ("2026-10-07", True), ("2026-10-08", False)],
)  # fmt: skip
def test_the_long_holidays_are_those_announced(written: str, free: bool):
    known = holidays(Order(months=24, start=date(2025, 1, 1)))
    assert (day(written) in known.long) is free


def test_a_worked_sunday_is_as_busy_as_a_weekday():
    weights = day_weights(YEAR, Kind.OUTPATIENT)
    worked, before, usual = (
        weights[day(written) - YEAR.first_day]
        for written in ("2025-09-28", "2025-09-25", "2025-09-21")
    )
    assert worked == pytest.approx(before, rel=0.02)
    assert usual < 0.8 * worked


def test_hospitals_empty_before_the_festival_and_rest_in_it(data: Data):
    a_day = (
        "select count(*) / count(distinct setl_time::date) from claims where med_type in "
        "('21', '52') and setl_time::date between '{}' and '{}'"
    )
    before = number(data, a_day.format("2025-01-20", "2025-01-26"))
    within = number(data, a_day.format("2025-01-28", "2025-02-04"))
    usual = number(data, a_day.format("2025-03-03", "2025-03-30"))
    assert within < 0.7 * usual < 1.05 * before


def test_airways_have_their_winter_and_bowels_their_summer(data: Data):
    share = """
        select avg((dscg_maindiag_code like '{}%')::int) from claims
        where dscg_maindiag_code is not null and month(setl_time) in ({})"""
    winter, summer = "12, 1, 2", "6, 7, 8"
    assert number(data, share.format("J", winter)) > 1.5 * number(data, share.format("J", summer))
    assert number(data, share.format("A09", summer)) > 1.5 * number(
        data, share.format("A09", winter)
    )


def test_a_swing_moves_days_and_not_their_number():
    rng = np.random.default_rng(1)
    swing = np.repeat(swings(["J06.900", "A09.900", "E11.900"]), 4_000)
    days = draw_days(rng, YEAR, Kind.OUTPATIENT, swing)
    assert len(days) == 12_000
    assert ((days >= YEAR.first_day) & (days <= YEAR.last_day)).all()
    cold = np.isin(YEAR.month_of(days), (0, 1, 11))
    shares = [
        cold[swing == amplitude].mean() for amplitude in swings(["A09.900", "E11.900", "J06.900"])
    ]
    assert shares == sorted(shares)
    assert shares[2] > 1.7 * shares[0]


def test_chosen_drugs_fall_on_the_day_and_the_others_a_little():
    listed, items = tariff(), catalogue()
    both = [n for n, item in enumerate(items.items) if item.name == "注射用艾司奥美拉唑钠"]
    before, after = (listed.period(np.array([day(d)]))[0] for d in ("2025-03-31", "2025-04-01"))
    fall = 1 - listed.price[after, both] / listed.price[before, both]
    assert fall == pytest.approx([0.74, 0.12], abs=0.005)
    assert (listed.limit[after, both] <= listed.limit[before, both]).all()


def test_no_price_is_above_its_limit_in_any_period():
    listed = tariff()
    assert ((listed.limit == 0) | (listed.price <= listed.limit)).all()
    assert (listed.price > 0).all()


def test_use_moves_to_the_chosen_maker_within_months(data: Data):
    """Of a procured drug, the chosen maker's share of units rises after the day."""
    rows = data.execute(
        """
        with prices as (select med_list_codg, medins_list_name as name,
            median(pric) filter (where fee_ocur_time < '2025-04-01')::double as old,
            median(pric) filter (where fee_ocur_time >= '2025-04-01')::double as new
            from fee_list_d where list_type = '101' and cnt > 0 group by all),
        chosen as (from prices where new < 0.62 * old
            and name in ('注射用艾司奥美拉唑钠', '塞来昔布胶囊', '阿托伐他汀钙片', '利伐沙班片'))
        select fee_ocur_time >= '2025-08-01' as late,
            sum(cnt) filter (where med_list_codg in (select med_list_codg from chosen)) / sum(cnt)
        from fee_list_d where medins_list_name in (select name from chosen) and cnt > 0
            and (fee_ocur_time < '2025-04-01' or fee_ocur_time >= '2025-08-01')
        group by 1 order by 1
        """
    ).fetchall()
    before, after = (float(share) for _, share in rows)
    assert before < 0.75
    assert after > before + 0.15


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [("注射用脑蛋白水解物", None, "2025-10-03"), ("沙库巴曲缬沙坦钠片", "2025-10-01", None)],
)
def test_items_enter_and_leave_the_catalogue(
    data: Data, name: str, since: str | None, until: str | None
):
    """The last lines of an item that left belong to stays begun before."""
    outside = number(
        data,
        f"select count(*) from fee_list_d f join mdtrt_d m using (mdtrt_id) where cnt > 0 "
        f"and medins_list_name = '{name}' and (begntime < '{since or '1900-01-01'}' "
        f"or begntime >= '{until or '2999-01-01'}')",
    )
    assert outside == 0
    assert number(data, f"select count(*) from fee_list_d where medins_list_name = '{name}'") > 0


def test_services_of_skill_rise_and_tests_fall(data: Data):
    change = """
        select median(pric) filter (where fee_ocur_time >= '2025-07-01')::double
            / median(pric) filter (where fee_ocur_time < '2025-07-01')::double
        from fee_list_d where medins_list_name = '{}' and cnt > 0"""
    assert number(data, change.format("II级护理")) == pytest.approx(1.15, abs=0.03)
    assert number(data, change.format("血常规五分类")) == pytest.approx(0.92, abs=0.03)


def test_both_coding_versions_match_the_standard():
    import re

    for listed, pattern in (
        (diagnosis_words(), patterns.ICD10),
        (operation_words(), patterns.ICD9CM3),
    ):
        assert [code for code in listed[0] if not re.fullmatch(pattern, code)] == []
    old, new = changed_codes()
    assert not set(new) & set(codes().code)
    assert [code[:3] for code in old] == [code[:3] for code in new]


def test_new_codes_come_with_the_day_and_old_ones_linger_at_few_hospitals(data: Data):
    old, new = changed_codes()
    rows = data.execute(
        """
        select l.dscg_time >= '2025-08-01' as later, avg((d.diag_code in (select unnest(?)))::int),
            count(distinct l.fixmedins_code) filter (where d.diag_code in (select unnest(?)))
        from setl_diag d join setl_list l using (setl_id)
        where d.diag_code in (select unnest(?)) group by 1 order by 1
        """,
        [new, old, [*old, *new]],
    ).fetchall()
    (_, before, _), (_, after, slow) = rows
    assert before == 0
    assert 0.8 < after < 1
    assert 1 <= slow < number(data, "select count(*) from fixmedins_b where bed_cnt > 0") / 2


def test_referred_patients_are_admitted_elsewhere_at_once(data: Data):
    share = """
        select avg(exists(from claims o where o.psn_no = c.psn_no and o.med_type in ('21', '52')
            and o.fixmedins_code != c.fixmedins_code
            and o.begntime between c.endtime - interval 1 day and c.endtime + interval 2 day)::int)
        from claims c join setl_list l using (setl_id)
        where l.dscg_way {} and c.setl_time < '2025-12-15'"""
    assert number(data, share.format("in ('2', '3')")) > 0.4
    assert number(data, share.format("= '1'")) < 0.03


def test_many_stays_begin_and_end_with_a_visit(data: Data):
    share = """
        select avg(exists(from claims o where o.psn_no = c.psn_no and o.med_type in ('11', '13')
            and o.begndate between c.begndate - 10 and c.begndate - 1)::int)
        from claims c where med_type = '21' and begndate > '2025-02-01'"""
    assert 0.1 < number(data, share) < 0.6


def test_three_kinds_of_drift_begin_and_grow():
    around = world(YEAR)
    of = drifts(around)
    for kind in (Drift.NEW_CODER, Drift.SOFTWARE):
        place = np.flatnonzero(of.kind == kind)
        assert len(place) >= 1
        first = fuller(around, place, of.since[place] - 1)
        last = fuller(around, place, np.full(len(place), YEAR.last_day))
        assert first == pytest.approx(np.ones(len(place)))
        assert (last > 1.3).all()
    still = np.flatnonzero(of.kind == Drift.NONE)
    assert fuller(around, still, np.full(len(still), YEAR.last_day)) == pytest.approx(1.0)


def test_chronic_care_rests_in_long_holidays_and_some_supply_is_long(data: Data):
    a_day = (
        "select count(*) from claims where med_type like '14%' and med_type != '1402' "
        "and setl_time::date between '{}' and '{}'"
    )
    within = number(data, a_day.format("2025-10-01", "2025-10-08"))
    before = number(data, a_day.format("2025-09-19", "2025-09-26"))
    assert within < 0.3 * before
    long = """
        select avg((days > 45)::int) from (select max(prd_days) as days from fee_list_d
        where med_type = '1404' and list_type = '101' and cnt > 0 group by setl_id)"""
    assert 0.003 < number(data, long) < 0.08
