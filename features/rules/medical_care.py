"""医疗类: more examinations, tests, treatment and consumables than a visit calls for."""

from features.catalog.subjects import (
    consumable_fees,
    consumables,
    diagnostics,
    exams,
    fees,
    inpatient,
    outpatient,
    stay_days,
    surgery,
)
from features.language import claim, fee, lines, past
from features.rules.classes import MANY_VISITS, MEDICAL, ONE_VISIT, POLICY, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import main_diagnosis, named

_images = named("imaging").where(fee.med_chrgitm_type == "03")
_physiotherapies = named("physiotherapies")
_dear = named("dear_images")
_markers = named("tumour_markers")
_tumour = claim.dscg_maindiag_code.starts_with(*code_list("tumour_diagnoses"))

many_images = Rule(
    _images.distinct(fee.hilist_name) >= parameter("images_together"),
    id="YL-021",
    title="影像检查种类过多 | Many kinds of imaging",
    asks="一次就诊影像检查种类是否过多? | Were there too many kinds of imaging?",
    sentence="影像检查{figure}种, 达到{images_together}, 费用{amount}"
    " | {figure} kinds of imaging, at least {images_together}, {amount}",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O01",),
    figure=_images.distinct(fee.hilist_name),
    evidence=_images,
)
many_tests_at_a_visit = Rule(
    diagnostics.distinct(fee.hilist_name) >= parameter("tests_together"),
    id="YL-022",
    title="门诊检查化验过多 | Many tests at a visit",
    asks="一次门诊检查化验是否过多? | Were there too many tests at one visit?",
    sentence="一次门诊检查化验{figure}种, 达到{tests_together}, 费用{amount}"
    " | {figure} kinds of tests at one visit, at least {tests_together}, {amount}",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(2)", "R38(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O01", "O11"),
    applies=outpatient,
    figure=diagnostics.distinct(fee.hilist_name),
    evidence=diagnostics,
)
only_tests_at_a_visit = Rule(
    (diagnostics.distinct(fee.hilist_name) >= parameter("check_up_tests"))
    & (lines.fee.where(~fee.med_chrgitm_type.isin("02", "03", "04", "12", "13")).count() == 0),
    id="YL-023",
    title="门诊只有检查化验 | A visit of nothing but tests",
    asks="门诊是否只有检查化验而无治疗? | Is a visit nothing but tests?",
    sentence="门诊做{figure}种检查化验, 没有任何治疗用药, 费用{amount}"
    " | {figure} kinds of tests and no care at all, {amount}",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(6)", "R38(2)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O11", "O01"),
    applies=outpatient,
    figure=diagnostics.distinct(fee.hilist_name),
    evidence=diagnostics,
)
same_examination_again = Rule(
    (exams.by(fee.hilist_name).largest() > parameter("repeated_tests"))
    & (stay_days <= parameter("check_up_days")),
    id="YL-024",
    title="短期住院重复检查 | Examination repeated in a short stay",
    asks="短期住院是否重复做同一检查? | Was one examination repeated in a short stay?",
    sentence="短期住院同一检查做{figure}次, 超过{repeated_tests}"
    " | One examination {figure} times in a short stay, above {repeated_tests}",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O01",),
    applies=inpatient,
    figure=exams.by(fee.hilist_name).largest(),
    evidence=exams.by(fee.hilist_name),
)
tumour_markers_without_reason = Rule(
    (_markers.count() > 0) & ~_tumour,
    id="YL-025",
    title="无指征肿瘤标志物检测 | Tumour markers without a reason",
    asks="没有肿瘤线索是否做肿瘤标志物? | Were tumour markers tested without a reason?",
    sentence="主要诊断与肿瘤无关, 做肿瘤标志物{amount}"
    " | Tumour markers of {amount} without a diagnosis that calls for them",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O01",),
    evidence=_markers,
)
dear_image_without_tumour = Rule(
    (_dear.count() > 0) & ~_tumour,
    id="YL-026",
    title="无指征PET检查 | PET without a reason",
    asks="没有肿瘤线索是否做PET? | Was PET done without a reason?",
    sentence="主要诊断与肿瘤无关, 做PET类检查{amount}"
    " | PET of {amount} without a diagnosis that calls for it",
    family=MEDICAL,
    subtype="过度检查 | over-examination",
    law=("R38(2)", "R38(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O01",),
    evidence=_dear,
)
_dialysis = lines.fee.where(fee.hilist_name.starts_with("血液透析"))
_dialysed = past.same(claim.psn_no).within(days=30).sum(_dialysis.count())
dialysis_too_often = Rule(
    _dialysed + _dialysis.count() > parameter("dialysis_in_30"),
    id="YL-027",
    title="透析次数过多 | Dialysis too often",
    asks="30天内透析次数是否过多? | Was dialysis charged too often in 30 days?",
    sentence="连同本次30天内透析收费超过{dialysis_in_30}, 此前{figure}次"
    " | With this one, more than {dialysis_in_30} dialyses in 30 days; {figure} before",
    family=MEDICAL,
    subtype="项目超限次 | above its frequency",
    law=("R38(6)", "R40(3)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("O15", "F09"),
    applies=_dialysis.count() > 0,
    figure=_dialysed,
    evidence=_dialysis,
)
many_physiotherapies = Rule(
    _physiotherapies.distinct(fee.hilist_name) >= parameter("physiotherapies_together"),
    id="YL-028",
    title="理疗康复项目过多 | Many physiotherapies",
    asks="理疗康复项目是否过多? | Were there too many kinds of physiotherapy?",
    sentence="理疗康复{figure}种, 达到{physiotherapies_together}, 费用{amount}"
    " | {figure} kinds of physiotherapy, at least {physiotherapies_together}, {amount}",
    family=MEDICAL,
    subtype="过度诊疗 | over-treatment",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O02",),
    figure=_physiotherapies.distinct(fee.hilist_name),
    evidence=_physiotherapies,
)
physiotherapy_for_skin = Rule(
    (_physiotherapies.distinct(fee.hilist_name) >= 2) & main_diagnosis("skin_diagnoses"),
    id="YL-029",
    title="皮肤病收取理疗 | Physiotherapy for a skin disease",
    asks="皮肤病是否收取多项理疗? | Was physiotherapy charged for a skin disease?",
    sentence="皮肤病门诊收取理疗{figure}种, {amount}"
    " | {figure} kinds of physiotherapy for a skin disease, {amount}",
    family=MEDICAL,
    subtype="不合理诊疗 | unreasonable care",
    law=("R38(4)", "R38(2)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F07", "O02"),
    applies=outpatient,
    figure=_physiotherapies.distinct(fee.hilist_name),
    evidence=_physiotherapies,
)
consumables_without_operation = Rule(
    (consumable_fees / fees) > parameter("consumable_share"),
    id="YL-030",
    title="无手术住院耗材占比过高 | Much consumables without an operation",
    asks="没有手术的住院耗材占比是否过高? | Do consumables take too much without an operation?",
    sentence="没有手术, 耗材{amount}, 占比{figure}, 超过{consumable_share}"
    " | Consumables of {amount} without an operation, {figure}, above {consumable_share}",
    family=MEDICAL,
    subtype="耗材超常 | consumables",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O14",),
    applies=inpatient & (surgery.count() == 0),
    figure=consumable_fees / fees,
    evidence=consumables,
)


def _yearly(id: str, zh: str, en: str, begins: str, limit: str) -> Rule:
    """A rule against a test above its yearly number; its names are the national catalogue's."""
    tested = lines.fee.where(fee.hilist_name.starts_with(begins))
    before = past.same(claim.psn_no).within(days=365).sum(tested.count())
    return Rule(
        before + tested.count() > parameter(limit),
        id=id,
        title=f"{zh}超过年度次数 | {en} above its yearly number",
        asks=f"一年内{zh}是否过多? | Was {en} done too often in a year?",
        sentence=f"连同本次一年内{zh}超过{{{limit}}}, 此前{{figure}}次"
        f" | With this one, more than {{{limit}}} of {en} in a year; {{figure}} before",
        family=POLICY,
        subtype="项目超限次 | above its frequency",
        law=("R38(6)",),
        severity=SUSPECT,
        dimension=MANY_VISITS,
        violations=("O15",),
        applies=tested.count() > 0,
        figure=before,
        evidence=tested,
    )


glycated_too_often = _yearly(
    "ZC-041", "糖化血红蛋白", "glycated haemoglobin", "糖化血红蛋白", "glycated_a_year"
)
bone_density_too_often = _yearly(
    "ZC-042", "骨密度测定", "bone density", "骨密度", "bone_density_a_year"
)
vitamin_d_too_often = _yearly(
    "ZC-043", "维生素D测定", "vitamin D", "25-羟维生素D", "vitamin_d_a_year"
)
carotid_too_often = _yearly(
    "ZC-044", "颈动脉超声", "carotid ultrasound", "颈动脉彩色多普勒", "carotid_a_year"
)
