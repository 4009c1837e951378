"""Night and hour clusters: swipes after closing, minutes apart, more in a day than the pace."""

from features.catalog.families import PHARMACY, TIMING
from features.catalog.subjects import inpatient, is_night, pharmacy, walk_in
from features.language import DOWN, UP, Signal, claim, past

ours = past.same(claim.fixmedins_code)
mine = past.same(claim.psn_no)
alike = past.same(claim.fixmedins_code, claim.medfee_sumamt)
since_last = claim.setl_time.minutes_since(ours.where(walk_in).within(days=1).max(claim.setl_time))
since_alike = claim.setl_time.minutes_since(
    alike.where(walk_in).within(days=1).max(claim.setl_time)
)

minutes_since_last_here = Signal(
    since_last.only_if(walk_in),
    asks="距本机构上一笔门诊或购药结算几分钟? | How many minutes since the last visit settled here?",
    risk=DOWN,
    family=TIMING,
)
minutes_since_same_amount_here = Signal(
    since_alike.only_if(walk_in),
    asks="距本机构上一笔同金额结算几分钟? | How many minutes since this amount was settled here?",
    risk=DOWN,
    family=TIMING,
)
swiped_right_after_another = Signal(
    (pharmacy & (since_last <= 3)).otherwise(False),
    asks="购药是否紧接上一笔(3分钟内)? | Was it swiped within three minutes of the last?",
    risk=UP,
    family=PHARMACY,
)
night_claims_here_1d = Signal(
    ours.where(is_night & walk_in).within(days=1).count(),
    asks="本机构昨夜至今夜间结算几笔? | How many claims here at night since yesterday?",
    risk=UP,
    family=TIMING,
)
night_swipe_after_another = Signal(
    (pharmacy & is_night & (since_last <= 10)).otherwise(False),
    asks="夜间购药是否紧接上一笔(10分钟内)? | A night swipe within ten minutes of the last?",
    risk=UP,
    family=PHARMACY,
)
patient_night_claims_90d = Signal(
    mine.where(is_night & walk_in).within(days=90).count(),
    asks="本人过去90天夜间门诊或购药几次? | How many night visits of the person in 90 days?",
    risk=UP,
    family=TIMING,
)
pharmacy_night_share_30d = Signal(
    ours.where(pharmacy).within(days=30).share(is_night).only_if(pharmacy),
    asks="本药店过去30天夜间购药的比例? | What share of purchases here is at night?",
    risk=UP,
    family=PHARMACY,
)
claims_today_vs_pace = Signal(
    (ours.within(days=1).count() * 15) / ours.within(days=30).count(),
    asks="昨日至今的结算量是30天日均的几倍? | How many times its daily pace since yesterday?",
    risk=UP,
    family=TIMING,
)
purchases_today_vs_pace = Signal(
    (
        (ours.where(pharmacy).within(days=1).sum(claim.medfee_sumamt) * 15)
        / ours.where(pharmacy).within(days=30).sum(claim.medfee_sumamt)
    ).only_if(pharmacy),
    asks="昨日至今的购药金额是30天日均的几倍? | How many times its daily sales since yesterday?",
    risk=UP,
    family=PHARMACY,
)
is_settled_after_closing = Signal(
    walk_in & (claim.setl_time.hour() >= 20),
    asks="是否20点以后的门诊或购药结算? | A visit or purchase settled after eight in the evening?",
    risk=UP,
    family=TIMING,
)
night_share_of_patient_365d = Signal(
    mine.where(~inpatient).within(days=365).share(is_night),
    asks="本人过去一年夜间结算的比例? | What share of the person's visits is at night?",
    risk=UP,
    family=TIMING,
)
