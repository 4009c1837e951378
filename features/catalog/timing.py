"""Timing: the hour and day of the settlement, and how it lies to the visit."""

from features.catalog.families import TIMING
from features.catalog.subjects import emergency, inpatient, is_night
from features.language import NEITHER, UP, Signal, claim

settled_hour = Signal(
    claim.setl_time.hour(),
    asks="几点结算? | At what hour was it settled?",
    risk=NEITHER,
    family=TIMING,
)
settled_weekday = Signal(
    claim.setl_time.weekday(),
    asks="星期几结算? | On which weekday was it settled?",
    risk=NEITHER,
    family=TIMING,
)
settled_month = Signal(
    claim.setl_time.month_of_year(),
    asks="几月结算? | In which month was it settled?",
    risk=NEITHER,
    family=TIMING,
)
is_settled_at_night = Signal(
    is_night & ~inpatient & ~emergency,
    asks="是否夜间的非急诊门诊或购药结算? | A walk-in claim at night, no emergency?",
    risk=UP,
    family=TIMING,
)
is_settled_at_weekend = Signal(
    claim.setl_time.weekday() >= 6,
    asks="是否周末结算? | Was it settled at a weekend?",
    risk=NEITHER,
    family=TIMING,
)
is_admitted_at_weekend = Signal(
    inpatient & (claim.begndate.weekday() >= 6),
    asks="是否周末入院? | Was the patient admitted at a weekend?",
    risk=UP,
    family=TIMING,
)
days_from_end_to_settlement = Signal(
    claim.setl_time.days_since(claim.enddate),
    asks="就诊结束几天后结算? | How many days after its end was it settled?",
    risk=NEITHER,
    family=TIMING,
)
