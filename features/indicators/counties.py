"""A county's own figures 县域: grass-roots care, fund kept in the county, sign-ups, who is connected (E.8).

Shandong's assessment of county communities asks for fee growth, reimbursement, grass-roots visits,
fund within the county, fund at the grass roots. `residents` are claims of those insured in the county,
wherever they went.
"""

from features.catalog.families import GROWTH, HEADS, IDENTITY, POLICY, TRACE
from features.catalog.subjects import drugs, outpatient, pharmacy
from features.indicators.records import checks, identity, insured, signup, signups, trace, traces
from features.indicators.subjects import growth
from features.language import DOWN, NEITHER, UP, Indicator, claim, past

here = past.same(claim.fix_blng_admdvs)
residents = past.same(claim.insu_admdvs)
grass_roots = claim.hosp_lv.isin("08", "09", "10", "11")
stayed_in = claim.fix_blng_admdvs == claim.insu_admdvs
care = ~pharmacy
insured_1m = past.same(insured.insu_admdvs).within(months=1).sum(insured.insu_psn_cnt)
signed_1m = signups.within(months=1).sum(signup.sign_psn_cnt)
all_1m = residents.within(months=1)
kept_in = residents.where(stayed_in)
signed = residents.where(outpatient & ~claim.sign_fixmedins_code.is_null())

insured_persons = Indicator(
    insured_1m,
    asks="参保人数? | How many are insured?",
    family=HEADS,
    risk=NEITHER,
    source="E.8 #158",
)
signed_rate = Indicator(
    signed_1m / insured_1m,
    asks="签约率? | What share of the insured is signed up?",
    family=HEADS,
    risk=DOWN,
    source="E.8 #158",
)
signed_away = Indicator(
    signed.within(months=1).share(claim.sign_fixmedins_code != claim.fixmedins_code),
    asks="签约人员外流率? | What share of the signed went elsewhere?",
    family=HEADS,
    risk=UP,
    source="E.8 #159",
)
grass_visit = Indicator(
    here.where(care).within(months=1).share(grass_roots),
    asks="基层就诊率? | What share of visits is at the grass roots?",
    family=POLICY,
    risk=DOWN,
    source="E.8 #154",
)
in_county_fund = Indicator(
    kept_in.within(months=1).sum(claim.fund_pay_sumamt) / all_1m.sum(claim.fund_pay_sumamt),
    asks="县域内基金支出占比? | What share of residents' fund spending stays in the county?",
    family=POLICY,
    risk=DOWN,
    source="E.8 #155",
)
grass_fund = Indicator(
    kept_in.where(grass_roots).within(months=1).sum(claim.fund_pay_sumamt)
    / kept_in.within(months=1).sum(claim.fund_pay_sumamt),
    asks="县域内基层基金占比? | What share of fund spending here is at the grass roots?",
    family=POLICY,
    risk=DOWN,
    source="E.8 #156",
)
out_refer = Indicator(
    residents.where(care).within(months=1).share(~stayed_in),
    asks="转外就医率? | What share of residents' visits is outside?",
    family=POLICY,
    risk=UP,
    source="E.8 #157",
)
resident_fund_head = Indicator(
    all_1m.sum(claim.fund_pay_sumamt) / insured_1m,
    asks="参保人均基金支出? | What did the funds pay for an insured person?",
    family=POLICY,
    risk=UP,
    source="E.2 #38",
)
resident_fee_growth = Indicator(
    growth(all_1m.sum(claim.medfee_sumamt), residents.within(months=4).sum(claim.medfee_sumamt)),
    asks="居民医疗费用较前三月均值增长? | Residents' cost against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.8 #148",
)
resident_reim = Indicator(
    all_1m.sum(claim.hifp_pay) / all_1m.sum(claim.inscp_scp_amt),
    asks="居民政策范围内报销比例? | What share within policy is paid for residents?",
    family=POLICY,
    risk=DOWN,
    source="E.8 #151",
)
trac_access = Indicator(
    traces.within(months=1).distinct(trace.fixmedins_code)
    / here.where(drugs.count() > 0).within(months=1).distinct(claim.fixmedins_code),
    asks="追溯系统接入率? | What share of places that sell drugs scans them?",
    family=TRACE,
    risk=DOWN,
    source="E.7 #142",
)
face_access = Indicator(
    checks.within(months=1).distinct(identity.fixmedins_code)
    / here.within(months=1).distinct(claim.fixmedins_code),
    asks="实名核验接入率? | What share of places checks identities?",
    family=IDENTITY,
    risk=DOWN,
    source="E.7 #144",
)
