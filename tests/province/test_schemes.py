"""Every scheme is there, shows in the data as it would in life, and can be turned by its dial."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pytest

from features.settlement.province.order import Order
from features.settlement.province.province import make
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.scheme import Basis

Data = duckdb.DuckDBPyConnection


def number(data: Data, query: str) -> float:
    row = data.execute(query).fetchone()
    assert row is not None
    assert row[0] is not None
    return float(row[0])


BY_CLAIM = [s for s in SCHEMES if s.basis is not Basis.NONE]


@pytest.mark.parametrize("scheme", BY_CLAIM, ids=[s.id for s in BY_CLAIM])
def test_the_scheme_is_planted(played: Data, scheme):
    claims = number(played, f"select count(*) from truth where scheme = '{scheme.id}'")
    assert claims >= 2
    lost = number(played, f"select sum(loss) from truth where scheme = '{scheme.id}'")
    assert lost > 0


def test_planted_claims_are_three_to_four_percent(data: Data):
    share = number(
        data,
        "select (select count(distinct setl_id) from truth) / (select count(*) from claims)",
    )
    assert 0.03 < share < 0.043


def test_most_of_it_sits_with_few_institutions(folder: Path):
    with duckdb.connect() as con:
        claims = con.execute(
            f"select sum(claims) n from '{folder}/truth/institutions.parquet' "
            "group by fixmedins_code order by n desc"
        ).fetchall()
        places = con.execute(f"select count(*) from '{folder}/data/fixmedins_b.parquet'").fetchone()
    counts = np.array([n for (n,) in claims], dtype=float)
    few = round(0.25 * places[0])
    assert counts[:few].sum() > 0.75 * counts.sum()


def test_f13_claims_overlap_a_stay_elsewhere(played: Data):
    alone = number(
        played,
        """
        select count(*) from claims c join truth t using (setl_id)
        where t.scheme = 'F13' and not exists (
            from claims o where o.psn_no = c.psn_no and o.fixmedins_code != c.fixmedins_code
                and o.med_type in ('21', '52') and o.begntime < c.endtime
                and c.begntime < o.endtime)
        """,
    )
    assert alone == 0


def test_g01_claims_follow_a_stay_of_the_same_hospital(played: Data):
    alone = number(
        played,
        """
        select count(*) from claims c join truth t using (setl_id)
        where t.scheme = 'G01' and not exists (
            from claims o where o.psn_no = c.psn_no and o.fixmedins_code = c.fixmedins_code
                and o.med_type = '21' and o.setl_id != c.setl_id
                and c.begndate - o.enddate between -1 and 5)
        """,
    )
    assert alone <= 0.03 * number(played, "select count(*) from truth where scheme = 'G01'")


def test_u02_complications_are_less_supported_than_honest_ones(played: Data):
    """Sepsis, respiratory failure and heart failure bring drugs and tests, unless invented."""
    supported = played.execute(
        """
        with coded as (
            select d.setl_id, d.diag_code, t.scheme is not null as planted from setl_diag d
            join drg_case_d g on g.setl_id = d.setl_id and d.diag_code in (g.mcc_code, g.cc_code)
            left join truth t on t.setl_id = d.setl_id and t.scheme = 'U02'
            where d.diag_code in ('J96.000', 'A41.900', 'I50.900', 'E87.600')),
        evidence(diag_code, name) as (values ('J96.000', '血气分析'), ('A41.900', '血培养及鉴定'),
            ('I50.900', 'B型钠尿肽前体测定'), ('E87.600', '氯化钾注射液'))
        select planted, avg(exists(from fee_list_d f join evidence e
            on f.hilist_name = e.name and e.diag_code = coded.diag_code
            where f.setl_id = coded.setl_id)::int) from coded group by 1 order by 1
        """
    ).fetchall()
    honest, planted = (share for _, share in supported)
    assert honest > 0.7
    assert planted < honest - 0.3


def test_u02_pays_more_than_its_ill_would(played: Data):
    assert (
        number(
            played,
            "select avg((g.rw > 0 and (g.mcc_code is not null or g.cc_code is not null))::int) "
            "from drg_case_d g join truth t using (setl_id) where t.scheme = 'U02'",
        )
        > 0.95
    )
    gain = "select avg((loss > 0)::int) from truth where scheme = 'U02'"
    assert number(played, gain) > 0.8


def test_u01_discharges_with_another_disease_than_it_admits(played: Data):
    changed = """
        select avg((m.adm_diag_dscr != d.diag_name)::int) from setl_d s
        join mdtrt_d m using (mdtrt_id) join setl_diag d on d.setl_id = s.setl_id
        left join truth t on t.setl_id = s.setl_id and t.scheme = 'U01'
        where d.maindiag_flag = '1' and t.scheme is {} null"""
    assert number(played, changed.format("not")) > 4 * number(played, changed.format(""))


def test_f02_patients_are_seen_elsewhere_and_treated_little(played: Data):
    elsewhere = """
        select avg(exists(from claims o where o.psn_no = c.psn_no and o.med_type not in ('21', '52')
            and o.begndate > c.begndate and o.begndate < c.enddate)::int)
        from claims c left join truth t using (setl_id)
        where c.med_type = '21' and {}"""
    assert number(played, elsewhere.format("t.scheme = 'F02'")) > 0.5
    assert number(played, elsewhere.format("t.scheme is null")) < 0.05
    drugs = """
        select sum(case when f.list_type = '101' then f.det_item_fee_sumamt else 0 end)
            / sum(f.det_item_fee_sumamt)
        from fee_list_d f join claims c using (setl_id) left join truth t using (setl_id)
        where c.med_type = '21' and c.medfee_sumamt < 12000 and {}"""
    planted, honest = (
        number(played, drugs.format(which)) for which in ("t.scheme = 'F02'", "t.scheme is null")
    )
    assert planted < 0.8 * honest


def test_f05_swipes_run_within_an_hour(played: Data):
    crowded = """
        with swipes as (select setl_id, count(*) over (partition by fixmedins_code
            order by epoch(setl_time) range between 1800 preceding and 1800 following) near
            from claims where med_type = '41')
        select avg((near >= 6)::int) from swipes left join truth t using (setl_id) where {}"""
    assert number(played, crowded.format("t.scheme = 'F05'")) > 0.9
    assert number(played, crowded.format("t.scheme is null")) < 0.1


def test_o07_bills_an_item_twice_a_day(played: Data):
    twice = """
        with same as (select setl_id, max(n) n from (select setl_id, med_list_codg,
            fee_ocur_time::date, count(*) n from fee_list_d where list_type = '201' and cnt > 0
            group by all) group by 1)
        select avg((n >= 2)::int) from claims join same using (setl_id) left join truth t
        using (setl_id) where {}"""
    assert number(played, twice.format("t.scheme = 'O07'")) > 0.95
    assert 0 < number(played, twice.format("t.scheme is null and med_type = '21'")) < 0.15


def test_o08_bills_more_days_than_there_were_or_above_a_limit(played: Data):
    beyond = """
        select avg(exists(from fee_list_d f where f.setl_id = l.setl_id and (
            f.med_chrgitm_type in ('01', '07') and f.cnt > l.act_ipt_days
            or f.pric_uplmt_amt > 0 and f.pric > f.pric_uplmt_amt))::int)
        from setl_list l left join truth t on t.setl_id = l.setl_id and t.scheme = 'O08'
        where t.scheme is {} null"""
    assert number(played, beyond.format("not")) == 1.0
    assert number(played, beyond.format("")) < 0.12


def test_g02_and_f15_stays_are_light(played: Data):
    cost = """
        select avg(s.medfee_sumamt / g.std_mean_fee) from drg_case_d g join setl_d s using (setl_id)
        left join truth t using (setl_id) where {}"""
    honest = number(played, cost.format("t.scheme is null"))
    assert number(played, cost.format("t.scheme = 'G02'")) < 0.7 * honest
    tests = """
        select sum(case when f.med_chrgitm_type in ('03', '04') then f.det_item_fee_sumamt else 0
            end) / sum(f.det_item_fee_sumamt)
        from fee_list_d f join claims c using (setl_id) left join truth t using (setl_id)
        where c.med_type = '21' and {}"""
    assert number(played, tests.format("t.scheme = 'F15'")) > 0.5
    assert number(played, tests.format("t.scheme is null")) < 0.35


def test_f11_people_collect_more_than_they_need(played: Data):
    supply = """
        with people as (select psn_no, bool_or(t.scheme = 'F11') as ring, dise_codg,
            count(*) n, count(distinct c.fixmedins_code) places
            from claims c left join truth t using (setl_id) where med_type in ('1401', '1404')
            group by psn_no, dise_codg)
        select avg({}) from people where coalesce(ring, false) = {}"""
    for what in ("n", "places"):
        ring = number(played, supply.format(what, "true"))
        assert ring > 1.5 * number(played, supply.format(what, "false"))


def test_p01_visits_follow_one_another(played: Data):
    alone = number(
        played,
        """
        select count(*) from claims c join truth t using (setl_id)
        where t.scheme = 'P01' and not exists (from claims o where o.psn_no = c.psn_no
            and o.fixmedins_code = c.fixmedins_code and o.setl_id != c.setl_id
            and c.begndate - o.begndate between 0 and 3)
        """,
    )
    assert alone <= 0.03 * number(played, "select count(*) from truth where scheme = 'P01'")


def test_f17_purchases_follow_a_death(played: Data):
    early = number(
        played,
        "select count(*) from claims c join truth t using (setl_id) join psn_info_b p "
        "using (psn_no) where t.scheme = 'F17' and (p.death_date is null "
        "or c.begndate <= p.death_date)",
    )
    assert early == 0


def test_honest_outliers_are_there(data: Data):
    """A cancer centre with planned readmissions and a burns hospital with dear cases."""
    planned = """
        select avg((days_rinp_flag_31 = '2')::int) from setl_list l join fixmedins_b f
        using (fixmedins_code) where f.fixmedins_name {} like '%肿瘤医院%'"""
    assert number(data, planned.format("")) > 0.15 > 3 * number(data, planned.format("not"))
    cost = """
        select avg(medfee_sumamt) from claims join fixmedins_b f using (fixmedins_code)
        where med_type = '21' and f.fixmedins_name {} like '%烧伤医院%'"""
    assert number(data, cost.format("")) > 1.5 * number(data, cost.format("not"))


def test_the_summary_counts_what_the_claims_show(folder: Path, data: Data):
    summary = json.loads((folder / "truth" / "schemes.json").read_text(encoding="utf-8"))
    counted = dict(data.execute("select scheme, count(*) from truth group by 1").fetchall())
    assert {s["id"]: s["claims"] for s in summary["schemes"] if s["claims"]} == counted


def test_a_dial_turns_its_scheme_and_no_other():
    usual = make(Order(claims=6_000, months=6, seed=3))
    turned = make(Order(claims=6_000, months=6, seed=3, dials={"O07": 4.0, "U02": 0.0}))
    count = [
        {s.id: int((made.truth.scheme == n).sum()) for n, s in enumerate(SCHEMES)}
        for made in (usual, turned)
    ]
    assert count[1]["U02"] == 0 < count[0]["U02"]
    assert count[1]["O07"] > 2 * count[0]["O07"]
    untouched = {"G01", "F02", "G02", "F15", "F13", "P01", "F05"}
    assert {i: count[0][i] for i in untouched} == {i: count[1][i] for i in untouched}
