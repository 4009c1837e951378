"""管理类: duplicate, over-standard and split charging; lines that do not belong to the claim."""

from features.catalog.subjects import beds, fees, inpatient, outpatient
from features.language import claim, fee, lines, price, units, when, yuan
from features.rules.classes import CERTAIN, MANAGEMENT, ONE_VISIT, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import days_charged, is_billed, named
from features.terms import Term

_services = lines.fee.where((fee.list_type == "201") & is_billed)
_tests = lines.fee.where(
    fee.med_chrgitm_type.isin("03", "04")
    & is_billed
    & ~fee.hilist_name.starts_with(*code_list("serial_tests"))
)
_days_allowed = units(1) * (days_charged + parameter("spare_days"))
_beds = beds.where(~fee.hilist_name.starts_with(*code_list("intensive_beds")))
_nursing = named("nursing_grades")
_rounds = named("ward_rounds")
_hourly = named("hourly_items")
_long_line = _hourly.where(fee.cnt > units(24) * days_charged)

charged_twice_at_one_moment = Rule(
    _services.by(fee.med_list_codg, fee.fee_ocur_time).count(at_least=2) > 0,
    id="GL-001",
    title="同一时刻重复收费 | Charged twice at one moment",
    asks="同一项目是否在同一时刻收费两次? | Was one item charged twice at one moment?",
    sentence="有{figure}组项目在同一时刻重复收费 | {figure} items were charged twice at one moment",
    family=MANAGEMENT,
    subtype="重复收费 | duplicate charging",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O07",),
    figure=_services.by(fee.med_list_codg, fee.fee_ocur_time).count(at_least=2),
    evidence=_services.by(fee.med_list_codg, fee.fee_ocur_time),
)
test_repeated_in_a_day = Rule(
    _tests.by(fee.med_list_codg, fee.fee_ocur_time.day()).largest() > parameter("repeats_in_a_day"),
    id="GL-002",
    title="同日重复检查化验收费 | Test charged again on one day",
    asks="同一检查化验是否同日多次收费? | Was one test charged more than once on a day?",
    sentence="同一检查或化验一天收费{figure}次, 超过{repeats_in_a_day}"
    " | One test was charged {figure} times on a day, above {repeats_in_a_day}",
    family=MANAGEMENT,
    subtype="重复收费 | duplicate charging",
    law=("R38(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O07",),
    figure=_tests.by(fee.med_list_codg, fee.fee_ocur_time.day()).largest(),
    evidence=_tests.by(fee.med_list_codg, fee.fee_ocur_time.day()),
)
beds_beyond_the_stay = Rule(
    _beds.sum(fee.cnt) > units(1) * (days_charged + parameter("spare_bed_days")),
    id="GL-003",
    title="床位费天数超过住院天数 | More bed days than days of stay",
    asks="床位费天数是否超过住院天数? | Were more bed days charged than the stay has?",
    sentence="床位费{figure}天, 超过住院天数 | {figure} bed days, more than the stay has",
    family=MANAGEMENT,
    subtype="超标准收费 | above the standard",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O08",),
    applies=inpatient,
    figure=_beds.sum(fee.cnt) / units(1),
    evidence=_beds,
    evidence_is_at_stake=False,
)
nursing_beyond_the_stay = Rule(
    _nursing.sum(fee.cnt) > _days_allowed,
    id="GL-004",
    title="分级护理天数超过住院天数 | More nursing days than days of stay",
    asks="护理费天数是否超过住院天数? | Were more nursing days charged than the stay has?",
    sentence="分级护理{figure}天, 超过住院天数 | {figure} days of graded nursing, more than the stay has",
    family=MANAGEMENT,
    subtype="超标准收费 | above the standard",
    law=("R38(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O08",),
    applies=inpatient,
    figure=_nursing.sum(fee.cnt) / units(1),
    evidence=_nursing,
    evidence_is_at_stake=False,
)
rounds_beyond_the_stay = Rule(
    _rounds.sum(fee.cnt) > units(1) * (days_charged + parameter("spare_bed_days")),
    id="GL-005",
    title="住院诊查费天数超过住院天数 | More ward rounds than days of stay",
    asks="住院诊查费天数是否超过住院天数? | Were more ward rounds charged than the stay has?",
    sentence="住院诊查费{figure}天, 超过住院天数 | {figure} ward rounds, more than the stay has days",
    family=MANAGEMENT,
    subtype="超标准收费 | above the standard",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O08",),
    applies=inpatient,
    figure=_rounds.sum(fee.cnt) / units(1),
    evidence=_rounds,
    evidence_is_at_stake=False,
)
hours_beyond_the_stay = Rule(
    _long_line.count() > 0,
    id="GL-006",
    title="按小时项目超过在院小时数 | More hours charged than the stay has",
    asks="按小时收费的项目是否超过在院小时数? | Were more hours charged than the stay has?",
    sentence="按小时收费的项目超过在院总小时数, 涉及{amount}"
    " | Items by the hour exceed all hours of the stay, {amount}",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R38(3)", "R40(3)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F09", "O08"),
    applies=inpatient,
    evidence=_long_line,
)
_day_too_long = _hourly.where(fee.cnt > units(24))
hours_beyond_a_day = Rule(
    _day_too_long.count() > 0,
    id="GL-007",
    title="按小时项目一次超过24小时 | An item of over 24 hours at once",
    asks="按小时收费的项目一次是否超过24小时? | Was an item charged for over 24 hours at once?",
    sentence="按小时收费的项目单条超过24小时, 涉及{amount} | Lines of over 24 hours at once, {amount}",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R38(3)", "R40(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F09", "O08"),
    evidence=_day_too_long,
)
_outside = lines.fee.where(
    is_billed
    & ((fee.fee_ocur_time.day() > claim.enddate) | (fee.fee_ocur_time.day() < claim.begndate))
)
charged_outside_the_stay = Rule(
    _outside.count() > 0,
    id="GL-008",
    title="出院后或入院前的收费 | Charged outside the stay",
    asks="是否有住院时间以外的收费? | Was anything charged before or after the stay?",
    sentence="住院时间以外的收费{amount} | {amount} charged before admission or after discharge",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R38(3)", "R40(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F09",),
    applies=inpatient,
    evidence=_outside,
)
_above = lines.fee.where((fee.pric_uplmt_amt > price(0)) & (fee.pric > fee.pric_uplmt_amt))
price_above_limit = Rule(
    _above.count() > 0,
    id="GL-009",
    title="单价超过限价 | Price above its limit",
    asks="是否有单价超过限价的收费? | Was anything priced above its limit?",
    sentence="单价超过限价, 超出部分{amount} | Priced above the limit by {amount}",
    family=MANAGEMENT,
    subtype="超标准收费 | above the standard",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O08",),
    amount=_above.sum(fee.overlmt_amt),
    evidence=_above,
)
fees_differ_from_lines = Rule(
    (claim.medfee_sumamt - fees).absolute() > parameter("line_total_gap_yuan"),
    id="GL-010",
    title="总费用与明细合计不符 | Total and lines differ",
    asks="医疗费总额是否与明细合计不符? | Does the total differ from the lines?",
    sentence="总费用与明细合计相差{amount} | The total and the lines differ by {amount}",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R39(3)", "R16"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O08",),
    applies=lines.fee.count() > 0,
    amount=(claim.medfee_sumamt - fees).absolute(),
)


def _parts_beside(panels: str, parts: str) -> Term:
    """Whether parts of a panel were charged on a day on which the panel was."""
    whole = fee.hilist_name.starts_with(*code_list(panels))
    part = fee.hilist_name.starts_with(*code_list(parts))
    either = lines.fee.where((whole | part) & is_billed).by(fee.fee_ocur_time.day())
    return either.distinct(when(whole, "whole", "part"), at_least=2) > 0


def _panel(id: str, zh: str, en: str, panels: str, parts: str) -> Rule:
    of_panel = named(parts)
    return Rule(
        _parts_beside(panels, parts),
        id=id,
        title=f"{zh}组合与单项同收 | Parts of a {en} panel beside it",
        asks=f"收了{zh}组合后是否又收其中单项? | Were parts of a {en} panel charged beside it?",
        sentence=f"已收{zh}组合, 又收其中单项{{amount}}"
        f" | A {en} panel and its parts were both charged, parts {{amount}}",
        family=MANAGEMENT,
        subtype="分解收费 | split charging",
        law=("R38(3)",),
        severity=SUSPECT,
        dimension=ONE_VISIT,
        violations=("O09",),
        evidence=of_panel,
    )


liver_panel_in_parts = _panel("GL-011", "肝功能", "liver", "liver_panels", "liver_parts")
renal_panel_in_parts = _panel("GL-012", "肾功能", "renal", "renal_panels", "renal_parts")
electrolyte_panel_in_parts = _panel(
    "GL-013", "电解质", "electrolyte", "electrolyte_panels", "electrolyte_parts"
)
_exempted = lines.fee.where(fee.unchk_flag == "2")
many_lines_exempted = Rule(
    _exempted.count() > parameter("exempted_lines"),
    id="GL-014",
    title="医师声明免审过多 | Many lines exempted from checking",
    asks="医师声明免审的明细是否过多? | Did a doctor exempt too many lines from checking?",
    sentence="声明免审{figure}条, 超过{exempted_lines}"
    " | {figure} lines exempted from checking, above {exempted_lines}",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R24", "R16"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O02",),
    figure=_exempted.count(),
    evidence=_exempted,
)
_sets = lines.fee.where(~fee.comb_no.is_null())
sets_take_much = Rule(
    (_sets.sum(fee.det_item_fee_sumamt) / fees) > parameter("set_share"),
    id="GL-015",
    title="组套收费占比过高 | Much charged as sets",
    asks="住院组套收费占比是否过高? | Is too much of a stay charged as sets?",
    sentence="组套收费{amount}, 占比{figure}, 超过{set_share}"
    " | Sets of {amount}, a share of {figure} above {set_share}",
    family=MANAGEMENT,
    subtype="过度诊疗 | over-treatment",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O02",),
    applies=inpatient,
    figure=_sets.sum(fee.det_item_fee_sumamt) / fees,
    evidence=_sets,
)
_bed_of_outpatient = beds.where(is_billed)
bed_without_a_stay = Rule(
    _bed_of_outpatient.count() > 0,
    id="GL-016",
    title="门诊收取床位费 | Bed charged at an outpatient visit",
    asks="门诊是否收取了床位费? | Was a bed charged at an outpatient visit?",
    sentence="门诊结算含床位费{amount} | An outpatient claim with a bed of {amount}",
    family=MANAGEMENT,
    subtype="超标准收费 | above the standard",
    law=("R38(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O08",),
    applies=outpatient & (claim.er_flag.otherwise("0") != "1"),
    evidence=_bed_of_outpatient,
)
_free = lines.fee.where((fee.cnt > units(0)) & (fee.det_item_fee_sumamt < yuan(0)))
negative_fee_of_a_line = Rule(
    _free.count() > 0,
    id="GL-017",
    title="数量为正而金额为负 | Negative fee for a positive quantity",
    asks="是否有数量为正而金额为负的明细? | Is there a line of positive quantity and negative fee?",
    sentence="有{figure}条明细数量为正而金额为负"
    " | {figure} lines have a quantity above and a fee below zero",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R39(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O08",),
    figure=_free.count(),
    evidence=_free,
)
