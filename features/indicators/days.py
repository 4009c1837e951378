"""Days, doctors and amounts 日峰值与集中度: how a month's claims heap up (domain E.1, E.2, E.5)."""

from features.catalog.families import CLUSTER, COST, DOCTOR, QUALITY, VOLUME
from features.catalog.subjects import stay_days
from features.indicators.lists import DOCTOR_DAY_VISITS, SAME_AMOUNT_GROUP
from features.indicators.subjects import all_1m, ours, stays_1m, visits_1m
from features.language import NEITHER, UP, Indicator, claim

person_days = visits_1m.by(claim.psn_no, claim.begndate)
doctor_days = visits_1m.by(claim.atddr_no, claim.begndate)
settled_3m = ours.within(months=3)

op_same_day_multi = Indicator(
    person_days.count(at_least=2) / person_days.count(),
    asks="同日多次结算率? | What share of patient days has two visits or more?",
    family=VOLUME,
    risk=UP,
    source="E.1 #8",
)
op_day_peak = Indicator(
    visits_1m.by(claim.begndate).largest() * visits_1m.distinct(claim.begndate) / visits_1m.count(),
    asks="日最大门诊量为日均的几倍? | How many times the mean day was the fullest outpatient day?",
    family=VOLUME,
    risk=UP,
    source="E.1 #15",
)
ip_day_peak = Indicator(
    stays_1m.by(claim.begndate).largest() * stays_1m.distinct(claim.begndate) / stays_1m.count(),
    asks="日最大入院量为日均的几倍? | How many times the mean day was the fullest admission day?",
    family=VOLUME,
    risk=UP,
    source="E.1 #16",
)
same_amt_groups = Indicator(
    all_1m.by(claim.medfee_sumamt).count(at_least=SAME_AMOUNT_GROUP),
    asks=f"相同金额结算({SAME_AMOUNT_GROUP}笔及以上)有几组?"
    f" | How many amounts were settled {SAME_AMOUNT_GROUP} times or more?",
    family=CLUSTER,
    risk=UP,
    source="E.2 #35",
)
same_amt_largest = Indicator(
    all_1m.by(claim.medfee_sumamt).largest() / all_1m.count(),
    asks="最常见金额的结算占比? | What share has the commonest amount?",
    family=CLUSTER,
    risk=UP,
    source="E.2 #35",
)
refund_rate = Indicator(
    (settled_3m.distinct(claim.setl_id) - settled_3m.count()) / settled_3m.distinct(claim.setl_id),
    asks="近三月结算的冲正率? | What share of three months' claims was taken back?",
    family=COST,
    risk=UP,
    source="E.2 #39",
)
boundary_stay = Indicator(
    stays_1m.by(stay_days).largest() / stays_1m.count(),
    asks="住院天数集中度? | What share of stays has the commonest length?",
    family=QUALITY,
    risk=UP,
    source="E.5 #102",
)
single_dr_load = Indicator(
    doctor_days.count(at_least=DOCTOR_DAY_VISITS + 1) / doctor_days.count(),
    asks="医师日均诊疗超上限占比? | What share of doctor days exceeds the visits one can see?",
    family=DOCTOR,
    risk=UP,
    source="E.5 #124",
)
dr_conc = Indicator(
    all_1m.by(claim.atddr_no).largest(claim.fund_pay_sumamt) / all_1m.sum(claim.fund_pay_sumamt),
    asks="基金支出最多医师的占比? | What share of fund spending is one doctor's?",
    family=DOCTOR,
    risk=NEITHER,
    source="E.5 #125",
)
dr_visits_largest = Indicator(
    all_1m.by(claim.atddr_no).largest() / all_1m.count(),
    asks="结算最多医师的人次占比? | What share of claims is one doctor's?",
    family=DOCTOR,
    risk=NEITHER,
    source="E.5 #125",
)
person_largest_fund = Indicator(
    all_1m.by(claim.psn_no).largest(claim.fund_pay_sumamt) / all_1m.sum(claim.fund_pay_sumamt),
    asks="基金支出最多一人的占比? | What share of fund spending is one person's?",
    family=COST,
    risk=NEITHER,
    source="E.2 #33",
)
