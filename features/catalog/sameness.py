"""Sameness: one doctor, one diagnosis, one amount; bills that are copies of each other.

A set of keys is one pass over all claims, so what is alike beyond the keys (lines, days, items) is
asked of the latest such claim.
"""

from features.catalog.families import CLUSTER
from features.catalog.subjects import inpatient, stay_days
from features.language import DOWN, UP, Signal, claim, fee, lines, past
from features.terms import Term

copies = past.same(claim.atddr_no, claim.dscg_maindiag_code, claim.medfee_sumamt)
alike = past.same(claim.fixmedins_code, claim.medfee_sumamt)
mine_here = past.same(claim.psn_no, claim.fixmedins_code)
admitted_together = past.same(claim.fixmedins_code, claim.dept_codg, claim.begndate)
from_one_area = past.same(claim.fixmedins_code, claim.dept_codg, claim.begndate, claim.resd_admdvs)
left_together = past.same(claim.fixmedins_code, claim.dept_codg, claim.enddate)

items = lines.fee.distinct(fee.med_list_codg)
quantity = lines.fee.sum(fee.cnt)


def as_last(value: Term) -> Term:
    """Whether the value is that of the latest claim of one amount here; no where there was none."""
    return (alike.within(days=30).latest(value) == value).otherwise(False)


same_doctor_diagnosis_fee_30d = Signal(
    copies.within(days=30).count(),
    asks="过去30天同医师同诊断同金额几次? | How often this doctor, diagnosis and amount in 30 days?",
    risk=UP,
    family=CLUSTER,
)
same_doctor_diagnosis_fee_persons_90d = Signal(
    copies.within(days=90).distinct(claim.psn_no),
    asks="90天内同医师同诊断同金额几人? | How many persons with this doctor, diagnosis, amount?",
    risk=UP,
    family=CLUSTER,
)
same_bill_as_doctors_last_90d = Signal(
    (
        (copies.within(days=90).latest(items) == items)
        & (copies.within(days=90).latest(lines.fee.count()) == lines.fee.count())
    ).otherwise(False),
    asks="金额、诊断、项目数、明细数是否与该医师上一例相同? | A copy of the doctor's last such bill?",
    risk=UP,
    family=CLUSTER,
)
same_bill_as_last_here_30d = Signal(
    as_last(items) & as_last(lines.fee.count()) & as_last(quantity),
    asks="金额、项目数、明细数、数量是否与本机构上一例相同? | A copy of the last such bill here?",
    risk=UP,
    family=CLUSTER,
)
same_diagnosis_as_last_amount_here_30d = Signal(
    as_last(claim.dscg_maindiag_code),
    asks="同金额的上一例是否也是同一诊断? | Had the last claim of this amount the same diagnosis?",
    risk=UP,
    family=CLUSTER,
)
same_doctor_as_last_amount_here_30d = Signal(
    as_last(claim.atddr_no),
    asks="同金额的上一例是否也是同一医师? | Had the last claim of this amount the same doctor?",
    risk=UP,
    family=CLUSTER,
)
different_amounts_here_share_90d = Signal(
    mine_here.within(days=90).distinct(claim.medfee_sumamt) / mine_here.within(days=90).count(),
    asks="本人在本机构的金额有多少是不同的? | What part of the person's amounts here differ?",
    risk=DOWN,
    family=CLUSTER,
)
same_amount_as_own_last_here_90d = Signal(
    (mine_here.within(days=90).latest(claim.medfee_sumamt) == claim.medfee_sumamt).otherwise(False),
    asks="金额是否与本人上次在本机构相同? | The same amount as the person's last here?",
    risk=UP,
    family=CLUSTER,
)
discharged_together_30d = Signal(
    left_together.where(inpatient).within(days=30).count(),
    asks="同科同日出院且已结算的有几人? | How many left that department on the same day?",
    risk=UP,
    family=CLUSTER,
)
admitted_together_same_area_30d = Signal(
    from_one_area.where(inpatient).within(days=30).count(),
    asks="同科同日入院者中有几例与其同住一区? | How many admitted together live in this one's area?",
    risk=UP,
    family=CLUSTER,
)
admitted_together_fee_span_30d = Signal(
    admitted_together.where(inpatient).within(days=30).spread(claim.medfee_sumamt)
    / admitted_together.where(inpatient).within(days=30).mean(claim.medfee_sumamt).whole(),
    asks="同科同日入院者的费用相差多大? | How far apart are the fees of those admitted together?",
    risk=DOWN,
    family=CLUSTER,
)
left_with_those_it_came_with_30d = Signal(
    (
        inpatient
        & (
            admitted_together.where(inpatient).within(days=30).latest(claim.enddate)
            == claim.enddate
        )
    ).otherwise(False),
    asks="是否与同日入院者同日出院? | Discharged on the same day as those admitted together?",
    risk=UP,
    family=CLUSTER,
)
stays_as_long_as_those_it_came_with = Signal(
    (
        inpatient & (admitted_together.where(inpatient).within(days=30).max(stay_days) == stay_days)
    ).otherwise(False),
    asks="住院日是否与同日入院者相同? | A stay just as long as of those admitted together?",
    risk=UP,
    family=CLUSTER,
)
employer_claims_here_7d = Signal(
    past.same(claim.emp_no, claim.fixmedins_code).within(days=7).count(),
    asks="过去7天同一单位在本机构结算几次? | How many claims of this employer here in 7 days?",
    risk=UP,
    family=CLUSTER,
)
employer_persons_here_7d = Signal(
    past.same(claim.emp_no, claim.fixmedins_code).within(days=7).distinct(claim.psn_no),
    asks="过去7天同一单位几人来本机构? | How many of this employer came here in 7 days?",
    risk=UP,
    family=CLUSTER,
)
employer_same_bill_here_7d = Signal(
    (past.same(claim.emp_no, claim.fixmedins_code).within(days=7).latest(items) == items).otherwise(
        False
    ),
    asks="项目数是否与同单位上一人相同? | As many items as the last person of this employer?",
    risk=UP,
    family=CLUSTER,
)
