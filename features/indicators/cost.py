"""Cost and growth 费用: totals, means, growth, and amounts that look alike (domain E.2)."""

from features.catalog.families import COST, GROWTH
from features.catalog.subjects import like_care, round_amount, stay_days
from features.indicators.subjects import (
    all_1m,
    cases_1m,
    growth,
    ours,
    stays,
    stays_1m,
    visits,
    visits_1m,
    yearly,
)
from features.language import NEITHER, UP, Indicator, claim, norm

is_large = claim.medfee_sumamt > norm.quantile(claim.medfee_sumamt, 0.95).of(*like_care)

ip_fee = Indicator(
    stays_1m.sum(claim.medfee_sumamt),
    asks="住院总费用? | What did stays cost?",
    family=COST,
    risk=NEITHER,
    source="E.2 #22",
)
ip_fee_yoy = Indicator(
    yearly(
        stays_1m.sum(claim.medfee_sumamt),
        stays.within(months=12).sum(claim.medfee_sumamt),
        stays.within(months=13).sum(claim.medfee_sumamt),
    ),
    asks="住院费用同比增长率? | Cost of stays against the same month last year?",
    family=GROWTH,
    risk=UP,
    source="E.2 #23",
)
ip_fee_growth = Indicator(
    growth(stays_1m.sum(claim.medfee_sumamt), stays.within(months=4).sum(claim.medfee_sumamt)),
    asks="住院费用较前三月均值增长? | Cost of stays against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.2 #23",
)
ip_avg_fee = Indicator(
    stays_1m.mean(claim.medfee_sumamt),
    asks="住院次均费用? | What did a stay cost on average?",
    family=COST,
    risk=UP,
    source="E.2 #24",
)
ip_avg_fee_growth = Indicator(
    stays_1m.mean(claim.medfee_sumamt) / stays.within(months=4).mean(claim.medfee_sumamt) - 1.0,
    asks="住院次均费用较近四月均值增长? | Mean cost of a stay against four months' mean?",
    family=GROWTH,
    risk=UP,
    source="E.2 #24",
)
ip_avg_fee_adj = Indicator(
    cases_1m.sum(claim.medfee_sumamt) / (cases_1m.sum(claim.rw) / 10000),
    asks="住院次均费用(CMI校正)? | Cost of one unit of weight?",
    family=COST,
    risk=NEITHER,
    source="E.2 #25",
)
op_avg_fee = Indicator(
    visits_1m.mean(claim.medfee_sumamt),
    asks="门诊次均费用? | What did a visit cost on average?",
    family=COST,
    risk=UP,
    source="E.2 #26",
)
op_avg_fee_growth = Indicator(
    visits_1m.mean(claim.medfee_sumamt) / visits.within(months=4).mean(claim.medfee_sumamt) - 1.0,
    asks="门诊次均费用较近四月均值增长? | Mean cost of a visit against four months' mean?",
    family=GROWTH,
    risk=UP,
    source="E.2 #27",
)
day_avg_fee = Indicator(
    stays_1m.sum(claim.medfee_sumamt) / stays_1m.sum(stay_days),
    asks="日均住院费用? | What did a day in hospital cost?",
    family=COST,
    risk=NEITHER,
    source="E.2 #28",
)
fund_ip = Indicator(
    stays_1m.sum(claim.fund_pay_sumamt),
    asks="住院基金支出? | What did the funds pay for stays?",
    family=COST,
    risk=NEITHER,
    source="E.2 #29",
)
fund_yoy = Indicator(
    yearly(
        all_1m.sum(claim.fund_pay_sumamt),
        ours.within(months=12).sum(claim.fund_pay_sumamt),
        ours.within(months=13).sum(claim.fund_pay_sumamt),
    ),
    asks="基金支出同比增长率? | Fund spending against the same month last year?",
    family=GROWTH,
    risk=UP,
    source="E.2 #30",
)
fund_growth = Indicator(
    growth(all_1m.sum(claim.fund_pay_sumamt), ours.within(months=4).sum(claim.fund_pay_sumamt)),
    asks="基金支出较前三月均值增长? | Fund spending against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.2 #30",
)
pool_ip = Indicator(
    stays_1m.sum(claim.hifp_pay),
    asks="住院统筹基金支出? | What did the pooled fund pay for stays?",
    family=COST,
    risk=NEITHER,
    source="E.2 #31",
)
acct_pay_share = Indicator(
    all_1m.sum(claim.acct_pay) / all_1m.sum(claim.medfee_sumamt),
    asks="个人账户支付占比? | What share came from personal accounts?",
    family=COST,
    risk=NEITHER,
    source="E.2 #32",
)
large_amt_share = Indicator(
    all_1m.where(is_large).sum(claim.medfee_sumamt) / all_1m.sum(claim.medfee_sumamt),
    asks="大额病例(同类前5%)费用占比? | What share of cost lies in its dearest twentieth?",
    family=COST,
    risk=UP,
    source="E.2 #33",
)
same_amt_share = Indicator(
    (all_1m.count() - all_1m.distinct(claim.medfee_sumamt)) / all_1m.count(),
    asks="重复金额结算占比? | What share of claims repeats an amount?",
    family=COST,
    risk=UP,
    source="E.2 #35",
)
round_amt_share = Indicator(
    all_1m.share(round_amount),
    asks="整数金额占比? | What share of claims is a round amount?",
    family=COST,
    risk=UP,
    source="E.2 #36",
)
fee_per_head = Indicator(
    all_1m.sum(claim.medfee_sumamt) / all_1m.distinct(claim.psn_no),
    asks="人均医疗费用? | What did a person cost?",
    family=COST,
    risk=UP,
    source="E.2 #37",
)
