"""管理类: split, hanging, shifted, low-standard and check-up stays."""

from features.catalog.subjects import (
    charged_days,
    cost_level,
    diagnostic_fees,
    fees,
    hands_on,
    infusions,
    inpatient,
    outpatient,
    stay_days,
    stays,
    stays_here,
    surgery,
    treatments,
)
from features.language import claim, fee, past, yuan
from features.rules.classes import MANAGEMENT, MANY_VISITS, ONE_VISIT, SUSPECT
from features.rules.parameters import parameter
from features.rules.rule import Rule
from features.rules.subjects import main_diagnosis, whole_fee

_last_end_here = stays_here.within(days=90).max(claim.enddate)
_last_diagnosis_here = stays_here.within(days=90).latest(claim.dscg_maindiag_code)
_gap_here = claim.begndate.days_since(_last_end_here)
_last_end = stays.within(days=90).max(claim.enddate)
_last_way = stays.within(days=90).latest(claim.dscg_way)
_days_with_care = hands_on.distinct(fee.fee_ocur_time.day()) / charged_days

readmitted_for_the_same = Rule(
    (_gap_here >= 0)
    & (_gap_here <= parameter("readmission_days"))
    & (_last_diagnosis_here.prefix(3) == claim.dscg_maindiag_code.prefix(3))
    & ~main_diagnosis("planned_readmissions"),
    id="GL-031",
    title="短期内同病同院再住院 | Readmitted soon to the same hospital for the same",
    asks="是否短期内因同病在同院再次住院? | Readmitted soon, here, for the same disease?",
    sentence="出院{figure}后因同类诊断在本院再次住院, 在{readmission_days}之内"
    " | Readmitted here after {figure} for the same disease, within {readmission_days}",
    family=MANAGEMENT,
    subtype="分解住院 | split stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("G01",),
    applies=inpatient,
    amount=whole_fee,
    figure=_gap_here,
)
readmitted_next_day = Rule(
    (_gap_here >= 0)
    & (_gap_here <= parameter("transfer_days"))
    & ~main_diagnosis("planned_readmissions"),
    id="GL-032",
    title="出院当日或次日同院再住院 | Readmitted on the day or the next",
    asks="是否出院当日或次日又在同院住院? | Readmitted here on the day of discharge or the next?",
    sentence="出院{figure}后又在本院住院 | Readmitted here {figure} after discharge",
    family=MANAGEMENT,
    subtype="分解住院 | split stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("G01",),
    applies=inpatient,
    amount=whole_fee,
    figure=_gap_here,
)
admitted_after_a_transfer = Rule(
    (_last_way == "2")
    & (claim.begndate.days_since(_last_end) <= parameter("transfer_days"))
    & (stays.within(days=90).latest(claim.fixmedins_code) != claim.fixmedins_code)
    & (stays.within(days=30).count() >= 2),
    id="GL-033",
    title="多次转院住院 | Passed on from hospital to hospital",
    asks="是否在30天内多次转院住院? | Was the patient passed on more than once in 30 days?",
    sentence="30天内已住院{figure}次, 又由他院转入"
    " | The stay follows {figure} others in 30 days, by transfer",
    family=MANAGEMENT,
    subtype="分解住院 | split stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("G08",),
    applies=inpatient,
    amount=whole_fee,
    figure=stays.within(days=30).count(),
)
days_without_care = Rule(
    (_days_with_care < parameter("care_share")) & (stay_days >= parameter("hanging_days")),
    id="GL-034",
    title="多日无诊疗的住院 | Days of stay without care",
    asks="住院是否有多日没有任何诊疗? | Did days of the stay pass without any care?",
    sentence="只有{figure}的住院日有床位护理以外的诊疗, 低于{care_share}"
    " | Only {figure} of the days had more than a bed, below {care_share}",
    family=MANAGEMENT,
    subtype="挂床 | hanging stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F02", "F01"),
    applies=inpatient,
    amount=whole_fee,
    figure=_days_with_care,
)
check_up_stay = Rule(
    (diagnostic_fees / fees > parameter("check_up_share"))
    & (stay_days <= parameter("check_up_days"))
    & (surgery.count() == 0),
    id="GL-035",
    title="体检式住院 | Check-up stay",
    asks="是否以检查化验为主的短期住院? | Is it a short stay of examinations and tests?",
    sentence="检查化验占费用{figure}, 超过{check_up_share}, 无手术"
    " | Examinations and tests are {figure} of the fee, above {check_up_share}, no operation",
    family=MANAGEMENT,
    subtype="低标准入院 | low-standard admission",
    law=("R38(2)", "R38(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F15",),
    applies=inpatient,
    amount=whole_fee,
    figure=diagnostic_fees / fees,
)
low_standard_admission = Rule(
    (stay_days <= parameter("light_days"))
    & (treatments.count() + infusions.count() <= parameter("light_care"))
    & (surgery.count() == 0)
    & (claim.adm_way.otherwise("9") != "1")
    & main_diagnosis("outpatient_diagnoses"),
    id="GL-036",
    title="低标准入院 | Low-standard admission",
    asks="门诊可治的病是否收治住院? | Was a disease admitted that a clinic can treat?",
    sentence="诊断门诊可治, 住院不超过{light_days}, 治疗与输液仅{figure}条, 无手术"
    " | A clinic can treat it; at most {light_days}, {figure} lines of treatment, no operation",
    family=MANAGEMENT,
    subtype="低标准入院 | low-standard admission",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G02",),
    applies=inpatient,
    amount=whole_fee,
    figure=treatments.count() + infusions.count(),
)
stay_without_treatment = Rule(
    (treatments.count() + surgery.count() + infusions.count() == 0)
    & (stay_days >= parameter("hanging_days")),
    id="GL-037",
    title="无任何治疗的住院 | Stay without any treatment",
    asks="住院是否没有任何治疗、手术和输液? | Was there no treatment, operation or infusion?",
    sentence="住院{figure}, 没有治疗、手术和输液收费"
    " | {figure} in hospital without treatment, operation or infusion",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R38(2)", "R40(1)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F01", "F02"),
    applies=inpatient,
    amount=whole_fee,
    figure=stay_days,
)
very_long_stay = Rule(
    stay_days > parameter("long_stay_days"),
    id="GL-038",
    title="超长住院 | Very long stay",
    asks="住院是否特别长? | Is the stay very long?",
    sentence="住院{figure}, 超过{long_stay_days} | {figure} in hospital, above {long_stay_days}",
    family=MANAGEMENT,
    subtype="住院天数异常 | length of stay",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G11",),
    applies=inpatient,
    amount=whole_fee,
    figure=stay_days,
)
many_stays_in_a_year = Rule(
    stays.within(days=365).count() >= parameter("stays_in_365"),
    id="GL-039",
    title="一年多次住院 | Many stays in a year",
    asks="一年内住院次数是否过多? | Were there too many stays in a year?",
    sentence="本次之前一年已住院{figure}次, 达到{stays_in_365}"
    " | {figure} stays in the year before this one, at least {stays_in_365}",
    family=MANAGEMENT,
    subtype="分解住院 | split stay",
    law=("R38(1)", "R38(2)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("G01", "F01"),
    applies=inpatient & ~main_diagnosis("planned_readmissions"),
    amount=whole_fee,
    figure=stays.within(days=365).count(),
)
_tests_here = (
    past.same(claim.psn_no, claim.fixmedins_code)
    .where(outpatient & (diagnostic_fees > yuan(0)))
    .within(days=30)
)
_tests_before = claim.begndate.days_since(_tests_here.max(claim.enddate))
tests_shifted_before_stay = Rule(
    (_tests_before >= 0)
    & (_tests_before <= parameter("before_stay_days"))
    & (_tests_here.latest(claim.medfee_sumamt) >= parameter("before_stay_yuan"))
    & (surgery.count() > 0),
    id="GL-040",
    title="手术住院前的检查转到门诊 | Tests before an operation settled as outpatient",
    asks="手术住院前的检查是否在本院门诊结算? | Were tests before an operation settled as outpatient?",
    sentence="入院前{figure}在本院门诊结算检查化验, 在{before_stay_days}之内"
    " | Tests were settled here {figure} before admission, within {before_stay_days}",
    family=MANAGEMENT,
    subtype="转嫁费用 | shifted costs",
    law=("C18",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("G03",),
    applies=inpatient,
    amount=_tests_here.latest(claim.medfee_sumamt),
    figure=_tests_before,
)
settled_late = Rule(
    claim.setl_time.days_since(claim.enddate) > parameter("settled_late_days"),
    id="GL-041",
    title="出院后久不结算 | Settled long after discharge",
    asks="是否出院后很久才结算? | Was the stay settled long after discharge?",
    sentence="出院{figure}后才结算, 超过{settled_late_days}"
    " | Settled {figure} after discharge, above {settled_late_days}",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R39(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F10",),
    applies=inpatient,
    figure=claim.setl_time.days_since(claim.enddate),
)
_together = past.same(claim.fixmedins_code, claim.dept_codg, claim.begndate).where(inpatient)
admitted_in_a_group = Rule(
    _together.within(days=30).count() >= parameter("admitted_together"),
    id="GL-042",
    title="同科同日集中收治 | Many admitted to one department on one day",
    asks="同科同日是否集中收治多人? | Were many admitted to one department on one day?",
    sentence="同科同日入院的已有{figure}人结算, 达到{admitted_together}"
    " | {figure} others admitted that day to that department, at least {admitted_together}",
    family=MANAGEMENT,
    subtype="虚假住院 | sham admission",
    law=("R40(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F03", "F01"),
    applies=inpatient & (claim.hosp_lv >= "06"),
    amount=whole_fee,
    figure=_together.within(days=30).count(),
)
low_standard_by_cost = Rule(
    (stay_days <= parameter("light_days"))
    & (surgery.count() == 0)
    & (claim.adm_way.otherwise("9") != "1")
    & main_diagnosis("outpatient_diagnoses")
    & (cost_level <= parameter("little_care_share")),
    id="GL-043",
    title="低标准入院(费用远低于病组) | Low-standard admission by its cost",
    asks="门诊可治的病短住且费用远低于病组? | A short, cheap stay for what a clinic can treat?",
    sentence="诊断门诊可治, 短期住院, 费用为病组标准的{figure}倍"
    " | A clinic can treat it; a short stay of {figure} times its group's fee",
    family=MANAGEMENT,
    subtype="低标准入院 | low-standard admission",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G02",),
    applies=inpatient,
    amount=whole_fee,
    figure=cost_level,
)
