"""Complications that the bill does not show: the rarer ones, and the one that decided the group.

`features.catalog.complications` says of each what shows it or treats it; the coding file asks of the
common ones. Here the code that moved the case (MCC or CC) is asked for its own evidence.
"""

from features.catalog import complications, proofs
from features.catalog.complications import none_of
from features.catalog.families import CODING
from features.catalog.subjects import (
    antibiotics,
    antithrombotics,
    cardiac_drugs,
    diuretics,
    grouped,
    has_mcc,
    iron,
    is_complicated,
    like_adrg,
    minerals,
    rhythm_drugs,
    secondary,
    stay_days,
)
from features.language import UP, OwnLines, Signal, claim, diag, norm, past
from features.terms import Term

deciding = claim.mcc_code.otherwise(claim.cc_code)


def decided_by(categories: tuple[str, ...], *care: OwnLines) -> Term:
    """Whether such a code decided the group while nothing that shows or treats it was charged."""
    return deciding.starts_with(*categories) & none_of(care[0], *care[1:])


DECIDING = (
    decided_by(("A40", "A41", "R65"), proofs.blood_culture, proofs.procalcitonin),
    decided_by(("J13", "J15", "J18"), antibiotics),
    decided_by(("J96",), proofs.blood_gas, proofs.ventilation),
    decided_by(("I50",), proofs.natriuretic, proofs.heart_ultrasound),
    decided_by(("I48",), proofs.holter, rhythm_drugs),
    decided_by(("I21",), proofs.troponin),
    decided_by(("I26",), proofs.lung_angiography, antithrombotics),
    decided_by(("I80", "I82"), proofs.leg_ultrasound, antithrombotics),
    decided_by(("R57",), cardiac_drugs, proofs.central_line),
    decided_by(("N17",), proofs.purification, diuretics),
    decided_by(("K92",), proofs.endoscopy, proofs.transfusion, proofs.occult_blood),
    decided_by(("D62",), proofs.transfusion, iron),
    decided_by(("E87",), minerals),
    decided_by(("E43", "E44", "E46"), proofs.albumin, proofs.nutrition),
    decided_by(("L89",), proofs.dressing),
    decided_by(("G81",), proofs.head_imaging),
)


def _any(conditions: tuple[Term, ...]) -> Term:
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole | condition
    return whole


arrhythmia_without_proof = Signal(
    complications.arrhythmia,
    asks="编了房颤却无动态心电图和抗心律失常药? | Atrial fibrillation coded, no holter, no drug?",
    risk=UP,
    family=CODING,
)
infarction_without_proof = Signal(
    complications.infarction,
    asks="编了心肌梗死却无肌钙蛋白,或无抗栓药和心超? | Infarction coded, no troponin or no care?",
    risk=UP,
    family=CODING,
)
ketoacidosis_without_proof = Signal(
    complications.ketoacidosis,
    asks="编了酮症酸中毒却无酮体和血气? | Ketoacidosis coded, neither ketones nor blood gas?",
    risk=UP,
    family=CODING,
)
urinary_infection_without_proof = Signal(
    complications.urinary_infection,
    asks="编了尿路感染却无尿培养和抗菌药物? | Urinary infection coded, no culture, no drug?",
    risk=UP,
    family=CODING,
)
effusion_without_proof = Signal(
    complications.effusion,
    asks="编了胸腔积液却无胸部影像和积液检验? | Effusion coded, no chest imaging, no test?",
    risk=UP,
    family=CODING,
)
hepatorenal_without_proof = Signal(
    complications.hepatorenal,
    asks="编了肝肾综合征却无白蛋白和血液净化? | Hepatorenal syndrome coded, no care charged?",
    risk=UP,
    family=CODING,
)
hemiplegia_without_proof = Signal(
    complications.hemiplegia,
    asks="编了偏瘫却无头颅影像? | Hemiplegia coded, no head imaging?",
    risk=UP,
    family=CODING,
)
delirium_without_proof = Signal(
    complications.delirium,
    asks="编了谵妄却无精神评估和抗精神病药? | Delirium coded, neither examined nor treated?",
    risk=UP,
    family=CODING,
)
brain_damage_without_proof = Signal(
    complications.brain_damage,
    asks="编了缺氧性脑损害却无头颅影像? | Brain damage coded, no head imaging?",
    risk=UP,
    family=CODING,
)
deciding_code_is_unproven = Signal(
    (grouped & _any(DECIDING)).otherwise(False),
    asks="决定入组的MCC或CC是否缺乏诊疗依据? | Does the code that decided the group lack evidence?",
    risk=UP,
    family=CODING,
)
deciding_code_arose_in_hospital = Signal(
    secondary.where((diag.adm_cond_type == "4") & (diag.diag_code == deciding)).count() > 0,
    asks="决定入组的诊断是否入院后才有? | Did the deciding diagnosis arise in hospital?",
    risk=UP,
    family=CODING,
)
deciding_code_was_unclear = Signal(
    secondary.where(diag.adm_cond_type.isin("2", "3") & (diag.diag_code == deciding)).count() > 0,
    asks="决定入组的诊断入院病情是否未定? | Was the deciding diagnosis unclear on admission?",
    risk=UP,
    family=CODING,
)
complicated_yet_short = Signal(
    is_complicated & (stay_days < norm.median(stay_days).of(*like_adrg)),
    asks="有MCC或CC但住院日短于同ADRG中位数? | Complicated, yet shorter than its ADRG's median?",
    risk=UP,
    family=CODING,
)
doctor_mcc_vs_peers = Signal(
    past.same(claim.atddr_no).where(grouped).within(days=365).share(has_mcc)
    / norm.rate(has_mcc).of(*like_adrg),
    asks="接诊医师的MCC比例是同ADRG的几倍? | How many times the peers' MCC rate is the doctor's?",
    risk=UP,
    family=CODING,
)
institution_mcc_vs_peers = Signal(
    past.same(claim.fixmedins_code).where(grouped).within(days=365).share(has_mcc)
    / norm.rate(has_mcc).of(*like_adrg),
    asks="本机构的MCC比例是同ADRG的几倍? | How many times the peers' MCC rate is the one here?",
    risk=UP,
    family=CODING,
)
