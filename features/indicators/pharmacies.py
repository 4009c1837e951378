"""Signals of a pharmacy at a month's end 药店: hours, heaps, bundles, what came in and went out (C.7)."""

from features.catalog.families import CLUSTER, COST, GROWTH, IDENTITY, PHARMACY, TIMING, TRACE
from features.catalog.subjects import is_night, pharmacy, stays
from features.indicators.records import bought, codes_sold_again, item, items, sales, sold, trace
from features.indicators.subjects import growth
from features.language import DOWN, NEITHER, UP, Indicator, claim, lines, past, yuan

theirs = past.same(claim.fixmedins_code).where(pharmacy)
month = theirs.within(months=1)
goods = items.within(months=1)
bundle = month.by(claim.medfee_sumamt, lines.fee.count())
stayed = stays.within(days=30)

phm_swipes = Indicator(
    month.count(),
    asks="划卡次数? | How many purchases?",
    family=PHARMACY,
    risk=NEITHER,
    source="C.7 purc_drug_abn",
)
phm_heads = Indicator(
    month.distinct(claim.psn_no),
    asks="购药人数? | How many buyers?",
    family=PHARMACY,
    risk=NEITHER,
    source="C.7 purc_drug_abn",
)
phm_swipes_per_head = Indicator(
    month.count() / month.distinct(claim.psn_no),
    asks="人均划卡次数? | How many purchases a person?",
    family=PHARMACY,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_avg_fee = Indicator(
    month.mean(claim.medfee_sumamt),
    asks="次均金额? | What was a purchase on average?",
    family=COST,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_night_swipes = Indicator(
    month.where(is_night).count(),
    asks="夜间划卡次数? | How many purchases at night?",
    family=TIMING,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_night_share = Indicator(
    month.share(is_night),
    asks="夜间划卡占比? | What share of purchases is at night?",
    family=TIMING,
    risk=UP,
    source="E.1 #13",
)
phm_hour_peak = Indicator(
    month.by(claim.setl_time.hour()).largest() / month.count(),
    asks="最集中一小时的划卡占比? | What share falls into the fullest hour of the day?",
    family=TIMING,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_day_peak = Indicator(
    month.by(claim.begndate).largest() * month.distinct(claim.begndate) / month.count(),
    asks="单日最大划卡量为日均的几倍? | How many times the mean day was the fullest?",
    family=TIMING,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_day_hour_heap = Indicator(
    month.by(claim.begndate, claim.setl_time.hour()).largest(),
    asks="一小时内最多划卡次数? | How many purchases in the fullest hour?",
    family=CLUSTER,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_bundle_share = Indicator(
    bundle.largest() / month.count(),
    asks="最常见套餐(同金额同条数)占比? | What share is the commonest bundle?",
    family=CLUSTER,
    risk=UP,
    source="C.7 rsk_pmc_swp; E.6 #134",
)
phm_bundles = Indicator(
    bundle.count(at_least=5),
    asks="出现5次及以上的套餐数? | How many bundles were sold five times or more?",
    family=CLUSTER,
    risk=UP,
    source="C.7 rsk_pmc_swp",
)
phm_same_amount = Indicator(
    month.by(claim.medfee_sumamt).largest() / month.count(),
    asks="最常见金额占比? | What share has the commonest amount?",
    family=CLUSTER,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_item_conc = Indicator(
    goods.by(item.med_list_codg).largest(item.det_item_fee_sumamt)
    / goods.sum(item.det_item_fee_sumamt),
    asks="单品销售额最大占比? | What share of sales is one article?",
    family=PHARMACY,
    risk=UP,
    source="C.7 rsk_pmc_swp",
)
phm_account_share = Indicator(
    month.sum(claim.acct_pay) / month.sum(claim.medfee_sumamt),
    asks="个人账户支付占比? | What share came from personal accounts?",
    family=PHARMACY,
    risk=NEITHER,
    source="E.2 #32",
)
phm_shared_account = Indicator(
    month.share(claim.acct_mulaid_pay > yuan(0)),
    asks="使用家庭共济账户占比? | What share used a relative's account?",
    family=PHARMACY,
    risk=UP,
    source="E.2 #32",
)
phm_growth = Indicator(
    growth(month.count(), theirs.within(months=4).count()),
    asks="划卡次数较前三月均值增长? | Purchases against the three months before?",
    family=GROWTH,
    risk=UP,
    source="C.7 purc_drug_abn",
)
phm_person_conc = Indicator(
    month.by(claim.psn_no).largest() / month.count(),
    asks="最多一人的划卡占比? | What share is one person's?",
    family=CLUSTER,
    risk=UP,
    source="C.7 card_agg",
)
phm_scanned = Indicator(
    sales.where(~trace.setl_id.is_null()).within(months=1).distinct(trace.setl_id) / month.count(),
    asks="销售扫码覆盖率? | What share of purchases was scanned?",
    family=TRACE,
    risk=DOWN,
    source="E.7 #137",
)
phm_gap = Indicator(
    (sold - bought) / sold,
    asks="近12个月进销差率? | What share of sales was never bought in?",
    family=TRACE,
    risk=UP,
    source="E.7 #143",
)
phm_code_repeats = Indicator(
    codes_sold_again,
    asks="近12个月追溯码重复销售数(净)? | How many codes were sold twice or more, returns off?",
    family=TRACE,
    risk=UP,
    source="E.7 #139",
)
phm_out_area = Indicator(
    month.share(claim.insu_admdvs != claim.fix_blng_admdvs),
    asks="异地参保人购药占比? | What share is of persons insured elsewhere?",
    family=IDENTITY,
    risk=NEITHER,
    source="E.1 #20",
)
phm_stayers = Indicator(
    month.share(stayed.count() > 0),
    asks="购药前30天内住院者占比? | What share of purchases came within 30 days of a stay?",
    family=PHARMACY,
    risk=NEITHER,
    source="E.5 #113",
)
