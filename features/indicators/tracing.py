"""Traceability and identity 追溯与实名 (domain E.7): scanned packages, identity checks, where cards swipe."""

from features.catalog.families import IDENTITY, TRACE
from features.catalog.subjects import drugs
from features.indicators.records import (
    bought,
    checks,
    codes_sold_again,
    identity,
    net,
    sales,
    sold,
    trace,
    traces,
    whole_boxes,
)
from features.indicators.subjects import all_1m, ours, stays_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim

checked = checks.within(months=1)
settled = trace.setl_id
with_drugs = ours.where(drugs.count() > 0).within(months=1)

trac_stock_rate = Indicator(
    traces.where(trace.evt_type == "stock").within(months=1).distinct(trace.med_list_codg)
    / sales.within(months=1).distinct(trace.med_list_codg),
    asks="盘存药品与销售药品之比? | How many drugs were stock-taken for each that was sold?",
    family=TRACE,
    risk=DOWN,
    source="E.7 #136",
)
trac_sale_rate = Indicator(
    sales.where(~settled.is_null()).within(months=1).distinct(settled) / with_drugs.count(),
    asks="药品结算扫码率(追溯码覆盖)? | What share of claims with drugs was scanned?",
    family=TRACE,
    risk=DOWN,
    source="E.7 #137",
)
trac_nocode_rate = Indicator(
    sales.within(months=1).where(trace.drug_trac_codg.is_null()).count()
    / sales.within(months=1).count(),
    asks="无码销售率? | What share of sales bears no code?",
    family=TRACE,
    risk=UP,
    source="E.7 #138",
)
trac_dup = Indicator(
    codes_sold_again,
    asks="近12个月追溯码重复销售数(净)? | How many codes were sold twice or more, returns off?",
    family=TRACE,
    risk=UP,
    source="E.7 #139",
)
trac_max_dup = Indicator(
    whole_boxes.within(months=12).by(trace.drug_trac_codg).largest(net),
    asks="单码最大销售次数? | How often was one code sold at most?",
    family=TRACE,
    risk=UP,
    source="E.7 #140",
)
trac_mismatch = Indicator(
    sales.within(months=12).by(trace.drug_trac_codg).distinct(trace.med_list_codg, at_least=2),
    asks="一码多药(码药不符)数? | How many codes stood for two drugs?",
    family=TRACE,
    risk=UP,
    source="E.7 #141",
)
trac_returns = Indicator(
    traces.where(trace.evt_type == "sale_return").within(months=1).count()
    / sales.within(months=1).count(),
    asks="销售退货率? | What share of sales was returned?",
    family=TRACE,
    risk=UP,
    source="E.7 #139",
)
trac_self_paid = Indicator(
    sales.within(months=1).share(trace.mdtrt_setl_type == "2"),
    asks="自费销售占比? | What share of scanned sales was self-paid?",
    family=TRACE,
    risk=NEITHER,
    source="E.7 #137",
)
purchase_gap = Indicator(
    (sold - bought) / sold,
    asks="近12个月进销差率? | What share of sales was never bought in?",
    family=TRACE,
    risk=UP,
    source="E.7 #143",
)
face_rate = Indicator(
    checked.share((identity.chk_way == "face") & (identity.chk_rslt == "pass")),
    asks="人脸核验通过率? | What share of checks was passed by face?",
    family=IDENTITY,
    risk=DOWN,
    source="E.7 #144",
)
face_fail = Indicator(
    checked.where(identity.chk_rslt == "fail").count()
    / checked.where(identity.chk_rslt.isin("pass", "fail")).count(),
    asks="核验失败率? | What share of checks failed?",
    family=IDENTITY,
    risk=UP,
    source="E.7 #145",
)
ward_absent = Indicator(
    checked.where(identity.chk_scene == "ward_round").share(identity.chk_rslt == "absent"),
    asks="查房不在床率? | What share of ward rounds found the bed empty?",
    family=IDENTITY,
    risk=UP,
    source="E.7 #144",
)
checks_per_stay = Indicator(
    checked.where(identity.chk_scene == "admission").count() / stays_1m.count(),
    asks="每次住院的入院核验次数? | How many admission checks for each stay settled?",
    family=IDENTITY,
    risk=DOWN,
    source="E.7 #144",
)
remote_swipe = Indicator(
    all_1m.where(claim.insu_admdvs.prefix(4) == claim.fix_blng_admdvs.prefix(4)).share(
        claim.resd_admdvs.prefix(4) != claim.fix_blng_admdvs.prefix(4)
    ),
    asks="居住地在外市的刷卡占比? | What share of local claims is of persons who live elsewhere?",
    family=IDENTITY,
    risk=UP,
    source="E.7 #147",
)
