"""Budget and sign-ups 预算执行与签约包干 (domain E.8): what was planned, paid, and paid by the head."""

from features.catalog.families import BUDGET, GROWTH, HEADS
from features.indicators.records import budget, budgets, signup, signups
from features.indicators.subjects import WEIGHT, ours, visits, yearly
from features.language import NEITHER, UP, Indicator, claim

paid_1m = budgets.within(months=1).sum(budget.paid_amt)
planned_1m = budgets.within(months=1).sum(budget.bgt_amt)
paid_3m = budgets.within(months=3).sum(budget.paid_amt)
planned_3m = budgets.within(months=3).sum(budget.bgt_amt)
paid_12m = budgets.within(months=12).sum(budget.paid_amt)
planned_12m = budgets.within(months=12).sum(budget.bgt_amt)
signed_here = ours.where(claim.sign_fixmedins_code == claim.fixmedins_code)
outside = ours.where(claim.insu_admdvs != claim.fix_blng_admdvs)
apg = visits.where(~claim.apg_code.is_null()).within(months=1)

budget_run_1m = Indicator(
    paid_1m / planned_1m,
    asks="当月预算执行率? | What share of the month's budget was paid?",
    family=BUDGET,
    risk=UP,
    source="E.8 #148",
)
budget_run = Indicator(
    paid_12m / planned_12m,
    asks="近12个月预算执行率? | What share of twelve months' budget was paid?",
    family=BUDGET,
    risk=UP,
    source="E.8 #148",
)
budget_run_dev = Indicator(
    paid_3m / planned_3m - 1.0,
    asks="按近三月推算的预算超支率? | By how much would the pace of three months exceed the budget?",
    family=BUDGET,
    risk=UP,
    source="E.8 #149",
)
surplus = Indicator(
    (planned_12m - paid_12m) / planned_12m,
    asks="近12个月预算结余率? | What share of twelve months' budget is left?",
    family=BUDGET,
    risk=NEITHER,
    source="E.8 #150",
)
head_exec = Indicator(
    signed_here.within(months=12).sum(claim.fund_pay_sumamt)
    / signups.within(months=12).sum(signup.head_bgt_amt),
    asks="人头包干执行率(近12个月)? | What share of the head budget did its signed persons use here?",
    family=HEADS,
    risk=UP,
    source="E.8 #160",
)
signed_persons = Indicator(
    signups.within(months=1).sum(signup.sign_psn_cnt),
    asks="签约人数? | How many persons are signed here?",
    family=HEADS,
    risk=NEITHER,
    source="E.8 #158",
)
apg_pts = Indicator(
    apg.sum(claim.points),
    asks="门诊APG点数? | How many outpatient points?",
    family=HEADS,
    risk=NEITHER,
    source="E.8 #161",
)
apg_pts_per_case = Indicator(
    (apg.sum(claim.points) / apg.count()) / WEIGHT,
    asks="门诊APG例均点数? | How many points an outpatient case?",
    family=HEADS,
    risk=UP,
    source="E.8 #161",
)
apg_proc_share = Indicator(
    apg.share(claim.apg_class == "procedure"),
    asks="手术操作类APG占比? | What share of outpatient cases is a procedure?",
    family=HEADS,
    risk=UP,
    source="E.8 #162",
)
out_visit_growth = Indicator(
    yearly(
        outside.within(months=1).sum(claim.fund_pay_sumamt),
        outside.within(months=12).sum(claim.fund_pay_sumamt),
        outside.within(months=13).sum(claim.fund_pay_sumamt),
    ),
    asks="异地就医基金同比增幅? | Fund spending on persons insured elsewhere against last year?",
    family=GROWTH,
    risk=UP,
    source="E.8 #164",
)
