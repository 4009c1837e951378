"""The attending doctor: load and habit in the days before the claim."""

from features.catalog.families import DOCTOR
from features.catalog.subjects import drug_fees, fees, grouped, has_mcc, inpatient, round_amount
from features.language import NEITHER, UP, Signal, claim, past

theirs = past.same(claim.atddr_no)

doctor_claims_1d = Signal(
    theirs.within(days=1).count(),
    asks="接诊医师昨日至今结算几次? | How many claims of the doctor since yesterday?",
    risk=UP,
    family=DOCTOR,
)
doctor_claims_7d = Signal(
    theirs.within(days=7).count(),
    asks="接诊医师过去7天结算几次? | How many claims of the doctor in 7 days?",
    risk=UP,
    family=DOCTOR,
)
doctor_claims_90d = Signal(
    theirs.within(days=90).count(),
    asks="接诊医师过去90天结算几次? | How many claims of the doctor in 90 days?",
    risk=NEITHER,
    family=DOCTOR,
)
doctor_inpatient_share_90d = Signal(
    theirs.within(days=90).share(inpatient),
    asks="接诊医师过去90天收治住院的比例? | What share of the doctor's claims are stays?",
    risk=NEITHER,
    family=DOCTOR,
)
doctor_drug_share_90d = Signal(
    theirs.within(days=90).sum(drug_fees) / theirs.within(days=90).sum(fees),
    asks="接诊医师过去90天药占比? | What share of the doctor's fees is drugs?",
    risk=NEITHER,
    family=DOCTOR,
)
doctor_mean_fee_90d = Signal(
    theirs.within(days=90).mean(claim.medfee_sumamt),
    asks="接诊医师过去90天次均费用? | What does a claim of the doctor cost on average?",
    risk=NEITHER,
    family=DOCTOR,
)
fee_vs_doctor_mean = Signal(
    claim.medfee_sumamt / theirs.within(days=90).mean(claim.medfee_sumamt).whole(),
    asks="费用是接诊医师次均的几倍? | How many times the doctor's mean?",
    risk=NEITHER,
    family=DOCTOR,
)
doctor_round_amount_share_90d = Signal(
    theirs.within(days=90).share(round_amount),
    asks="接诊医师整数金额的比例? | What share of the doctor's claims are round amounts?",
    risk=UP,
    family=DOCTOR,
)
doctor_mcc_share_365d = Signal(
    theirs.where(grouped).within(days=365).share(has_mcc),
    asks="接诊医师过去一年病例的MCC比例? | What share of the doctor's cases have an MCC?",
    risk=NEITHER,
    family=DOCTOR,
)
