"""Signals of a doctor at a month's end 医师: load, places, concentration, licence (domain C, R12, E.5)."""

from features.catalog.families import (
    CLUSTER,
    COST,
    DOCTOR,
    GROWTH,
    HONESTY,
    LICENCE,
    READMISSION,
    TIMING,
)
from features.catalog.readmission import within_days
from features.catalog.subjects import inpatient, is_night, outpatient
from features.indicators.lists import DOCTOR_DAY_VISITS, SAME_AMOUNT_GROUP
from features.indicators.records import complaint
from features.indicators.subjects import growth
from features.language import NEITHER, UP, Indicator, claim, past

theirs = past.same(claim.atddr_no)
month = theirs.within(months=1)
visits = theirs.where(outpatient).within(months=1)
stays = theirs.where(inpatient).within(months=1)
last_stay = past.same(claim.psn_no).where(inpatient).within(days=90).max(claim.setl_time)

dr_claims = Indicator(
    month.count(),
    asks="医师结算人次? | How many claims has the doctor?",
    family=DOCTOR,
    risk=NEITHER,
    source="C.7; E.5 #124",
)
dr_heads = Indicator(
    month.distinct(claim.psn_no),
    asks="医师接诊人头数? | How many persons has the doctor?",
    family=DOCTOR,
    risk=NEITHER,
    source="C.7; E.5 #124",
)
dr_day_visits = Indicator(
    visits.count() / visits.distinct(claim.begndate),
    asks="医师日均门诊量? | How many outpatient visits a working day?",
    family=DOCTOR,
    risk=UP,
    source="E.5 #124",
)
dr_day_peak = Indicator(
    visits.by(claim.begndate).largest(),
    asks="医师单日最大门诊量? | How many visits on the fullest day?",
    family=DOCTOR,
    risk=UP,
    source="E.5 #124",
)
dr_overload_days = Indicator(
    visits.by(claim.begndate).count(at_least=DOCTOR_DAY_VISITS + 1),
    asks="医师超负荷天数? | On how many days were there more visits than one can see?",
    family=DOCTOR,
    risk=UP,
    source="E.5 #124",
)
dr_places = Indicator(
    month.distinct(claim.fixmedins_code),
    asks="医师执业机构数? | In how many places did the doctor treat?",
    family=LICENCE,
    risk=UP,
    source="C.7",
)
dr_two_places_days = Indicator(
    month.by(claim.begndate).distinct(claim.fixmedins_code, at_least=2),
    asks="医师同日两地接诊天数? | On how many days did the doctor treat in two places?",
    family=LICENCE,
    risk=UP,
    source="C.7",
)
dr_fund = Indicator(
    month.sum(claim.fund_pay_sumamt),
    asks="医师基金支出? | What did the funds pay for the doctor's claims?",
    family=COST,
    risk=NEITHER,
    source="E.5 #125",
)
dr_avg_fee = Indicator(
    month.mean(claim.medfee_sumamt),
    asks="医师次均费用? | What did a claim cost on average?",
    family=COST,
    risk=UP,
    source="E.5 #125",
)
dr_fund_growth = Indicator(
    growth(month.sum(claim.fund_pay_sumamt), theirs.within(months=4).sum(claim.fund_pay_sumamt)),
    asks="医师基金支出较前三月均值增长? | Fund spending against the three months before?",
    family=GROWTH,
    risk=UP,
    source="E.2 #30",
)
dr_person_conc = Indicator(
    month.by(claim.psn_no).largest() / month.count(),
    asks="医师最多一人的结算占比? | What share of claims is one person's?",
    family=CLUSTER,
    risk=UP,
    source="E.5 #125",
)
dr_diagnosis_conc = Indicator(
    month.by(claim.dscg_maindiag_code).largest() / month.count(),
    asks="医师最常用主诊断占比? | What share has the commonest main diagnosis?",
    family=CLUSTER,
    risk=UP,
    source="C.7",
)
dr_same_amounts = Indicator(
    month.by(claim.medfee_sumamt).count(at_least=SAME_AMOUNT_GROUP),
    asks=f"医师相同金额({SAME_AMOUNT_GROUP}笔及以上)组数?"
    f" | How many amounts were settled {SAME_AMOUNT_GROUP} times or more?",
    family=CLUSTER,
    risk=UP,
    source="C.7",
)
dr_night = Indicator(
    visits.share(is_night),
    asks="医师夜间结算占比? | What share of visits was settled at night?",
    family=TIMING,
    risk=UP,
    source="C.7",
)
dr_unentitled = Indicator(
    month.share(claim.hi_dr_flag == "0"),
    asks="非医保医师结算占比? | What share was treated without the right to bill?",
    family=LICENCE,
    risk=UP,
    source="E.9 #183",
)
dr_contract_over = Indicator(
    month.where(claim.begndate.days_since(claim.cntr_endtime) > 0).count(),
    asks="协议到期后接诊人次? | How many claims after the contract ended?",
    family=LICENCE,
    risk=UP,
    source="E.9 #183",
)
dr_readm_7 = Indicator(
    stays.share(within_days(last_stay, 7)),
    asks="医师7天再住院率? | What share of stays began within 7 days of the last?",
    family=READMISSION,
    risk=UP,
    source="E.5 #103",
)
dr_complaints = Indicator(
    past.same(complaint.dr_code).where(complaint.obj_type == "doctor").within(months=12).count(),
    asks="医师近12个月被投诉次数? | How many complaints of the doctor in twelve months?",
    family=HONESTY,
    risk=UP,
    source="E.9 #180",
)
