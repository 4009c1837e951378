"""The main diagnosis against what was paid for: its fee mix, its usual care, its code on two papers.

A main diagnosis that another disease paid for shows in the mix of charge classes: the sum of how
far each class's share lies from the median of the adjacent group. What each disease cannot do
without (antibiotics for pneumonia, a scan for a stroke) is ordinary practice.
"""

from features.catalog import proofs
from features.catalog.families import CODING
from features.catalog.subjects import (
    airway_drugs,
    antibiotics,
    antithrombotics,
    cardiac_drugs,
    consumable_fees,
    diabetes_drugs,
    diagnostic_fees,
    diuretics,
    drug_fees,
    fees,
    grouped,
    inpatient,
    like_adrg,
    like_case,
    psychiatric_drugs,
    rhythm_drugs,
    surgery_fees,
    treatment_fees,
)
from features.language import UP, OwnLines, Signal, claim, diag, lines, norm
from features.terms import Term

CLASSES = (diagnostic_fees, treatment_fees, surgery_fees, drug_fees, consumable_fees)
main_line = lines.diag.where(diag.maindiag_flag == "1")


def distance(peers: tuple[Term, ...]) -> Term:
    """How far the mix of charge classes lies from the medians of these peers, 0 to 2."""
    gaps = [(part / fees - norm.median(part / fees).of(*peers)).absolute() for part in CLASSES]
    return gaps[0] + gaps[1] + gaps[2] + gaps[3] + gaps[4]


def lacks(categories: tuple[str, ...], *care: OwnLines) -> Term:
    """A stay with this main diagnosis and none of the care it cannot do without."""
    count = care[0].count()
    for other in care[1:]:
        count = count + other.count()
    return inpatient & claim.dscg_maindiag_code.starts_with(*categories) & (count == 0)


infection = lacks(("A40", "A41", "J13", "J15", "J18", "N10", "L03", "K35"), antibiotics)
stroke = lacks(("I60", "I61", "I63"), proofs.head_imaging)
heart_failure = lacks(("I50",), diuretics, cardiac_drugs, proofs.natriuretic)
rhythm = lacks(("I47", "I48", "I49"), rhythm_drugs, proofs.holter)
infarction = lacks(("I21", "I22"), antithrombotics)
airway = lacks(("J44", "J45"), airway_drugs, antibiotics)
diabetes = lacks(("E10", "E11", "E14"), diabetes_drugs)
psychosis = lacks(("F20", "F25", "F31"), psychiatric_drugs)
renal_failure = lacks(("N17",), proofs.purification, diuretics)
WITHOUT = (
    infection,
    stroke,
    heart_failure,
    rhythm,
    infarction,
    airway,
    diabetes,
    psychosis,
    renal_failure,
)


fee_mix_distance_from_adrg = Signal(
    distance(like_adrg).only_if(grouped),
    asks="费用结构离同级同ADRG中位数多远? | How far is the fee mix from that of its ADRG?",
    risk=UP,
    family=CODING,
)
fee_mix_distance_from_diagnosis = Signal(
    distance(like_case).only_if(inpatient),
    asks="费用结构离同类诊断中位数多远? | How far is the fee mix from that of its diagnosis?",
    risk=UP,
    family=CODING,
)
drug_share_gap_of_adrg = Signal(
    (drug_fees / fees - norm.median(drug_fees / fees).of(*like_adrg)).absolute().only_if(grouped),
    asks="药占比离同ADRG中位数多远? | How far is the drug share from that of its ADRG?",
    risk=UP,
    family=CODING,
)
surgery_share_below_adrg = Signal(
    (norm.median(surgery_fees / fees).of(*like_adrg) - surgery_fees / fees).only_if(grouped),
    asks="手术费占比低于同ADRG中位数多少? | How far is the surgery share below its ADRG?",
    risk=UP,
    family=CODING,
)
main_without_its_care = Signal(
    infection
    | stroke
    | heart_failure
    | rhythm
    | infarction
    | airway
    | diabetes
    | psychosis
    | renal_failure,
    asks="主诊断是否缺少其必要的诊疗? | Does the main diagnosis lack the care it cannot do without?",
    risk=UP,
    family=CODING,
)
infection_main_without_antibiotics = Signal(
    infection,
    asks="主诊断为感染却无抗菌药物? | An infection as main diagnosis, no antibiotic?",
    risk=UP,
    family=CODING,
)
stroke_main_without_imaging = Signal(
    stroke,
    asks="主诊断为卒中却无头颅影像? | A stroke as main diagnosis, no head imaging?",
    risk=UP,
    family=CODING,
)
heart_failure_main_without_care = Signal(
    heart_failure,
    asks="主诊断为心衰却无利尿剂、强心药和钠尿肽? | Heart failure as main diagnosis, no care?",
    risk=UP,
    family=CODING,
)
diabetes_main_without_drugs = Signal(
    diabetes,
    asks="主诊断为糖尿病却无降糖药? | Diabetes as main diagnosis, no diabetes drug?",
    risk=UP,
    family=CODING,
)
airway_main_without_drugs = Signal(
    airway,
    asks="主诊断为慢阻肺或哮喘却无平喘和抗菌药物? | COPD as main diagnosis, no airway drug?",
    risk=UP,
    family=CODING,
)
main_code_differs_from_front_page = Signal(
    main_line.where(diag.diag_code != claim.dscg_maindiag_code).count() > 0,
    asks="清单主诊断编码与病案首页是否不同? | Is the list's main code not that of the front page?",
    risk=UP,
    family=CODING,
)
main_category_differs_from_front_page = Signal(
    main_line.where(diag.diag_code.prefix(3) != claim.dscg_maindiag_code.prefix(3)).count() > 0,
    asks="清单主诊断类目与病案首页是否不同? | Is the list's main category not the front page's?",
    risk=UP,
    family=CODING,
)
main_words_differ_from_admission = Signal(
    main_line.where(
        ~diag.diag_name.contains(claim.adm_diag_dscr)
        & ~claim.adm_diag_dscr.contains(diag.diag_name)
    ).count()
    > 0,
    asks="主诊断名称与入院诊断描述是否不同? | Are the main diagnosis's words not those of admission?",
    risk=UP,
    family=CODING,
)
front_page_code_is_secondary = Signal(
    lines.diag.where(
        (diag.maindiag_flag.otherwise("0") != "1") & (diag.diag_code == claim.wm_dise_code)
    ).count()
    > 0,
    asks="门诊诊断是否降为其他诊断? | Has the diagnosis it came with become a secondary one?",
    risk=UP,
    family=CODING,
)
main_diagnoses_on_the_list = Signal(
    main_line.count(),
    asks="清单上有几条主诊断? | How many main diagnoses are on the list?",
    risk=UP,
    family=CODING,
)
main_operation_miscounted = Signal(
    (lines.oprn.count() - claim.oprn_oprt_code_cnt).absolute(),
    asks="申报手术数与实际相差几条? | How far is the declared count of operations off?",
    risk=UP,
    family=CODING,
)
cheap_for_its_weight = Signal(
    grouped
    & (
        claim.medfee_sumamt / claim.rw
        < norm.quantile(claim.medfee_sumamt / claim.rw, 0.1).of(*like_adrg)
    ),
    asks="单位权重费用是否低于九成的同ADRG病例? | Cheaper by weight than nine in ten of its ADRG?",
    risk=UP,
    family=CODING,
)
heavier_than_its_diagnosis_p90 = Signal(
    grouped & (claim.rw > norm.quantile(claim.rw, 0.9).of(*like_case)),
    asks="权重是否高于九成的同诊断病例? | Heavier than nine in ten of its diagnosis?",
    risk=UP,
    family=CODING,
)
