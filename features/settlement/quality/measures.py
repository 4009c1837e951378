"""The figures of an institution's month: how much of its data matches, is in time, passes.

Match rate, timely upload and the pass rate of lists are those by which agencies judge hospitals
(入组、匹配、7日上传、质控通过); the others say how far codes and registers agree.
"""

from features.settlement.codes import INPATIENT_PREFIXES
from features.settlement.quality.cross_check import Measure

STAY = " OR ".join(f"starts_with(r.med_type, '{prefix}')" for prefix in INPATIENT_PREFIXES)
COUNTS = "r.refd_setl_flag = '0' AND r.vali_flag = '1'"

PASSING = "qc_pass"

MEASURES = (
    Measure(
        "list_match",
        "setl_d",
        f"{COUNTS} AND ({STAY}) AND r.setl_id NOT IN "
        "(SELECT init_setl_id FROM setl_d WHERE refd_setl_flag = '1' AND init_setl_id IS NOT NULL)",
        "r.setl_id IN (SELECT setl_id FROM setl_list)",
        "病案匹配率",
        "stays with a settlement list",
        ("setl_list",),
    ),
    Measure(
        "upload_timely",
        "setl_list",
        "r.dscg_time IS NOT NULL AND r.dcla_time IS NOT NULL",
        "wu.worked - wd.worked <= (SELECT list_days FROM allowed)",
        "清单按时上传率(自出院)",
        "lists declared in time after discharge",
    ),
    Measure(
        "upload_after_settlement",
        "setl_list",
        "s.setl_time IS NOT NULL AND r.dcla_time IS NOT NULL",
        "wu.worked - ws.worked <= (SELECT list_days FROM allowed)",
        "清单按时上传率(自结算)",
        "lists declared in time after settlement",
    ),
    Measure(
        "item_match",
        "fee_list_d",
        "true",
        "r.med_list_codg IN (SELECT code FROM national_item)",
        "医保目录对码率",
        "lines with a national item code",
    ),
    Measure(
        "doctor_match",
        "fee_list_d",
        "true",
        "r.bilg_dr_codg IN (SELECT dr_code FROM dr_info_b)",
        "医师匹配率",
        "lines whose ordering doctor is registered",
        ("dr_info_b",),
    ),
    Measure(
        "institution_match",
        "setl_d",
        "true",
        "r.fixmedins_code IN (SELECT fixmedins_code FROM fixmedins_b)",
        "机构匹配率",
        "settlements whose institution is registered",
        ("fixmedins_b",),
    ),
)
"""Beside them the survey gives PASSING: lists that break nothing of grade "flag"."""
