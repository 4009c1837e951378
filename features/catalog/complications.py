"""Complications that move a group, and whether the bill shows that they were treated.

A complication is unproven when nothing that its treatment or proof needs was charged. Drugs are
told by the ATC class in the national drug code, care by the charge class; both are what hospitals
must send. The pairs follow ordinary practice: sepsis and pneumonia need an antibiotic, pulmonary
embolism an antithrombotic, a pressure ulcer dressings, ketoacidosis insulin.
"""

from features.catalog.subjects import (
    acid_drugs,
    antibiotics,
    antithrombotics,
    cardiac_drugs,
    consumables,
    diabetes_drugs,
    diuretics,
    exams,
    infusions,
    minerals,
    psychiatric_drugs,
    rhythm_drugs,
    secondary,
    tests,
    treatments,
)
from features.language import diag
from features.terms import Term


def coded(*categories: str) -> Term:
    """Whether a diagnosis beside the main one begins with one of these."""
    return secondary.where(diag.diag_code.starts_with(*categories)).count() > 0


sepsis = coded("A40", "A41", "R65") & (antibiotics.count() == 0)
pneumonia = coded("J13", "J15", "J18") & ((antibiotics.count() == 0) | (exams.count() == 0))
respiratory_failure = coded("J96") & ((treatments.count() == 0) | (tests.count() == 0))
heart_failure = coded("I50") & (diuretics.count() + cardiac_drugs.count() == 0)
arrhythmia = coded("I48") & (rhythm_drugs.count() == 0)
infarction = coded("I21") & (antithrombotics.count() == 0)
embolism = coded("I26", "I80", "I82") & (antithrombotics.count() == 0)
shock = coded("R57") & (cardiac_drugs.count() == 0)
renal_failure = coded("N17") & (
    (diuretics.count() + treatments.count() == 0) | (tests.count() == 0)
)
bleeding = coded("K92") & (acid_drugs.count() == 0)
anaemia = coded("D62") & (treatments.count() == 0)
electrolytes = coded("E87") & (minerals.count() == 0)
malnutrition = coded("E43", "E44", "E46") & (infusions.count() == 0)
ketoacidosis = coded("E10.0", "E10.1", "E11.0", "E11.1", "E14.0", "E14.1") & (
    diabetes_drugs.count() == 0
)
urinary_infection = coded("N39.0") & (antibiotics.count() == 0)
pressure_ulcer = coded("L89") & (treatments.count() + consumables.count() == 0)
delirium = coded("F05") & (psychiatric_drugs.count() == 0)

UNPROVEN = (
    sepsis,
    pneumonia,
    respiratory_failure,
    heart_failure,
    arrhythmia,
    infarction,
    embolism,
    shock,
    renal_failure,
    bleeding,
    anaemia,
    electrolytes,
    malnutrition,
    ketoacidosis,
    urinary_infection,
    pressure_ulcer,
    delirium,
)


def _how_many(conditions: tuple[Term, ...]) -> Term:
    total = conditions[0].as_count()
    for condition in conditions[1:]:
        total = total + condition.as_count()
    return total


unproven = _how_many(UNPROVEN)
