"""The tables beside bills and lists: references hold, sums agree, honest traces are honest."""

from itertools import pairwise

import duckdb
import pytest

from features.settlement.tables import TABLES
from tests.province.references import HONEST, NO_ROWS, REFERENCES

Data = duckdb.DuckDBPyConnection

NEW = (
    "setl_opsp", "setl_item", "setl_pay", "setl_icu", "setl_bld", "mdtrt_diag", "apg_case_d",
    "drug_trac_d", "idet_chk_d", "dr_info_b", "psn_opsp_d", "psn_sign_d", "psn_merge_d",
    "bgt_mon_d", "insu_mon", "sign_mon", "complaint_d",
)  # fmt: skip


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
