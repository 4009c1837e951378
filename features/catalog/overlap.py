"""Overlap in time and place: two stays at once, walk-in claims in or around a stay, after death.

A claim knows its past only: a stay, settled at discharge, sees the walk-in claims made during it.
Without an earlier claim to overlap there is no overlap, so the answer is no and not unknown.
"""

from features.catalog.families import OVERLAP
from features.catalog.subjects import died, inpatient, outpatient, pharmacy, stays, walk_in
from features.language import UP, Signal, claim, past
from features.terms import Term

visits = past.same(claim.psn_no).where(outpatient)
visits_here = past.same(claim.psn_no, claim.fixmedins_code).where(outpatient)
purchases = past.same(claim.psn_no).where(pharmacy)

last_stay_end = stays.within(days=90).max(claim.enddate)
last_visit = visits.within(days=90).max(claim.setl_time)
last_visit_here = visits_here.within(days=90).max(claim.setl_time)
last_purchase = purchases.within(days=90).max(claim.setl_time)


def during_stay(moment: Term) -> Term:
    """Whether the moment lies between the day of admission and the day of discharge."""
    after = moment.days_since(claim.begndate) > 0
    before = claim.enddate.days_since(moment) > 0
    return (inpatient & after & before).otherwise(False)


overlap_days_with_last_stay = Signal(
    last_stay_end.days_since(claim.begndate),
    asks="开始时前次住院还剩几天(正数即重叠)? | By how many days does it overlap the last stay?",
    risk=UP,
    family=OVERLAP,
)
stay_overlaps_stay = Signal(
    (inpatient & (last_stay_end.days_since(claim.begndate) > 0)).otherwise(False),
    asks="是否与另一次住院时间重叠? | Does the stay overlap another stay?",
    risk=UP,
    family=OVERLAP,
)
visit_during_stay = Signal(
    during_stay(last_visit),
    asks="住院期间是否有门诊结算? | Was there an outpatient claim during the stay?",
    risk=UP,
    family=OVERLAP,
)
purchase_during_stay = Signal(
    during_stay(last_purchase),
    asks="住院期间是否有药店购药? | Was there a pharmacy purchase during the stay?",
    risk=UP,
    family=OVERLAP,
)
visit_here_during_stay = Signal(
    during_stay(last_visit_here),
    asks="住院期间是否在本机构门诊结算(转嫁费用)? | An outpatient claim here during the stay?",
    risk=UP,
    family=OVERLAP,
)
visit_here_week_before_stay = Signal(
    (
        inpatient
        & (claim.begndate.days_since(last_visit_here) >= 0)
        & (claim.begndate.days_since(last_visit_here) <= 7)
    ).otherwise(False),
    asks="入院前7天内是否在本机构门诊? | An outpatient visit here in the week before the stay?",
    risk=UP,
    family=OVERLAP,
)
patient_outpatient_fee_15d = Signal(
    visits.within(days=15).sum(claim.medfee_sumamt),
    asks="过去15天门诊费用合计? | What did outpatient visits cost in 15 days?",
    risk=UP,
    family=OVERLAP,
)
visit_week_after_stay = Signal(
    walk_in & (stays.within(days=7).count() > 0),
    asks="是否出院7天内的门诊或购药? | A visit or purchase in the week after a stay?",
    risk=UP,
    family=OVERLAP,
)
patient_areas_1d = Signal(
    past.same(claim.psn_no).within(days=1).distinct(claim.fix_blng_admdvs),
    asks="昨日至今在几个统筹区结算? | In how many areas since yesterday?",
    risk=UP,
    family=OVERLAP,
)
area_changed_within_a_day = Signal(
    (
        past.same(claim.psn_no).within(days=1).latest(claim.fix_blng_admdvs)
        != claim.fix_blng_admdvs
    ).otherwise(False),
    asks="一天之内是否换了统筹区? | Did the area change within a day?",
    risk=UP,
    family=OVERLAP,
)
is_after_death = Signal(
    (claim.begndate.days_since(died) > 0).otherwise(False),
    asks="就诊是否在死亡之后? | Does the visit follow the person's death?",
    risk=UP,
    family=OVERLAP,
)
