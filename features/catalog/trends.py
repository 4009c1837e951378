"""What grows: complications without cost, cases of one group, singly reviewed cases, volume.

A coding consultant shows as a rising share of complicated cases at the same cost; DIP score chasing
as one group's cases multiplying. The growth is of the institution, the answer stands at each claim.
"""

from features.catalog.families import HABIT
from features.catalog.subjects import cost_level, grouped, inpatient, is_complicated
from features.language import DOWN, NEITHER, UP, Signal, claim, past

ours = past.same(claim.fixmedins_code)
cases = ours.where(grouped)
doctors = past.same(claim.atddr_no).where(grouped)
group_here = past.same(claim.fixmedins_code, claim.drg_code)
visitors = ours.where(~inpatient)
lives_elsewhere = claim.resd_admdvs != claim.fix_blng_admdvs
left_over = claim.pay_std - claim.medfee_sumamt

complicated_growth_here = Signal(
    cases.within(days=90).share(is_complicated) / cases.within(days=365).share(is_complicated),
    asks="近90天复杂病例占比是全年的几倍? | Complicated share of 90 days against the year?",
    risk=UP,
    family=HABIT,
)
complicated_growth_of_doctor = Signal(
    doctors.within(days=90).share(is_complicated) / doctors.within(days=365).share(is_complicated),
    asks="接诊医师近90天复杂病例占比是全年的几倍? | The doctor's complicated share against the year?",
    risk=UP,
    family=HABIT,
)
weight_growth_here = Signal(
    cases.within(days=90).mean(claim.rw).whole() / cases.within(days=365).mean(claim.rw).whole(),
    asks="近90天例均权重是全年的几倍? | Mean weight of 90 days against the year?",
    risk=UP,
    family=HABIT,
)
fee_growth_here = Signal(
    cases.within(days=90).mean(claim.medfee_sumamt).whole()
    / cases.within(days=365).mean(claim.medfee_sumamt).whole(),
    asks="近90天次均费用是全年的几倍? | Mean fee of 90 days against the year?",
    risk=NEITHER,
    family=HABIT,
)
weight_outgrows_fee_here = Signal(
    (cases.within(days=90).mean(claim.rw).whole() / cases.within(days=365).mean(claim.rw).whole())
    / (
        cases.within(days=90).mean(claim.medfee_sumamt).whole()
        / cases.within(days=365).mean(claim.medfee_sumamt).whole()
    ),
    asks="权重涨幅是费用涨幅的几倍(升级诊断)? | How far does weight outgrow cost here?",
    risk=UP,
    family=HABIT,
)
group_cases_here_90d = Signal(
    group_here.within(days=90).count(),
    asks="过去90天本机构该病组几例? | How many cases of this group here in 90 days?",
    risk=NEITHER,
    family=HABIT,
)
group_growth_here = Signal(
    (group_here.within(days=90).count() * 4) / group_here.within(days=365).count(),
    asks="该病组近90天病例是全年季均的几倍? | How many times its quarterly pace is this group?",
    risk=UP,
    family=HABIT,
)
group_share_here_90d = Signal(
    group_here.within(days=90).count() / cases.within(days=90).count(),
    asks="该病组占本机构病例的比例? | What share of cases here is of this group?",
    risk=NEITHER,
    family=HABIT,
)
group_left_over_here_365d = Signal(
    group_here.within(days=365).mean(left_over),
    asks="该病组在本机构例均结余多少? | What is left over of a case of this group here?",
    risk=UP,
    family=HABIT,
)
group_fee_span_here_365d = Signal(
    group_here.within(days=365).spread(claim.medfee_sumamt)
    / group_here.within(days=365).mean(claim.medfee_sumamt).whole(),
    asks="该病组在本机构费用相差多大? | How far apart are the fees of this group here?",
    risk=DOWN,
    family=HABIT,
)
is_reviewed_singly = Signal(
    claim.special_case_flag == "1",
    asks="是否申请特例单议? | Was it put forward as a special case?",
    risk=UP,
    family=HABIT,
)
reviewed_singly_yet_ordinary = Signal(
    (claim.special_case_flag == "1") & (cost_level < 3.0),
    asks="特例单议而费用不到标准3倍? | A special case of less than three times its standard?",
    risk=UP,
    family=HABIT,
)
special_share_here_90d = Signal(
    cases.within(days=90).share(claim.special_case_flag == "1"),
    asks="本机构过去90天特例单议的比例? | What share of cases here is put forward singly?",
    risk=UP,
    family=HABIT,
)
high_outlier_share_here_90d = Signal(
    cases.within(days=90).share(claim.case_type == "high"),
    asks="本机构过去90天高倍率病例的比例? | What share of cases here are high outliers?",
    risk=NEITHER,
    family=HABIT,
)
dear_for_a_light_group = Signal(
    grouped & ~is_complicated & (cost_level > 3.0),
    asks="是否无MCC和CC却超过标准3倍(高码低编)? | Uncomplicated, yet three times its standard?",
    risk=UP,
    family=HABIT,
)
far_patients_share_here_30d = Signal(
    visitors.within(days=30).share(lives_elsewhere),
    asks="本机构门诊购药者多大比例住在外区? | What share of visitors here lives elsewhere?",
    risk=NEITHER,
    family=HABIT,
)
far_patients_growth_here = Signal(
    visitors.within(days=30).share(lives_elsewhere)
    / visitors.within(days=365).share(lives_elsewhere),
    asks="外区患者占比是全年的几倍? | Far visitors' share against the year's?",
    risk=UP,
    family=HABIT,
)
