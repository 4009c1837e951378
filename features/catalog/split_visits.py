"""Split visits: one visit settled as several, the same day or the next, by the same doctor."""

from features.catalog.families import SHOPPING
from features.catalog.subjects import drug_fees, like_care, outpatient, walk_in
from features.language import UP, Signal, claim, fee, lines, norm, past, yuan

with_doctor = past.same(claim.psn_no, claim.atddr_no).where(walk_in)
here = past.same(claim.psn_no, claim.fixmedins_code).where(walk_in)
for_this = past.same(claim.psn_no, claim.dscg_maindiag_code).where(walk_in)
days_since_doctor = claim.setl_time.days_since(with_doctor.within(days=7).max(claim.setl_time))
days_since_here = claim.setl_time.days_since(here.within(days=7).max(claim.setl_time))
minutes_since_doctor = claim.setl_time.minutes_since(
    with_doctor.within(days=1).max(claim.setl_time)
)
typical_fee = norm.median(claim.medfee_sumamt).of(*like_care)

same_doctor_again_same_day = Signal(
    (walk_in & (days_since_doctor == 0)).otherwise(False),
    asks="是否同日又由同一医师结算? | Settled by the same doctor again on one day?",
    risk=UP,
    family=SHOPPING,
)
same_doctor_again_next_day = Signal(
    (walk_in & (days_since_doctor == 1)).otherwise(False),
    asks="是否隔日又由同一医师结算? | Settled by the same doctor again on the next day?",
    risk=UP,
    family=SHOPPING,
)
same_doctor_again_within_hour = Signal(
    (walk_in & (minutes_since_doctor <= 60)).otherwise(False),
    asks="一小时内是否又由同一医师结算? | Settled by the same doctor again within the hour?",
    risk=UP,
    family=SHOPPING,
)
same_doctor_visits_7d = Signal(
    with_doctor.within(days=7).count(),
    asks="过去7天由同一医师结算几次? | How many visits to this doctor in 7 days?",
    risk=UP,
    family=SHOPPING,
)
same_diagnosis_visits_1d = Signal(
    for_this.within(days=1).count(),
    asks="昨日至今因同一诊断结算几次? | How many visits for this diagnosis since yesterday?",
    risk=UP,
    family=SHOPPING,
)
other_visit_here_same_day_fee = Signal(
    here.within(days=1).sum(claim.medfee_sumamt),
    asks="昨日至今本人在本机构已花多少? | What did the person spend here since yesterday?",
    risk=UP,
    family=SHOPPING,
)
cheap_and_here_again = Signal(
    (walk_in & (days_since_here <= 1) & (claim.medfee_sumamt / typical_fee < 0.6)).otherwise(False),
    asks="是否费用不足同类中位数的六成且一日内又来? | Under 0.6 of its class median, back within a day?",
    risk=UP,
    family=SHOPPING,
)
visits_per_day_here_30d = Signal(
    here.within(days=30).count() / here.within(days=30).distinct(claim.setl_time.day()),
    asks="本人在本机构平均每个就诊日结算几次? | How many settlements per day of visit here?",
    risk=UP,
    family=SHOPPING,
)
patient_prescriptions_1d = Signal(
    past.same(claim.psn_no).where(walk_in).within(days=1).sum(lines.fee.distinct(fee.rxno)),
    asks="昨日至今已开几张处方? | How many prescriptions since yesterday?",
    risk=UP,
    family=SHOPPING,
)
patient_drug_fee_1d = Signal(
    past.same(claim.psn_no).where(walk_in).within(days=1).sum(drug_fees),
    asks="昨日至今已开药多少钱? | What did drugs cost since yesterday?",
    risk=UP,
    family=SHOPPING,
)
drugs_again_same_day = Signal(
    (
        outpatient
        & (drug_fees > yuan(0))
        & (past.same(claim.psn_no).where(walk_in).within(days=1).sum(drug_fees) > yuan(0))
    ).otherwise(False),
    asks="一日内是否再次配药? | Were drugs supplied again within a day?",
    risk=UP,
    family=SHOPPING,
)
