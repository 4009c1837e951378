"""Cost shifted: to outpatient visits around the stay, to the patient's own purse, to shops outside."""

from features.catalog.families import OVERLAP
from features.catalog.subjects import (
    consumable_fees,
    consumables,
    diagnostic_fees,
    drug_fees,
    fees,
    inpatient,
    like_case,
    outpatient,
    pharmacy,
    surgery,
)
from features.language import UP, Signal, claim, fee, lines, norm, past

here = past.same(claim.psn_no, claim.fixmedins_code)
mine = past.same(claim.psn_no)
tests_here = here.where(outpatient).within(days=30).sum(diagnostic_fees)
drugs_here = here.where(outpatient).within(days=30).sum(drug_fees)
own_share = claim.fulamt_ownpay_amt / claim.medfee_sumamt
last_stay = here.where(inpatient).within(days=30).max(claim.enddate)
soon_after_stay = (outpatient & (claim.begndate.days_since(last_stay) <= 7)).otherwise(False)

outpatient_tests_here_30d = Signal(
    tests_here,
    asks="过去30天在本机构门诊检查化验多少钱? | What did outpatient tests here cost in 30 days?",
    risk=UP,
    family=OVERLAP,
)
outpatient_tests_vs_stays_own = Signal(
    (tests_here / diagnostic_fees).only_if(inpatient),
    asks="院外门诊检查是住院检查的几倍? | Outpatient tests against the stay's own?",
    risk=UP,
    family=OVERLAP,
)
tested_before_not_in_stay = Signal(
    (
        inpatient
        & (here.where(outpatient & (diagnostic_fees > drug_fees)).within(days=30).count() > 0)
        & (diagnostic_fees < norm.quantile(diagnostic_fees, 0.25).of(*like_case))
    ).otherwise(False),
    asks="是否门诊先做检查而住院检查很少? | Tested before the stay, and hardly in it?",
    risk=UP,
    family=OVERLAP,
)
outpatient_drugs_here_30d_of_stay = Signal(
    drugs_here.only_if(inpatient),
    asks="住院前后在本机构门诊配药多少钱? | What did outpatient drugs here cost around the stay?",
    risk=UP,
    family=OVERLAP,
)
pharmacy_fee_around_stay_15d = Signal(
    mine.where(pharmacy).within(days=15).sum(claim.medfee_sumamt).only_if(inpatient),
    asks="住院前后15天药店购药多少钱? | What was bought at pharmacies around the stay?",
    risk=UP,
    family=OVERLAP,
)
visit_here_week_after_stay = Signal(
    soon_after_stay,
    asks="是否出院7天内在本机构门诊? | An outpatient visit here within a week of the stay?",
    risk=UP,
    family=OVERLAP,
)
tests_week_after_stay_share = Signal(
    (diagnostic_fees / fees).only_if(soon_after_stay),
    asks="出院7天内门诊的检查化验占比? | What share of a visit after the stay is tests?",
    risk=UP,
    family=OVERLAP,
)
own_expense_above_diagnosis_p90 = Signal(
    (inpatient & (own_share > norm.quantile(own_share, 0.9).of(*like_case))).otherwise(False),
    asks="全自费占比是否超过九成的同类病例? | More outside the catalogue than nine in ten alike?",
    risk=UP,
    family=OVERLAP,
)
self_paid_consumables_share = Signal(
    consumables.where(fee.chrgitm_lv == "03").sum(fee.det_item_fee_sumamt) / consumable_fees,
    asks="自费耗材占耗材费的比例? | What share of consumables is self-paid?",
    risk=UP,
    family=OVERLAP,
)
self_paid_lines = Signal(
    lines.fee.where(fee.chrgitm_lv == "03").count(),
    asks="自费明细有几条? | How many lines are self-paid?",
    risk=UP,
    family=OVERLAP,
)
operated_with_few_consumables = Signal(
    (
        inpatient
        & (surgery.count() > 0)
        & (consumable_fees < norm.quantile(consumable_fees, 0.1).of(*like_case))
    ).otherwise(False),
    asks="手术病例耗材是否少于九成的同类? | Operated, with fewer consumables than nine in ten alike?",
    risk=UP,
    family=OVERLAP,
)
bought_outside_during_stay = Signal(
    (inpatient & (lines.fee.where(fee.rx_circ_flag == "1").count() > 0)).otherwise(False),
    asks="住院期间是否有外购处方? | Was anything bought outside during the stay?",
    risk=UP,
    family=OVERLAP,
)
