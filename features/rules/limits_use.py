"""医疗类与政策类: limits of items by what they are for and after what: indication, second line, herbs."""

from features.catalog.subjects import drug_fees, herbs
from features.language import claim, fee, past, yuan
from features.rules.classes import CERTAIN, MANY_VISITS, MEDICAL, ONE_VISIT, POLICY, SUSPECT
from features.rules.limits import limited
from features.rules.rule import Rule

_supported = claim.dscg_maindiag_code.begins_any(fee.lmt_icd) | claim.wm_dise_code.otherwise(
    "-"
).begins_any(fee.lmt_icd)
_unsupported = limited("dise", ~_supported)
item_without_its_indication = Rule(
    _unsupported.count() > 0,
    id="YL-201",
    title="主要诊断不符合限定适应症 | Main diagnosis is not the drug's indication",
    asks="限适应症药品是否没有相符的主要诊断? | Is the main diagnosis none of a limited drug's indications?",
    sentence="限适应症的药品, 主要诊断与本地对照的诊断均不相符, 费用{amount}"
    " | Drugs limited to indications of which the main diagnosis is none, {amount}",
    family=MEDICAL,
    subtype="限适应症 | indication",
    law=("R38(6)", "R38(2)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_unsupported,
)
_earlier_drugs = past.same(claim.psn_no).where(drug_fees > yuan(0)).within(days=180).count()
_second_line = limited(
    "ln2", (fee.lmt_line2_flag == "1") & (fee.hosp_appr_flag.otherwise("0") != "1")
)
second_line_first = Rule(
    (_second_line.count() > 0) & (_earlier_drugs == 0),
    id="ZC-212",
    title="未经一线用药即用二线药品 | Second-line drug without any drug before",
    asks="此前半年未用药即使用限二线药品? | Was a second-line drug used with no drug in half a year?",
    sentence="限二线药品未经审批, 此前180天没有用药记录, 费用{amount}"
    " | Unapproved second-line drugs with no drug in the 180 days before, {amount}",
    family=POLICY,
    subtype="限二线 | second line",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("O03",),
    evidence=_second_line,
)
_never_paid = limited("tcm", fee.tcm_nopay_use == "any")
herb_never_paid = Rule(
    _never_paid.count() > 0,
    id="ZC-213",
    title="不予支付的中药饮片纳入结算 | Herbal piece that is never paid",
    asks="单复方均不予支付的饮片是否纳入结算? | Was a herbal piece settled that is never paid?",
    sentence="单复方均不予支付的中药饮片纳入结算{amount}"
    " | Herbal pieces of {amount} that are paid neither alone nor in a compound",
    family=POLICY,
    subtype="中药饮片 | herbal pieces",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03", "O11"),
    evidence=_never_paid,
)
_single = limited("tcm", fee.tcm_nopay_use == "single")
herb_not_paid_alone = Rule(
    (_single.count() > 0) & (herbs.distinct(fee.med_list_codg) == 1),
    id="ZC-214",
    title="单方使用不予支付的中药饮片 | Herbal piece that is not paid alone",
    asks="单方不予支付的饮片是否单独使用? | Was a herbal piece used alone that is not paid so?",
    sentence="单方使用不予支付的中药饮片{amount} | Herbal pieces of {amount} used alone",
    family=POLICY,
    subtype="中药饮片单味 | single herb",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_single,
)
