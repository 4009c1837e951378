"""管理类: codes that raise a case above what its records show (cause 18)."""

from features.catalog import complications
from features.catalog.subjects import cost_level, has_mcc, inpatient, is_complicated, surgery
from features.language import claim, lines, oprn
from features.rules.classes import MANAGEMENT, ONE_VISIT, SUSPECT
from features.rules.parameters import parameter
from features.rules.rule import Rule
from features.rules.subjects import named, whole_fee

_paid = claim.pay_std
_unproven = complications.unproven
_ventilated = named("ventilation_items")
_operations = lines.oprn.where(oprn.main_oprn_flag.otherwise("1") == "1")

major_complication_unproven = Rule(
    has_mcc & (_unproven > 0),
    id="GL-091",
    title="严重并发症缺少依据 | Major complication without evidence",
    asks="严重并发症是否没有检查治疗依据? | Is a major complication without evidence on the bill?",
    sentence="编码了严重并发症, {figure}项诊断没有相应检查或治疗收费"
    " | A major complication was coded; {figure} diagnoses lack the tests or care they need",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18", "R38(7)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U02",),
    applies=inpatient,
    amount=_paid,
    figure=_unproven,
)
complication_unproven = Rule(
    is_complicated & ~has_mcc & (_unproven > 0),
    id="GL-092",
    title="并发症缺少依据 | Complication without evidence",
    asks="并发症是否没有检查治疗依据? | Is a complication without evidence on the bill?",
    sentence="编码了并发症, {figure}项诊断没有相应检查或治疗收费"
    " | A complication was coded; {figure} diagnoses lack the tests or care they need",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18", "R38(7)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U02",),
    applies=inpatient,
    amount=_paid,
    figure=_unproven,
)
operation_without_theatre = Rule(
    (_operations.count() > 0) & (surgery.count() == 0),
    id="GL-093",
    title="有手术编码无手术麻醉收费 | Operation coded, none charged",
    asks="编码了手术却没有手术麻醉收费? | Was an operation coded that nobody charged?",
    sentence="清单编码了手术, 没有手术或麻醉收费 | The list has an operation; none was charged",
    family=MANAGEMENT,
    subtype="虚增手术 | added operation",
    law=("C18", "R40(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U03",),
    applies=inpatient,
    amount=_paid,
)
ventilation_not_charged = Rule(
    (claim.vent_used_hours >= parameter("ventilation_hours")) & (_ventilated.count() == 0),
    id="GL-094",
    title="呼吸机时长没有收费依据 | Ventilation without a charge",
    asks="呼吸机时长达到分组界值却没有收费? | Was long ventilation never charged?",
    sentence="清单呼吸机{figure}, 达到{ventilation_hours}, 没有相应收费"
    " | {figure} of ventilation on the list, at least {ventilation_hours}, and none charged",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18", "R40(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U06",),
    applies=inpatient,
    amount=_paid,
    figure=claim.vent_used_hours,
)
ventilation_at_the_limit = Rule(
    (claim.vent_used_hours >= parameter("ventilation_hours"))
    & (claim.vent_used_hours <= parameter("ventilation_hours") + parameter("ventilation_margin")),
    id="GL-095",
    title="呼吸机时长贴近分组界值 | Ventilation just above its limit",
    asks="呼吸机时长是否刚过分组界值? | Is ventilation just above the limit of its group?",
    sentence="清单呼吸机{figure}, 刚过界值{ventilation_hours}"
    " | {figure} of ventilation, just above {ventilation_hours}",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U06",),
    applies=inpatient,
    amount=_paid,
    figure=claim.vent_used_hours,
)
birth_weight_at_the_limit = Rule(
    (claim.nwb_adm_wt < parameter("low_birth_weight"))
    & (claim.nwb_adm_wt + parameter("weight_margin") >= parameter("low_birth_weight")),
    id="GL-096",
    title="新生儿体重贴近界值 | Newborn's weight just below its limit",
    asks="新生儿体重是否刚好低于界值? | Is a newborn's weight just below the limit?",
    sentence="新生儿入院体重{figure}克, 刚低于{low_birth_weight}"
    " | A newborn of {figure} g, just below {low_birth_weight}",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U07",),
    applies=inpatient,
    amount=_paid,
    figure=claim.nwb_adm_wt,
)
padded_above_the_low_limit = Rule(
    (cost_level > parameter("low_outlier_share")) & (cost_level <= parameter("low_outlier_close")),
    id="GL-097",
    title="费用刚过低倍率界值 | Fee just above the low limit",
    asks="费用是否刚过低倍率界值? | Is the fee just above the limit of low outliers?",
    sentence="费用为本组标准的{figure}倍, 刚过低倍率界值{low_outlier_share}"
    " | The fee is {figure} times its group's, just above {low_outlier_share}",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18", "R38(7)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U04", "G06"),
    applies=inpatient,
    amount=_paid - whole_fee,
    figure=cost_level,
)
little_care_for_the_group = Rule(
    (cost_level <= parameter("little_care_share")) & (claim.case_type == "normal"),
    id="GL-098",
    title="费用远低于病组标准 | Far less care than the group stands for",
    asks="费用是否远低于病组标准? | Did the case cost far less than its group?",
    sentence="费用为本组标准的{figure}倍, 不到{little_care_share}"
    " | The fee is {figure} times its group's, at most {little_care_share}",
    family=MANAGEMENT,
    subtype="服务不足 | under-provision",
    law=("R15", "C18"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G06", "U04"),
    applies=inpatient & (claim.dscg_way != "5"),
    amount=_paid - whole_fee,
    figure=cost_level,
)
dear_case_to_be_paid_by_item = Rule(
    cost_level >= parameter("high_outlier_share"),
    id="GL-099",
    title="高倍率病例 | High outlier",
    asks="是否高倍率病例(按项目付费)? | Is it a high outlier, paid by item?",
    sentence="费用为本组标准的{figure}倍, 达到{high_outlier_share}"
    " | The fee is {figure} times its group's, at least {high_outlier_share}",
    family=MANAGEMENT,
    subtype="高码低编 | coded low",
    law=("R38(7)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U08", "G09"),
    applies=inpatient,
    amount=whole_fee - _paid,
    figure=cost_level,
)
main_diagnosis_changed = Rule(
    (claim.wm_dise_code.prefix(1) != claim.dscg_maindiag_code.prefix(1)) & (claim.adm_way != "1"),
    id="GL-100",
    title="门诊诊断与出院主诊断不同系统 | Main diagnosis of another system than at admission",
    asks="出院主诊断是否与入院时不同系统? | Is the main diagnosis of another system than at admission?",
    sentence="门诊诊断与出院主诊断不属同一系统 | The diagnosis at admission is of another system",
    family=MANAGEMENT,
    subtype="主诊断选择 | choice of the main diagnosis",
    law=("C18",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U01", "U05"),
    applies=inpatient,
    amount=_paid,
)
