"""Hours a day does not have: services by the hour, after discharge, on more days than there were."""

from features.catalog.families import CHARGES
from features.catalog.subjects import charged_days, inpatient, like_case, nursing, services
from features.language import UP, Signal, claim, fee, lines, norm, units

per_day = (fee.cnt / charged_days).whole()
timed = lines.fee.where(fee.med_chrgitm_type.isin("02", "05", "07"))
after = lines.fee.where(fee.fee_ocur_time.day() > claim.enddate)
before = lines.fee.where(fee.fee_ocur_time.day() < claim.begndate)

services_over_24_a_day = Signal(
    timed.where(per_day > units(24)).count(),
    asks="平均每天超过24个单位的服务有几条? | How many services exceed 24 units a day?",
    risk=UP,
    family=CHARGES,
)
most_units_of_a_service_a_day = Signal(
    timed.max(per_day),
    asks="单项服务平均每天最多几个单位? | How many units a day of one service at most?",
    risk=UP,
    family=CHARGES,
)
service_units_vs_diagnosis = Signal(
    timed.max(per_day) / norm.quantile(timed.max(per_day), 0.9).of(*like_case),
    asks="单项服务日用量是同类九成位的几倍? | Units of a service a day against its diagnosis?",
    risk=UP,
    family=CHARGES,
)
fee_after_discharge = Signal(
    after.sum(fee.det_item_fee_sumamt),
    asks="出院之后发生的费用多少? | What was charged after discharge?",
    risk=UP,
    family=CHARGES,
)
services_after_discharge = Signal(
    services.where(fee.fee_ocur_time.day() > claim.enddate).count(),
    asks="出院之后的诊疗服务有几条? | How many services fall after discharge?",
    risk=UP,
    family=CHARGES,
)
fee_before_admission = Signal(
    before.sum(fee.det_item_fee_sumamt).only_if(inpatient),
    asks="入院之前发生的费用多少? | What was charged before admission?",
    risk=UP,
    family=CHARGES,
)
most_of_one_item = Signal(
    lines.fee.max(fee.cnt),
    asks="一条明细的数量最多是多少? | What is the largest quantity on one line?",
    risk=UP,
    family=CHARGES,
)
night_services_share = Signal(
    timed.where(fee.fee_ocur_time.hour() < 5).count() / timed.count(),
    asks="凌晨发生的服务占比? | What share of services is dated before five in the morning?",
    risk=UP,
    family=CHARGES,
)
lines_of_one_second = Signal(
    lines.fee.by(fee.fee_ocur_time).largest(),
    asks="同一时刻最多几条明细? | How many lines bear one and the same second?",
    risk=UP,
    family=CHARGES,
)
nursing_beyond_days = Signal(
    nursing.by(fee.fee_ocur_time.day(), fee.med_list_codg).count(at_least=2),
    asks="同日同级护理重复收费几次? | How often is one grade of nursing charged twice a day?",
    risk=UP,
    family=CHARGES,
)
