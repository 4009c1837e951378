"""The tables beside bills and lists: references hold, sums agree, honest traces are honest."""

from itertools import pairwise

import duckdb
import pytest

from features.settlement.tables import TABLES

Data = duckdb.DuckDBPyConnection

NEW = (
    "setl_opsp", "setl_item", "setl_pay", "setl_icu", "setl_bld", "mdtrt_diag", "apg_case_d",
    "drug_trac_d", "idet_chk_d", "dr_info_b", "psn_opsp_d", "psn_sign_d", "psn_merge_d",
    "bgt_mon_d", "insu_mon", "sign_mon", "complaint_d",
)  # fmt: skip
HONEST = "setl_id not in (select setl_id from truth) and setl_id not in (select setl_id from slips)"

REFERENCES = (
    ("setl_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("fee_list_d", "bilg_dr_code", "dr_info_b", "dr_code"),
    ("fee_list_d", "acord_dr_code", "dr_info_b", "dr_code"),
    ("mdtrt_d", "atddr_no", "dr_info_b", "dr_code"),
    ("setl_oprn", "oper_dr_code", "dr_info_b", "dr_code"),
    ("mdtrt_diag", "dise_dor_no", "dr_info_b", "dr_code"),
    ("mdtrt_diag", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("dr_info_b", "main_pracins_no", "fixmedins_b", "fixmedins_code"),
    ("setl_opsp", "setl_id", "setl_list", "setl_id"),
    ("setl_item", "setl_id", "setl_list", "setl_id"),
    ("setl_pay", "setl_id", "setl_list", "setl_id"),
    ("setl_icu", "setl_id", "setl_list", "setl_id"),
    ("setl_bld", "setl_id", "setl_list", "setl_id"),
    ("apg_case_d", "setl_id", "setl_d", "setl_id"),
    ("drug_trac_d", "setl_id", "setl_d", "setl_id"),
    ("drug_trac_d", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("drug_trac_d", "bkkp_sn", "fee_list_d", "bkkp_sn"),
    ("drug_trac_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("drug_trac_d", "psn_no", "psn_info_b", "psn_no"),
    ("idet_chk_d", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("idet_chk_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_opsp_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_opsp_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("psn_sign_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_sign_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("psn_merge_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_merge_d", "psn_no_old", "psn_info_b", "psn_no"),
    ("fixmedins_b", "bloc_fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("sign_mon", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("complaint_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("complaint_d", "dr_code", "dr_info_b", "dr_code"),
    ("complaint_d", "psn_no", "psn_info_b", "psn_no"),
)

NO_ROWS = {
    "charges by class add up to the settlement": """
        select 1 from setl_d s join (
            select setl_id, sum(amt) a, sum(fulamt_ownpay_amt) o, sum(oth_amt) l from setl_item
            group by 1) i using (setl_id)
        where s.medfee_sumamt != a or s.fulamt_ownpay_amt != o or s.overlmt_selfpay != l""",
    "a class's charge is its four parts": """
        select 1 from setl_item where amt != claa_sumfee + clab_amt + fulamt_ownpay_amt + oth_amt
            or least(claa_sumfee, clab_amt, fulamt_ownpay_amt, oth_amt) < 0""",
    "funds add up to what the fund paid": """
        select 1 from setl_d s join (select setl_id, sum(fund_payamt) f from setl_pay group by 1) p
            using (setl_id) where s.fund_pay_sumamt != f""",
    "the basic fund is that of the scheme": """
        select 1 from setl_pay p join setl_d s using (setl_id)
        where (fund_pay_type = '310100') and insutype != '310'
            or (fund_pay_type = '390100') and insutype != '390'""",
    "every list has its parts": """
        select 1 from setl_list l where not exists (from setl_item i where i.setl_id = l.setl_id)
            or not exists (from setl_pay p where p.setl_id = l.setl_id)""",
    "intensive care lies within the stay": """
        select 1 from setl_icu i join setl_list l using (setl_id) where l.setl_id not in
            (select setl_id from slips) and (scs_cutd_inpool_time < adm_time - interval 1 minute
            or scs_cutd_exit_time > dscg_time + interval 1 hour)""",
    "an encounter has one main diagnosis, the first": """
        select mdtrt_id from mdtrt_diag group by 1
        having count(*) filter (where maindiag_flag = '1') != 1
            or min(diag_srt_no) != 1 or max(diag_srt_no) != count(*)""",
    "the main diagnosis of an encounter is that of its register": """
        select 1 from mdtrt_diag d join mdtrt_d m using (mdtrt_id)
        where d.maindiag_flag = '1' and d.diag_code != m.dscg_maindiag_code
            and split_part(d.diag_code, '.', 1) != split_part(m.dscg_maindiag_code, '.', 1)""",
    "a whole box is sold once, net of returns and deletions": """
        select drug_trac_codg from drug_trac_d t where trdn_flag = '0' and not exists (
            from truth where truth.setl_id = t.setl_id)
        group by 1 having count(*) filter (where evt_type = 'sale')
            - count(*) filter (where evt_type in ('sale_return', 'delete')) > 1""",
    "an honest box is bought or in stock once, before it is sold": """
        select drug_trac_codg from drug_trac_d group by 1
        having bool_and(setl_id is null or setl_id not in (select setl_id from truth))
            and (count(*) filter (where evt_type in ('purchase', 'stock')) != 1
            or min(sel_retn_time) < min(sel_retn_time) filter (
                where evt_type in ('purchase', 'stock')))""",
    "an honest code begins with the number of its drug": """
        select 1 from (select med_list_codg, count(distinct left(drug_trac_codg, 7)) n
            from drug_trac_d where setl_id is null group by 1) where n != 1""",
    "a scan is of a line of its settlement": """
        select 1 from drug_trac_d t join fee_list_d f using (bkkp_sn)
        where f.setl_id != t.setl_id or f.med_list_codg != t.med_list_codg
            and not exists (from truth where truth.setl_id = t.setl_id)""",
    "nothing is sold past its date": """
        select 1 from drug_trac_d where sel_retn_time::date > expy_end
            or manu_date >= sel_retn_time::date""",
    "an honest check lies within its visit": f"""
        select 1 from idet_chk_d c join mdtrt_d m using (mdtrt_id)
            join setl_d s on s.mdtrt_id = m.mdtrt_id and refd_setl_flag = '0'
        where s.{HONEST} and (chk_time < m.begntime - interval 1 minute
            or chk_time > m.endtime + interval 2 hour)""",
    "communities and counties add up": """
        with own as (select * from bgt_mon_d where bgt_obj_type = 'institution'),
            of_object as (
                select 'community' k, bloc_fixmedins_code o, fund_type f, month m,
                    sum(bgt_amt) b, sum(paid_amt) p
                from own join fixmedins_b on bgt_obj_code = fixmedins_code
                where bloc_fixmedins_code is not null group by all
                union all
                select 'county', fix_blng_admdvs, fund_type, month, sum(bgt_amt), sum(paid_amt)
                from own join fixmedins_b on bgt_obj_code = fixmedins_code group by all)
        select 1 from bgt_mon_d full join of_object
            on bgt_obj_type = k and bgt_obj_code = o and fund_type = f and month = m
        where bgt_obj_type != 'institution'
            and (b is distinct from bgt_amt or p is distinct from paid_amt)""",
    "what is paid is what the settlements say": """
        select 1 from (select sum(paid_amt) p from bgt_mon_d where bgt_obj_type = 'institution'),
            (select sum(hifp_pay) s from setl_d) where p != s""",
    "what is left is carried over": """
        select 1 from (select carry_over_amt c, coalesce(sum(bgt_amt - paid_amt) over (
            partition by bgt_obj_type, bgt_obj_code, fund_type order by month
            rows between unbounded preceding and 1 preceding), 0) e from bgt_mon_d) where c != e""",
    "points go by group": """
        select apg_code from apg_case_d group by 1 having count(distinct points) > 1""",
    "a head budget pays for the signed only": """
        select 1 from apg_case_d where signed_flag = '0' and head_amt != 0""",
    "the signed of a case are signed there": """
        select 1 from apg_case_d a join setl_d s using (setl_id)
        where signed_flag = '1' and not exists (from psn_sign_d g where
            g.fixmedins_code = s.fixmedins_code and g.begndate <= s.setl_time::date)""",
    "a complaint found true was found out later": """
        select 1 from complaint_d where veri_date < cmpl_time::date
            or (veri_flag is null) != (veri_date is null)""",
    "a merge is not known before it": """
        select 1 from psn_merge_d where merged_date > date '2025-12-31'""",
}


@pytest.mark.parametrize("name", NEW)
def test_the_columns_are_those_of_the_contract(data: Data, name: str):
    """Under their own name or the one that the message or the core database has for them."""
    known = {c.name for c in TABLES[name].columns}
    known |= {c.source.rpartition(".")[2] for c in TABLES[name].columns}
    known |= {"bkkp_sn", "fixmedins_hilist_id", "fixmedins_hilist_name"}
    columns = {row[0] for row in data.execute(f"describe {name}").fetchall()}
    assert columns <= known
    assert set(TABLES[name].key) <= columns
    assert data.execute(f"select count(*) from {name}").fetchone() > (0,)


@pytest.mark.parametrize("name", NEW)
def test_values_of_code_lists_are_in_them(data: Data, name: str):
    columns = {row[0] for row in data.execute(f"describe {name}").fetchall()}
    for column in TABLES[name].columns:
        if column.name in columns and column.codes:
            found = data.execute(f"select distinct {column.name} from {name}").fetchall()
            assert {value for (value,) in found if value is not None} <= set(column.codes)
        if column.name in columns and column.pattern:
            odd = data.execute(
                f"select {column.name} from {name} "
                f"where not regexp_full_match({column.name}, $pattern) limit 3",
                {"pattern": column.pattern},
            ).fetchall()
            assert odd == []


@pytest.mark.parametrize("name", NEW)
def test_keys_are_unique(data: Data, name: str):
    key = ", ".join(TABLES[name].key)
    twice = data.execute(f"select {key} from {name} group by all having count(*) > 1").fetchall()
    assert twice == []


@pytest.mark.parametrize(("table", "column", "target", "key"), REFERENCES)
def test_every_reference_is_there(data: Data, table: str, column: str, target: str, key: str):
    query = f"""
        select count(*) from {table} t
        where {column} is not null and not exists (from {target} r where r.{key} = t.{column})"""
    assert data.execute(query).fetchone() == (0,)


@pytest.mark.parametrize("rule", NO_ROWS)
def test_no_row_breaks_the_rule(data: Data, rule: str):
    assert data.execute(f"select count(*) from ({NO_ROWS[rule]})").fetchone() == (0,)


def test_ever_more_sales_are_scanned(data: Data):
    """By month, of the lines of drugs that are scanned at all, outside stays."""
    rates = data.execute("""
        with traced as (select distinct med_list_codg from drug_trac_d),
            sold as (select f.bkkp_sn, month(s.setl_time) m from fee_list_d f
                join traced using (med_list_codg) join setl_d s using (setl_id)
                where cnt > 0 and s.med_type not in ('21', '52'))
        select m, count(distinct t.bkkp_sn) / count(distinct sold.bkkp_sn)
        from sold left join drug_trac_d t on t.bkkp_sn = sold.bkkp_sn and evt_type = 'sale'
        group by 1 order by 1""").fetchall()
    share = [rate for _, rate in rates]
    assert share[0] < 0.5 < 0.7 < share[-1]
    assert sum(later > before for before, later in pairwise(share)) >= 9
    by_kind = dict(
        data.execute("""
            select left(fixmedins_code, 1), count(distinct t.fixmedins_code)
                / count(distinct b.fixmedins_code)
            from fixmedins_b b left join (from drug_trac_d where evt_type = 'sale'
                and sel_retn_time < timestamp '2025-04-01') t using (fixmedins_code)
            group by 1""").fetchall()
    )
    assert by_kind["P"] > by_kind["H"] > 0  # pharmacies connect first


def test_parts_of_a_box_fit_into_it(data: Data):
    overfull = data.execute("""
        select drug_trac_codg, sum(sel_retn_cnt) from drug_trac_d t
        where trdn_flag = '1' and evt_type = 'sale'
            and not exists (from truth where truth.setl_id = t.setl_id)
        group by 1 having sum(sel_retn_cnt) > 2""").fetchall()
    assert overfull == []
    shared = data.execute("""
        select count(*) from (select 1 from drug_trac_d where trdn_flag = '1' and evt_type = 'sale'
        group by drug_trac_codg having count(distinct psn_no) > 1)""").fetchone()
    assert shared > (0,)


def test_identity_is_checked_and_mostly_passed(data: Data):
    by_scene = dict(
        data.execute(f"""
            select chk_scene, avg((chk_rslt = 'pass')::int) from idet_chk_d c
            join setl_d s using (mdtrt_id) where s.{HONEST} group by 1""").fetchall()
    )
    assert {"admission", "ward_round"} <= set(by_scene)
    assert all(0.95 < share <= 1.0 for share in by_scene.values())
    assert data.execute("""
        select count(*) from idet_chk_d where (score is null) != (chk_way != 'face'
            or chk_rslt = 'absent')""").fetchone() == (0,)


def test_only_the_area_of_apg_has_its_points(data: Data):
    areas, = data.execute("""
        select count(distinct fix_blng_admdvs) from apg_case_d join setl_d using (setl_id)
        """).fetchone()  # fmt: skip
    assert areas == 1
    missing = data.execute("""
        select count(*) from setl_d s where refd_setl_flag = '0' and fixmedins_code like 'H%'
            and fix_blng_admdvs in (select distinct fix_blng_admdvs from apg_case_d
                join setl_d using (setl_id))
            and med_type not in ('21', '52', '41')
            and not exists (from apg_case_d a where a.setl_id = s.setl_id)""").fetchone()
    assert missing == (0,)
    mean = data.execute("select avg(points) from apg_case_d").fetchone()[0]
    assert mean == pytest.approx(100, rel=0.02)


def test_the_insured_are_those_of_the_register(data: Data):
    register = data.execute("""
        select count(*) from psn_info_b where insu_admdvs in (select insu_admdvs from insu_mon)
            and psn_no not in (select psn_no_old from psn_merge_d)""").fetchone()[0]
    first, last = data.execute("""
        select sum(insu_psn_cnt) filter (where month = (select min(month) from insu_mon)),
            sum(insu_psn_cnt) filter (where month = (select max(month) from insu_mon))
        from insu_mon""").fetchone()
    assert register - 5 <= first <= register
    assert last < first


def test_the_signed_of_a_month_are_those_of_the_register(data: Data):
    wrong = data.execute("""
        with living as (select psn_no, death_date from psn_info_b),
            counted as (select fixmedins_code, last_day(m.month) last, m.sign_psn_cnt n,
                (select count(*) from psn_sign_d s join living using (psn_no)
                 where s.fixmedins_code = m.fixmedins_code and begndate <= last_day(m.month)
                    and coalesce(enddate, date '2999-01-01') >= last_day(m.month)
                    and coalesce(death_date, date '2999-01-01') > last_day(m.month)) e
                from sign_mon m)
        select count(*) from counted where n != e""").fetchone()
    assert wrong == (0,)


def test_honest_claims_of_old_numbers_end_with_the_switch(data: Data):
    """Both numbers of a merged person are in the register, with the same birth date and sex."""
    differ = data.execute("""
        select count(*) from psn_merge_d m join psn_info_b a on a.psn_no = m.psn_no
            join psn_info_b b on b.psn_no = m.psn_no_old
        where a.brdy != b.brdy or a.gend != b.gend or a.tel != b.tel""").fetchone()
    assert differ == (0,)
    used = data.execute("""
        select count(*) from setl_d where psn_no in (select psn_no_old from psn_merge_d)
        """).fetchone()
    assert used > (0,)


def test_a_telephone_belongs_to_one_household(data: Data):
    odd = data.execute("""
        select count(*) from psn_info_b where not regexp_full_match(tel, '1[3-9][0-9]{9}')
        """).fetchone()
    assert odd == (0,)
    many = data.execute("""
        select max(n) from (select count(*) n, count(distinct resd_admdvs) a from psn_info_b
            group by tel)""").fetchone()
    assert 3 < many[0] < 20


def test_a_transfer_names_who_receives(data: Data):
    """And where the patient is next in hospital elsewhere at once, that is the one named."""
    sent, named, elsewhere = data.execute("""
        select count(*), count(acp_optins_code),
            count(*) filter (where acp_optins_code = fixmedins_code)
        from setl_list where dscg_way in ('2', '3')""").fetchone()
    assert sent >= named > 0.9 * sent
    assert elsewhere == 0
    followed, right = data.execute("""
        with stays as (select l.*, m.psn_no, lead(m.begntime) over w comes, lead(l.fixmedins_code)
            over w next from setl_list l join mdtrt_d m using (mdtrt_id)
            window w as (partition by m.psn_no order by m.begntime))
        select count(*), count(*) filter (where acp_optins_code = next) from stays
        where dscg_way in ('2', '3') and next != fixmedins_code
            and comes < dscg_time + interval 2 day""").fetchone()
    assert 0 < followed <= right * 1.05
    assert data.execute("""
        select count(*) from setl_list where dscg_way not in ('2', '3')
            and acp_optins_code is not null""").fetchone() == (0,)
