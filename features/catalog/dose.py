"""Dose and supply: how much of a drug for how many days, against peers and what is left at home."""

from features.catalog.families import DRUGS
from features.catalog.subjects import (
    chronic,
    drug_fees,
    drugs,
    inpatient,
    like_case,
    stay_days,
    walk_in,
)
from features.language import NEITHER, UP, Signal, claim, fee, norm, past, yuan

mine = past.same(claim.psn_no).where(walk_in & (drug_fees > yuan(0)))
here = past.same(claim.psn_no, claim.fixmedins_code).where(walk_in & (drug_fees > yuan(0)))
longest = drugs.max(fee.prd_days)
per_day = drugs.max((fee.cnt / fee.prd_days).whole())
cost_per_day = drugs.sum((fee.det_item_fee_sumamt / fee.prd_days).whole())
left = mine.within(days=90).latest(longest) - claim.setl_time.days_since(
    mine.within(days=90).max(claim.setl_time)
)

largest_quantity_per_day = Signal(
    per_day,
    asks="单日用量最大的药每天几个单位? | How many units a day of the drug with the largest dose?",
    risk=UP,
    family=DRUGS,
)
largest_quantity_of_a_drug = Signal(
    drugs.max(fee.cnt),
    asks="数量最多的一条药品是多少? | What is the largest quantity of one drug?",
    risk=UP,
    family=DRUGS,
)
quantity_per_day_vs_diagnosis = Signal(
    per_day / norm.quantile(per_day, 0.9).of(*like_case),
    asks="最大日用量是同类诊断九成位的几倍? | The largest daily dose against its diagnosis?",
    risk=UP,
    family=DRUGS,
)
supply_vs_diagnosis = Signal(
    longest / norm.median(longest).of(*like_case),
    asks="最长配药天数是同类诊断的几倍? | The longest supply against its diagnosis?",
    risk=UP,
    family=DRUGS,
)
supply_above_diagnosis_p90 = Signal(
    longest > norm.quantile(longest, 0.9).of(*like_case),
    asks="配药天数是否超过九成的同类病例? | A longer supply than nine in ten of its diagnosis?",
    risk=UP,
    family=DRUGS,
)
drug_cost_a_day_vs_diagnosis = Signal(
    cost_per_day / norm.quantile(cost_per_day, 0.75).of(*like_case),
    asks="每日药费是同类诊断上四分位的几倍? | The daily cost of drugs against its diagnosis?",
    risk=NEITHER,
    family=DRUGS,
)
supply_left_at_home = Signal(
    left.only_if(walk_in),
    asks="上次配的药还剩几天? | How many days of the last supply are left?",
    risk=UP,
    family=DRUGS,
)
refilled_a_week_early = Signal(
    (walk_in & (drug_fees > yuan(0)) & (left > 7)).otherwise(False),
    asks="是否提前一周以上再次配药? | Refilled more than a week early?",
    risk=UP,
    family=DRUGS,
)
refilled_early_elsewhere = Signal(
    (
        walk_in
        & (drug_fees > yuan(0))
        & (left > 7)
        & (mine.within(days=90).latest(claim.fixmedins_code) != claim.fixmedins_code)
    ).otherwise(False),
    asks="是否在别处提前一周以上再次配药? | Refilled more than a week early, elsewhere?",
    risk=UP,
    family=DRUGS,
)
supply_per_day_90d = Signal(
    (mine.within(days=90).sum(longest) + longest.otherwise(0)) / 90,
    asks="过去90天加本次平均每天配几天的药? | How many days of drugs for each of 90 days?",
    risk=UP,
    family=DRUGS,
)
long_supplies_90d = Signal(
    mine.where(longest >= 28).within(days=90).count(),
    asks="过去90天四周以上的配药几次? | How many supplies of four weeks or more in 90 days?",
    risk=UP,
    family=DRUGS,
)
long_supply_sellers_30d = Signal(
    mine.where(longest >= 14).within(days=30).distinct(claim.fixmedins_code),
    asks="过去30天从几家机构取得两周以上的药? | From how many institutions two weeks of drugs?",
    risk=UP,
    family=DRUGS,
)
supply_here_share_90d = Signal(
    here.within(days=90).sum(longest) / mine.within(days=90).sum(longest),
    asks="过去90天配药有多大比例在本机构? | What share of the supply came from here?",
    risk=NEITHER,
    family=DRUGS,
)
take_home_days = Signal(
    drugs.where(fee.dscg_tkdrug_flag == "1").max(fee.prd_days),
    asks="出院带药最长几天? | How many days is the longest take-home supply?",
    risk=UP,
    family=DRUGS,
)
supply_beyond_the_stay = Signal(
    (drugs.where(fee.dscg_tkdrug_flag.otherwise("0") != "1").max(fee.prd_days) - stay_days).only_if(
        inpatient
    ),
    asks="住院用药比住院日多几天? | By how many days does a ward drug outlast the stay?",
    risk=UP,
    family=DRUGS,
)
chronic_supply_over_a_month = Signal(
    (chronic & (longest > 31)).otherwise(False),
    asks="慢特病配药是否超过一个月? | A programme supply of more than a month?",
    risk=UP,
    family=DRUGS,
)
dear_drug_share = Signal(
    drugs.where(fee.det_item_fee_sumamt >= yuan(500)).sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="单条500元以上的药占药费比例? | What share of drug fees is lines of 500 yuan and more?",
    risk=NEITHER,
    family=DRUGS,
)
