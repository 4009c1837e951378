"""Against what is expected 与期望之比: cost, examination, fund, points of like cases (domain E.2-E.4)."""

from features.catalog.families import CASEMIX, COST, STRUCTURE
from features.catalog.subjects import care_class, cost_level, diagnostic_fees, fees, like_case
from features.indicators.lists import (
    BASE_GROUPS,
    GRAY_CODES,
    HIGH_MULTIPLE,
    KEY_DRUGS,
    TCM_GROUPS,
)
from features.indicators.subjects import WEIGHT, all_1m, cases_1m, near_low_limit, stays_1m
from features.language import NEITHER, UP, Indicator, claim, diag, fee, lines, norm

group_fee = norm.median(claim.medfee_sumamt).of(claim.drg_code)
like_exams = norm.mean(diagnostic_fees).of(*like_case)
like_fund = norm.mean(claim.fund_pay_sumamt).of(care_class, (claim.age / 10).whole(), claim.gend)
usual_pay = norm.mean(claim.pay_amt).of(claim.adrg)
points = (claim.rw * (claim.inst_coef / WEIGHT)).whole()
key_drugs = lines.fee.where(fee.med_list_codg.starts_with(*KEY_DRUGS)).sum(fee.det_item_fee_sumamt)
all_drugs = lines.fee.where(fee.med_list_codg.starts_with("X")).sum(fee.det_item_fee_sumamt)
unmapped = lines.fee.where(fee.med_list_codg.is_null()).sum(fee.det_item_fee_sumamt)
gray = lines.diag.where(diag.diag_code.starts_with(*GRAY_CODES)).count()
near_high_limit = (cost_level >= HIGH_MULTIPLE * 0.9) & (cost_level < HIGH_MULTIPLE * 1.1)

cv_fee = Indicator(
    cases_1m.sum((claim.medfee_sumamt - group_fee).absolute()) / cases_1m.sum(group_fee),
    asks="费用离散度(与本组中位数之差)? | How far do cases lie from their group's median?",
    family=COST,
    risk=NEITHER,
    source="E.2 #34",
)
fund_per_head_dev = Indicator(
    all_1m.where(~like_fund.is_null()).sum(claim.fund_pay_sumamt) / all_1m.sum(like_fund) - 1.0,
    asks="基金支出比同类人群预期高多少? | How far is fund spending above that of like persons?",
    family=COST,
    risk=UP,
    source="E.2 #38",
)
exam_dev = Indicator(
    stays_1m.where(~like_exams.is_null()).sum(diagnostic_fees) / stays_1m.sum(like_exams) - 1.0,
    asks="检查化验费比同类住院预期高多少? | How far are tests above those of like stays?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #44",
)
key_drug_share = Indicator(
    all_1m.sum(key_drugs) / all_1m.sum(all_drugs),
    asks="重点监控药品占比? | What share of drugs is on the watch list?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #51",
)
self_made_item = Indicator(
    all_1m.sum(unmapped) / all_1m.sum(fees),
    asks="未对码项目费用占比? | What share is charged under no national code?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #53",
)
base_group_share = Indicator(
    cases_1m.share(claim.adrg.isin(*BASE_GROUPS)),
    asks="基础病组占比? | What share of cases is in base groups?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #73",
)
gray_code = Indicator(
    stays_1m.sum(gray) / stays_1m.sum(lines.diag.count()),
    asks="灰码率? | What share of diagnoses says too little?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #83",
)
critical_zone = Indicator(
    cases_1m.share(near_low_limit | near_high_limit),
    asks="临界区病例占比? | What share of cases lies about a payment limit?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #87",
)
tcm_group = Indicator(
    cases_1m.share(claim.adrg.isin(*TCM_GROUPS)),
    asks="中医优势病组占比? | What share of cases is in groups of Chinese medicine?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #94",
)
pts = Indicator(
    cases_1m.sum(points),
    asks="月总点数? | How many points in the month?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #95",
)
pts_per_case = Indicator(
    (cases_1m.sum(points) / cases_1m.count()) / WEIGHT,
    asks="例均点数? | How many points a case?",
    family=CASEMIX,
    risk=UP,
    source="E.4 #96",
)
v_dev = Indicator(
    cases_1m.where(~usual_pay.is_null()).sum(claim.pay_amt) / cases_1m.sum(usual_pay) - 1.0,
    asks="实际支付比同ADRG均值高多少(点值偏离)? | How far is payment above the mean of its adjacent groups?",
    family=CASEMIX,
    risk=NEITHER,
    source="E.4 #97",
)
