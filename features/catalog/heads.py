"""Sign-ups and capitation: care away from where a person is signed and the head is paid for.

The register's sign-up is the one in force, and says nothing of a claim settled before it began;
`features.catalog.signups` asks the dated sign-ups.
"""

from features.catalog.families import HEADS
from features.catalog.subjects import (
    chronic,
    like_care,
    outpatient,
    signed_from,
    signed_with,
    walk_in,
)
from features.language import NEITHER, UP, Signal, claim, norm, past

mine = past.same(claim.psn_no).where(outpatient)
here = past.same(claim.psn_no, claim.fixmedins_code).where(outpatient)
signed_here = signed_with == claim.fixmedins_code
at_signed = mine.where(signed_with == claim.fixmedins_code)
away = mine.where(signed_with != claim.fixmedins_code)

is_signed_here = Signal(
    signed_here,
    asks="是否签约在本机构? | Is the person signed here?",
    risk=NEITHER,
    family=HEADS,
)
visits_away_from_signed_90d = Signal(
    away.within(days=90).count(),
    asks="过去90天在签约机构以外门诊几次? | How many visits away from the signed one in 90 days?",
    risk=UP,
    family=HEADS,
)
visits_at_signed_365d = Signal(
    at_signed.within(days=365).count(),
    asks="过去一年在签约机构门诊几次? | How many visits at the signed institution in a year?",
    risk=NEITHER,
    family=HEADS,
)
never_seen_where_signed_365d = Signal(
    outpatient & (signed_with != claim.fixmedins_code) & (at_signed.within(days=365).count() == 0),
    asks="是否签约后一年从未在签约机构就诊? | Signed elsewhere and never seen there in a year?",
    risk=UP,
    family=HEADS,
)
fee_away_from_signed_90d = Signal(
    away.within(days=90).sum(claim.medfee_sumamt),
    asks="过去90天在签约机构以外花费多少? | What was spent away from the signed one in 90 days?",
    risk=UP,
    family=HEADS,
)
signed_here_and_cheap = Signal(
    walk_in
    & signed_here
    & (claim.medfee_sumamt < norm.quantile(claim.medfee_sumamt, 0.1).of(*like_care)),
    asks="是否签约在此而费用低于九成的同类? | Signed here, and cheaper than nine in ten of its class?",
    risk=UP,
    family=HEADS,
)
signed_here_visits_90d = Signal(
    here.within(days=90).count().only_if(signed_here),
    asks="签约者过去90天在本机构门诊几次? | How many visits here of a person signed here?",
    risk=NEITHER,
    family=HEADS,
)
days_signed = Signal(
    claim.begndate.days_since(signed_from),
    asks="就诊时已签约几天(负数即就诊后、结算前签约)? | Days signed at the visit, below nothing if after it?",
    risk=NEITHER,
    family=HEADS,
)
signed_after_the_visit = Signal(
    (signed_from > claim.begndate) & signed_here,
    asks="是否就诊之后、结算之前才补签约? | Signed here only after the visit, before settlement?",
    risk=UP,
    family=HEADS,
)
chronic_away_from_signed = Signal(
    (chronic & (signed_with != claim.fixmedins_code)).otherwise(False),
    asks="慢特病是否在签约机构以外? | A programme visit away from the signed institution?",
    risk=UP,
    family=HEADS,
)
