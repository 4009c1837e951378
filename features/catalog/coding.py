"""Coding: complications and what the fee lines say of them, the main diagnosis, the operations."""

from features.catalog import complications
from features.catalog.families import CODING
from features.catalog.subjects import (
    diagnostics,
    fees,
    grouped,
    has_cc,
    has_mcc,
    inpatient,
    is_complicated,
    like_adrg,
    like_case,
    secondary,
    severity,
    surgery,
    surgery_fees,
    treatments,
)
from features.language import NEITHER, UP, Signal, claim, diag, lines, norm, oprn

diagnosis_lines = Signal(
    lines.diag.count(),
    asks="有几条诊断? | How many diagnoses?",
    risk=NEITHER,
    family=CODING,
)
secondary_diagnoses = Signal(
    secondary.count(),
    asks="有几条其他诊断? | How many diagnoses beside the main one?",
    risk=NEITHER,
    family=CODING,
)
secondary_above_diagnosis_p90 = Signal(
    secondary.count() > norm.quantile(secondary.count(), 0.9).of(*like_case),
    asks="其他诊断多于九成的同类病例? | More other diagnoses than nine in ten of its diagnosis?",
    risk=UP,
    family=CODING,
)
sepsis_without_proof = Signal(
    complications.sepsis,
    asks="编了脓毒症却无血培养和降钙素原? | Sepsis coded, neither culture nor procalcitonin?",
    risk=UP,
    family=CODING,
)
pneumonia_without_proof = Signal(
    complications.pneumonia,
    asks="编了肺炎却无胸部影像和培养,或无抗菌药物? | Pneumonia coded, no imaging or no antibiotic?",
    risk=UP,
    family=CODING,
)
respiratory_failure_without_proof = Signal(
    complications.respiratory_failure,
    asks="编了呼吸衰竭却无血气和通气? | Respiratory failure coded, no gas, no ventilation?",
    risk=UP,
    family=CODING,
)
heart_failure_without_proof = Signal(
    complications.heart_failure,
    asks="编了心力衰竭却无钠尿肽和心脏超声? | Heart failure coded, no peptide, no ultrasound?",
    risk=UP,
    family=CODING,
)
embolism_without_proof = Signal(
    complications.embolism,
    asks="编了肺栓塞却无肺动脉造影和抗栓药? | Lung embolism coded, no angiography, no drug?",
    risk=UP,
    family=CODING,
)
thrombosis_without_proof = Signal(
    complications.thrombosis,
    asks="编了静脉血栓却无下肢超声和抗栓药? | Thrombosis coded, no ultrasound, no drug?",
    risk=UP,
    family=CODING,
)
shock_without_proof = Signal(
    complications.shock,
    asks="编了休克却无升压药和中心静脉置管? | Shock coded, neither cardiac drug nor central line?",
    risk=UP,
    family=CODING,
)
renal_failure_without_proof = Signal(
    complications.renal_failure,
    asks="编了急性肾衰却无血液净化和利尿剂? | Acute renal failure coded, no care charged?",
    risk=UP,
    family=CODING,
)
bleeding_without_proof = Signal(
    complications.bleeding,
    asks="编了消化道出血却无内镜、输血和隐血? | Bleeding coded, no endoscopy, no blood?",
    risk=UP,
    family=CODING,
)
anaemia_without_proof = Signal(
    complications.anaemia,
    asks="编了失血性贫血却无输血和铁剂? | Blood-loss anaemia coded, neither transfusion nor iron?",
    risk=UP,
    family=CODING,
)
electrolytes_without_proof = Signal(
    complications.electrolytes,
    asks="编了电解质紊乱却没有补充? | Electrolyte disorder coded, no mineral charged?",
    risk=UP,
    family=CODING,
)
malnutrition_without_proof = Signal(
    complications.malnutrition,
    asks="编了营养不良却没有营养支持? | Malnutrition coded, no nutrition charged?",
    risk=UP,
    family=CODING,
)
pressure_ulcer_without_proof = Signal(
    complications.pressure_ulcer,
    asks="编了压疮却没有换药和敷料? | Pressure ulcer coded, no dressing charged?",
    risk=UP,
    family=CODING,
)
unproven_complications = Signal(
    complications.unproven,
    asks="有几个并发症缺乏诊疗依据? | How many complications lack evidence of care?",
    risk=UP,
    family=CODING,
)
only_complication_is_unproven = Signal(
    (secondary.count() == 1) & (complications.unproven == 1),
    asks="唯一的其他诊断是否缺乏诊疗依据? | Does the only other diagnosis lack evidence of care?",
    risk=UP,
    family=CODING,
)
group_rests_on_unproven = Signal(
    is_complicated & (complications.unproven > 0),
    asks="有MCC或CC且有并发症缺乏依据? | A raised group, and a complication without evidence?",
    risk=UP,
    family=CODING,
)
acquired_in_hospital = Signal(
    secondary.where(diag.adm_cond_type == "4").count(),
    asks="入院后新发的诊断有几条? | How many diagnoses arose in hospital?",
    risk=NEITHER,
    family=CODING,
)
condition_unclear = Signal(
    secondary.where(diag.adm_cond_type.isin("2", "3")).count(),
    asks="入院病情未定的诊断有几条? | How many diagnoses were unclear on admission?",
    risk=UP,
    family=CODING,
)
case_severity = Signal(
    severity,
    asks="合并症等级(0无 1 CC 2 MCC)? | Severity: 0 none, 1 CC, 2 MCC?",
    risk=NEITHER,
    family=CODING,
)
mcc_is_only_other_diagnosis = Signal(
    is_complicated & (secondary.count() == 1),
    asks="入组等级是否仅由一条其他诊断决定? | Does one other diagnosis alone decide the group?",
    risk=UP,
    family=CODING,
)
mcc_rate_of_peers = Signal(
    norm.rate(has_mcc).of(*like_adrg),
    asks="同级同ADRG的MCC比例? | How often do peers have an MCC?",
    risk=NEITHER,
    family=CODING,
)
mcc_is_rare_among_peers = Signal(
    has_mcc & (norm.rate(has_mcc).of(*like_adrg) < 0.1),
    asks="是否在很少有MCC的ADRG中编了MCC? | An MCC where peers rarely have one?",
    risk=UP,
    family=CODING,
)
complication_rate_of_peers = Signal(
    norm.rate(is_complicated).of(*like_adrg),
    asks="同级同ADRG有MCC或CC的比例? | How often are peers complicated?",
    risk=NEITHER,
    family=CODING,
)
complicated_yet_cheap = Signal(
    is_complicated & (claim.medfee_sumamt < norm.median(claim.medfee_sumamt).of(*like_adrg)),
    asks="有MCC或CC但费用低于同ADRG中位数? | Complicated, yet cheaper than the median of its ADRG?",
    risk=UP,
    family=CODING,
)
main_is_symptom = Signal(
    inpatient & claim.dscg_maindiag_code.starts_with("R", "Z"),
    asks="主诊断是否为症状或Z码? | Is the main diagnosis a symptom or a Z code?",
    risk=UP,
    family=CODING,
)
main_left_its_chapter = Signal(
    claim.wm_dise_code.prefix(1) != claim.dscg_maindiag_code.prefix(1),
    asks="出院主诊断与门诊诊断是否跨章? | Did the main diagnosis leave the chapter it came with?",
    risk=UP,
    family=CODING,
)
main_against_sex = Signal(
    (
        (claim.gend == "1")
        & claim.dscg_maindiag_code.starts_with(
            "O", "C51", "C52", "C53", "C54", "C55", "C56", "C57", "N70", "N71", "N72", "N80", "N83"
        )
    )
    | (
        (claim.gend == "2")
        & claim.dscg_maindiag_code.starts_with("C60", "C61", "C62", "N40", "N41", "N43", "N45")
    ),
    asks="主诊断与性别是否矛盾? | Does the main diagnosis contradict the sex?",
    risk=UP,
    family=CODING,
)
surgery_share_vs_diagnosis = Signal(
    (surgery_fees / fees) / norm.quantile(surgery_fees / fees, 0.75).of(*like_case),
    asks="手术费占比是同类上四分位的几倍? | Surgery share against its upper quartile?",
    risk=NEITHER,
    family=CODING,
)
diagnostics_per_diagnosis = Signal(
    diagnostics.count() / lines.diag.count(),
    asks="平均每条诊断有几条检查化验? | How many exam and test lines per diagnosis?",
    risk=NEITHER,
    family=CODING,
)
operation_without_charges = Signal(
    (lines.oprn.count() > 0) & (surgery.count() == 0) & (treatments.count() == 0),
    asks="有手术操作却无手术或治疗收费? | An operation coded, no surgery or treatment charged?",
    risk=UP,
    family=CODING,
)
surgery_without_operation = Signal(
    (lines.oprn.count() == 0) & (surgery.count() > 0),
    asks="有手术收费却无手术操作编码? | Surgery charged, no operation coded?",
    risk=UP,
    family=CODING,
)
operations_outside_the_stay = Signal(
    lines.oprn.where(
        (oprn.oprn_oprt_date < claim.begndate) | (oprn.oprn_oprt_date > claim.enddate)
    ).count(),
    asks="手术日期在住院期间之外的有几条? | How many operations fall outside the stay?",
    risk=UP,
    family=CODING,
)
diagnoses_miscounted = Signal(
    (claim.diag_code_cnt - lines.diag.count()).absolute(),
    asks="申报诊断数与实际相差几条? | How far is the declared count of diagnoses off?",
    risk=UP,
    family=CODING,
)
cc_without_mcc = Signal(
    grouped & has_cc & ~has_mcc,
    asks="是否仅凭CC提高入组等级? | Was the group raised by a CC alone?",
    risk=UP,
    family=CODING,
)
