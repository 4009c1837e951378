"""The books of a province balance to the fen."""

import duckdb
import pytest

from tests.province.conftest import CLAIMS

ZERO_ROWS = {
    "the fund is the sum of its parts": """
        select 1 from setl_d where fund_pay_sumamt != hifp_pay + cvlserv_pay + hifes_pay
            + hifmi_pay + hifob_pay + hifdm_pay + maf_pay + othfund_pay""",
    "a person pays by account and cash": """
        select 1 from setl_d where psn_pay != acct_pay + cash_payamt""",
    "the total is fund, person and hospital": """
        select 1 from setl_d where medfee_sumamt != fund_pay_sumamt + psn_pay + hosp_part_amt""",
    "in scope is the rest": """
        select 1 from setl_d
        where inscp_amt != medfee_sumamt - fulamt_ownpay_amt - overlmt_selfpay - preselfpay_amt""",
    "the pool pays its ratio of what is above the deductible": """
        select 1 from setl_d where refd_setl_flag = '0'
            and abs(hifp_pay - (inscp_amt - act_pay_dedc) * pool_prop_selfpay) > 0.005""",
    "no settlement is negative but a refund": """
        select 1 from setl_d where (medfee_sumamt < 0) != (refd_setl_flag = '1')
            or least(hifp_pay, psn_pay, acct_pay, cash_payamt, act_pay_dedc, balc) < 0
            and refd_setl_flag = '0'""",
    "a line is quantity times price": """
        select 1 from fee_list_d
        where abs(det_item_fee_sumamt::decimal(38,10) - cnt * pric) > 0.005""",
    "a line's parts are its fee": """
        select 1 from fee_list_d where det_item_fee_sumamt
            != fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_amt""",
    "lines add up to their settlement": """
        select 1 from setl_d s left join (
            select setl_id, sum(det_item_fee_sumamt) d, sum(fulamt_ownpay_amt) f,
                sum(overlmt_selfpay) o, sum(preselfpay_amt) p, sum(inscp_amt) i
            from fee_list_d group by 1) l using (setl_id)
        where d is distinct from medfee_sumamt or f is distinct from fulamt_ownpay_amt
            or o is distinct from overlmt_selfpay or p is distinct from preselfpay_amt
            or i is distinct from inscp_amt""",
    "a refund takes back its settlement": """
        select 1 from setl_d r left join setl_d s on s.setl_id = r.init_setl_id
        where r.refd_setl_flag = '1' and (s.setl_id is null or s.refd_setl_flag = '1'
            or s.medfee_sumamt + r.medfee_sumamt != 0 or s.hifp_pay + r.hifp_pay != 0
            or s.cash_payamt + r.cash_payamt != 0 or s.mdtrt_id != r.mdtrt_id
            or s.setl_time >= r.setl_time)""",
    "a refunded line takes back its line": """
        select 1 from fee_list_d r left join fee_list_d l on l.bkkp_sn = r.init_bkkp_sn
        where r.cnt < 0 and (l.bkkp_sn is null or l.cnt + r.cnt != 0
            or l.det_item_fee_sumamt + r.det_item_fee_sumamt != 0
            or l.med_list_codg != r.med_list_codg)""",
    "only over-standard charges are above a limit": """
        select 1 from fee_list_d f where pric_uplmt_amt > 0 and pric > pric_uplmt_amt and cnt > 0
            and not exists (from truth t where t.setl_id = f.setl_id and t.scheme = 'O08')""",
    "a stay's days are those between its dates": """
        select 1 from setl_list
        where abs(act_ipt_days - date_diff('day', adm_time::date, dscg_time::date)) > 1
            and setl_id not in (select setl_id from slips where slip = 'X05')""",
    "nursing days fit the stay": """
        select 1 from setl_list
        where spga_nurscare_days + lv1_nurscare_days + scd_nurscare_days > act_ipt_days""",
    "a list counts its diagnoses": """
        select 1 from setl_list l join (select setl_id, count(*) n,
            count(*) filter (where maindiag_flag = '1') mains, max(seq) last,
            count(distinct seq) places from setl_diag group by 1) d using (setl_id)
        where diag_code_cnt != n or mains != 1 or last != n or places != n""",
    "a normal case is owed its standard less what others bear": """
        select 1 from drg_case_d g join setl_d s using (setl_id) where case_type = 'normal'
            and special_case_flag = '0'
            and pay_amt != greatest(0, pay_std - psn_pay - (fund_pay_sumamt - hifp_pay))""",
    "honest people are settled alive": """
        select 1 from claims s join psn_info_b p using (psn_no)
        where s.begntime::date > p.death_date
            and not exists (from truth t where t.setl_id = s.setl_id and t.scheme = 'F17')""",
}
FOREIGN_KEYS = (
    ("fee_list_d", "setl_id", "setl_d"),
    ("setl_list", "setl_id", "setl_d"),
    ("setl_diag", "setl_id", "setl_list"),
    ("setl_oprn", "setl_id", "setl_list"),
    ("drg_case_d", "setl_id", "setl_list"),
    ("verdict_d", "setl_id", "setl_d"),
    ("setl_d", "mdtrt_id", "mdtrt_d"),
    ("setl_d", "psn_no", "psn_info_b"),
    ("setl_d", "fixmedins_code", "fixmedins_b"),
)
KEYS = {
    "setl_d": "setl_id",
    "fee_list_d": "bkkp_sn",
    "mdtrt_d": "mdtrt_id",
    "setl_list": "setl_id",
    "drg_case_d": "setl_id",
    "fixmedins_b": "fixmedins_code",
    "psn_info_b": "psn_no",
    "verdict_d": "verdict_id",
}


@pytest.mark.parametrize("rule", ZERO_ROWS)
def test_no_row_breaks_the_rule(data: duckdb.DuckDBPyConnection, rule: str):
    broken = data.execute(f"select count(*) from ({ZERO_ROWS[rule]})").fetchone()
    assert broken == (0,)


@pytest.mark.parametrize(("table", "column", "target"), FOREIGN_KEYS)
def test_every_reference_is_there(
    data: duckdb.DuckDBPyConnection, table: str, column: str, target: str
):
    query = f"select count(*) from {table} anti join {target} using ({column})"
    assert data.execute(query).fetchone() == (0,)


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(data: duckdb.DuckDBPyConnection, table: str):
    rows, keys = data.execute(
        f"select count(*), count(distinct {KEYS[table]}) from {table}"
    ).fetchone()
    assert rows == keys > 0


def test_as_many_settlements_as_ordered(data: duckdb.DuckDBPyConnection):
    assert data.execute("select count(*) from setl_d").fetchone() == (CLAIMS,)


def test_every_settlement_lies_in_its_month_of_the_period(data: duckdb.DuckDBPyConnection):
    months = data.execute(
        "select distinct strftime(setl_time, '%Y-%m') from setl_d order by 1"
    ).fetchall()
    assert [month for (month,) in months] == [f"2025-{n:02d}" for n in range(1, 13)]


def test_honest_people_are_not_in_two_hospitals_at_once(data: duckdb.DuckDBPyConnection):
    """But for slips, which the truth names."""
    overlaps, stays = data.execute(
        """
        with stays as (select c.*, t.scheme from claims c left join truth t using (setl_id)
            where med_type in ('21', '52') and scheme is null
                and setl_id not in (select setl_id from slips where bkkp_sn is null))
        select (select count(*) from stays a join stays b on a.psn_no = b.psn_no
            and a.setl_id < b.setl_id and a.begntime::date + 1 < b.endtime::date
            and b.begntime::date + 1 < a.endtime::date), (select count(*) from stays)
        """
    ).fetchone()
    assert stays > 0
    assert overlaps <= stays * 0.0005
