"""政策类: days of supply, yearly limits of chronic care, and visits that use a limit up."""

from features.catalog.subjects import chronic, drugs, emergency, outpatient, pharmacy
from features.language import claim, fee, lines, past, yuan
from features.rules.classes import CERTAIN, MANY_VISITS, ONE_VISIT, POLICY, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import whole_fee

two_diseases = claim.med_type.starts_with("1404")
ordinary = outpatient & ~chronic & ~emergency
_paid_this_year = past.same(claim.psn_no).where(chronic).within(days=365).sum(claim.hifp_pay)
_paid_two = past.same(claim.psn_no).where(two_diseases).within(days=365).sum(claim.hifp_pay)
_grave = claim.dise_codg.starts_with(*code_list("grave_diseases"))

supply_over_limit_chronic = Rule(
    drugs.max(fee.prd_days) > parameter("supply_days_chronic"),
    id="ZC-021",
    title="长期处方超过最长天数 | Chronic supply above the longest",
    asks="慢病处方是否超过最长用药天数? | Is a chronic supply longer than allowed?",
    sentence="慢病用药{figure}, 超过{supply_days_chronic}"
    " | A supply of {figure}, above {supply_days_chronic}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=chronic,
    figure=drugs.max(fee.prd_days),
    evidence=drugs.where(fee.prd_days > parameter("supply_days_chronic")),
)
supply_over_limit_ordinary = Rule(
    drugs.max(fee.prd_days) > parameter("supply_days_with_reason"),
    id="ZC-022",
    title="普通门诊开药超过最长天数 | Ordinary supply above the longest",
    asks="普通门诊处方是否超过最长用药天数? | Is an ordinary supply longer than allowed?",
    sentence="普通门诊用药{figure}, 超过{supply_days_with_reason}"
    " | A supply of {figure} at an ordinary visit, above {supply_days_with_reason}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=ordinary,
    figure=drugs.max(fee.prd_days),
    evidence=drugs.where(fee.prd_days > parameter("supply_days_with_reason")),
)
supply_needs_a_reason = Rule(
    (drugs.max(fee.prd_days) > parameter("supply_days_acute"))
    & (drugs.max(fee.prd_days) <= parameter("supply_days_with_reason")),
    id="ZC-023",
    title="普通门诊开药超过一般天数 | Ordinary supply that needs a reason",
    asks="普通门诊处方是否超过一般用药天数? | Does an ordinary supply need a reason?",
    sentence="普通门诊用药{figure}, 超过{supply_days_acute}, 应注明理由"
    " | A supply of {figure}, above {supply_days_acute}; a reason is due",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=ordinary,
    figure=drugs.max(fee.prd_days),
    evidence=drugs.where(fee.prd_days > parameter("supply_days_acute")),
)
supply_over_limit_emergency = Rule(
    drugs.max(fee.prd_days) > parameter("supply_days_emergency"),
    id="ZC-024",
    title="急诊开药超过最长天数 | Emergency supply above the longest",
    asks="急诊处方是否超过最长用药天数? | Is an emergency supply longer than allowed?",
    sentence="急诊用药{figure}, 超过{supply_days_emergency}"
    " | An emergency supply of {figure}, above {supply_days_emergency}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=emergency,
    figure=drugs.max(fee.prd_days),
    evidence=drugs.where(fee.prd_days > parameter("supply_days_emergency")),
)
_taken_home = drugs.where(fee.dscg_tkdrug_flag == "1")
supply_over_limit_discharge = Rule(
    _taken_home.max(fee.prd_days) > parameter("supply_days_discharge"),
    id="ZC-025",
    title="出院带药超过最长天数 | Drugs taken home above the longest",
    asks="出院带药是否超过最长天数? | Are the drugs taken home for longer than allowed?",
    sentence="出院带药{figure}, 超过{supply_days_discharge}"
    " | Drugs taken home for {figure}, above {supply_days_discharge}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    figure=_taken_home.max(fee.prd_days),
    evidence=_taken_home.where(fee.prd_days > parameter("supply_days_discharge")),
)
supply_over_limit_pharmacy = Rule(
    drugs.max(fee.prd_days) > parameter("supply_days_pharmacy"),
    id="ZC-026",
    title="药店购药超过最长天数 | Pharmacy supply above the longest",
    asks="药店一次购药是否超过最长天数? | Is a pharmacy's supply longer than allowed?",
    sentence="药店一次购药{figure}, 超过{supply_days_pharmacy}"
    " | A purchase for {figure}, above {supply_days_pharmacy}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)", "R38(5)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04", "F11"),
    applies=pharmacy,
    figure=drugs.max(fee.prd_days),
    evidence=drugs.where(fee.prd_days > parameter("supply_days_pharmacy")),
)
_many = lines.fee.where(fee.list_type.isin("101") & ~fee.rxno.is_null())
too_many_drugs_on_a_prescription = Rule(
    _many.by(fee.rxno).largest() > parameter("drugs_per_prescription"),
    id="ZC-027",
    title="一张处方药品种数过多 | Too many drugs on one prescription",
    asks="一张处方是否超过规定的药品种数? | Are there more drugs on a prescription than allowed?",
    sentence="一张处方药品{figure}条, 超过{drugs_per_prescription}"
    " | {figure} drugs on one prescription, above {drugs_per_prescription}",
    family=POLICY,
    subtype="超量开药 | excess supply",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=outpatient,
    figure=_many.by(fee.rxno).largest(),
)
two_diseases_visit_at_limit = Rule(
    (claim.medfee_sumamt <= parameter("two_diseases_visit_yuan"))
    & (
        claim.medfee_sumamt + parameter("two_diseases_near_yuan")
        >= parameter("two_diseases_visit_yuan")
    ),
    id="ZC-028",
    title="门诊两病单次刷满限额 | Visit for the two diseases ends at its limit",
    asks="两病门诊费用是否正好用满单次限额? | Does a visit for the two diseases end at its limit?",
    sentence="两病门诊费用{amount}, 与单次限额{two_diseases_visit_yuan}几乎相同"
    " | A visit of {amount}, almost the limit of {two_diseases_visit_yuan}",
    family=POLICY,
    subtype="限额刷空 | limit used up",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("P06",),
    applies=two_diseases,
    amount=whole_fee,
)
two_diseases_year_exceeded = Rule(
    _paid_two + claim.hifp_pay > parameter("two_diseases_year_yuan"),
    id="ZC-029",
    title="门诊两病超年度限额 | Two diseases above the year's limit",
    asks="两病门诊统筹支付是否超过年度限额? | Did the fund pay more than the year's limit?",
    sentence="近一年两病统筹支付{figure}, 超过{two_diseases_year_yuan}"
    " | The fund paid {figure} in a year, above {two_diseases_year_yuan}",
    family=POLICY,
    subtype="限额 | yearly limit",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P06",),
    applies=two_diseases & (claim.hifp_pay > yuan(0)),
    amount=claim.hifp_pay,
    figure=_paid_two + claim.hifp_pay,
)
chronic_year_exceeded = Rule(
    _paid_this_year + claim.hifp_pay > parameter("chronic_year_yuan"),
    id="ZC-030",
    title="门诊慢特病超年度限额 | Chronic care above the year's limit",
    asks="慢特病门诊统筹支付是否超过年度限额? | Did the fund pay more than a chronic year's limit?",
    sentence="近一年慢特病统筹支付{figure}, 超过{chronic_year_yuan}"
    " | The fund paid {figure} for chronic care in a year, above {chronic_year_yuan}",
    family=POLICY,
    subtype="限额 | yearly limit",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P05",),
    applies=chronic & ~two_diseases & ~_grave & (claim.hifp_pay > yuan(0)),
    amount=claim.hifp_pay,
    figure=_paid_this_year + claim.hifp_pay,
)
grave_year_exceeded = Rule(
    _paid_this_year + claim.hifp_pay > parameter("grave_year_yuan"),
    id="ZC-031",
    title="门诊重症慢特病超年度限额 | Grave disease above the year's limit",
    asks="重症慢特病统筹支付是否超过年度限额? | Did the fund pay more than a grave disease's limit?",
    sentence="近一年重症慢特病统筹支付{figure}, 超过{grave_year_yuan}"
    " | The fund paid {figure} for a grave disease in a year, above {grave_year_yuan}",
    family=POLICY,
    subtype="限额 | yearly limit",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P05",),
    applies=chronic & _grave & (claim.hifp_pay > yuan(0)),
    amount=claim.hifp_pay,
    figure=_paid_this_year + claim.hifp_pay,
)
