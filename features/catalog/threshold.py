"""Low-threshold admission and idle days: what speaks against a bed, and days nobody was treated."""

from features.catalog.families import DOCTOR, HABIT, STAY
from features.catalog.subjects import (
    beds,
    charged_days,
    drugs,
    fees,
    infusions,
    inpatient,
    is_check_up,
    is_low_standard,
    like_case,
    like_diagnosis,
    nursing_fees,
    outpatient,
    rounds,
    stay_days,
    surgery,
    treatments,
)
from features.language import DOWN, NEITHER, UP, Signal, claim, fee, lines, norm, past

theirs = past.same(claim.atddr_no).where(inpatient)
ours = past.same(claim.fixmedins_code).where(inpatient)
mine = past.same(claim.psn_no)
treated = lines.fee.where(
    fee.med_chrgitm_type.isin("05", "06") | fee.med_list_codg.starts_with("XB05", "XJ01")
)
idle = beds.sum(fee.det_item_fee_sumamt) + rounds.sum(fee.det_item_fee_sumamt) + nursing_fees

treated_days_share = Signal(
    (treated.distinct(fee.fee_ocur_time.day()) / charged_days).only_if(inpatient),
    asks="有治疗、手术、输液、抗菌药物的天数占比? | On what share of the days was anybody treated?",
    risk=DOWN,
    family=STAY,
)
drug_days_share = Signal(
    (drugs.distinct(fee.fee_ocur_time.day()) / charged_days).only_if(inpatient),
    asks="有用药的天数占住院日的比例? | On what share of the days was a drug given?",
    risk=DOWN,
    family=STAY,
)
days_without_drugs_outnumber = Signal(
    (inpatient & (drugs.distinct(fee.fee_ocur_time.day()) / charged_days < 0.5)).otherwise(False),
    asks="是否半数以上住院日没有用药? | A stay with no drug on most of its days?",
    risk=UP,
    family=STAY,
)
idle_share_above_diagnosis_p90 = Signal(
    (inpatient & (idle / fees > norm.quantile(idle / fees, 0.9).of(*like_case))).otherwise(False),
    asks="床位、诊察、护理占比是否超过九成的同类? | More bed and rounds than nine in ten alike?",
    risk=UP,
    family=STAY,
)
cheaper_than_its_diagnosis_p10 = Signal(
    (
        inpatient & (claim.medfee_sumamt < norm.quantile(claim.medfee_sumamt, 0.1).of(*like_case))
    ).otherwise(False),
    asks="住院费用是否低于九成的同类病例? | A cheaper stay than nine in ten of its diagnosis?",
    risk=UP,
    family=STAY,
)
admitted_without_a_visit_before = Signal(
    inpatient & (claim.adm_way == "2") & (mine.where(outpatient).within(days=30).count() == 0),
    asks="称门诊收治却30天内无门诊? | Admitted from the clinic, yet no visit in 30 days?",
    risk=UP,
    family=STAY,
)
rarely_admitted_and_light = Signal(
    is_low_standard & (norm.rate(inpatient).of(*like_diagnosis) < 0.3),
    asks="是否少有住院的诊断且治疗很少? | Rarely admitted, and hardly treated?",
    risk=UP,
    family=STAY,
)
light_nursing_share = Signal(
    (claim.scd_nurscare_days + claim.lv3_nurscare_days) / claim.act_ipt_days,
    asks="二三级护理天数占比? | What share of the days was of light nursing?",
    risk=NEITHER,
    family=STAY,
)
lines_of_care_per_day = Signal(
    ((treatments.count() + surgery.count() + infusions.count()) / charged_days).only_if(inpatient),
    asks="平均每天几条治疗、手术、输液? | How many lines of care a day?",
    risk=DOWN,
    family=STAY,
)
doctor_low_standard_share_90d = Signal(
    theirs.within(days=90).share(is_low_standard),
    asks="接诊医师过去90天低标准入院的比例? | What share of the doctor's stays is low-standard?",
    risk=UP,
    family=DOCTOR,
)
institution_low_standard_share_90d = Signal(
    ours.within(days=90).share(is_low_standard),
    asks="本机构过去90天低标准入院的比例? | What share of stays here is low-standard?",
    risk=UP,
    family=HABIT,
)
institution_check_up_share_90d = Signal(
    ours.within(days=90).share(is_check_up),
    asks="本机构过去90天体检式住院的比例? | What share of stays here looks like a check-up?",
    risk=UP,
    family=HABIT,
)
patient_light_stays_365d = Signal(
    mine.where(is_low_standard).within(days=365).count(),
    asks="过去一年有几次低标准住院? | How many low-standard stays in a year?",
    risk=UP,
    family=STAY,
)
stay_longer_than_diagnosis_p90 = Signal(
    (inpatient & (stay_days > norm.quantile(stay_days, 0.9).of(*like_case))).otherwise(False),
    asks="住院日是否超过九成的同类病例? | A longer stay than nine in ten of its diagnosis?",
    risk=UP,
    family=STAY,
)
stay_shorter_than_diagnosis_p10 = Signal(
    (inpatient & (stay_days < norm.quantile(stay_days, 0.1).of(*like_case))).otherwise(False),
    asks="住院日是否短于九成的同类病例? | A shorter stay than nine in ten of its diagnosis?",
    risk=UP,
    family=STAY,
)
bed_day_with_little_care = Signal(
    (
        inpatient
        & (claim.hi_paymtd == "5")
        & (
            (treatments.count() / charged_days)
            < norm.quantile(treatments.count() / charged_days, 0.25).of(*like_case)
        )
    ).otherwise(False),
    asks="按床日付费且每日治疗少于同类下四分位? | Paid by the day, with less care than its like?",
    risk=UP,
    family=STAY,
)
