"""The patient's own trail: how often, where, how dear, over 7 to 365 days before the claim."""

from features.catalog.families import SHOPPING
from features.catalog.subjects import chronic, outpatient, walk_in
from features.language import NEITHER, UP, Signal, claim, past

mine = past.same(claim.psn_no)
here = past.same(claim.psn_no, claim.fixmedins_code)

patient_claims_7d = Signal(
    mine.within(days=7).count(),
    asks="过去7天结算几次? | How many claims in 7 days?",
    risk=UP,
    family=SHOPPING,
)
patient_claims_30d = Signal(
    mine.within(days=30).count(),
    asks="过去30天结算几次? | How many claims in 30 days?",
    risk=UP,
    family=SHOPPING,
)
patient_claims_90d = Signal(
    mine.within(days=90).count(),
    asks="过去90天结算几次? | How many claims in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_claims_365d = Signal(
    mine.within(days=365).count(),
    asks="过去一年结算几次? | How many claims in a year?",
    risk=UP,
    family=SHOPPING,
)
patient_outpatient_visits_15d = Signal(
    mine.where(outpatient).within(days=15).count(),
    asks="过去15天门诊几次? | How many outpatient visits in 15 days?",
    risk=UP,
    family=SHOPPING,
)
patient_chronic_visits_90d = Signal(
    mine.where(chronic).within(days=90).count(),
    asks="过去90天门诊慢特病结算几次? | How many chronic-disease visits in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_institutions_1d = Signal(
    mine.within(days=1).distinct(claim.fixmedins_code),
    asks="昨日至今在几家机构就诊? | How many institutions since yesterday?",
    risk=UP,
    family=SHOPPING,
)
patient_institutions_30d = Signal(
    mine.within(days=30).distinct(claim.fixmedins_code),
    asks="过去30天在几家机构就诊? | How many institutions in 30 days?",
    risk=UP,
    family=SHOPPING,
)
patient_institutions_90d = Signal(
    mine.within(days=90).distinct(claim.fixmedins_code),
    asks="过去90天在几家机构就诊? | How many institutions in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_doctors_90d = Signal(
    mine.within(days=90).distinct(claim.atddr_no),
    asks="过去90天看过几位医师? | How many doctors in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_diagnoses_365d = Signal(
    mine.within(days=365).distinct(claim.dscg_maindiag_code),
    asks="过去一年有几种主诊断? | How many main diagnoses in a year?",
    risk=UP,
    family=SHOPPING,
)
patient_areas_90d = Signal(
    mine.within(days=90).distinct(claim.fix_blng_admdvs),
    asks="过去90天在几个统筹区就诊? | In how many areas in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_fee_30d = Signal(
    mine.within(days=30).sum(claim.medfee_sumamt),
    asks="过去30天费用合计? | What did 30 days cost?",
    risk=UP,
    family=SHOPPING,
)
patient_fee_365d = Signal(
    mine.within(days=365).sum(claim.medfee_sumamt),
    asks="过去一年费用合计? | What did a year cost?",
    risk=UP,
    family=SHOPPING,
)
patient_fund_90d = Signal(
    mine.within(days=90).sum(claim.fund_pay_sumamt),
    asks="过去90天基金支付合计? | What did the funds pay in 90 days?",
    risk=UP,
    family=SHOPPING,
)
patient_fee_growth = Signal(
    (mine.within(days=30).sum(claim.medfee_sumamt) * 12)
    / mine.within(days=365).sum(claim.medfee_sumamt),
    asks="近30天费用是全年月均的几倍? | How many times the year's pace are the last 30 days?",
    risk=UP,
    family=SHOPPING,
)
fee_vs_patient_mean = Signal(
    claim.medfee_sumamt / mine.within(days=365).mean(claim.medfee_sumamt).whole(),
    asks="费用是本人过去一年次均的几倍? | How many times the patient's own yearly mean?",
    risk=NEITHER,
    family=SHOPPING,
)
days_since_last_claim = Signal(
    claim.setl_time.days_since(mine.within(days=365).max(claim.setl_time)),
    asks="距上次结算几天? | How many days since the last claim?",
    risk=NEITHER,
    family=SHOPPING,
)
patient_claims_here_30d = Signal(
    here.within(days=30).count(),
    asks="过去30天在本机构结算几次? | How many claims here in 30 days?",
    risk=UP,
    family=SHOPPING,
)
patient_claims_here_180d = Signal(
    here.within(days=180).count(),
    asks="过去180天在本机构结算几次? | How many claims here in 180 days?",
    risk=UP,
    family=SHOPPING,
)
settled_here_again_same_day = Signal(
    (
        walk_in & (claim.setl_time.days_since(here.within(days=1).max(claim.setl_time)) == 0)
    ).otherwise(False),
    asks="是否同日在本机构再次门诊或购药结算? | Was it a second visit settled here on one day?",
    risk=UP,
    family=SHOPPING,
)
patient_same_diagnosis_claims_15d = Signal(
    past.same(claim.psn_no, claim.dscg_maindiag_code).within(days=15).count(),
    asks="过去15天因同一诊断结算几次? | How many claims for this diagnosis in 15 days?",
    risk=UP,
    family=SHOPPING,
)
patient_same_diagnosis_institutions_90d = Signal(
    past.same(claim.psn_no, claim.dscg_maindiag_code)
    .within(days=90)
    .distinct(claim.fixmedins_code),
    asks="90天内因同一诊断去过几家机构? | At how many institutions for it in 90 days?",
    risk=UP,
    family=SHOPPING,
)
