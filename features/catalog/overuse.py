"""Overuse and under-provision: how much of each kind of care, against peers of the diagnosis."""

from features.catalog.families import CHARGES, HABIT
from features.catalog.subjects import (
    charged_days,
    consumable_fees,
    consumables,
    diagnostic_fees,
    diagnostics,
    drug_fees,
    drugs,
    exams,
    fees,
    inpatient,
    like_case,
    tests,
    treatment_fees,
    treatments,
)
from features.language import NEITHER, UP, OwnLines, Signal, claim, fee, lines, norm, past
from features.terms import Term


def kinds(of: OwnLines) -> Term:
    """How many different items."""
    return of.distinct(fee.med_list_codg)


def above(value: Term) -> Term:
    """Whether more than nine in ten of its diagnosis and level have."""
    return value > norm.quantile(value, 0.9).of(*like_case)


ours = past.same(claim.fixmedins_code).where(inpatient)
all_kinds = lines.fee.distinct(fee.med_list_codg)

exam_kinds_above_diagnosis_p90 = Signal(
    above(kinds(exams)),
    asks="检查种类是否多于九成的同类病例? | More kinds of examination than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
test_kinds_above_diagnosis_p90 = Signal(
    above(kinds(tests)),
    asks="化验种类是否多于九成的同类病例? | More kinds of test than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
exam_kinds_vs_diagnosis = Signal(
    kinds(exams) / norm.median(kinds(exams)).of(*like_case),
    asks="检查种类是同类诊断的几倍? | Kinds of examination against its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
repeated_exams = Signal(
    exams.by(fee.med_list_codg).count(at_least=2),
    asks="有几种检查做了两次以上? | How many examinations were done more than once?",
    risk=UP,
    family=CHARGES,
)
repeated_tests = Signal(
    tests.by(fee.med_list_codg).count(at_least=3),
    asks="有几种化验做了三次以上? | How many tests were done three times or more?",
    risk=UP,
    family=CHARGES,
)
tests_per_day = Signal(
    diagnostics.count() / charged_days,
    asks="平均每天几条检查化验? | How many lines of diagnostics a day?",
    risk=NEITHER,
    family=CHARGES,
)
most_diagnostics_in_a_day = Signal(
    diagnostics.by(fee.fee_ocur_time.day()).largest(),
    asks="一天最多几条检查化验? | How many lines of diagnostics on one day at most?",
    risk=UP,
    family=CHARGES,
)
treatment_kinds_above_diagnosis_p90 = Signal(
    above(kinds(treatments)),
    asks="治疗种类是否多于九成的同类病例? | More kinds of treatment than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
treatment_share_above_diagnosis_p90 = Signal(
    above(treatment_fees / fees),
    asks="治疗费占比是否超过九成的同类? | A larger share of treatment than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
treatment_fee_vs_diagnosis = Signal(
    treatment_fees / norm.median(treatment_fees).of(*like_case),
    asks="治疗费是同类诊断中位数的几倍? | Treatment against its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
drug_kinds_above_diagnosis_p90 = Signal(
    above(kinds(drugs)),
    asks="药品种类是否多于九成的同类病例? | More kinds of drug than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
drug_fee_above_diagnosis_p90 = Signal(
    above(drug_fees),
    asks="药费是否超过九成的同类病例? | Dearer drugs than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
dearest_drug_vs_diagnosis = Signal(
    drugs.max(fee.det_item_fee_sumamt)
    / norm.quantile(drugs.max(fee.det_item_fee_sumamt), 0.9).of(*like_case),
    asks="最贵一条药是同类九成位的几倍? | The dearest drug line against its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
consumable_fee_above_diagnosis_p90 = Signal(
    above(consumable_fees),
    asks="耗材费是否超过九成的同类病例? | Dearer consumables than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
most_of_one_consumable = Signal(
    consumables.max(fee.cnt),
    asks="一种耗材最多用了多少? | How many of one consumable at most?",
    risk=UP,
    family=CHARGES,
)
kinds_of_care_vs_diagnosis = Signal(
    all_kinds / norm.median(all_kinds).of(*like_case),
    asks="项目种类是同类诊断的几倍? | Kinds of items against its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
fewer_kinds_than_diagnosis_p10 = Signal(
    (inpatient & (all_kinds < norm.quantile(all_kinds, 0.1).of(*like_case))).otherwise(False),
    asks="项目种类是否少于九成的同类病例(服务不足)? | Fewer kinds of care than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
fewer_tests_than_diagnosis_p10 = Signal(
    (inpatient & (kinds(tests) < norm.quantile(kinds(tests), 0.1).of(*like_case))).otherwise(False),
    asks="化验种类是否少于九成的同类病例? | Fewer kinds of test than nine in ten alike?",
    risk=UP,
    family=CHARGES,
)
drug_fee_a_day_vs_diagnosis = Signal(
    (drug_fees / charged_days) / norm.median(drug_fees / charged_days).of(*like_case),
    asks="日均药费是同类诊断的几倍? | Drugs a day against its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
diagnostics_vs_institution = Signal(
    (diagnostic_fees / fees).only_if(inpatient)
    / (ours.within(days=90).sum(diagnostic_fees) / ours.within(days=90).sum(fees)),
    asks="检查化验占比是本机构的几倍? | Diagnostics share against that of stays here?",
    risk=NEITHER,
    family=HABIT,
)
