"""The stay: admission, length, care given on its days, low threshold and check-up admission."""

from features.catalog.families import STAY
from features.catalog.subjects import (
    charged_days,
    diagnostic_fees,
    drug_fees,
    fees,
    hands_on,
    infusions,
    inpatient,
    is_check_up,
    is_low_standard,
    like_case,
    like_diagnosis,
    stay_days,
    surgery,
    treatments,
)
from features.language import DOWN, NEITHER, UP, Signal, claim, fee, lines, norm

length_of_stay = Signal(
    stay_days,
    asks="住院几天? | How many days in hospital?",
    risk=NEITHER,
    family=STAY,
)
is_inpatient = Signal(
    inpatient,
    asks="是否住院? | Is it a stay?",
    risk=NEITHER,
    family=STAY,
)
admission_way = Signal(
    claim.adm_way,
    asks="入院途径? | How was the patient admitted?",
    risk=NEITHER,
    family=STAY,
)
came_by_emergency = Signal(
    (claim.adm_way == "1") | (claim.er_flag == "1"),
    asks="是否急诊? | Was it an emergency?",
    risk=DOWN,
    family=STAY,
)
discharge_way = Signal(
    claim.dscg_way,
    asks="离院方式? | How did the patient leave?",
    risk=NEITHER,
    family=STAY,
)
left_against_advice = Signal(
    claim.dscg_way == "4",
    asks="是否非医嘱离院? | Did the patient leave against advice?",
    risk=UP,
    family=STAY,
)
is_transferred_in = Signal(
    claim.adm_way == "3",
    asks="是否由其他机构转入? | Was the patient transferred in?",
    risk=NEITHER,
    family=STAY,
)
is_short_stay = Signal(
    inpatient & (stay_days <= 2),
    asks="是否住院不超过2天? | Is it a stay of two days or less?",
    risk=UP,
    family=STAY,
)
is_long_stay = Signal(
    inpatient & (stay_days > 30),
    asks="是否住院超过30天? | Is it a stay of over 30 days?",
    risk=UP,
    family=STAY,
)
stay_vs_diagnosis = Signal(
    stay_days / norm.median(stay_days).of(*like_case),
    asks="住院日是同级同类诊断中位数的几倍? | How many times the stay of its diagnosis and level?",
    risk=NEITHER,
    family=STAY,
)
admission_rate_of_diagnosis = Signal(
    norm.rate(inpatient).of(*like_diagnosis),
    asks="同级机构中该诊断多大比例住院? | How often is this diagnosis admitted at this level?",
    risk=NEITHER,
    family=STAY,
)
is_rarely_admitted = Signal(
    inpatient & (norm.rate(inpatient).of(*like_diagnosis) < 0.1),
    asks="该诊断是否通常无需住院? | Is it a stay for what is rarely admitted?",
    risk=UP,
    family=STAY,
)
days_with_charges_share = Signal(
    lines.fee.distinct(fee.fee_ocur_time.day()) / charged_days,
    asks="有费用发生的天数占住院日的比例? | On what share of the days was anything charged?",
    risk=NEITHER,
    family=STAY,
)
days_with_care_share = Signal(
    hands_on.distinct(fee.fee_ocur_time.day()) / charged_days,
    asks="有实际诊疗的天数占住院日的比例? | On what share of the days was there more than a bed?",
    risk=NEITHER,
    family=STAY,
)
has_no_treatment = Signal(
    inpatient & (treatments.count() + surgery.count() + infusions.count() == 0),
    asks="住院是否既无治疗、手术也无输液? | A stay without treatment, surgery or infusion?",
    risk=UP,
    family=STAY,
)
looks_low_standard = Signal(
    is_low_standard,
    asks="是否像低标准入院(短住、无手术、少治疗)? | Does it look like a low-standard stay?",
    risk=UP,
    family=STAY,
)
looks_like_check_up = Signal(
    is_check_up,
    asks="是否像体检住院(短住且检查化验过六成)? | Does it look like a check-up stay?",
    risk=UP,
    family=STAY,
)
diagnostics_share_vs_diagnosis = Signal(
    (diagnostic_fees / fees) / norm.median(diagnostic_fees / fees).of(*like_case),
    asks="检查化验占比是同类诊断的几倍? | How many times the diagnostics share of its diagnosis?",
    risk=UP,
    family=STAY,
)
drug_share_vs_diagnosis = Signal(
    (drug_fees / fees) / norm.median(drug_fees / fees).of(*like_case),
    asks="药占比是同类诊断中位数的几倍? | How many times the drug share of its diagnosis?",
    risk=NEITHER,
    family=STAY,
)
departments_changed = Signal(
    ~claim.refldept_dept.is_null() | (claim.adm_caty != claim.dscg_caty),
    asks="住院期间是否转科? | Did the patient change departments?",
    risk=NEITHER,
    family=STAY,
)
