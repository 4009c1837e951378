"""Complications that move a group, and whether the bill shows them at all.

A complication is unproven when none of what ordinary practice needs to show or to treat it was
charged: no culture and no procalcitonin for sepsis, neither blood gas nor ventilation for
respiratory failure, neither natriuretic peptide nor heart ultrasound for heart failure. Tests that
nearly every stay has (blood count, electrolytes, electrocardiogram) prove nothing.
"""

from features.catalog import proofs
from features.catalog.subjects import (
    antibiotics,
    antithrombotics,
    cardiac_drugs,
    diuretics,
    iron,
    minerals,
    psychiatric_drugs,
    rhythm_drugs,
    secondary,
)
from features.language import OwnLines, diag
from features.terms import Term


def coded(*categories: str) -> Term:
    """Whether a diagnosis beside the main one begins with one of these."""
    return secondary.where(diag.diag_code.starts_with(*categories)).count() > 0


def none_of(first: OwnLines, *others: OwnLines) -> Term:
    """Whether not one line of any of these was charged."""
    total = first.count()
    for other in others:
        total = total + other.count()
    return total == 0


sepsis = coded("A40", "A41", "R65") & none_of(proofs.blood_culture, proofs.procalcitonin)
pneumonia = coded("J13", "J15", "J18") & (
    none_of(proofs.chest_imaging, proofs.sputum_culture) | none_of(antibiotics)
)
respiratory_failure = coded("J96") & none_of(proofs.blood_gas, proofs.ventilation)
heart_failure = coded("I50") & none_of(proofs.natriuretic, proofs.heart_ultrasound)
arrhythmia = coded("I48") & none_of(proofs.holter, rhythm_drugs)
infarction = coded("I21") & (
    none_of(proofs.troponin) | none_of(antithrombotics, proofs.heart_ultrasound)
)
embolism = coded("I26") & none_of(proofs.lung_angiography, antithrombotics)
thrombosis = coded("I80", "I82") & none_of(proofs.leg_ultrasound, antithrombotics)
shock = coded("R57") & none_of(cardiac_drugs, proofs.central_line)
renal_failure = coded("N17") & none_of(proofs.purification, diuretics)
bleeding = coded("K92.0", "K92.1", "K92.2") & none_of(
    proofs.endoscopy, proofs.transfusion, proofs.occult_blood
)
anaemia = coded("D62") & none_of(proofs.transfusion, iron)
electrolytes = coded("E87") & none_of(minerals)
malnutrition = coded("E43", "E44", "E46") & none_of(proofs.albumin, proofs.nutrition)
ketoacidosis = coded("E10.0", "E10.1", "E11.0", "E11.1", "E14.0", "E14.1") & none_of(
    proofs.ketones, proofs.blood_gas
)
urinary_infection = coded("N39.0") & none_of(proofs.urine_culture, antibiotics)
pressure_ulcer = coded("L89") & none_of(proofs.dressing)
effusion = coded("J90") & none_of(proofs.chest_imaging, proofs.effusion_test)
hepatorenal = coded("K76.7") & none_of(proofs.albumin, proofs.purification)
hemiplegia = coded("G81") & none_of(proofs.head_imaging)
delirium = coded("F05") & none_of(proofs.mental_examination, psychiatric_drugs)
brain_damage = coded("G93.1") & none_of(proofs.head_imaging)

UNPROVEN = (
    sepsis,
    pneumonia,
    respiratory_failure,
    heart_failure,
    arrhythmia,
    infarction,
    embolism,
    thrombosis,
    shock,
    renal_failure,
    bleeding,
    anaemia,
    electrolytes,
    malnutrition,
    ketoacidosis,
    urinary_infection,
    pressure_ulcer,
    effusion,
    hepatorenal,
    hemiplegia,
    delirium,
    brain_damage,
)


def _how_many(conditions: tuple[Term, ...]) -> Term:
    total = conditions[0].as_count()
    for condition in conditions[1:]:
        total = total + condition.as_count()
    return total


unproven = _how_many(UNPROVEN)
