"""Slips are few, known by name, and look like what they are said to look like."""

import duckdb
import numpy as np
import pytest

from features.settlement.province.order import Order
from features.settlement.province.outliers import kinds
from features.settlement.province.province import make
from features.settlement.province.slips import SLIPS
from features.settlement.province.slips.slipping import taken_back
from features.settlement.province.visits import NOBODY

Data = duckdb.DuckDBPyConnection


def number(data: Data, query: str) -> float:
    row = data.execute(query).fetchone()
    assert row is not None
    assert row[0] is not None
    return float(row[0])


def test_ids_are_their_own():
    ids = [slip.id for slip in SLIPS]
    assert len(set(ids)) == len(ids) >= 15
    assert all(name.startswith("X") for name in ids)


@pytest.mark.parametrize("slip", [s for s in SLIPS if s.id not in {"X06", "X08", "X10"}],
                         ids=lambda slip: slip.id)  # fmt: skip
def test_the_slip_is_made(data: Data, slip):
    """Spells at single institutions (X06, X08, X10) may fall on one without visits."""
    assert number(data, f"select count(*) from slips where slip = '{slip.id}'") >= 1


def test_slips_are_few_and_without_intent(data: Data):
    share = "select (select count(distinct setl_id) from slips) / (select count(*) from setl_d)"
    assert 0.002 < number(data, share) < 0.04
    assert number(data, "select count(*) from slips where intent != '0'") == 0


def test_slips_are_at_settlements_and_lines_of_the_data(data: Data):
    lost = "select count(*) from slips anti join setl_d using (setl_id)"
    assert number(data, lost) == 0
    wrong = """select count(*) from slips x join fee_list_d f using (bkkp_sn)
        where f.setl_id != x.setl_id"""
    assert number(data, wrong) == 0
    assert number(data, "select count(*) from slips where bkkp_sn is not null") > 0


def test_a_duplicate_bears_the_same_lines(data: Data):
    """But where tests of a panel are billed one by one, which is drawn for each claim."""
    twice = """
        with x as (select setl_id, psn_no, fixmedins_code, begndate, medfee_sumamt, s.mdtrt_id
            from slips join setl_d s using (setl_id) where slip = 'X01' and refd_setl_flag = '0')
        select avg((n = 2 and fees = 1)::int) from (select count(*) n,
            count(distinct medfee_sumamt) fees from x group by psn_no, fixmedins_code, begndate)"""
    assert number(data, twice) > 0.7


def test_a_rebilled_claim_is_taken_back():
    province = make(Order(claims=20_000, months=6, seed=4))
    back = taken_back(province.visits)
    settled = province.settlements
    refunded = np.unique(settled.visit[settled.sign < 0])
    early = back[province.visits.settled_day[back] < province.world.order.last_day - 12]
    assert len(early) > 0
    assert np.isin(early, refunded).all()


def test_wrong_entries_differ_from_the_register(data: Data):
    for slip, column in (("X03", "gend"), ("X04", "brdy")):
        differing = f"""
            select (s.{column} != p.{column})::int as differs, x.slip is not null as slipped
            from setl_d s join psn_info_b p using (psn_no)
            left join slips x on x.setl_id = s.setl_id and x.slip = '{slip}'
            where s.refd_setl_flag = '0'"""
        assert number(data, f"select avg(differs) from ({differing}) where slipped") == 1
        assert number(data, f"select sum(differs) from ({differing}) where not slipped") == 0


def test_an_exchanged_day_makes_a_stay_seem_long(data: Data):
    longer = """
        select min(date_diff('day', adm_time::date, dscg_time::date) - act_ipt_days)
        from setl_list join slips using (setl_id) where slip = 'X05'"""
    assert number(data, longer) > 5


def test_a_shifted_decimal_leaves_the_amount(data: Data):
    wrong = """
        select count(*) from fee_list_d join slips using (bkkp_sn) where slip = 'X11'
            and abs(det_item_fee_sumamt::decimal(38, 10) - cnt * pric) > 0.005"""
    assert number(data, wrong) == 0
    dearer = """
        select median(f.pric / o.usual)::double from fee_list_d f join slips x using (bkkp_sn)
        join (select med_list_codg, median(pric) as usual from fee_list_d group by 1) o
        using (med_list_codg) where x.slip = 'X11'"""
    assert number(data, dearer) == pytest.approx(0.1, abs=0.03)


def test_a_wrong_operation_reaches_no_group(data: Data):
    grouped = "select avg((adrg != '0000')::int) from drg_case_d join slips using (setl_id) {}"
    assert number(data, grouped.format("where slip = 'X15'")) == 0
    every = number(data, "select avg((adrg != '0000')::int) from drg_case_d")
    assert 0.985 < every < 1  # 99.69 % in Nanjing


def test_batches_settle_before_midnight():
    province = make(Order(claims=20_000, months=6, seed=4))
    mark = [slip.id for slip in SLIPS].index("X07")
    batch = province.visits.slip == mark
    assert batch.any()
    assert (province.visits.settled[batch] % 86_400 >= 84_600).all()


def test_planted_claims_bear_no_slip_of_visits():
    visits = make(Order(claims=20_000, months=6, seed=4)).visits
    assert not ((visits.slip != NOBODY) & (visits.mark != NOBODY)).any()


def test_outliers_are_named(folder, data: Data):
    data.execute(f"create or replace temp view odd as from '{folder}/truth/outliers.parquet'")
    known = {name for name, _, _ in kinds()}
    found = {row[0] for row in data.execute("select distinct kind from odd").fetchall()}
    assert found <= known
    assert {"cancer_centre", "burns_unit", "intensive_care", "rehabilitation", "psychiatric",
            "chronic_clinic", "referral_hub", "new_coder", "coding_software",
            "chemotherapy_patient", "referred_patient"} <= found  # fmt: skip
    nowhere = """
        select count(*) from odd left join fixmedins_b f using (fixmedins_code)
        left join psn_info_b p using (psn_no)
        where (f.fixmedins_code is null) = (p.psn_no is null)"""
    assert number(data, nowhere) == 0
    assert number(data, "select count(*) from odd where planted > claims") == 0


def test_slips_are_no_schemes(data: Data):
    """A judge of methods counts schemes only."""
    told = {row[0] for row in data.execute("select distinct scheme from truth").fetchall()}
    assert told
    assert not told & {slip.id for slip in SLIPS}
