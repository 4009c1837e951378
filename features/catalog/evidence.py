"""Evidence of care: what the severity-support model may see beside person, stay and main diagnosis.

None of it reads a secondary diagnosis, a group, a weight or a payment: those are what is contested.
`features.catalog.contested` tells for any signal whether it does.
"""

from features.catalog.families import EVIDENCE
from features.catalog.subjects import (
    antibiotics,
    consumable_fees,
    diabetes_drugs,
    diuretics,
    drug_fees,
    exam_fees,
    exams,
    infusions,
    nursing_fees,
    surgery_fees,
    test_fees,
    tests,
    treatment_fees,
    vasopressors,
)
from features.language import NEITHER, Signal, claim, fee, lines, oprn

exam_fee = Signal(
    exam_fees,
    asks="检查费多少? | What did examinations cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
test_fee = Signal(
    test_fees,
    asks="化验费多少? | What did tests cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
treatment_fee = Signal(
    treatment_fees,
    asks="治疗费多少? | What did treatment cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
surgery_fee = Signal(
    surgery_fees,
    asks="手术费多少? | What did surgery cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
nursing_fee = Signal(
    nursing_fees,
    asks="护理费多少? | What did nursing cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
consumable_fee = Signal(
    consumable_fees,
    asks="耗材费多少? | What did consumables cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
drug_fee = Signal(
    drug_fees,
    asks="药费多少? | What did drugs cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
exam_items = Signal(
    exams.distinct(fee.med_list_codg),
    asks="做了几种检查? | How many different examinations?",
    risk=NEITHER,
    family=EVIDENCE,
)
test_items = Signal(
    tests.distinct(fee.med_list_codg),
    asks="做了几种化验? | How many different tests?",
    risk=NEITHER,
    family=EVIDENCE,
)
antibiotic_days = Signal(
    antibiotics.distinct(fee.fee_ocur_time.day()),
    asks="用了几天抗菌药物? | On how many days were antibiotics given?",
    risk=NEITHER,
    family=EVIDENCE,
)
infusion_days = Signal(
    infusions.distinct(fee.fee_ocur_time.day()),
    asks="输液几天? | On how many days were infusions given?",
    risk=NEITHER,
    family=EVIDENCE,
)
diuretic_days = Signal(
    diuretics.distinct(fee.fee_ocur_time.day()),
    asks="用了几天利尿剂? | On how many days were diuretics given?",
    risk=NEITHER,
    family=EVIDENCE,
)
vasopressor_days = Signal(
    vasopressors.distinct(fee.fee_ocur_time.day()),
    asks="用了几天升压药? | On how many days were vasopressors given?",
    risk=NEITHER,
    family=EVIDENCE,
)
diabetes_drug_days = Signal(
    diabetes_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天降糖药? | On how many days were diabetes drugs given?",
    risk=NEITHER,
    family=EVIDENCE,
)
operations = Signal(
    lines.oprn.count(),
    asks="做了几项手术操作? | How many operations?",
    risk=NEITHER,
    family=EVIDENCE,
)
anaesthetised_operations = Signal(
    lines.oprn.where(~oprn.anst_way.is_null()).count(),
    asks="有几项手术操作用了麻醉? | How many operations under anaesthesia?",
    risk=NEITHER,
    family=EVIDENCE,
)
ventilator_hours = Signal(
    claim.vent_used_hours,
    asks="呼吸机使用几小时? | How many hours on a ventilator?",
    risk=NEITHER,
    family=EVIDENCE,
)
intensive_nursing_days = Signal(
    claim.spga_nurscare_days + claim.lv1_nurscare_days,
    asks="特级和一级护理几天? | How many days of special and grade 1 nursing?",
    risk=NEITHER,
    family=EVIDENCE,
)
