"""管理类: what traceability codes, identity checks and monitors say of a claim."""

from features.catalog.subjects import chronic, drug_fees, drugs, inpatient, walk_in
from features.language import check, claim, fee, lines, opsp, past, scan, yuan
from features.rules.classes import CERTAIN, MANAGEMENT, ONE_VISIT, POLICY, SUSPECT
from features.rules.parameters import parameter
from features.rules.rule import Rule
from features.rules.subjects import named, whole_fee

_absent = lines.check.where((check.chk_scene == "ward_round") & (check.chk_rslt == "absent"))
_failed = lines.check.where((check.chk_way == "face") & (check.chk_rslt == "fail"))
_sold = lines.scan.where(scan.evt_type == "sale")
_scanned_twice = (
    _sold.where(scan.trdn_flag.otherwise("0") != "1").by(scan.drug_trac_codg).count(at_least=2)
)
_expired = _sold.where(scan.sel_retn_time.day() > scan.expy_end)
_scanned_here = past.same(claim.fixmedins_code).where(lines.scan.count() > 0).within(days=30)
_registered = lines.opsp.where(
    (opsp.dise_codg == claim.dise_codg)
    & (opsp.enddate.is_null() | (opsp.enddate >= claim.begndate))
)

absent_at_ward_rounds = Rule(
    _absent.count() > parameter("absent_rounds"),
    id="GL-111",
    title="查房核验多次不在场 | Absent at ward rounds",
    asks="住院期间查房核验是否多次不在场? | Was the patient absent at ward rounds?",
    sentence="查房核验{figure}次不在场, 超过{absent_rounds}"
    " | Absent at {figure} ward rounds, above {absent_rounds}",
    family=MANAGEMENT,
    subtype="挂床 | hanging stay",
    law=("R38(1)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F02", "F01"),
    applies=inpatient,
    amount=whole_fee,
    figure=_absent.count(),
)
face_does_not_match = Rule(
    _failed.count() > parameter("failed_checks"),
    id="GL-112",
    title="人脸核验多次未通过 | Face checks failed",
    asks="人脸核验是否多次未通过? | Did face checks fail more than once?",
    sentence="人脸核验{figure}次未通过, 超过{failed_checks}"
    " | {figure} face checks failed, above {failed_checks}",
    family=MANAGEMENT,
    subtype="冒名就医 | impersonation",
    law=("R40(1)", "R41(1)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F04", "F01"),
    amount=whole_fee,
    figure=_failed.count(),
)
no_code_scanned = Rule(
    (lines.scan.count() == 0) & (_scanned_here.count() >= parameter("scanned_claims")),
    id="GL-113",
    title="有码不扫 | Codes not scanned",
    asks="药品是否有码不扫? | Were drugs sold without their codes being scanned?",
    sentence="本机构30天内有{figure}笔上传追溯码, 本次药品{amount}未上传"
    " | {figure} claims here had codes in 30 days; drugs of {amount} in this one have none",
    family=MANAGEMENT,
    subtype="药品追溯 | traceability",
    law=("R39(3)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("T02",),
    applies=walk_in & (drug_fees > yuan(0)),
    amount=drug_fees,
    figure=_scanned_here.count(),
)
code_scanned_twice_in_a_claim = Rule(
    _scanned_twice > 0,
    id="GL-114",
    title="同一追溯码一次结算两次 | One code twice in a claim",
    asks="同一追溯码是否在一次结算中出现两次? | Is one code scanned twice in a claim?",
    sentence="有{figure}个追溯码在本次结算出现两次 | {figure} codes stand twice in this claim",
    family=MANAGEMENT,
    subtype="药品追溯 | traceability",
    law=("R38(4)", "R38(5)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("T01",),
    figure=_scanned_twice,
)
expired_drug_sold = Rule(
    _expired.count() > 0,
    id="GL-115",
    title="销售过期药品 | Expired drugs sold",
    asks="是否销售了过期药品? | Were expired drugs sold?",
    sentence="有{figure}盒药品销售时已过有效期 | {figure} boxes were past their date when sold",
    family=MANAGEMENT,
    subtype="药品追溯 | traceability",
    law=("R38(4)", "R38(7)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("T03", "F06"),
    figure=_expired.count(),
)
chronic_without_registration = Rule(
    _registered.count() == 0,
    id="ZC-051",
    title="慢特病无登记享受待遇 | Chronic benefit without registration",
    asks="慢特病待遇是否没有有效登记? | Is there no valid registration for a chronic benefit?",
    sentence="没有该病种的有效登记, 费用{amount} | No valid registration of the disease; fee {amount}",
    family=POLICY,
    subtype="待遇资格 | entitlement",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("P05",),
    applies=chronic & ~claim.dise_codg.is_null(),
    amount=whole_fee,
)
_intensive = named("intensive_beds")
_icu_nights = lines.icu.count()
intensive_care_not_charged = Rule(
    (_icu_nights > 0) & (_intensive.count() == 0),
    id="GL-116",
    title="清单有重症监护无收费 | Intensive care on the list, none charged",
    asks="清单有重症监护却没有收费? | Is there intensive care on the list that nobody charged?",
    sentence="清单有{figure}次重症监护, 没有监护床位收费"
    " | {figure} spells of intensive care on the list, no such bed charged",
    family=MANAGEMENT,
    subtype="高套编码 | upcoding",
    law=("C18", "R40(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("U06",),
    applies=inpatient,
    amount=claim.pay_std,
    figure=_icu_nights,
)
supply_without_days = Rule(
    (drugs.where(fee.prd_days.is_null()).count() == drugs.count()) & (drugs.count() > 0),
    id="GL-117",
    title="处方未填用药天数 | Prescription without days of supply",
    asks="处方是否都没有填写用药天数? | Do all drugs lack their days of supply?",
    sentence="{figure}条药品明细都没有用药天数 | None of {figure} drug lines says its days of supply",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R39(3)", "R16"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O04",),
    applies=walk_in,
    figure=drugs.count(),
)
