"""The institution's habit: volume, mix and case coding in the days before the claim.

Nothing here counts distinct persons: such a set grows with a hospital's size.
"""

from features.catalog.families import HABIT
from features.catalog.subjects import (
    diagnostic_fees,
    drug_fees,
    fees,
    grouped,
    has_mcc,
    inpatient,
    is_complicated,
    is_night,
    outpatient,
    round_amount,
    stay_days,
)
from features.language import NEITHER, UP, Signal, claim, past

ours = past.same(claim.fixmedins_code)

institution_claims_1d = Signal(
    ours.within(days=1).count(),
    asks="本机构昨日至今结算几次? | How many claims of the institution since yesterday?",
    risk=NEITHER,
    family=HABIT,
)
institution_claims_30d = Signal(
    ours.within(days=30).count(),
    asks="本机构过去30天结算几次? | How many claims of the institution in 30 days?",
    risk=NEITHER,
    family=HABIT,
)
institution_claims_growth = Signal(
    (ours.within(days=30).count() * 3) / ours.within(days=90).count(),
    asks="近30天结算量是90天月均的几倍? | How many times its 90-day pace are the last 30 days?",
    risk=UP,
    family=HABIT,
)
institution_mean_fee_90d = Signal(
    ours.within(days=90).mean(claim.medfee_sumamt),
    asks="本机构过去90天次均费用? | What does a claim here cost on average?",
    risk=NEITHER,
    family=HABIT,
)
fee_vs_institution_mean = Signal(
    claim.medfee_sumamt / ours.within(days=90).mean(claim.medfee_sumamt).whole(),
    asks="费用是本机构次均的几倍? | How many times the institution's mean?",
    risk=NEITHER,
    family=HABIT,
)
institution_inpatient_mean_fee_90d = Signal(
    ours.where(inpatient).within(days=90).mean(claim.medfee_sumamt),
    asks="本机构过去90天住院次均费用? | What does a stay here cost on average?",
    risk=NEITHER,
    family=HABIT,
)
institution_inpatient_share_90d = Signal(
    ours.within(days=90).share(inpatient),
    asks="本机构过去90天住院的比例? | What share of claims here are stays?",
    risk=NEITHER,
    family=HABIT,
)
institution_short_stay_share_90d = Signal(
    ours.where(inpatient).within(days=90).share(stay_days <= 2),
    asks="本机构过去90天住院不超过2天的比例? | What share of stays here last two days or less?",
    risk=NEITHER,
    family=HABIT,
)
institution_drug_share_90d = Signal(
    ours.within(days=90).sum(drug_fees) / ours.within(days=90).sum(fees),
    asks="本机构过去90天药占比? | What share of fees here is drugs?",
    risk=NEITHER,
    family=HABIT,
)
institution_diagnostics_share_90d = Signal(
    ours.where(inpatient).within(days=90).sum(diagnostic_fees)
    / ours.where(inpatient).within(days=90).sum(fees),
    asks="本机构过去90天住院检查化验占比? | What share of stays' fees here is diagnostics?",
    risk=NEITHER,
    family=HABIT,
)
institution_night_share_30d = Signal(
    ours.where(~inpatient).within(days=30).share(is_night),
    asks="本机构过去30天夜间门诊购药结算的比例? | What share of walk-in claims here is at night?",
    risk=NEITHER,
    family=HABIT,
)
institution_round_amount_share_30d = Signal(
    ours.within(days=30).share(round_amount),
    asks="本机构过去30天整数金额的比例? | What share of claims here are round amounts?",
    risk=UP,
    family=HABIT,
)
institution_days_per_bed_30d = Signal(
    ours.where(inpatient).within(days=30).sum(stay_days) / claim.bed_cnt,
    asks="本机构30天每张床位结算几个住院日? | How many bed-days per bed were settled in 30 days?",
    risk=NEITHER,
    family=HABIT,
)
institution_outpatient_per_stay_90d = Signal(
    ours.where(outpatient).within(days=90).count() / ours.where(inpatient).within(days=90).count(),
    asks="本机构过去90天门诊与住院人次之比? | How many outpatient visits per stay here?",
    risk=NEITHER,
    family=HABIT,
)
institution_mcc_share_365d = Signal(
    ours.where(grouped).within(days=365).share(has_mcc),
    asks="本机构过去一年入组病例的MCC比例? | What share of grouped cases here have an MCC?",
    risk=NEITHER,
    family=HABIT,
)
institution_complicated_share_365d = Signal(
    ours.where(grouped).within(days=365).share(is_complicated),
    asks="本机构过去一年有MCC或CC的比例? | What share of grouped cases here are complicated?",
    risk=NEITHER,
    family=HABIT,
)
institution_mean_weight_90d = Signal(
    ours.where(grouped).within(days=90).mean(claim.rw),
    asks="本机构过去90天例均权重? | What is the mean weight of cases here?",
    risk=NEITHER,
    family=HABIT,
)
