"""Supervision results and honesty 监管与诚信 (domain E.9): reminders, verdicts, recoveries, complaints."""

from features.catalog.families import HONESTY
from features.indicators.records import (
    appeal,
    appeals,
    complaint,
    complaints_here,
    recoveries,
    recovery,
    verdict,
    verdicts,
    warning,
    warnings,
)
from features.indicators.subjects import all_1m, ours
from features.language import DOWN, NEITHER, UP, Indicator, claim

reminded = warnings.where(warning.warn_type == "1").within(months=1)
stopped = warnings.where(warning.warn_type == "2").within(months=1)
decided = verdicts.within(months=12)
confirmed = verdicts.where(verdict.result == "confirmed")
confirmed_12m = confirmed.within(months=12)
appealed = appeals.within(months=12)
clues = verdicts.where(verdict.source.isin("targeted", "cross")).within(months=12)
told = complaints_here.where(complaint.obj_type == "institution")
doctors = all_1m.where(~claim.qual_score.is_null())
TEN_THOUSAND = 10000

pre_warn = Indicator(
    reminded.count(),
    asks="事前提醒数(有反馈)? | How many reminders before the order were answered?",
    family=HONESTY,
    risk=NEITHER,
    source="E.9 #165",
)
pre_accept = Indicator(
    reminded.share(warning.dspo_way == "2"),
    asks="事前提醒采纳率? | What share of reminders was heeded?",
    family=HONESTY,
    risk=DOWN,
    source="E.9 #166",
)
pre_reason = Indicator(
    reminded.where(warning.dspo_way == "1").share(~warning.dspo_way_rea.is_null()),
    asks="继续执行理由填报率? | What share of those who went on gave a reason?",
    family=HONESTY,
    risk=DOWN,
    source="E.9 #167",
)
in_hit = Indicator(
    stopped.count() / all_1m.count(),
    asks="事中命中率? | What share of settlements was stopped?",
    family=HONESTY,
    risk=UP,
    source="E.9 #168",
)
in_accept = Indicator(
    stopped.share(warning.dspo_way == "2"),
    asks="事中提醒修改率? | What share of stopped settlements was changed?",
    family=HONESTY,
    risk=DOWN,
    source="E.9 #169",
)
audit_deduct = Indicator(
    confirmed_12m.where(verdict.source != "self").sum(verdict.vola_amt),
    asks="近12个月审核查实金额? | How much did checks find in twelve months?",
    family=HONESTY,
    risk=UP,
    source="E.9 #170",
)
refused_cases = Indicator(
    confirmed_12m.distinct(verdict.setl_id),
    asks="近12个月查实拒付病例数? | How many settlements were refused in twelve months?",
    family=HONESTY,
    risk=UP,
    source="E.9 #171",
)
clue_rate = Indicator(
    clues.count() * TEN_THOUSAND / ours.within(months=12).count(),
    asks="万人次线索率? | How many clues for ten thousand claims?",
    family=HONESTY,
    risk=UP,
    source="E.9 #172",
)
substantiation = Indicator(
    decided.share(verdict.result == "confirmed"),
    asks="线索核实率? | What share of checks was confirmed?",
    family=HONESTY,
    risk=UP,
    source="E.9 #173",
)
recovered_amt = Indicator(
    recoveries.within(months=12).sum(recovery.rcvr_amt),
    asks="近12个月追回金额? | How much was paid back in twelve months?",
    family=HONESTY,
    risk=NEITHER,
    source="E.9 #174",
)
recover_rate = Indicator(
    recoveries.within(months=12).sum(recovery.rcvr_amt) / confirmed_12m.sum(verdict.vola_amt),
    asks="追回到位率? | What share of what was found has been paid back?",
    family=HONESTY,
    risk=DOWN,
    source="E.9 #175",
)
repeat_rate = Indicator(
    confirmed_12m.by(verdict.vola_type).count(at_least=2)
    / confirmed_12m.by(verdict.vola_type).count(),
    asks="屡犯率? | What share of kinds of violation was found again?",
    family=HONESTY,
    risk=UP,
    source="E.9 #176",
)
appeal_success = Indicator(
    appealed.share(appeal.appeal_rslt.isin("reduced", "reversed")),
    asks="申诉成功率? | What share of appeals changed the finding?",
    family=HONESTY,
    risk=NEITHER,
    source="E.9 #177",
)
self_refund = Indicator(
    recoveries.where(recovery.source == "self").within(months=12).sum(recovery.rcvr_amt),
    asks="自查自纠退回额? | How much was given back by its own check?",
    family=HONESTY,
    risk=NEITHER,
    source="E.9 #179",
)
complaints = Indicator(
    told.within(months=1).count(),
    asks="投诉举报数? | How many complaints?",
    family=HONESTY,
    risk=UP,
    source="E.9 #180",
)
complaint_rate = Indicator(
    told.within(months=12).count() * TEN_THOUSAND / ours.within(months=12).count(),
    asks="万人次投诉率? | How many complaints for ten thousand claims?",
    family=HONESTY,
    risk=UP,
    source="E.9 #181",
)
qual_score_avg = Indicator(
    doctors.mean(claim.qual_score),
    asks="经治医师支付资格记分均值? | How many demerits has the treating doctor on average?",
    family=HONESTY,
    risk=UP,
    source="E.9 #182",
)
qual_susp = Indicator(
    all_1m.where(claim.qual_stas.isin("suspended", "terminated")).distinct(claim.atddr_no),
    asks="暂停或终止资格医师数? | How many treating doctors are suspended or terminated?",
    family=HONESTY,
    risk=UP,
    source="E.9 #183",
)
dr_credit_low = Indicator(
    doctors.share(claim.cred_lv.isin("D", "E")),
    asks="信用D、E级医师诊疗占比? | What share of claims is by doctors of grades D and E?",
    family=HONESTY,
    risk=UP,
    source="E.9 #182",
)
