"""Charged items: how many, repeated, over limit, outside rules; and the mix of charges."""

from features.catalog.families import CHARGES
from features.catalog.subjects import (
    beds,
    charged_days,
    consumable_fees,
    diagnostic_fees,
    fees,
    like_case,
    nursing,
    nursing_fees,
    rounds,
    surgery_fees,
    treatment_fees,
)
from features.language import NEITHER, UP, Signal, claim, fee, lines, norm, yuan

claim_lines = Signal(
    lines.fee.count(),
    asks="费用明细有多少条? | How many fee lines?",
    risk=NEITHER,
    family=CHARGES,
)
claim_items = Signal(
    lines.fee.distinct(fee.med_list_codg),
    asks="收了多少种项目? | How many different items?",
    risk=NEITHER,
    family=CHARGES,
)
lines_per_day = Signal(
    lines.fee.count() / charged_days,
    asks="平均每天多少条费用明细? | How many fee lines a day?",
    risk=NEITHER,
    family=CHARGES,
)
lines_vs_diagnosis = Signal(
    lines.fee.count() / norm.median(lines.fee.count()).of(*like_case),
    asks="明细条数是同类诊断中位数的几倍? | How many times the lines of its diagnosis?",
    risk=NEITHER,
    family=CHARGES,
)
beds_per_day = Signal(
    beds.sum(fee.cnt) / charged_days,
    asks="平均每个住院日收几次床位费? | How many beds were charged per day of stay?",
    risk=UP,
    family=CHARGES,
)
nursing_per_day = Signal(
    nursing.sum(fee.cnt) / charged_days,
    asks="平均每个住院日收几次护理费? | How much nursing was charged per day of stay?",
    risk=NEITHER,
    family=CHARGES,
)
rounds_per_day = Signal(
    rounds.sum(fee.cnt) / charged_days,
    asks="平均每个住院日收几次诊察费? | How many rounds were charged per day of stay?",
    risk=UP,
    family=CHARGES,
)
repeated_item_days = Signal(
    lines.fee.by(fee.med_list_codg, fee.fee_ocur_time.day()).count(at_least=2),
    asks="同一项目同日重复收费几次? | How many item-days are charged more than once?",
    risk=UP,
    family=CHARGES,
)
most_of_one_item_in_a_day = Signal(
    lines.fee.by(fee.med_list_codg, fee.fee_ocur_time.day()).largest(),
    asks="同一项目一天最多收费几次? | How often was one item charged on one day at most?",
    risk=UP,
    family=CHARGES,
)
items_charged_in_one_second = Signal(
    lines.fee.by(fee.med_list_codg, fee.fee_ocur_time).count(at_least=2),
    asks="同一项目同一时刻重复收费几次? | How many items are charged twice at one moment?",
    risk=UP,
    family=CHARGES,
)
lines_above_price_limit = Signal(
    lines.fee.where((fee.pric / fee.pric_uplmt_amt) > 1.0).count(),
    asks="单价超过限价的明细有几条? | How many lines are priced above their limit?",
    risk=UP,
    family=CHARGES,
)
fee_above_price_limit = Signal(
    lines.fee.sum(fee.overlmt_amt),
    asks="超限价金额合计多少? | How much is charged above price limits?",
    risk=UP,
    family=CHARGES,
)
limited_use_without_approval = Signal(
    lines.fee.where(
        (fee.lmt_used_flag == "1") & (fee.hosp_appr_flag.otherwise("0") != "1")
    ).count(),
    asks="限制使用项目未经审批的有几条? | How many limited-use lines lack approval?",
    risk=UP,
    family=CHARGES,
)
lines_declared_unchecked = Signal(
    lines.fee.where(fee.unchk_flag == "2").count(),
    asks="医师声明免审的明细有几条? | How many lines did a doctor exempt from checking?",
    risk=UP,
    family=CHARGES,
)
lines_taken_back = Signal(
    lines.fee.where(fee.det_item_fee_sumamt < yuan(0)).count(),
    asks="退费明细有几条? | How many lines were taken back?",
    risk=UP,
    family=CHARGES,
)
lines_outside_the_stay = Signal(
    lines.fee.where(
        (fee.fee_ocur_time.day() > claim.enddate) | (fee.fee_ocur_time.day() < claim.begndate)
    ).count(),
    asks="发生在就诊期间之外的明细有几条? | How many lines fall outside the visit?",
    risk=UP,
    family=CHARGES,
)
set_share = Signal(
    lines.fee.where(~fee.comb_no.is_null()).sum(fee.det_item_fee_sumamt) / fees,
    asks="组套收费占比? | What share is charged as sets?",
    risk=UP,
    family=CHARGES,
)
tested_elsewhere_share = Signal(
    lines.fee.where(fee.etip_flag == "1").sum(fee.det_item_fee_sumamt) / fees,
    asks="外检费用占比? | What share was tested elsewhere?",
    risk=UP,
    family=CHARGES,
)
dearest_line_share = Signal(
    lines.fee.max(fee.det_item_fee_sumamt) / fees,
    asks="最大一条明细占总费用的比例? | What share is the dearest line?",
    risk=NEITHER,
    family=CHARGES,
)
diagnostics_share = Signal(
    diagnostic_fees / fees,
    asks="检查化验费占比? | What share is examinations and tests?",
    risk=NEITHER,
    family=CHARGES,
)
treatment_share = Signal(
    treatment_fees / fees,
    asks="治疗费占比? | What share is treatment?",
    risk=NEITHER,
    family=CHARGES,
)
claim_surgery_share = Signal(
    surgery_fees / fees,
    asks="手术费占比? | What share is surgery?",
    risk=NEITHER,
    family=CHARGES,
)
claim_nursing_share = Signal(
    nursing_fees / fees,
    asks="护理费占比? | What share is nursing?",
    risk=NEITHER,
    family=CHARGES,
)
claim_consumable_share = Signal(
    consumable_fees / fees,
    asks="耗材费占比? | What share is consumables?",
    risk=NEITHER,
    family=CHARGES,
)
