"""Case mix 病组结构: grouping, weight, complications, limits, surplus (domain E.4)."""

from features.catalog import complications
from features.catalog.families import CASEMIX, GROWTH
from features.catalog.subjects import (
    grouped,
    has_cc,
    has_mcc,
    is_complicated,
    like_adrg,
    secondary,
    stay_days,
)
from features.indicators.subjects import WEIGHT, cases, cases_1m, near_low_limit, stays, stays_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim, lines, norm

mean_fee_of_group = norm.mean(claim.medfee_sumamt).of(claim.drg_code)
mean_stay_of_group = norm.mean(stay_days).of(claim.drg_code)
expected_mcc = (norm.rate(has_mcc).of(*like_adrg) * WEIGHT).whole()

group_rate = Indicator(
    stays_1m.share(grouped),
    asks="入组率? | What share of stays was grouped?",
    family=CASEMIX,
    risk=DOWN,
    source="E.4 #60",
)
match_rate = Indicator(
    stays_1m.share(~claim.medcasno.is_null()),
    asks="病案匹配率? | What share of stays has its record?",
    family=CASEMIX,
    risk=DOWN,
    source="E.4 #61",
)
upload_timely = Indicator(
    stays_1m.share(claim.dcla_time.days_since(claim.enddate) <= 10),
    asks="结算清单10日内上传率(约7个工作日)? | What share of lists came within ten days?",
    family=CASEMIX,
    risk=DOWN,
    source="E.4 #62",
)
cmi = Indicator(
    (cases_1m.sum(claim.rw) / cases_1m.count()) / WEIGHT,
    asks="CMI病例组合指数? | What is the case-mix index?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #64",
)
cmi_growth = Indicator(
    cases_1m.mean(claim.rw) / cases.within(months=4).mean(claim.rw) - 1.0,
    asks="CMI较近四月均值增长? | Case-mix index against four months' mean?",
    family=GROWTH,
    risk=UP,
    source="E.4 #65",
)
cmi_cost_gap = Indicator(
    (cases_1m.mean(claim.rw) / cases.within(months=12).mean(claim.rw))
    / (cases_1m.mean(claim.medfee_sumamt) / cases.within(months=12).mean(claim.medfee_sumamt))
    - 1.0,
    asks="CMI涨幅超过费用涨幅多少? | How far did the case-mix index outrun cost?",
    family=GROWTH,
    risk=UP,
    source="E.4 #66",
)
drg_n = Indicator(
    cases_1m.distinct(claim.drg_code),
    asks="DRG组数? | How many groups?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #67",
)
total_rw = Indicator(
    cases_1m.sum(claim.rw),
    asks="总权重? | What is the total weight?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #68",
)
cost_idx = Indicator(
    cases_1m.where(~mean_fee_of_group.is_null()).sum(claim.medfee_sumamt)
    / cases_1m.sum(mean_fee_of_group),
    asks="费用消耗指数? | Cost against the mean of the same groups?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #69",
)
time_idx = Indicator(
    cases_1m.where(~mean_stay_of_group.is_null()).sum(stay_days) / cases_1m.sum(mean_stay_of_group),
    asks="时间消耗指数? | Stay against the mean of the same groups?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #70",
)
rw_ge2 = Indicator(
    cases_1m.share(claim.rw / WEIGHT >= 2.0),
    asks="RW≥2占比? | What share weighs two or more?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #71",
)
rw_lt05 = Indicator(
    cases_1m.share(claim.rw / WEIGHT < 0.5),
    asks="RW<0.5占比? | What share weighs less than a half?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #72",
)
operated_share = Indicator(
    cases_1m.share(lines.oprn.count() > 0),
    asks="有手术操作病例占比? | What share had an operation?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #74",
)
mcc_rate = Indicator(
    cases_1m.share(has_mcc),
    asks="MCC率? | What share has an MCC?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #75",
)
cc_rate = Indicator(
    cases_1m.share(has_cc & ~has_mcc),
    asks="CC率? | What share has a CC and no MCC?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #76",
)
mcc_rate_dev = Indicator(
    (cases_1m.where(has_mcc & ~expected_mcc.is_null()).count() * WEIGHT)
    / cases_1m.sum(expected_mcc)
    - 1.0,
    asks="MCC率比同级同ADRG预期高多少? | How far is the MCC rate above that of its mix?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #77",
)
single_cc_share = Indicator(
    cases_1m.where(is_complicated).share(secondary.count() == 1),
    asks="仅一条其他诊断的MCC/CC占比? | What share is raised by one other diagnosis?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #78",
)
unsup_cc_share = Indicator(
    cases_1m.where(is_complicated).share(complications.unproven > 0),
    asks="无治疗依据并发症占比? | What share of complicated cases lacks evidence of care?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #79",
)
pdx_change = Indicator(
    stays_1m.share(claim.wm_dise_code.prefix(1) != claim.dscg_maindiag_code.prefix(1)),
    asks="主诊断跨章变更率? | What share of main diagnoses left the chapter they came with?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #80",
)
coding_gap = Indicator(
    stays_1m.where(claim.age >= 60).share(secondary.count() == 0),
    asks="60岁以上无其他诊断占比? | What share of those over 60 has no other diagnosis?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #82",
)
high_out = Indicator(
    cases_1m.share(claim.case_type == "high"),
    asks="高倍率病例占比? | What share is above the high limit?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #84",
)
low_out = Indicator(
    cases_1m.share(claim.case_type == "low"),
    asks="低倍率病例占比? | What share is below the low limit?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #85",
)
near_low = Indicator(
    cases_1m.share(near_low_limit),
    asks="低限贴边占比? | What share lies just above the low limit?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #86",
)
ungrouped = Indicator(
    stays_1m.share(claim.case_type.isin("ungrouped", "qy")),
    asks="未入组与QY占比? | What share is ungrouped or ambiguous?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #88",
)
special_case = Indicator(
    cases_1m.share(claim.special_case_flag == "1"),
    asks="特例单议申请率? | What share is reviewed singly?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #89",
)
surplus_rate = Indicator(
    (cases_1m.sum(claim.pay_std) - cases_1m.sum(claim.medfee_sumamt)) / cases_1m.sum(claim.pay_std),
    asks="病组结余率? | What share of the standard payment is left over?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #91",
)
fund_gap_case = Indicator(
    (cases_1m.sum(claim.medfee_sumamt) - cases_1m.sum(claim.pay_std)) / cases_1m.count(),
    asks="例均费用与支付标准之差? | How far is a case above its standard payment?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #92",
)
low_risk_death = Indicator(
    stays.where((claim.rw / WEIGHT) < 0.5).within(months=12).share(claim.dscg_way == "5"),
    asks="低权重组(RW<0.5)近12个月死亡率? | What share of light cases died in 12 months?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #93",
)
