"""Faults that a row alone does not show: only the survey of the lake finds them."""

from tests.settlement.dirty.fault import Fault

STAY = "med_type LIKE '2%'"

ACROSS = (
    Fault(
        "doctor whom no register knows", "fee_list_d", {"bilg_dr_code": "'D329999999999'"},
        "quality", "line_doctor_is_registered", "in the register",
    ),
    Fault(
        "institution whom no register knows", "setl_d", {"fixmedins_code": "'H32999999999'"},
        "quality", "settlement_institution_is_registered", "in the register",
    ),
    Fault(
        "settlement of no encounter", "setl_d", {"mdtrt_id": "'M-unheard-of'"},
        "quality", "settlement_has_its_encounter", "that is there",
    ),
    Fault(
        "list of a settlement that never was", "setl_list", {"setl_id": "'S-never'"},
        "quality", "list_has_its_settlement", "that is there", extra=True,
    ),
    Fault(
        "line of another person than its settlement", "fee_list_d",
        {"psn_no": "'PX0000000000000002'"},
        "quality", "line_is_of_its_settlement", "of its settlement",
    ),
    Fault(
        "line of half a year before", "fee_list_d", {"fee_ocur_time": "'2024-06-01 08:00:00'"},
        "quality", "charged_within_the_visit", "within its visit", where="cnt NOT LIKE '-%'",
    ),
    Fault(
        "lines that do not make the total", "fee_list_d",
        {
            "cnt": "'2.0000'",
            "det_item_fee_sumamt": "(2 * det_item_fee_sumamt::DECIMAL(16,2))::VARCHAR",
        },
        "quality", "lines_make_the_total", "add up to the total",
        where="cnt = '1.0000' AND det_item_fee_sumamt > '9.00'",
    ),
    Fault(
        "refund above what was paid", "setl_d",
        {
            "medfee_sumamt": "(medfee_sumamt::DECIMAL(16,2) - 100)::VARCHAR",
            "psn_pay": "(psn_pay::DECIMAL(16,2) - 100)::VARCHAR",
        },
        "quality", "refund_not_above_its_original", "no more than their original",
        where="refd_setl_flag = '1'",
    ),
    Fault(
        "fewer diagnoses than declared", "setl_list",
        {"diag_code_cnt": "(diag_code_cnt::INTEGER + 1)::VARCHAR"},
        "quality", "diagnoses_are_as_many_as_declared", "as many diagnoses",
    ),
    Fault(
        "two main diagnoses", "setl_diag", {"maindiag_flag": "'1'"},
        "quality", "one_main_diagnosis", "one main diagnosis", where="maindiag_flag = '0'",
    ),
    Fault(
        "symptom as the main diagnosis", "setl_diag", {"diag_code": "'R10.400'"},
        "quality", "main_diagnosis_is_no_symptom", "no symptom", where="maindiag_flag = '1'",
    ),
    Fault(
        "external cause as the main diagnosis", "setl_diag", {"diag_code": "'W19.x00'"},
        "quality", "main_diagnosis_has_a_category", "major category", where="maindiag_flag = '1'",
    ),
    Fault(
        "newborn's diagnosis of a grown person", "setl_diag", {"diag_code": "'P22.000'"},
        "quality", "diagnosis_fits_the_age", "patient's age",
        where="maindiag_flag = '0' AND setl_id IN "
        "(SELECT setl_id FROM dirty_setl_list WHERE age::INTEGER > 5)",
    ),
    Fault(
        "birth given by a man", "setl_diag", {"diag_code": "'O80.000'"},
        "quality", "diagnosis_fits_the_sex", "patient's sex",
        where="maindiag_flag = '0' AND setl_id IN "
        "(SELECT setl_id FROM dirty_setl_list WHERE gend = '1')",
    ),
    Fault(
        "operation after discharge", "setl_oprn", {"oprn_oprt_date": "'2026-12-01'"},
        "quality", "operations_within_the_stay", "after discharge",
    ),
    Fault(
        "list of the other sex than its settlement", "setl_list",
        {"gend": "CASE gend WHEN '1' THEN '2' ELSE '1' END"},
        "quality", "list_is_of_its_settlement", "of its settlement",
    ),
    Fault(
        "funds that do not make the fund total", "setl_pay",
        {"fund_payamt": "(fund_payamt::DECIMAL(16,2) + 1)::VARCHAR"},
        "quality", "funds_make_the_fund_total", "add up to the fund total",
    ),
    Fault(
        "charge classes that do not make the total", "setl_item",
        {
            "amt": "(amt::DECIMAL(16,2) + 1)::VARCHAR",
            "oth_amt": "(oth_amt::DECIMAL(16,2) + 1)::VARCHAR",
        },
        "quality", "charge_classes_make_the_total", "add up to the total",
    ),
    Fault(
        "scan of a settlement that never was", "drug_trac_d", {"setl_id": "'S-no-scan'"},
        "quality", "scan_has_its_settlement", "is there", where="setl_id <> ''",
    ),
    Fault(
        "verdict on more than the line cost", "verdict_item_d", {"vola_amt": "'99999999.00'"},
        "quality", "verdict_line_not_above_its_fee", "no more than its fee",
    ),
    Fault(
        "identity check of no encounter", "idet_chk_d", {"mdtrt_id": "'M-nowhere'"},
        "quality", "identity_check_has_its_encounter", "that is there",
    ),
)  # fmt: skip
