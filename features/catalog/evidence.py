"""Evidence of care: what the severity-support model may see beside person, stay and main diagnosis.

None of it reads a secondary diagnosis, a group, a weight or a payment: those are what is contested.
`features.catalog.contested` tells for any signal whether it does.
"""

from features.catalog.families import EVIDENCE
from features.catalog.subjects import (
    acid_drugs,
    airway_drugs,
    antibiotics,
    antithrombotics,
    cardiac_drugs,
    consumable_fees,
    consumables,
    diabetes_drugs,
    diuretics,
    drug_fees,
    exam_fees,
    exams,
    infusions,
    minerals,
    nursing_fees,
    psychiatric_drugs,
    surgery_fees,
    test_fees,
    tests,
    treatment_fees,
    treatments,
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
cardiac_drug_days = Signal(
    cardiac_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天强心升压药? | On how many days were cardiac drugs given?",
    risk=NEITHER,
    family=EVIDENCE,
)
antithrombotic_days = Signal(
    antithrombotics.distinct(fee.fee_ocur_time.day()),
    asks="用了几天抗栓药? | On how many days were antithrombotics given?",
    risk=NEITHER,
    family=EVIDENCE,
)
diabetes_drug_days = Signal(
    diabetes_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天降糖药? | On how many days were diabetes drugs given?",
    risk=NEITHER,
    family=EVIDENCE,
)
acid_drug_days = Signal(
    acid_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天抑酸药? | On how many days were acid-suppressing drugs given?",
    risk=NEITHER,
    family=EVIDENCE,
)
mineral_days = Signal(
    minerals.distinct(fee.fee_ocur_time.day()),
    asks="用了几天电解质? | On how many days were minerals given?",
    risk=NEITHER,
    family=EVIDENCE,
)
airway_drug_days = Signal(
    airway_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天平喘祛痰或激素类药? | On how many days were airway drugs or steroids given?",
    risk=NEITHER,
    family=EVIDENCE,
)
psychiatric_drug_days = Signal(
    psychiatric_drugs.distinct(fee.fee_ocur_time.day()),
    asks="用了几天抗精神病药? | On how many days were psychiatric drugs given?",
    risk=NEITHER,
    family=EVIDENCE,
)
antibiotic_fee = Signal(
    antibiotics.sum(fee.det_item_fee_sumamt),
    asks="抗菌药物费多少? | What did antibiotics cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
infusion_fee = Signal(
    infusions.sum(fee.det_item_fee_sumamt),
    asks="血液代用品与输液费多少? | What did infusions and albumin cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
treatment_items = Signal(
    treatments.distinct(fee.med_list_codg),
    asks="做了几种治疗? | How many different treatments?",
    risk=NEITHER,
    family=EVIDENCE,
)
consumable_items = Signal(
    consumables.distinct(fee.med_list_codg),
    asks="用了几种耗材? | How many different consumables?",
    risk=NEITHER,
    family=EVIDENCE,
)
dearest_bed_price = Signal(
    lines.fee.where(fee.med_chrgitm_type == "01").max(fee.pric),
    asks="最贵的床位单价多少? | What did the dearest bed cost a day?",
    risk=NEITHER,
    family=EVIDENCE,
)
dearest_treatment_price = Signal(
    treatments.max(fee.pric),
    asks="最贵的治疗单价多少? | What did the dearest treatment cost?",
    risk=NEITHER,
    family=EVIDENCE,
)
dearest_test_price = Signal(
    tests.max(fee.pric),
    asks="最贵的化验单价多少? | What did the dearest test cost?",
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
