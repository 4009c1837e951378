"""Volume and access 人次: how many came, who, and when (domain E.1)."""

from features.catalog.families import GROWTH, VOLUME
from features.catalog.subjects import chronic, emergency, is_night, stay_days
from features.indicators.subjects import (
    all_1m,
    growth,
    ours,
    purchases_1m,
    stays,
    stays_1m,
    visits_1m,
    yearly,
)
from features.language import NEITHER, UP, Indicator, claim, institution, yuan

ip_discharges = Indicator(
    stays_1m.count(),
    asks="出院人次? | How many discharges?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #1",
)
ip_discharges_yoy = Indicator(
    yearly(stays_1m.count(), stays.within(months=12).count(), stays.within(months=13).count()),
    asks="出院人次同比? | Discharges against the same month last year?",
    family=GROWTH,
    risk=UP,
    source="E.1 #2",
)
ip_discharges_growth = Indicator(
    growth(stays_1m.count(), stays.within(months=4).count()),
    asks="出院人次较前三月均值? | Discharges against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.1 #2",
)
ip_heads = Indicator(
    stays_1m.distinct(claim.psn_no),
    asks="住院人头数? | How many persons were in hospital?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #3",
)
ip_visits_per_head = Indicator(
    stays.within(months=12).count() / stays.within(months=12).distinct(claim.psn_no),
    asks="近12个月住院人次人头比? | Stays per person over 12 months?",
    family=VOLUME,
    risk=UP,
    source="E.1 #4",
)
op_visits = Indicator(
    visits_1m.count(),
    asks="门急诊人次? | How many outpatient visits?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #5",
)
op_heads = Indicator(
    visits_1m.distinct(claim.psn_no),
    asks="门诊人头数? | How many outpatients?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #6",
)
op_visits_per_head = Indicator(
    visits_1m.count() / visits_1m.distinct(claim.psn_no),
    asks="门诊人次人头比? | Outpatient visits per person?",
    family=VOLUME,
    risk=UP,
    source="E.1 #7",
)
op_ip_ratio = Indicator(
    visits_1m.count() / stays_1m.count(),
    asks="门诊住院比? | Outpatient visits per stay?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #9",
)
er_share = Indicator(
    visits_1m.share(emergency),
    asks="急诊占比? | What share of visits is emergency?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #10",
)
opsp_visits_share = Indicator(
    visits_1m.share(chronic),
    asks="门诊慢特病人次占比? | What share of visits is for chronic lists?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #11",
)
ph_swipes = Indicator(
    purchases_1m.count(),
    asks="药店划卡次数? | How many pharmacy purchases?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #12",
)
ph_night_share = Indicator(
    purchases_1m.share(is_night),
    asks="夜间划卡占比? | What share of purchases is at night?",
    family=VOLUME,
    risk=UP,
    source="E.1 #13",
)
small_amt_share = Indicator(
    all_1m.share(claim.medfee_sumamt < yuan(30)),
    asks="小额(30元以下)结算占比? | What share of claims is below 30 yuan?",
    family=VOLUME,
    risk=UP,
    source="E.1 #14",
)
bed_use = Indicator(
    stays_1m.sum(stay_days) / (institution.bed_cnt * 30),
    asks="床位使用率(结算,按30天)? | Settled bed-days per bed and day, of 30 days?",
    family=VOLUME,
    risk=UP,
    source="E.1 #17",
)
weekend_admit = Indicator(
    stays_1m.share(claim.begndate.weekday() >= 6),
    asks="周末入院占比? | What share was admitted at a weekend?",
    family=VOLUME,
    risk=UP,
    source="E.1 #19",
)
out_area_share = Indicator(
    all_1m.share(claim.insu_admdvs != claim.fix_blng_admdvs),
    asks="异地就医占比? | What share is insured elsewhere?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #20",
)
old_share = Indicator(
    all_1m.share(claim.age >= 65),
    asks="老年患者占比? | What share is 65 or older?",
    family=VOLUME,
    risk=NEITHER,
    source="E.1 #21",
)
claims_growth = Indicator(
    growth(all_1m.count(), ours.within(months=4).count()),
    asks="结算人次较前三月均值? | Claims against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.1 #2",
)
