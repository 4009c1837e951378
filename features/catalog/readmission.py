"""Readmission: how soon after the last stay, where, for what; the marks of a split stay.

The end of an earlier stay is taken as the moment it was settled, which is known at registration.
"""

from features.catalog.families import READMISSION
from features.catalog.subjects import inpatient, stay_days, stays, stays_alike, stays_here
from features.language import DOWN, NEITHER, UP, Signal, claim
from features.terms import Term


def within_days(last_stay: Term, days: int) -> Term:
    """Whether a stay began so few days after the last; before its end or without one it did not."""
    gap = claim.begndate.days_since(last_stay)
    return (inpatient & (gap >= 0) & (gap <= days)).otherwise(False)


days_since_last_stay = Signal(
    claim.begndate.days_since(stays.within(days=365).max(claim.setl_time)),
    asks="距上次出院结算几天? | How many days since the last stay was settled?",
    risk=DOWN,
    family=READMISSION,
)
days_since_last_stay_here = Signal(
    claim.begndate.days_since(stays_here.within(days=365).max(claim.setl_time)),
    asks="距上次在本机构出院结算几天? | How many days since the last stay here was settled?",
    risk=DOWN,
    family=READMISSION,
)
patient_stays_30d = Signal(
    stays.within(days=30).count(),
    asks="过去30天住院几次? | How many stays in 30 days?",
    risk=UP,
    family=READMISSION,
)
patient_stays_365d = Signal(
    stays.within(days=365).count(),
    asks="过去一年住院几次? | How many stays in a year?",
    risk=UP,
    family=READMISSION,
)
patient_stay_days_365d = Signal(
    stays.within(days=365).sum(stay_days),
    asks="过去一年住院几天? | How many days in hospital in a year?",
    risk=UP,
    family=READMISSION,
)
patient_stays_here_90d = Signal(
    stays_here.within(days=90).count(),
    asks="过去90天在本机构住院几次? | How many stays here in 90 days?",
    risk=UP,
    family=READMISSION,
)
patient_same_diagnosis_stays_30d = Signal(
    stays_alike.within(days=30).count(),
    asks="过去30天因同一诊断住院几次? | How many stays for this diagnosis in 30 days?",
    risk=UP,
    family=READMISSION,
)
patient_same_diagnosis_stays_180d = Signal(
    stays_alike.within(days=180).count(),
    asks="过去180天因同一诊断住院几次? | How many stays for this diagnosis in 180 days?",
    risk=UP,
    family=READMISSION,
)
is_readmitted_here_15d = Signal(
    within_days(stays_here.within(days=90).max(claim.setl_time), 15),
    asks="是否出院15天内又住进本机构? | Back in this hospital within 15 days?",
    risk=UP,
    family=READMISSION,
)
is_readmitted_alike_30d = Signal(
    within_days(stays_alike.within(days=90).max(claim.setl_time), 30),
    asks="是否30天内因同一诊断再次住院? | Back in hospital for the same diagnosis within 30 days?",
    risk=UP,
    family=READMISSION,
)
fee_vs_last_stay_here = Signal(
    claim.medfee_sumamt / stays_here.within(days=90).latest(claim.medfee_sumamt),
    asks="费用是上次在本机构住院的几倍? | How many times the last stay here did it cost?",
    risk=NEITHER,
    family=READMISSION,
)
fee_span_of_stays_here_180d = Signal(
    stays_here.within(days=180).spread(claim.medfee_sumamt)
    / stays_here.within(days=180).mean(claim.medfee_sumamt).whole(),
    asks="过去180天在本机构历次住院费用的波动? | How far apart are the fees of earlier stays here?",
    risk=DOWN,
    family=READMISSION,
)
