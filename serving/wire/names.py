"""What the messages call things, and the contract column each of them fills.

Only names differ here; what a value is follows from the contract's column. A message field that
fills several columns of the claim record is listed once for each.
"""

Names = tuple[tuple[str, str], ...]

PATIENT: Names = (
    ("patn_id", "psn_no"),
    ("gend", "gend"),
    ("brdy", "brdy"),
    ("poolarea", "insu_admdvs"),
    ("cvlserv_flag", "cvlserv_flag"),
)

ENCOUNTER: Names = (
    ("mdtrt_id", "mdtrt_id"),
    ("medins_id", "fixmedins_code"),
    ("medins_name", "fixmedins_name"),
    ("medins_admdvs", "fix_blng_admdvs"),
    ("medins_lv", "hosp_lv"),
    ("adm_date", "begndate"),
    ("adm_date", "begntime"),
    ("adm_date", "adm_time"),
    ("dscg_date", "enddate"),
    ("dscg_date", "endtime"),
    ("dscg_date", "dscg_time"),
    ("dscg_main_dise_codg", "dscg_maindiag_code"),
    ("dscg_main_dise_name", "dscg_maindiag_name"),
    ("dr_codg", "atddr_no"),
    ("dr_codg", "chfpdr_code"),
    ("adm_dept_codg", "dept_codg"),
    ("adm_dept_codg", "adm_caty"),
    ("dscg_dept_codg", "dscg_caty"),
    ("bedno", "adm_bed"),
    ("med_type", "med_type"),
    ("medfee_sumamt", "medfee_sumamt"),
    ("ownpay_amt", "fulamt_ownpay_amt"),
    ("acct_payamt", "acct_pay"),
    ("ma_amt", "maf_pay"),
    ("hifp_payamt", "hifp_pay"),
    ("insutype", "insutype"),
    ("cvlserv_flag", "cvlserv_flag"),
)

ORDER: Names = (
    ("rx_id", "feedetl_sn"),
    ("rxno", "rxno"),
    ("hilist_type", "list_type"),
    ("chrg_type", "med_chrgitm_type"),
    ("hilist_code", "med_list_codg"),
    ("hilist_name", "hilist_name"),
    ("hilist_lv", "chrgitm_lv"),
    ("hosplist_code", "medins_list_codg"),
    ("hosplist_name", "medins_list_name"),
    ("hosplist_dosform", "dosform_name"),
    ("spec", "spec"),
    ("cnt", "cnt"),
    ("pric", "pric"),
    ("sumamt", "det_item_fee_sumamt"),
    ("ownpay_amt", "fulamt_ownpay_amt"),
    ("selfpay_amt", "preselfpay_amt"),
    ("drord_bhvr", "dscg_tkdrug_flag"),
    ("drord_begn_date", "fee_ocur_time"),
    ("drord_dept_codg", "bilg_dept_codg"),
    ("drord_dept_name", "bilg_dept_name"),
    ("drord_dr_codg", "bilg_dr_codg"),
    ("drord_dr_name", "bilg_dr_name"),
)

DIAGNOSIS: Names = (
    ("dise_codg", "diag_code"),
    ("dise_name", "diag_name"),
    ("maindise_flag", "maindiag_flag"),
)

OPERATION: Names = (
    ("oprn_code", "oprn_oprt_code"),
    ("oprn_name", "oprn_oprt_name"),
    ("main_oprn_flag", "main_oprn_flag"),
    ("oprn_date", "oprn_oprt_date"),
    ("anst_way", "anst_way"),
    ("oper_dr_name", "oper_dr_name"),
    ("oper_dr_code", "oper_dr_code"),
    ("anst_dr_name", "anst_dr_name"),
    ("anst_dr_code", "anst_dr_code"),
)

# Fields without which a message is still answered, but with a warning in the log.
EXPECTED_PATIENT = ("patn_id", "gend", "brdy", "poolarea", "curr_mdtrt_id")
EXPECTED_ENCOUNTER = ("mdtrt_id", "medins_id", "medins_lv", "adm_date", "med_type", "insutype")
EXPECTED_ORDER = ("rx_id", "hilist_type", "chrg_type", "hilist_code", "cnt", "pric", "sumamt")

# Words that some senders write where the standard asks for a code.
WORDS: dict[str, dict[str, str]] = {
    "gend": {"男": "1", "女": "2", "男性": "1", "女性": "2", "M": "1", "F": "2"},
    "maindise_flag": {"是": "1", "否": "0"},
    "main_oprn_flag": {"是": "1", "否": "0"},
    "curr_drord_flag": {"是": "1", "否": "0"},
    "hilist_lv": {"甲": "01", "乙": "02", "丙": "03", "甲类": "01", "乙类": "02", "丙类": "03"},
}
