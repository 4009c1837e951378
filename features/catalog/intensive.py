"""Intensive care, ventilation, newborn weight and blood: figures of the list against the bill.

Groups change at 96 hours of ventilation and at birth weights of 1500 and 2500 grams (CHS-DRG), so
what lies just beyond such a line is worth a look.
"""

from features.catalog import proofs
from features.catalog.families import CODING
from features.catalog.proofs import named
from features.catalog.subjects import inpatient, stay_days
from features.language import UP, Signal, claim, diag, fee, lines

hours = claim.vent_used_hours
weight = claim.nwb_adm_wt  # the list always gives it; the birth weight is often missing
ventilated = proofs.ventilation.count() > 0
incubator = named("暖箱", "新生儿暖箱", "辐射抢救台", "早产儿", "新生儿监护", "重症监护")
coded_light = lines.diag.where(diag.diag_code.starts_with("P07", "P05")).count() > 0

ventilated_just_over_96_hours = Signal(
    (hours >= 96) & (hours <= 104),
    asks="呼吸机时长是否刚过96小时? | Were there just over 96 hours on a ventilator?",
    risk=UP,
    family=CODING,
)
ventilator_hours_without_charges = Signal(
    (hours > 0) & ~ventilated,
    asks="有呼吸机时长却无通气收费? | Hours on a ventilator, no ventilation charged?",
    risk=UP,
    family=CODING,
)
ventilation_charged_without_hours = Signal(
    inpatient & ventilated & (hours.otherwise(0) == 0),
    asks="有通气收费却无呼吸机时长? | Ventilation charged, no hours on the list?",
    risk=UP,
    family=CODING,
)
ventilator_hours_per_unit_charged = Signal(
    hours / proofs.ventilation.sum(fee.cnt),
    asks="每计一次通气收费对应几小时? | How many hours for each unit of ventilation charged?",
    risk=UP,
    family=CODING,
)
ventilator_hours_per_day_of_stay = Signal(
    hours / stay_days,
    asks="平均每个住院日上机几小时? | How many hours on a ventilator for each day of stay?",
    risk=UP,
    family=CODING,
)
long_ventilation_without_intensive_bed = Signal(
    (hours >= 24) & (proofs.intensive_bed.count() == 0),
    asks="上机超过一天却无监护床位? | Over a day on a ventilator, no intensive bed?",
    risk=UP,
    family=CODING,
)
long_ventilation_without_blood_gas = Signal(
    (hours >= 24) & (proofs.blood_gas.count() == 0),
    asks="上机超过一天却无血气分析? | Over a day on a ventilator, no blood gas?",
    risk=UP,
    family=CODING,
)
newborn_just_under_2500_grams = Signal(
    (weight >= 2400) & (weight < 2500),
    asks="新生儿体重是否刚低于2500克? | Is a newborn's weight just under 2,500 grams?",
    risk=UP,
    family=CODING,
)
newborn_just_under_1500_grams = Signal(
    (weight >= 1400) & (weight < 1500),
    asks="新生儿体重是否刚低于1500克? | Is a newborn's weight just under 1,500 grams?",
    risk=UP,
    family=CODING,
)
light_newborn_without_incubator = Signal(
    (weight < 2500) & (incubator.count() == 0),
    asks="低体重却无暖箱或监护收费? | A light newborn, neither incubator nor monitoring?",
    risk=UP,
    family=CODING,
)
light_newborn_coded_against_weight = Signal(
    coded_light & (weight >= 2500),
    asks="编了低出生体重而体重不低? | Low weight coded, and the weight is not low?",
    risk=UP,
    family=CODING,
)
newborn_weights_apart = Signal(
    (claim.nwb_adm_wt - claim.nwb_bir_wt).absolute(),
    asks="出生体重与入院体重相差多少克? | How many grams apart are birth and admission weight?",
    risk=UP,
    family=CODING,
)
blood_listed_without_charges = Signal(
    ~claim.bld_amt.is_null() & (proofs.transfusion.count() == 0),
    asks="清单有输血量却无输血收费? | Blood on the list, no transfusion charged?",
    risk=UP,
    family=CODING,
)
blood_listed_per_unit_charged = Signal(
    claim.bld_amt / proofs.transfusion.sum(fee.cnt),
    asks="每收一次输血对应多少输血量? | How much blood on the list for each unit charged?",
    risk=UP,
    family=CODING,
)
