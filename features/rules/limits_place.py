"""政策类: limits of items by where care is given: setting, grade of institution, internet."""

from features.catalog.subjects import emergency, inpatient
from features.language import claim, fee
from features.rules.classes import CERTAIN, ONE_VISIT, POLICY, SUSPECT
from features.rules.limits import limited
from features.rules.parameters import code_list
from features.rules.rule import Rule

_urgent = emergency | (claim.er_flag.otherwise("0") == "1") | (claim.adm_way.otherwise("0") == "1")
_elsewhere = limited(
    "med",
    ((fee.lmt_med_type == "ipt") & ~inpatient)
    | ((fee.lmt_med_type == "otp") & inpatient)
    | ((fee.lmt_med_type == "otp_er") & inpatient & ~_urgent),
)
item_of_another_setting = Rule(
    _elsewhere.count() > 0,
    id="ZC-208",
    title="不符合限定的就医方式 | Item limited to another setting",
    asks="限住院或限门诊的药品是否用于其他就医方式? | Was a drug used outside the setting it is limited to?",
    sentence="知识点限定就医方式的药品用于其他就医方式, 费用{amount}"
    " | Drugs limited to another setting, {amount}",
    family=POLICY,
    subtype="限就医方式 | setting",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_elsewhere,
)
_not_urgent = limited(
    "med",
    ~_urgent & ((fee.lmt_med_type == "er") | ((fee.lmt_med_type == "ipt_er") & ~inpatient)),
)
item_for_emergencies = Rule(
    _not_urgent.count() > 0,
    id="ZC-209",
    title="限急诊抢救药品用于非急诊 | Drug of emergencies outside one",
    asks="限急诊抢救的药品是否用于非急诊? | Was a drug limited to emergencies used outside one?",
    sentence="限急诊、抢救的药品, 就诊未登记急诊, 费用{amount}"
    " | Drugs limited to emergencies, and none was registered, {amount}",
    family=POLICY,
    subtype="限抢救 | emergencies only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_not_urgent,
)
_below = limited(
    "lv",
    ((fee.lmt_hosp_lv == "3") & claim.hosp_lv.isin(*code_list("levels_below_tertiary")))
    | ((fee.lmt_hosp_lv == "2") & claim.hosp_lv.isin(*code_list("levels_below_secondary")))
    | ((fee.lmt_hosp_lv == "1") & claim.hosp_lv.isin(*code_list("levels_below_primary"))),
)
item_above_the_grade = Rule(
    _below.count() > 0,
    id="ZC-210",
    title="超医疗机构级别用药 | Drug above the institution's grade",
    asks="限高级别医疗机构的药品是否在低级别机构结算? | Was a drug of higher grades settled at a lower one?",
    sentence="药品限更高级别的医疗机构, 费用{amount}"
    " | Drugs limited to institutions of a higher grade, {amount}",
    family=POLICY,
    subtype="限医院等级 | grade of hospital",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_below,
)
_online = claim.fixmedins_name.contains("互联网") | claim.med_type.starts_with(
    *code_list("internet_care")
)
_by_internet = limited("itnt", (fee.no_itnt_flag == "1") & _online)
item_not_by_internet = Rule(
    _by_internet.count() > 0,
    id="ZC-211",
    title="超互联网医院药品支付范围 | Drug that is not paid over the internet",
    asks="互联网诊疗是否结算了不予支付的药品? | Was a drug settled that is not paid over the internet?",
    sentence="互联网诊疗结算了支付范围外的药品{amount}"
    " | Drugs of {amount} that are not paid for care over the internet",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03", "O11"),
    evidence=_by_internet,
)
