"""Faults with which a row is loaded, and flagged or noted by a check at the door."""

from tests.settlement.dirty.fault import Fault

STAY, VISIT = "med_type LIKE '2%'", "med_type LIKE '1%'"
SUM = "{}::DECIMAL(16,2) + 1"

FLAGGED = (
    Fault(
        "fund total that is not the sum of funds", "setl_d",
        {"hifp_pay": f"({SUM.format('hifp_pay')})::VARCHAR"},
        "flag", "fund_is_sum_of_funds", "sum of the funds", where=STAY,
    ),
    Fault(
        "person's part that is not account and cash", "setl_d",
        {"cash_payamt": f"({SUM.format('cash_payamt')})::VARCHAR"},
        "flag", "person_is_account_and_cash", "account and cash", where=STAY,
    ),
    Fault(
        "total that nobody bears", "setl_d",
        {"medfee_sumamt": f"({SUM.format('medfee_sumamt')})::VARCHAR"},
        "flag", "total_is_fund_person_hospital", "what fund, person and hospital bear", where=STAY,
    ),
    Fault(
        "amount within policy that does not follow", "setl_d",
        {"inscp_amt": f"({SUM.format('inscp_amt')})::VARCHAR"},
        "flag", "within_policy_is_the_rest", "within policy", where=STAY,
    ),
    Fault(
        "reversal with a positive amount", "setl_d", {"refd_setl_flag": "'1'"},
        "flag", "reversal_is_negative", "A reversal is negative",
    ),
    Fault(
        "reversal of nothing", "setl_d", {"refd_setl_flag": "'1'"},
        "flag", "reversal_names_original", "points at the settlement",
    ),
    Fault(
        "visit that ends before it begins", "setl_d", {"enddate": "'2024-11-30'"},
        "flag", "visit_ends_after_it_begins", "ends no earlier", where=STAY,
    ),
    Fault(
        "person not born yet", "setl_d", {"brdy": "'2030-01-01'"},
        "flag", "born_before_the_visit", "born before the visit",
    ),
    Fault(
        "age that is not that of the birth", "setl_d", {"age": "'118'"},
        "flag", "age_agrees_with_birth", "agrees with the date of birth",
    ),
    Fault(
        "settled before the visit", "setl_d", {"begndate": "'2025-12-01'", "enddate": "''"},
        "flag", "settled_after_the_visit_begins", "no earlier than its visit",
    ),
    Fault(
        "institution's code without its letter", "setl_d", {"fixmedins_code": "'320100'"},
        "flag", "fixmedins_code_well_formed", "well-formed code",
    ),
    Fault(
        "class of care that does not exist", "setl_d", {"med_type": "'00'"},
        "flag", "med_type_well_formed", "well-formed code",
    ),
    Fault(
        "sex as a word", "setl_d", {"gend": "'男'"}, "flag", "gend_in_list", "not a code of the list"
    ),
    Fault(
        "grade of the hospital as a word", "setl_d", {"hosp_lv": "'三甲'"},
        "flag", "hosp_lv_in_list", "not a code of the list",
    ),
    Fault(
        "area of two digits", "setl_d", {"insu_admdvs": "'32'"},
        "flag", "insu_admdvs_well_formed", "well-formed code",
    ),
    Fault(
        "share as a percentage", "setl_d", {"pool_prop_selfpay": "'85'"},
        "flag", "pool_share_is_a_share", "is 0 to 1",
    ),
    Fault(
        "settlement without a time of day", "setl_d", {"setl_time": "left(setl_time, 10)"},
        "note", "has_a_time_of_day", "midnight",
    ),
    Fault(
        "fee that is not quantity times price", "fee_list_d",
        {"det_item_fee_sumamt": f"({SUM.format('det_item_fee_sumamt')})::VARCHAR"},
        "flag", "fee_is_quantity_times_price", "quantity times price", where="cnt = '1.0000'",
    ),
    Fault(
        "price above its limit", "fee_list_d", {"pric_uplmt_amt": "'0.000001'"},
        "flag", "price_within_limit", "keeps to its limit",
    ),
    Fault(
        "refund that is negative in quantity alone", "fee_list_d", {"cnt": "'-' || cnt"},
        "flag", "refund_is_negative_both_ways", "negative in quantity and in fee",
        where="cnt NOT LIKE '-%' AND det_item_fee_sumamt > '0.00'",
    ),
    Fault(
        "hospital's own code for a national one", "fee_list_d", {"med_list_codg": "'LOCAL-0017'"},
        "flag", "med_list_codg_well_formed", "well-formed code",
    ),
    Fault(
        "drug sent as a consumable", "fee_list_d", {"list_type": "'301'"},
        "flag", "item_code_fits_its_kind", "of its kind", where="list_type = '101'",
    ),
    Fault(
        "charge of the year 1900", "fee_list_d", {"fee_ocur_time": "'1900-01-02 08:00:00'"},
        "flag", "charged_in_this_century", "1900 stands for none",
    ),
    Fault(
        "doctor's code of another kind", "fee_list_d", {"bilg_dr_code": "'0012'"},
        "flag", "bilg_dr_codg_well_formed", "well-formed code",
    ),
    Fault(
        "a thousand days of supply", "fee_list_d", {"prd_days": "'1000'"},
        "flag", "supply_is_plausible", "0 to 366", where="prd_days <> ''",
    ),
    Fault(
        "line of a settlement that never was", "fee_list_d",
        {"setl_id": "'S-unheard-of'", "bkkp_sn": "'F-unheard-of'"},
        "flag", "settlement_unknown", "has not been loaded", extra=True,
    ),
    Fault(
        "charge class of the wrong kind", "fee_list_d", {"med_chrgitm_type": "'08'"},
        "note", "charge_class_fits_its_kind", "usually that of the item's kind",
        where="list_type = '101'",
    ),
    Fault(
        "discharge before admission", "setl_list", {"dscg_time": "'2024-12-01 10:00:00'"},
        "flag", "discharged_after_admission", "Discharge follows admission",
    ),
    Fault(
        "stay that is not that of its dates", "setl_list",
        {"act_ipt_days": "(act_ipt_days::INTEGER + 5)::VARCHAR"},
        "flag", "stay_matches_its_dates", "agrees with its dates",
    ),
    Fault(
        "ventilator longer than the stay", "setl_list", {"vent_used_dura": "'300/0/0'"},
        "flag", "ventilator_within_the_stay", "No more hours on a ventilator",
    ),
    Fault(
        "newborn's weight of a grown person", "setl_list", {"nwb_adm_wt": "'3200'"},
        "flag", "weight_belongs_to_a_newborn", "newborn of up to 28 days", where="age::INTEGER > 5",
    ),
    Fault(
        "weight in kilograms", "setl_list", {"nwb_bir_wt": "'3'", "age": "'0'"},
        "flag", "newborn_weight_is_plausible", "300 to 9,000 grams",
    ),
    Fault(
        "list declared before discharge", "setl_list", {"dcla_time": "'2024-12-01 10:00:00'"},
        "flag", "declared_after_discharge", "declared after discharge",
    ),
    Fault(
        "transfer to nobody", "setl_list", {"dscg_way": "'2'"},
        "note", "receiver_is_named", "names who receives", where="dscg_way = '1'",
    ),
    Fault(
        "diagnosis by another country's code", "setl_diag", {"diag_code": "'428.0'"},
        "flag", "diag_code_well_formed", "well-formed code", where="maindiag_flag = '0'",
    ),
    Fault(
        "operation by a diagnosis code", "setl_oprn", {"oprn_oprt_code": "'K80.201'"},
        "flag", "oprn_oprt_code_well_formed", "well-formed code",
    ),
    Fault(
        "case in no group", "drg_case_d", {"drg_code": "''"},
        "flag", "normal_case_has_a_group", "has a group", where="case_type = 'normal'",
    ),
    Fault(
        "hospital called a pharmacy", "fixmedins_b", {"fixmedins_type": "'2'"},
        "flag", "type_fits_its_code", "The type fits the code", where="fixmedins_code LIKE 'H%'",
    ),
    Fault(
        "longitude and latitude exchanged", "fixmedins_b", {"lnt": "lat", "lat": "lnt"},
        "flag", "lies_in_china", "lie in China", where="fixmedins_code LIKE 'P%' AND lnt <> ''",
    ),
    Fault(
        "verdict before its check", "verdict_d", {"check_date": "'2031-01-01'"},
        "flag", "decided_after_the_check", "follows its check",
    ),
    Fault(
        "charge class that is not the sum of its parts", "setl_item",
        {"amt": f"({SUM.format('amt')})::VARCHAR"},
        "flag", "amount_is_sum_of_four", "sum of class A",
    ),
    Fault(
        "charge class that does not exist", "setl_item", {"med_chrgitm": "'99'"},
        "flag", "med_chrgitm_in_list", "not a code of the list",
    ),
    Fault(
        "transfusion of nothing", "setl_bld", {"bld_amt": "'0'"},
        "flag", "blood_is_positive", "amount is positive",
    ),
    Fault(
        "drug sold after it expires", "drug_trac_d", {"expy_end": "'2020-01-01'", "manu_date": "''"},
        "flag", "sold_before_it_expires", "after it expires", where="evt_type = 'sale'",
    ),
    Fault(
        "traceability code of three characters", "drug_trac_d", {"drug_trac_codg": "'123'"},
        "flag", "drug_trac_codg_well_formed", "well-formed code",
    ),
    Fault(
        "traceability code of fewer digits than a box has", "drug_trac_d",
        {"drug_trac_codg": "'812345678901'"},
        "note", "code_of_the_box_has_20_digits", "usually has 20 digits",
    ),
    Fault(
        "likeness as a percentage", "idet_chk_d", {"score": "'98'"},
        "flag", "score_is_a_share", "0 to 1", where="score <> ''",
    ),
    Fault(
        "way of checking as a word", "idet_chk_d", {"chk_way": "'刷脸'"},
        "flag", "chk_way_in_list", "not a code of the list",
    ),
    Fault(
        "budget below nothing", "bgt_mon_d", {"bgt_amt": "'-1.00'"},
        "flag", "budget_is_not_negative", "not negative",
    ),
    Fault(
        "diagnosis in place nought", "mdtrt_diag", {"diag_srt_no": "'0'"},
        "note", "place_from_one", "in some areas from 0", where="diag_srt_no = '1'",
    ),
    Fault(
        "complaint about nobody", "complaint_d",
        {"fixmedins_code": "''", "dr_code": "''", "psn_no": "''"},
        "flag", "names_whom_it_is_about", "names whom it is about",
    ),
    Fault(
        "feedback without its reason", "warn_fdbk_d", {"dspo_way": "'1'", "dspo_way_rea": "''"},
        "flag", "going_on_gives_a_reason", "gives a reason",
    ),
)  # fmt: skip
