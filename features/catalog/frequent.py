"""High-frequency visits: the five sub-scores of the national model, at each visit (C.7).

Disease crossing, share the funds pay, days of one amount, concentration of intervals, drug share.
"""

from features.catalog.families import SHOPPING
from features.catalog.subjects import drug_fees, fees, like_care, walk_in
from features.language import NEITHER, UP, Signal, claim, norm, past

mine = past.same(claim.psn_no).where(walk_in)
here = past.same(claim.psn_no, claim.fixmedins_code).where(walk_in)

visit_days_30d = Signal(
    mine.within(days=30).distinct(claim.setl_time.day()),
    asks="过去30天有几天就诊或购药? | On how many days of 30 was there a visit or purchase?",
    risk=UP,
    family=SHOPPING,
)
visit_days_here_30d = Signal(
    here.within(days=30).distinct(claim.setl_time.day()),
    asks="过去30天有几天来本机构? | On how many days of 30 was the person here?",
    risk=UP,
    family=SHOPPING,
)
diagnoses_per_visit_here_90d = Signal(
    here.within(days=90).distinct(claim.dscg_maindiag_code) / here.within(days=90).count(),
    asks="在本机构每次就诊换几种诊断? | How many different diagnoses a visit here?",
    risk=UP,
    family=SHOPPING,
)
diagnoses_here_90d = Signal(
    here.within(days=90).distinct(claim.dscg_maindiag_code),
    asks="过去90天在本机构有几种诊断? | How many diagnoses here in 90 days?",
    risk=UP,
    family=SHOPPING,
)
fund_share_of_patient_90d = Signal(
    mine.within(days=90).sum(claim.fund_pay_sumamt) / mine.within(days=90).sum(claim.medfee_sumamt),
    asks="过去90天门诊费用中基金占比? | What share of the person's visits did the funds pay?",
    risk=NEITHER,
    family=SHOPPING,
)
drug_share_of_patient_90d = Signal(
    mine.within(days=90).sum(drug_fees) / mine.within(days=90).sum(fees),
    asks="过去90天门诊购药的药占比? | What share of the person's visits is drugs?",
    risk=NEITHER,
    family=SHOPPING,
)
same_doctor_visits_30d = Signal(
    past.same(claim.psn_no, claim.atddr_no).where(walk_in).within(days=30).count(),
    asks="过去30天由同一医师结算几次? | How many visits to this doctor in 30 days?",
    risk=UP,
    family=SHOPPING,
)
patient_fee_30d_in_usual_visits = Signal(
    mine.within(days=30).sum(claim.medfee_sumamt) / norm.median(claim.medfee_sumamt).of(*like_care),
    asks="过去30天花费抵几次同类就诊? | How many usual visits is what 30 days cost?",
    risk=UP,
    family=SHOPPING,
)
