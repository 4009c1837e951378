"""管理类: who was where: two places at once, after death, visits during a stay, many in a day."""

from features.catalog.subjects import inpatient, outpatient, pharmacy, stays, stays_here, walk_in
from features.language import claim, fee, greatest, least, lines, past, yuan
from features.rules.classes import CERTAIN, MANAGEMENT, MANY_VISITS, ONE_VISIT, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import (
    fund_paid,
    is_billed,
    main_diagnosis,
    whole_fee,
)
from features.terms import Term

_mine = past.same(claim.psn_no)
_dated = ~claim.begndate.is_null() & ~claim.enddate.is_null()
_stays = stays.where(_dated).within(days=90)
_stays_here = stays_here.where(_dated).within(days=90)
_last_begin, _last_end = _stays.latest(claim.begndate), _stays.latest(claim.enddate)
_last_place = _stays.latest(claim.fixmedins_code)
# the stay settled before this one, whichever of the two ended first; without a day missing, so that
# begin, end and place are those of one stay
_overlaps = (claim.enddate.days_since(_last_begin) > 0) & (_last_end.days_since(claim.begndate) > 0)
_overlap = least(_last_end, claim.enddate).days_since(greatest(_last_begin, claim.begndate))
# a look at the last one keeps what a refund took back, a count does not
_elsewhere_stands = _stays.count() - _stays_here.count() > 0
_here_stands = _stays_here.count() > 0
_visits = _mine.where(outpatient).within(days=90)
_purchases = _mine.where(pharmacy).within(days=90)


def _inside(moment: Term) -> Term:
    """Whether the moment lies after the day of admission and before that of discharge."""
    return (moment.days_since(claim.begndate) > 0) & (claim.enddate.days_since(moment) > 0)


two_stays_at_once = Rule(
    _overlaps & (_last_place != claim.fixmedins_code) & _elsewhere_stands,
    id="GL-051",
    title="两家机构同时住院 | Two stays at once",
    asks="是否同时在两家机构住院? | Was the person in two hospitals at once?",
    sentence="与另一机构的住院重叠{figure} | The stay overlaps one elsewhere by {figure}",
    family=MANAGEMENT,
    subtype="挂床 | hanging stay",
    law=("R38(1)", "R40(1)"),
    severity=CERTAIN,
    dimension=MANY_VISITS,
    violations=("F13", "F02"),
    applies=inpatient,
    amount=whole_fee,
    figure=_overlap,
)
stays_here_overlap = Rule(
    _overlaps
    & (_overlap > 1)
    & (_last_place == claim.fixmedins_code)
    & (_last_begin != claim.begndate)  # of the same day it may be this stay, settled anew
    & _here_stands,
    id="GL-052",
    title="同一机构住院时间重叠 | Stays in one hospital overlap",
    asks="同一机构的两次住院是否重叠? | Do two stays in one hospital overlap?",
    sentence="与本院前次住院重叠{figure} | The stay overlaps the last one here by {figure}",
    family=MANAGEMENT,
    subtype="重复收费 | duplicate charging",
    law=("R38(3)", "R38(1)"),
    severity=CERTAIN,
    dimension=MANY_VISITS,
    violations=("F13", "O07"),
    applies=inpatient,
    amount=whole_fee,
    figure=_overlap,
)
visit_during_a_stay = Rule(
    _inside(_visits.max(claim.setl_time)),
    id="GL-053",
    title="住院期间门诊结算 | Outpatient claim during a stay",
    asks="住院期间是否有门诊结算? | Was there an outpatient claim during the stay?",
    sentence="住院期间另有门诊结算{amount} | An outpatient claim of {amount} during the stay",
    family=MANAGEMENT,
    subtype="挂床 | hanging stay",
    law=("R38(1)", "C18"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F02", "G03", "F13"),
    applies=inpatient,
    amount=_visits.latest(claim.medfee_sumamt),
)
purchase_during_a_stay = Rule(
    _inside(_purchases.max(claim.setl_time)),
    id="GL-054",
    title="住院期间药店购药 | Pharmacy purchase during a stay",
    asks="住院期间是否在药店购药? | Was there a pharmacy purchase during the stay?",
    sentence="住院期间另有药店购药{amount} | A pharmacy purchase of {amount} during the stay",
    family=MANAGEMENT,
    subtype="挂床 | hanging stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F02", "F04"),
    applies=inpatient,
    amount=_purchases.latest(claim.medfee_sumamt),
)
visit_after_death = Rule(
    claim.begndate.days_since(claim.death_date) > 0,
    id="GL-055",
    title="死亡后就诊结算 | Visit after death",
    asks="就诊是否在参保人死亡之后? | Does the visit follow the person's death?",
    sentence="就诊在登记死亡之后{figure}, 费用{amount}"
    " | The visit is {figure} after the death, fee {amount}",
    family=MANAGEMENT,
    subtype="冒名就医 | impersonation",
    law=("R40(1)", "R41¶2"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F17", "F04"),
    amount=whole_fee,
    figure=claim.begndate.days_since(claim.death_date),
)
_posthumous = lines.fee.where((fee.fee_ocur_time.day() > claim.death_date) & is_billed)
charged_after_death = Rule(
    _posthumous.count() > 0,
    id="GL-056",
    title="死亡后仍有收费 | Charged after death",
    asks="参保人死亡后是否仍有收费? | Was anything charged after the person's death?",
    sentence="登记死亡日之后仍有收费{amount} | {amount} charged after the day of death",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R40(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F17", "F09"),
    evidence=_posthumous,
)
diagnosis_of_other_sex = Rule(
    ((claim.gend == "1") & main_diagnosis("female_only_diagnoses"))
    | ((claim.gend == "2") & main_diagnosis("male_only_diagnoses")),
    id="GL-057",
    title="诊断与性别矛盾 | Diagnosis of the other sex",
    asks="主要诊断是否与性别矛盾? | Does the main diagnosis contradict the sex?",
    sentence="主要诊断与参保人性别矛盾, 费用{amount}"
    " | The main diagnosis contradicts the person's sex; fee {amount}",
    family=MANAGEMENT,
    subtype="冒名就医 | impersonation",
    law=("R40(1)", "R41¶2"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F04", "U05"),
    amount=whole_fee,
)
newborn_diagnosis_of_an_adult = Rule(
    main_diagnosis("newborn_diagnoses") & (claim.age >= 2),
    id="GL-058",
    title="围产期诊断与年龄矛盾 | Perinatal diagnosis past infancy",
    asks="主要诊断是否为围产期疾病而年龄不符? | A perinatal main diagnosis past infancy?",
    sentence="主要诊断属围产期, 参保人{figure} | A perinatal main diagnosis at {figure}",
    family=MANAGEMENT,
    subtype="冒名就医 | impersonation",
    law=("R40(1)", "C18"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F04", "U05"),
    amount=whole_fee,
    figure=claim.age,
)
childbirth_by_age = Rule(
    claim.dscg_maindiag_code.starts_with(*code_list("childbirth_diagnoses"))
    & (
        (claim.age > parameter("childbirth_oldest"))
        | (claim.age < parameter("childbirth_youngest"))
    ),
    id="GL-059",
    title="妊娠分娩诊断与年龄矛盾 | Childbirth at an unlikely age",
    asks="妊娠分娩诊断是否与年龄不符? | Does a diagnosis of childbirth contradict the age?",
    sentence="妊娠分娩诊断, 参保人{figure} | A diagnosis of childbirth at {figure}",
    family=MANAGEMENT,
    subtype="冒名就医 | impersonation",
    law=("R40(1)", "R41¶2"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F04",),
    amount=whole_fee,
    figure=claim.age,
)
_areas_today = _mine.within(days=1).distinct(claim.fixmedins_code)
many_institutions_in_a_day = Rule(
    (_areas_today >= parameter("institutions_in_a_day")) & walk_in,
    id="GL-060",
    title="一天之内多家机构就诊 | Many institutions in a day",
    asks="一天之内是否在多家机构结算? | Claims at many institutions within a day?",
    sentence="昨日至今已在{figure}家机构结算 | Claims at {figure} institutions since yesterday",
    family=MANAGEMENT,
    subtype="时空冲突 | space and time",
    law=("R41(1)", "R38(5)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F13", "F11", "F05"),
    amount=whole_fee,
    figure=_areas_today,
)
_last_city = _mine.within(days=1).latest(claim.fix_blng_admdvs)
two_cities_in_a_day = Rule(
    (_last_city.prefix(4) != claim.fix_blng_admdvs.prefix(4)) & walk_in,
    id="GL-061",
    title="一天之内跨市就诊 | Two cities in a day",
    asks="一天之内是否在两个市结算? | Claims in two cities within a day?",
    sentence="昨日至今在另一市已有结算, 本次费用{amount}"
    " | Another city's claim since yesterday; this fee {amount}",
    family=MANAGEMENT,
    subtype="时空冲突 | space and time",
    law=("R41(1)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F13", "F04"),
    amount=whole_fee,
)
claim_without_identity = Rule(
    claim.mdtrt_cert_type.is_null() & (fund_paid > yuan(0)),
    id="GL-062",
    title="未记录就诊凭证 | No voucher on record",
    asks="就诊是否没有记录凭证? | Is there no voucher on record?",
    sentence="结算未记录就诊凭证类型, 基金支付{amount} | No voucher on record; the fund paid {amount}",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R15", "R39(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F04",),
    amount=fund_paid,
)
