"""Each check at the door is broken by what it is for, and met by a row that is as it should be."""

import duckdb
import pytest

from features.settlement.contract import Table
from features.settlement.schema import duckdb_type
from features.settlement.tables import TABLES

GOOD: dict[str, dict[str, str]] = {
    "setl_d": {
        "setl_id": "'S1'", "fixmedins_code": "'H32010000001'", "med_type": "'21'",
        "brdy": "DATE '1985-06-01'", "age": "39", "begndate": "DATE '2025-03-03'",
        "enddate": "DATE '2025-03-09'", "setl_time": "TIMESTAMP '2025-03-09 10:30:00'",
        "medfee_sumamt": "10000", "fulamt_ownpay_amt": "500", "overlmt_selfpay": "0",
        "preselfpay_amt": "500", "inscp_scp_amt": "9000", "hifp_pay": "7000",
        "fund_pay_sumamt": "7000", "psn_part_amt": "3000", "acct_pay": "1000",
        "psn_cash_pay": "2000", "act_pay_dedc": "500", "pool_prop_selfpay": "0.8",
        "refd_setl_flag": "'0'", "vali_flag": "'1'",
    },
    "fee_list_d": {
        "feedetl_sn": "'F1'", "fee_ocur_time": "TIMESTAMP '2025-03-04 08:00:00'",
        "list_type": "'101'", "med_chrgitm_type": "'09'", "chrgitm_lv": "'02'",
        "med_list_codg": "'XJ01XDT045A001010104642'", "cnt": "25000", "pric": "4000000",
        "pric_uplmt_amt": "5000000", "det_item_fee_sumamt": "1000", "fulamt_ownpay_amt": "0",
        "overlmt_amt": "0", "preselfpay_amt": "100", "inscp_scp_amt": "900",
        "selfpay_prop": "0.1", "reim_prop": "0.7", "prd_days": "7",
    },
    "setl_list": {
        "adm_time": "TIMESTAMP '2025-03-03 10:00:00'", "brdy": "DATE '2025-03-01'", "age": "0",
        "dscg_time": "TIMESTAMP '2025-03-09 10:00:00'", "act_ipt_days": "6",
        "dcla_time": "TIMESTAMP '2025-03-12 10:00:00'", "vent_used_hours": "24",
        "pwcry_afadm_coma_hours": "2", "spga_nurscare_days": "1", "lv1_nurscare_days": "5",
        "setl_begn_date": "DATE '2025-03-03'", "setl_end_date": "DATE '2025-03-09'",
        "nwb_age": "2", "nwb_bir_wt": "3200", "nwb_adm_wt": "3150", "dscg_way": "'1'",
    },
    "setl_diag": {"seq": "1"},
    "setl_opsp": {"seq": "1"},
    "setl_oprn": {
        "seq": "1", "oprn_oprt_date": "DATE '2025-03-05'",
        "oprn_oprt_begntime": "TIMESTAMP '2025-03-05 10:00:00'",
        "oprn_oprt_endtime": "TIMESTAMP '2025-03-05 12:00:00'",
        "anst_begntime": "TIMESTAMP '2025-03-05 09:30:00'",
        "anst_endtime": "TIMESTAMP '2025-03-05 12:30:00'",
    },
    "setl_item": {
        "amt": "1000", "claa_sumfee": "600", "clab_amt": "300", "fulamt_ownpay_amt": "100",
        "oth_amt": "0",
    },
    "setl_pay": {"fund_payamt": "900", "crt_payb_lmt_amt": "1000"},
    "setl_icu": {
        "seq": "1", "scs_cutd_ward_type": "'1'", "scs_cutd_sum_hours": "24",
        "scs_cutd_inpool_time": "TIMESTAMP '2025-03-05 12:00:00'",
        "scs_cutd_exit_time": "TIMESTAMP '2025-03-06 12:00:00'",
    },
    "setl_bld": {"seq": "1", "bld_amt": "20000"},
    "mdtrt_d": {
        "begntime": "TIMESTAMP '2025-03-03 10:00:00'", "endtime": "TIMESTAMP '2025-03-09 10:00:00'"
    },
    "mdtrt_diag": {"diag_srt_no": "1", "diag_time": "TIMESTAMP '2025-03-03 11:00:00'"},
    "drg_case_d": {
        "rw": "12000", "pay_amt": "1000", "pay_std": "1000", "case_type": "'normal'",
        "drg_code": "'HC19'",
    },
    "apg_case_d": {"points": "100"},
    "fixmedins_b": {
        "fixmedins_code": "'H32010000001'", "fixmedins_type": "'1'", "fix_blng_admdvs": "'320100'",
        "bed_cnt": "300", "begntime": "DATE '2020-01-01'", "endtime": "DATE '2030-01-01'",
        "lnt": "118.8", "lat": "32.1",
    },
    "dr_info_b": {
        "qual_score": "0", "cntr_begntime": "DATE '2024-01-01'", "cntr_endtime": "DATE '2025-12-31'"
    },
    "psn_info_b": {"brdy": "DATE '1950-01-01'", "death_date": "DATE '2025-01-01'"},
    "psn_opsp_d": {"begndate": "DATE '2024-01-01'", "enddate": "DATE '2025-01-01'"},
    "psn_sign_d": {"begndate": "DATE '2024-01-01'", "enddate": "DATE '2025-01-01'"},
    "psn_merge_d": {"psn_no_old": "'A'", "psn_no": "'B'"},
    "drug_trac_d": {
        "evt_type": "'sale'", "drug_trac_codg": "'81234567890123456789'", "sel_retn_cnt": "10000",
        "sel_retn_time": "TIMESTAMP '2025-03-04 08:00:00'", "manu_date": "DATE '2024-05-01'",
        "expy_end": "DATE '2026-04-30'",
    },
    "idet_chk_d": {"chk_time": "TIMESTAMP '2025-03-03 10:00:00'", "score": "0.98"},
    "bgt_mon_d": {"month": "DATE '2025-03-01'", "bgt_amt": "1000"},
    "insu_mon": {"month": "DATE '2025-03-01'", "insu_psn_cnt": "1000"},
    "sign_mon": {"month": "DATE '2025-03-01'", "sign_psn_cnt": "1000"},
    "complaint_d": {
        "cmpl_time": "TIMESTAMP '2025-03-03 10:00:00'", "dr_code": "'D320100000001'",
        "veri_date": "DATE '2025-04-01'",
    },
    "verdict_d": {
        "decided_date": "DATE '2025-06-01'", "check_date": "DATE '2025-05-01'",
        "result": "'confirmed'", "vola_type": "'F01'", "vola_amt": "1000",
        "appeal_date": "DATE '2025-06-10'", "appeal_rslt": "'reduced'",
        "appeal_rslt_date": "DATE '2025-07-10'", "final_vola_amt": "500",
    },
    "warn_fdbk_d": {
        "dspo_way": "'1'", "dspo_way_rea": "'病情需要'",
        "fdbk_time": "TIMESTAMP '2025-03-03 10:00:00'",
    },
}  # fmt: skip
"""A row of each table as SQL, as far as checks look at it; the list is that of a newborn."""

OLD, MIDNIGHT = "TIMESTAMP '1900-01-01 08:00:00'", "TIMESTAMP '2025-03-09 00:00:00'"
BREAKS: dict[str, dict[str, str]] = {
    "setl_d.fund_is_sum_of_funds": {"maf_pay": "6"},
    "setl_d.person_is_account_and_cash": {"psn_cash_pay": "2006"},
    "setl_d.total_is_fund_person_hospital": {"hosp_part_amt": "6"},
    "setl_d.within_policy_is_the_rest": {"inscp_scp_amt": "9006"},
    "setl_d.reversal_is_negative": {"refd_setl_flag": "'1'"},
    "setl_d.reversal_names_original": {"refd_setl_flag": "'1'"},
    "setl_d.visit_ends_after_it_begins": {"enddate": "DATE '2025-03-02'"},
    "setl_d.born_before_the_visit": {"brdy": "DATE '2025-03-04'"},
    "setl_d.settled_in_this_century": {"setl_time": OLD},
    "setl_d.age_is_human": {"age": "131"},
    "setl_d.age_agrees_with_birth": {"age": "41"},
    "setl_d.days_are_of_our_time": {"brdy": "DATE '1900-01-01'"},
    "setl_d.settled_after_the_visit_begins": {"begndate": "DATE '2025-03-10'"},
    "setl_d.settled_when_the_visit_has_ended": {"enddate": "DATE '2025-03-10'"},
    "setl_d.visit_within_a_year": {"begndate": "DATE '2024-03-07'"},
    "setl_d.parts_are_not_negative": {"preselfpay_amt": "-1"},
    "setl_d.fund_within_the_total": {"fund_pay_sumamt": "10006"},
    "setl_d.deductible_within_policy": {"act_pay_dedc": "9006"},
    "setl_d.pool_share_is_a_share": {"pool_prop_selfpay": "80"},
    "setl_d.pharmacies_have_no_stays": {"fixmedins_code": "'P32010000001'"},
    "setl_d.reverses_another_settlement": {"init_setl_id": "'S1'"},
    "setl_d.costs_something": {"medfee_sumamt": "0"},
    "setl_d.has_a_time_of_day": {"setl_time": MIDNIGHT},
    "fee_list_d.fee_is_quantity_times_price": {"det_item_fee_sumamt": "1003"},
    "fee_list_d.price_within_limit": {"pric_uplmt_amt": "3999999"},
    "fee_list_d.refund_is_negative_both_ways": {"cnt": "-25000"},
    "fee_list_d.supply_is_plausible": {"prd_days": "367"},
    "fee_list_d.parts_make_the_line": {"preselfpay_amt": "106"},
    "fee_list_d.price_is_not_negative": {"pric": "-1"},
    "fee_list_d.quantity_is_not_zero": {"cnt": "0"},
    "fee_list_d.shares_are_shares": {"selfpay_prop": "10"},
    "fee_list_d.item_code_fits_its_kind": {"list_type": "'301'"},
    "fee_list_d.charge_class_fits_its_kind": {"med_chrgitm_type": "'08'"},
    "fee_list_d.self_paid_class_is_outside": {"chrgitm_lv": "'03'"},
    "fee_list_d.charged_in_this_century": {"fee_ocur_time": OLD},
    "fee_list_d.refund_names_its_line": {"cnt": "-1"},
    "fee_list_d.reverses_another_line": {"init_feedetl_sn": "'F1'"},
    "setl_list.discharged_after_admission": {"dscg_time": "TIMESTAMP '2025-03-03 09:00:00'"},
    "setl_list.stay_matches_its_dates": {"act_ipt_days": "8"},
    "setl_list.ventilator_within_the_stay": {"vent_used_hours": "169"},
    "setl_list.nursing_within_the_stay": {"scd_nurscare_days": "2"},
    "setl_list.coma_within_the_stay": {"pwcry_afadm_coma_hours": "169"},
    "setl_list.stay_within_a_year": {"act_ipt_days": "367"},
    "setl_list.days_are_of_our_time": {"adm_time": OLD},
    "setl_list.declared_after_discharge": {"dcla_time": "TIMESTAMP '2025-03-09 09:00:00'"},
    "setl_list.settled_from_before_to": {"setl_end_date": "DATE '2025-03-02'"},
    "setl_list.age_is_human": {"age": "-1"},
    "setl_list.age_agrees_with_birth": {"age": "2"},
    "setl_list.age_in_days_under_one_year": {"age": "1"},
    "setl_list.weight_belongs_to_a_newborn": {"nwb_age": "29"},
    "setl_list.newborn_weight_is_plausible": {"nwb_bir_wt": "32"},
    "setl_list.newborn_has_a_weight": {"nwb_adm_wt": "NULL"},
    "setl_list.newborn_weight_in_tens": {"nwb_adm_wt": "3155"},
    "setl_list.receiver_is_named": {"dscg_way": "'2'"},
    "setl_diag.seq_from_one": {"seq": "0"},
    "setl_opsp.seq_from_one": {"seq": "0"},
    "setl_oprn.seq_from_one": {"seq": "0"},
    "setl_oprn.ends_after_it_begins": {"anst_endtime": "TIMESTAMP '2025-03-05 09:00:00'"},
    "setl_oprn.day_agrees_with_its_times": {"oprn_oprt_date": "DATE '2025-03-06'"},
    "setl_oprn.day_is_of_our_time": {"oprn_oprt_date": "DATE '1900-01-01'"},
    "setl_item.amount_is_sum_of_four": {"oth_amt": "2"},
    "setl_pay.payment_within_what_was_left": {"fund_payamt": "1002"},
    "setl_icu.seq_from_one": {"seq": "0"},
    "setl_icu.leaves_after_entering": {"scs_cutd_exit_time": "TIMESTAMP '2025-03-05 11:00:00'"},
    "setl_icu.hours_agree_with_times": {"scs_cutd_sum_hours": "26"},
    "setl_icu.is_not_a_placeholder": {"scs_cutd_ward_type": "'*'"},
    "setl_bld.seq_from_one": {"seq": "0"},
    "setl_bld.blood_is_positive": {"bld_amt": "0"},
    "mdtrt_d.begntime_in_this_century": {"begntime": OLD},
    "mdtrt_d.stay_within_a_year": {"endtime": "TIMESTAMP '2026-03-05 10:00:00'"},
    "mdtrt_d.leaves_after_arriving": {"endtime": "TIMESTAMP '2025-03-03 09:00:00'"},
    "mdtrt_diag.diag_time_in_this_century": {"diag_time": OLD},
    "mdtrt_diag.place_from_one": {"diag_srt_no": "0"},
    "drg_case_d.weight_is_positive": {"rw": "-1"},
    "drg_case_d.payment_is_plausible": {"pay_amt": "-1"},
    "drg_case_d.normal_case_has_a_group": {"drg_code": "NULL"},
    "apg_case_d.points_are_not_negative": {"points": "-1"},
    "drg_whatif_d.prices_are_not_negative": {"exp_pay_amt": "-1"},
    "fixmedins_b.beds_are_plausible": {"bed_cnt": "20001"},
    "fixmedins_b.type_fits_its_code": {"fixmedins_type": "'2'"},
    "fixmedins_b.area_is_in_its_code": {"fix_blng_admdvs": "'320200'"},
    "fixmedins_b.contract_ends_after_it_begins": {"endtime": "DATE '2019-12-31'"},
    "fixmedins_b.lies_in_china": {"lnt": "32.1", "lat": "118.8"},
    "dr_info_b.demerits_are_plausible": {"qual_score": "101"},
    "dr_info_b.contract_ends_after_it_begins": {"cntr_endtime": "DATE '2023-12-31'"},
    "psn_info_b.dies_after_birth": {"death_date": "DATE '1949-12-31'"},
    "psn_info_b.birth_is_of_our_time": {"brdy": "DATE '1900-01-01'"},
    "psn_opsp_d.ends_after_it_begins": {"enddate": "DATE '2023-12-31'"},
    "psn_sign_d.ends_after_it_begins": {"enddate": "DATE '2023-12-31'"},
    "psn_merge_d.merged_into_another": {"psn_no": "'A'"},
    "drug_trac_d.sel_retn_time_in_this_century": {"sel_retn_time": OLD},
    "drug_trac_d.sold_before_it_expires": {"expy_end": "DATE '2025-03-03'"},
    "drug_trac_d.made_before_it_is_sold": {"manu_date": "DATE '2025-03-05'"},
    "drug_trac_d.quantity_is_positive": {"sel_retn_cnt": "0"},
    "drug_trac_d.code_of_the_box_has_20_digits": {"drug_trac_codg": "'812345678901'"},
    "idet_chk_d.chk_time_in_this_century": {"chk_time": OLD},
    "idet_chk_d.score_is_a_share": {"score": "98"},
    "bgt_mon_d.month_in_this_century": {"month": "DATE '1900-01-01'"},
    "bgt_mon_d.month_is_its_first_day": {"month": "DATE '2025-03-02'"},
    "bgt_mon_d.budget_is_not_negative": {"bgt_amt": "-1"},
    "insu_mon.month_in_this_century": {"month": "DATE '1900-01-01'"},
    "insu_mon.month_is_its_first_day": {"month": "DATE '2025-03-02'"},
    "insu_mon.heads_are_counted": {"insu_psn_cnt": "-1"},
    "sign_mon.month_in_this_century": {"month": "DATE '1900-01-01'"},
    "sign_mon.month_is_its_first_day": {"month": "DATE '2025-03-02'"},
    "sign_mon.heads_are_counted": {"sign_psn_cnt": "-1"},
    "complaint_d.cmpl_time_in_this_century": {"cmpl_time": OLD},
    "complaint_d.names_whom_it_is_about": {"dr_code": "NULL"},
    "complaint_d.found_after_it_came": {"veri_date": "DATE '2025-03-02'"},
    "verdict_d.decided_date_in_this_century": {"decided_date": "DATE '1900-01-01'"},
    "verdict_d.decided_after_the_check": {"check_date": "DATE '2025-06-02'"},
    "verdict_d.confirmed_names_its_violation": {"vola_type": "NULL"},
    "verdict_d.appeal_follows_the_decision": {"appeal_date": "DATE '2025-05-31'"},
    "verdict_d.appeal_has_a_date": {"appeal_date": "NULL"},
    "verdict_d.appeal_does_not_add": {"final_vola_amt": "1001"},
    "verdict_d.paid_back_after_the_decision": {"rcvr_date": "DATE '2025-05-31'"},
    "item_point_b.ages_are_plausible": {"lmt_age_to": "180"},
    "item_point_b.ages_leave_somebody": {"lmt_age_from": "19", "lmt_age_to": "18"},
    "item_point_b.quantities_are_above_nothing": {"day_max_cnt": "0"},
    "item_point_b.as_many_codes_as_it_says": {"code_cnt": "3", "code_found": "2"},
    "item_limit_b.ages_are_plausible": {"chld_only_age_to": "-1"},
    "item_limit_b.ages_leave_somebody": {"lmt_age_from": "7", "lmt_age_to": "6"},
    "item_limit_b.quantities_are_above_nothing": {"cyc_days": "0"},
    "item_pair_b.interval_of_days_says_how_many": {"itvl": "'days'"},
    "warn_fdbk_d.fdbk_time_in_this_century": {"fdbk_time": OLD},
    "warn_fdbk_d.going_on_gives_a_reason": {"dspo_way_rea": "NULL"},
}
DECLARED = [f"{table.name}.{check.name}" for table in TABLES.values() for check in table.checks]


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        yield connection


def row(table: Table, changes: dict[str, str]) -> str:
    values = GOOD.get(table.name, {}) | changes
    unknown = set(values) - {column.name for column in table.columns}
    assert not unknown
    typed = (
        f"{values.get(c.name, 'NULL')}::{duckdb_type(c.kind)} AS {c.name}" for c in table.columns
    )
    return f"(SELECT {', '.join(typed)})"


def met(con: duckdb.DuckDBPyConnection, named: str, changes: dict[str, str]) -> object:
    table, name = named.split(".")
    (check,) = (check for check in TABLES[table].checks if check.name == name)
    found = con.execute(f"SELECT ({check.sql}) FROM {row(TABLES[table], changes)}").fetchone()
    assert found is not None
    return found[0]


def test_every_check_has_a_case():
    assert sorted(BREAKS) == sorted(DECLARED)


@pytest.mark.parametrize("named", DECLARED)
def test_a_good_row_meets_the_check(con, named):
    assert met(con, named, {}) is not False


@pytest.mark.parametrize("named", BREAKS)
def test_the_check_is_broken_by_what_it_is_for(con, named):
    assert met(con, named, BREAKS[named]) is False


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_row_of_which_nothing_is_known_breaks_nothing_but_what_must_be_there(con, table: Table):
    must = {"complaint_d.names_whom_it_is_about"}
    found = {
        f"{table.name}.{check.name}"
        for check in table.checks
        if con.execute(
            f"SELECT ({check.sql}) IS FALSE FROM (SELECT "
            + ", ".join(f"NULL::{duckdb_type(c.kind)} AS {c.name}" for c in table.columns)
            + ")"
        ).fetchone() == (True,)
    }  # fmt: skip
    assert found <= must
