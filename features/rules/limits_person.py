"""政策类: limits of items by whom they are for: sex, age, children, work injury, maternity."""

from features.language import claim, fee
from features.rules.classes import CERTAIN, ONE_VISIT, POLICY, SUSPECT
from features.rules.limits import limited
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule

KNOWN_SEX = ("1", "2")
_of_other_sex = limited(
    "gend",
    fee.lmt_gend.isin(*KNOWN_SEX) & claim.gend.isin(*KNOWN_SEX) & (fee.lmt_gend != claim.gend),
)
item_of_the_other_sex = Rule(
    _of_other_sex.count() > 0,
    id="ZC-201",
    title="限性别项目用于另一性别 | Item limited to the other sex",
    asks="限定性别的药品或项目是否用于另一性别? | Was an item limited to one sex used for the other?",
    sentence="知识点限定性别的药品或项目用于另一性别, 费用{amount}"
    " | Items limited to the other sex by the knowledge points, {amount}",
    family=POLICY,
    subtype="限性别 | sex limit",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_of_other_sex,
)
_made_for_children = limited(
    "chld",
    (fee.chld_only_flag == "1")
    & (claim.age > fee.chld_only_age_to.otherwise(parameter("child_age"))),
)
item_made_for_children = Rule(
    _made_for_children.count() > 0,
    id="ZC-202",
    title="儿童专用药品项目用于成人 | Item made for children, used for an adult",
    asks="儿童专用的药品或项目是否用于成人? | Was an item made for children used for an adult?",
    sentence="儿童专用的药品或项目用于超龄参保人, 费用{amount}"
    " | Items made for children were used above that age, {amount}",
    family=POLICY,
    subtype="限儿童 | children only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_made_for_children,
)
_paid_for_children = limited(
    "age",
    (fee.lmt_chld_flag == "1") & (claim.age > fee.lmt_age_to.otherwise(parameter("child_age"))),
)
item_paid_for_children = Rule(
    _paid_for_children.count() > 0,
    id="ZC-203",
    title="限儿童药品用于成人 | Drug that is paid for children only",
    asks="目录限儿童的药品是否用于成人? | Was a drug paid for children only settled for an adult?",
    sentence="目录限儿童支付的药品用于超龄参保人, 费用{amount}"
    " | Drugs that are paid for children only, above that age, {amount}",
    family=POLICY,
    subtype="限儿童 | children only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_paid_for_children,
)
_too_young = limited("age", claim.age < fee.lmt_age_from)
item_not_for_so_young = Rule(
    _too_young.count() > 0,
    id="ZC-204",
    title="低于限定年龄 | Below the youngest age",
    asks="参保人是否低于项目的限定年龄? | Is the person younger than the item is paid for?",
    sentence="参保人低于知识点的年龄下限, 费用{amount} | Below the youngest age of the item, {amount}",
    family=POLICY,
    subtype="限年龄 | age limit",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_too_young,
)
_too_old = limited("age", (fee.lmt_chld_flag.otherwise("0") != "1") & (claim.age > fee.lmt_age_to))
item_not_for_so_old = Rule(
    _too_old.count() > 0,
    id="ZC-205",
    title="高于限定年龄 | Above the oldest age",
    asks="参保人是否高于项目的限定年龄? | Is the person older than the item is paid for?",
    sentence="参保人高于知识点的年龄上限, 费用{amount} | Above the oldest age of the item, {amount}",
    family=POLICY,
    subtype="限年龄 | age limit",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_too_old,
)
_injured = claim.insutype.starts_with(*code_list("work_injury_schemes"))
_maternal = claim.insutype.starts_with(
    *code_list("maternity_schemes")
) | claim.med_type.starts_with(*code_list("maternity_care"))
_allowed_maternal = (fee.lmt_matn_flag.otherwise("0") == "1") & _maternal
_allowed_injured = (fee.lmt_wkinj_flag.otherwise("0") == "1") & _injured
_for_injuries = limited("wkinj", (fee.lmt_wkinj_flag == "1") & ~_injured & ~_allowed_maternal)
item_for_work_injuries = Rule(
    _for_injuries.count() > 0,
    id="ZC-206",
    title="限工伤药品由医保支付 | Drug of work injury insurance",
    asks="限工伤保险的药品是否由其他险种支付? | Was a drug of work injury insurance paid by another?",
    sentence="限工伤保险支付的药品由其他险种结算{amount}"
    " | Drugs of work injury insurance settled by another scheme, {amount}",
    family=POLICY,
    subtype="限工伤 | work injury only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_for_injuries,
)
_for_maternity = limited("matn", (fee.lmt_matn_flag == "1") & ~_maternal & ~_allowed_injured)
item_for_maternity = Rule(
    _for_maternity.count() > 0,
    id="ZC-207",
    title="限生育药品用于非生育 | Drug of maternity insurance",
    asks="限生育保险的药品是否用于非生育结算? | Was a drug of maternity insurance settled otherwise?",
    sentence="限生育保险支付的药品用于非生育结算{amount}"
    " | Drugs of maternity insurance settled for other care, {amount}",
    family=POLICY,
    subtype="限生育 | maternity only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_for_maternity,
)
