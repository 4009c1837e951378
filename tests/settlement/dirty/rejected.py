"""Faults for which a row is refused: it cannot be read, is not whole, or is there already."""

from tests.settlement.dirty.fault import Fault

STAY = "med_type LIKE '2%'"

REJECTED = (
    Fault(
        "amount with three decimals", "setl_d", {"medfee_sumamt": "'12.345'"},
        "rejected", "medfee_sumamt", "more than two decimals",
    ),
    Fault(
        "amount in words", "setl_d", {"hifp_pay": "'壹佰元'"}, "rejected", "hifp_pay", "不是金额"
    ),
    Fault(
        "amount with a thousands separator", "setl_d", {"fund_pay_sumamt": "'1,234.00'"},
        "rejected", "fund_pay_sumamt", "not an amount",
    ),
    Fault(
        "amount beyond any account", "setl_d", {"acct_pay": "'99999999999999999999'"},
        "rejected", "acct_pay", "not an amount",
    ),
    Fault(
        "settlement without its number", "setl_d", {"setl_id": "''"},
        "rejected", "setl_id", "required, and empty",
    ),
    Fault(
        "settlement of nobody", "setl_d", {"psn_no": "'NULL'"},
        "rejected", "psn_no", "required, and empty",
    ),
    Fault(
        "day that no month has", "setl_d", {"setl_time": "'2025-02-30 10:00:00'"},
        "rejected", "setl_time", "not a moment",
    ),
    Fault(
        "settlement of another century", "setl_d", {"setl_time": "'1999-12-31 10:00:00'"},
        "rejected", None, "years 2000 to 2099",
    ),
    Fault(
        "1900 in place of a moment", "setl_d", {"setl_time": "'1900-01-01 00:00:00'"},
        "rejected", "setl_time", "required, and empty",
    ),
    Fault(
        "same settlement twice", "setl_d", {"medins_setl_id": "'again'"},
        "rejected", "setl_id", "the key came before", extra=True,
    ),
    Fault(
        "share that is infinite", "setl_d", {"pool_prop_selfpay": "'inf'"},
        "rejected", "pool_prop_selfpay", "not a finite number",
    ),
    Fault("age in words", "setl_d", {"age": "'三十'"}, "rejected", "age", "not an age"),
    Fault(
        "quantity in words", "fee_list_d", {"cnt": "'两盒'"}, "rejected", "cnt", "not a quantity"
    ),
    Fault(
        "quantity with five decimals", "fee_list_d", {"cnt": "'0.33333'"},
        "rejected", "cnt", "more than four decimals",
    ),
    Fault(
        "price with seven decimals", "fee_list_d", {"pric": "'0.1234567'"},
        "rejected", "pric", "more than six decimals",
    ),
    Fault(
        "line of no item", "fee_list_d", {"med_list_codg": "'-'"},
        "rejected", "med_list_codg", "required, and empty",
    ),
    Fault(
        "line of no time", "fee_list_d", {"fee_ocur_time": "''"},
        "rejected", "fee_ocur_time", "required, and empty",
    ),
    Fault(
        "same line twice", "fee_list_d", {"medins_list_name": "'again'"},
        "rejected", "setl_id, feedetl_sn", "the key came before", extra=True,
    ),
    Fault(
        "duration that is not days/hours/minutes", "setl_list", {"vent_used_dura": "'36h'"},
        "rejected", "vent_used_hours", "not a duration",
    ),
    Fault(
        "list of no institution", "setl_list", {"fixmedins_code": "''"},
        "rejected", "fixmedins_code", "required, and empty",
    ),
    Fault(
        "half a day of nursing", "setl_list", {"lv1_nurscare_days": "'1.5'"},
        "rejected", "lv1_nurscare_days", "not a whole number of days",
    ),
    Fault(
        "diagnosis without a code", "setl_diag", {"diag_code": "''"},
        "rejected", "diag_code", "required, and empty", where="maindiag_flag = '0'",
    ),
    Fault(
        "place of a diagnosis in words", "setl_diag", {"seq": "'第一'"},
        "rejected", "seq", "not a whole number", where="maindiag_flag = '0'",
    ),
    Fault(
        "operation on no day", "setl_oprn", {"oprn_oprt_date": "'20250230'"},
        "rejected", "oprn_oprt_date", "not a day",
    ),
    Fault(
        "encounter that begins in 1900", "mdtrt_d", {"begntime": "'1900-01-01 00:00:00'"},
        "rejected", "begntime", "required, and empty",
    ),
    Fault(
        "weight that is a word", "drg_case_d", {"rw": "'高'"}, "rejected", "rw", "not a weight"
    ),
    Fault(
        "institution without a name", "fixmedins_b", {"fixmedins_name": "''"},
        "rejected", "fixmedins_name", "required, and empty", extra=True,
        where="fixmedins_code LIKE 'H%'",
    ),
    Fault(
        "person merged into itself", "psn_merge_d",
        {"psn_no_old": "'PX0000000000000001'", "psn_no": "'PX0000000000000001'"},
        "rejected", None, "merged into another", extra=True,
    ),
    Fault(
        "scan of the year 1900", "drug_trac_d", {"sel_retn_time": "'1900-01-03 08:00:00'"},
        "rejected", None, "years 2000 to 2099",
    ),
    Fault(
        "count of heads with a fraction", "insu_mon", {"insu_psn_cnt": "'1000.5'"},
        "rejected", "insu_psn_cnt", "not a whole number",
    ),
    Fault(
        "budget of no month", "bgt_mon_d", {"month": "'2025-13-01'"},
        "rejected", "month", "not a day",
    ),
)  # fmt: skip
