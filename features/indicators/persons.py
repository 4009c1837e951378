"""Signals of an insured person at a month's end 参保人: visits, places, drugs, sameness (domain C.7, E.6).

The summaries of the high-frequency, chronic and pharmacy models: how often, where, what, how alike.
"""

from features.catalog.families import (
    CHRONIC,
    CLUSTER,
    COST,
    DRUGS,
    IDENTITY,
    OVERLAP,
    READMISSION,
    SHOPPING,
    TIMING,
    TRACE,
)
from features.catalog.subjects import (
    chronic,
    drug_fees,
    fees,
    inpatient,
    is_night,
    pharmacy,
    stay_days,
    walk_in,
)
from features.indicators.lists import SUPPLY_DAYS
from features.indicators.records import identity, item, trace
from features.language import NEITHER, UP, Indicator, claim, past

theirs = past.same(claim.psn_no)
all_1m = theirs.within(months=1)
walks = theirs.where(walk_in)
walks_1m = walks.within(months=1)
walks_3m = walks.within(months=3)
drug_items = past.same(item.psn_no).where(item.med_list_codg.starts_with("X")).within(months=3)
by_drug = drug_items.by(item.med_list_codg)
boxes = past.same(trace.psn_no).where(trace.evt_type == "sale").within(months=3)
checks = past.same(identity.psn_no).within(months=3)

psn_visits = Indicator(
    walks_1m.count(),
    asks="当月门诊购药次数? | How many visits and purchases in the month?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq; E.6 #131",
)
psn_visits_3m = Indicator(
    walks_3m.count(),
    asks="近三月门诊购药次数? | How many visits and purchases in three months?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq; E.6 #131",
)
psn_days = Indicator(
    walks_1m.distinct(claim.begndate),
    asks="当月就诊天数? | On how many days?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_day_peak = Indicator(
    walks_1m.by(claim.begndate).largest(),
    asks="单日最多就诊次数? | How often on the fullest day?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_places_3m = Indicator(
    walks_3m.distinct(claim.fixmedins_code),
    asks="近三月就诊机构数? | In how many places in three months?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq; E.6 #132",
)
psn_two_places_days = Indicator(
    walks_3m.by(claim.begndate).distinct(claim.fixmedins_code, at_least=2),
    asks="近三月同日多机构天数? | On how many days in two places in three months?",
    family=OVERLAP,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_cities_3m = Indicator(
    theirs.within(months=3).distinct(claim.fix_blng_admdvs.prefix(4)),
    asks="近三月就诊城市数? | In how many cities in three months?",
    family=OVERLAP,
    risk=UP,
    source="E.7 #147",
)
psn_doctors_3m = Indicator(
    walks_3m.distinct(claim.atddr_no),
    asks="近三月就诊医师数? | With how many doctors in three months?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_diseases_3m = Indicator(
    walks_3m.distinct(claim.dscg_maindiag_code.prefix(3)),
    asks="近三月就诊病种数(病种交叉)? | For how many diseases in three months?",
    family=SHOPPING,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_avg_fee = Indicator(
    walks_3m.mean(claim.medfee_sumamt),
    asks="近三月次均费用? | What did a visit cost on average?",
    family=COST,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_fund_3m = Indicator(
    theirs.within(months=3).sum(claim.fund_pay_sumamt),
    asks="近三月基金支出? | What did the funds pay in three months?",
    family=COST,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_fund_share = Indicator(
    theirs.within(months=3).sum(claim.fund_pay_sumamt)
    / theirs.within(months=3).sum(claim.medfee_sumamt),
    asks="近三月基金支付占比? | What share did the funds pay?",
    family=COST,
    risk=NEITHER,
    source="C.7 hgh_frq",
)
psn_same_amounts = Indicator(
    walks_3m.by(claim.medfee_sumamt).largest(),
    asks="近三月同金额最多次数? | How often was one amount settled at most?",
    family=CLUSTER,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_drug_share = Indicator(
    walks_3m.sum(drug_fees) / walks_3m.sum(fees),
    asks="近三月药费占比? | What share was drugs?",
    family=DRUGS,
    risk=UP,
    source="C.7 hgh_frq",
)
psn_same_drug_places = Indicator(
    by_drug.distinct(item.fixmedins_code, at_least=3),
    asks="近三月三家及以上机构开同一药的品种数? | How many drugs came from three places or more?",
    family=DRUGS,
    risk=UP,
    source="E.6 #132",
)
psn_drug_days = Indicator(
    by_drug.largest(item.prd_days),
    asks="近三月单药最大配药天数? | For how many days was one drug supplied at most?",
    family=DRUGS,
    risk=UP,
    source="E.6 #133",
)
psn_oversupply = Indicator(
    by_drug.reaching(3 * SUPPLY_DAYS + 1, item.prd_days),
    asks=f"近三月超量配药(超{3 * SUPPLY_DAYS}天量)品种数?"
    f" | How many drugs were supplied for over {3 * SUPPLY_DAYS} days in three months?",
    family=DRUGS,
    risk=UP,
    source="E.6 #133",
)
psn_drug_kinds = Indicator(
    drug_items.distinct(item.med_list_codg),
    asks="近三月用药品种数? | How many different drugs in three months?",
    family=DRUGS,
    risk=UP,
    source="E.6 #132",
)
psn_night_purchases = Indicator(
    theirs.where(pharmacy & is_night).within(months=3).count(),
    asks="近三月夜间购药次数? | How many purchases at night?",
    family=TIMING,
    risk=UP,
    source="C.7 purc_drug_abn",
)
psn_chronic_places = Indicator(
    theirs.where(chronic).within(months=3).distinct(claim.fixmedins_code),
    asks="近三月慢特病就诊机构数? | In how many places on the chronic list?",
    family=CHRONIC,
    risk=UP,
    source="C.7 opsp; E.6 #129",
)
psn_chronic_diseases = Indicator(
    theirs.where(chronic).within(months=3).distinct(claim.dise_codg),
    asks="近三月慢特病病种数? | For how many chronic diseases?",
    family=CHRONIC,
    risk=UP,
    source="C.7 opsp; E.6 #128",
)
psn_stays_12m = Indicator(
    theirs.where(inpatient).within(months=12).count(),
    asks="近12个月住院次数? | How many stays in twelve months?",
    family=READMISSION,
    risk=UP,
    source="C.7 brek_ipt",
)
psn_stay_days_12m = Indicator(
    theirs.where(inpatient).within(months=12).sum(stay_days),
    asks="近12个月住院天数? | How many days in hospital in twelve months?",
    family=READMISSION,
    risk=UP,
    source="C.7 brek_ipt",
)
psn_boxes = Indicator(
    boxes.count(),
    asks="近三月扫码药盒数? | How many packages were scanned for the person?",
    family=TRACE,
    risk=UP,
    source="E.7 #139",
)
psn_check_fails = Indicator(
    checks.where(identity.chk_rslt != "pass").count(),
    asks="近三月核验未通过次数? | How many identity checks were not passed?",
    family=IDENTITY,
    risk=UP,
    source="E.7 #145",
)
psn_vouchers = Indicator(
    all_1m.distinct(claim.mdtrt_cert_type),
    asks="当月使用的凭证种类数? | By how many kinds of voucher?",
    family=IDENTITY,
    risk=UP,
    source="E.7 #146",
)
psn_after_death = Indicator(
    all_1m.where(claim.begndate.days_since(claim.death_date) > 0).count(),
    asks="死亡后就诊次数? | How many visits after death?",
    family=IDENTITY,
    risk=UP,
    source="C.7",
)
