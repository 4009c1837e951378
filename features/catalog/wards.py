"""Ward records of the list: intensive care by hours and transfusions by unit, against the bill."""

from features.catalog import proofs
from features.catalog.families import CODING
from features.catalog.subjects import inpatient, stay_days
from features.language import UP, Signal, bld, claim, fee, icu, lines

care = lines.icu
hours = care.sum(icu.scs_cutd_sum_hours)
units_given = lines.bld.sum(bld.bld_amt)

intensive_hours_per_day = Signal(
    hours / stay_days,
    asks="平均每个住院日监护几小时? | How many hours of intensive care a day of stay?",
    risk=UP,
    family=CODING,
)
intensive_care_without_bed = Signal(
    (care.count() > 0) & (proofs.intensive_bed.count() == 0),
    asks="有监护记录却无监护床位费? | Intensive care on the list, no intensive bed charged?",
    risk=UP,
    family=CODING,
)
intensive_bed_without_care = Signal(
    (care.count() == 0) & (proofs.intensive_bed.count() > 0),
    asks="有监护床位费却无监护记录? | An intensive bed charged, no intensive care on the list?",
    risk=UP,
    family=CODING,
)
intensive_hours_per_bed_charged = Signal(
    hours / proofs.intensive_bed.sum(fee.cnt),
    asks="每收一天监护床位对应几小时监护? | How many hours for each intensive bed-day charged?",
    risk=UP,
    family=CODING,
)
intensive_care_outside_the_stay = Signal(
    care.where(
        (icu.scs_cutd_inpool_time.day() < claim.begndate)
        | (icu.scs_cutd_exit_time.day() > claim.enddate)
    ).count(),
    asks="有几次监护在住院期间之外? | How many times in intensive care lie outside the stay?",
    risk=UP,
    family=CODING,
)
intensive_wards = Signal(
    care.count(),
    asks="进了几次监护室? | How many times in intensive care?",
    risk=UP,
    family=CODING,
)
ventilated_outside_intensive_care = Signal(
    (claim.vent_used_hours >= 24) & (care.count() == 0),
    asks="上机超过一天却无监护记录? | Over a day on a ventilator, no intensive care on the list?",
    risk=UP,
    family=CODING,
)
blood_recorded_without_charges = Signal(
    (lines.bld.count() > 0) & (proofs.transfusion.count() == 0),
    asks="有输血记录却无输血收费? | Blood on record, no transfusion charged?",
    risk=UP,
    family=CODING,
)
transfusion_charged_without_record = Signal(
    inpatient & (lines.bld.count() == 0) & (proofs.transfusion.count() > 0),
    asks="有输血收费却无输血记录? | A transfusion charged, none on record?",
    risk=UP,
    family=CODING,
)
blood_per_unit_charged = Signal(
    units_given / proofs.transfusion.sum(fee.cnt),
    asks="每收一个单位输血对应多少输血量? | How much blood on record for each unit charged?",
    risk=UP,
    family=CODING,
)
kinds_of_blood = Signal(
    lines.bld.distinct(bld.bld_cat),
    asks="输了几种血? | How many kinds of blood?",
    risk=UP,
    family=CODING,
)
