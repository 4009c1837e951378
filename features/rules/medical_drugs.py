"""医疗类: drugs that repeat, overlap, exclude each other or the patient's disease."""

from features.catalog.subjects import (
    antibiotics,
    chronic,
    drug_fees,
    drugs,
    infusions,
    outpatient,
    walk_in,
)
from features.language import OwnLines, claim, diag, fee, lines, past, yuan
from features.rules.classes import MANY_VISITS, MEDICAL, ONE_VISIT, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import is_billed, main_diagnosis, named

_mine = past.same(claim.psn_no).where(walk_in)
_supply_60 = _mine.within(days=60).sum(drugs.max(fee.prd_days))
_refills = past.same(claim.psn_no).where(chronic).within(days=90)
_last_supply = _refills.latest(drugs.max(fee.prd_days))
_since_refill = claim.setl_time.days_since(_refills.max(claim.setl_time))


def _diagnosed(list_name: str) -> OwnLines:
    """The diagnoses that begin with one of a list's codes."""
    return lines.diag.where(diag.diag_code.starts_with(*code_list(list_name)))


def _twice(id: str, zh: str, en: str, list_name: str) -> Rule:
    """A rule against two drugs of one class in one claim."""
    of_class = named(list_name).where(is_billed)
    same_day = of_class.by(fee.fee_ocur_time.day()).distinct(fee.hilist_name, at_least=2)
    return Rule(
        same_day > 0,
        id=id,
        title=f"{zh}同日重复用药 | Two {en}",
        asks=f"是否同日使用两种{zh}? | Were two {en} given on one day?",
        sentence=f"有{{figure}}天同用两种{zh}, 费用{{amount}}"
        f" | Two {en} on {{figure}} days, {{amount}}",
        family=MEDICAL,
        subtype="重复用药 | repeated drugs",
        law=("R38(2)",),
        severity=SUSPECT,
        dimension=ONE_VISIT,
        violations=("O13",),
        figure=same_day,
        evidence=of_class,
    )


def _against(id: str, drug: str, disease: str, zh: tuple[str, str], en: tuple[str, str]) -> Rule:
    """A rule against a drug that a diagnosis on the list forbids."""
    given = named(drug).where(is_billed)
    return Rule(
        (given.count() > 0) & (_diagnosed(disease).count() > 0),
        id=id,
        title=f"{zh[1]}使用{zh[0]} | {en[0]} with {en[1]}",
        asks=f"{zh[1]}患者是否使用了{zh[0]}? | Was {en[0]} given with {en[1]}?",
        sentence=f"诊断有{zh[1]}, 使用{zh[0]}{{amount}} | {en[0]} of {{amount}} with {en[1]}",
        family=MEDICAL,
        subtype="禁忌症 | contraindication",
        law=("R38(2)", "R15"),
        severity=SUSPECT,
        dimension=ONE_VISIT,
        violations=("O13",),
        evidence=given,
    )


two_acid_suppressors = _twice(
    "YL-001", "质子泵抑制剂", "proton-pump inhibitors", "acid_suppressors"
)
two_antiinflammatories = _twice(
    "YL-002", "非甾体抗炎药", "anti-inflammatories", "antiinflammatories"
)
two_quinolones = _twice("YL-003", "喹诺酮类", "quinolones", "quinolones")
two_statins = _twice("YL-004", "他汀类", "statins", "statins")
antiinflammatory_with_bleeding = _against(
    "YL-005",
    "antiinflammatories",
    "bleeding_diagnoses",
    ("非甾体抗炎药", "消化道出血"),
    ("An anti-inflammatory", "gastrointestinal bleeding"),
)
metformin_with_renal_failure = _against(
    "YL-006",
    "metformin",
    "renal_failure_diagnoses",
    ("二甲双胍", "肾衰竭"),
    ("Metformin", "renal failure"),
)
beta_blocker_with_obstruction = _against(
    "YL-007",
    "beta_blockers",
    "obstructive_airway_diagnoses",
    ("β受体阻滞剂", "慢阻肺或哮喘"),
    ("A beta blocker", "obstructive airway disease"),
)
_clopidogrel, _omeprazole = (
    named("clopidogrel").where(is_billed),
    named("omeprazole").where(is_billed),
)
clopidogrel_with_omeprazole = Rule(
    (_clopidogrel.count() > 0) & (_omeprazole.count() > 0),
    id="YL-008",
    title="氯吡格雷与奥美拉唑合用 | Clopidogrel with omeprazole",
    asks="氯吡格雷是否与奥美拉唑合用? | Was clopidogrel given with omeprazole?",
    sentence="氯吡格雷与奥美拉唑合用, 后者{amount} | Clopidogrel with omeprazole of {amount}",
    family=MEDICAL,
    subtype="配伍禁忌 | incompatible drugs",
    law=("R38(2)", "R15"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O13",),
    evidence=_omeprazole,
)
supply_overlaps = Rule(
    _supply_60 + drugs.max(fee.prd_days).otherwise(0) > parameter("supply_days_in_60"),
    id="YL-009",
    title="累计配药天数过多 | More days of supply than days",
    asks="60天内累计配药是否过多? | Do 60 days bring too many days of supply?",
    sentence="连同本次, 60天内累计配药超过{supply_days_in_60}, 此前已有{figure}"
    " | With this one, 60 days bring more than {supply_days_in_60}; {figure} before",
    family=MEDICAL,
    subtype="重复用药 | repeated drugs",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("O05", "O04", "F11"),
    applies=walk_in & (drug_fees > yuan(0)),
    amount=drug_fees,
    figure=_supply_60,
)
refilled_early = Rule(
    (_last_supply - _since_refill >= parameter("supply_left_days"))
    & (drugs.max(fee.prd_days) >= parameter("supply_left_days")),
    id="YL-010",
    title="慢病药未用完又配 | Chronic refill too early",
    asks="慢病药是否远未用完又续配? | Was a chronic supply refilled too early?",
    sentence="前次慢病用药还剩{figure}, 达到{supply_left_days}, 又配药{amount}"
    " | {figure} of the last supply were left, at least {supply_left_days}; refilled for {amount}",
    family=MEDICAL,
    subtype="重复用药 | repeated drugs",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("O05", "F11"),
    applies=chronic,
    amount=drug_fees,
    figure=_last_supply - _since_refill,
)
many_antibiotics = Rule(
    antibiotics.distinct(fee.hilist_name) > parameter("antibiotics_together"),
    id="YL-011",
    title="门诊多种抗菌药物 | Many antibacterials at a visit",
    asks="一次门诊是否使用多种抗菌药物? | Were many antibacterials given at one visit?",
    sentence="一次门诊使用{figure}种抗菌药物, 超过{antibiotics_together}"
    " | {figure} antibacterials at one visit, above {antibiotics_together}",
    family=MEDICAL,
    subtype="不合理诊疗 | unreasonable care",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O13", "O02"),
    applies=outpatient,
    figure=antibiotics.distinct(fee.hilist_name),
    evidence=antibiotics,
)
antibiotic_without_infection = Rule(
    (antibiotics.count() > 0) & ~main_diagnosis("infection_diagnoses"),
    id="YL-012",
    title="无感染诊断使用抗菌药物 | Antibacterial without an infection",
    asks="没有感染诊断是否使用抗菌药物? | Was an antibacterial given without an infection?",
    sentence="主要诊断无感染依据, 使用抗菌药物{amount}"
    " | Antibacterials of {amount} without an infection as the main diagnosis",
    family=MEDICAL,
    subtype="不合理诊疗 | unreasonable care",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O14",),
    applies=outpatient & ~claim.dscg_maindiag_code.is_null(),
    evidence=antibiotics,
)
infusion_for_a_cold = Rule(
    (infusions.count() > 0) & main_diagnosis("common_cold_diagnoses"),
    id="YL-013",
    title="普通感冒静脉输液 | Infusion for a cold",
    asks="普通感冒是否静脉输液? | Was a cold treated by infusion?",
    sentence="普通感冒门诊输液{amount} | Infusions of {amount} for a cold",
    family=MEDICAL,
    subtype="过度诊疗 | over-treatment",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O02",),
    applies=outpatient,
    evidence=infusions,
)
_monitored = named("monitored_drugs")
monitored_drugs_take_much = Rule(
    (_monitored.sum(fee.det_item_fee_sumamt) / drug_fees) > parameter("monitored_share"),
    id="YL-014",
    title="重点监控药品占比过高 | Monitored drugs take much",
    asks="重点监控药品占药费是否过高? | Do monitored drugs take too much of drug fees?",
    sentence="重点监控药品{amount}, 占药费{figure}, 超过{monitored_share}"
    " | Monitored drugs of {amount}, {figure} of drug fees, above {monitored_share}",
    family=MEDICAL,
    subtype="无指征用药 | drugs without need",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O14",),
    applies=_monitored.distinct(fee.hilist_name) >= 2,
    figure=_monitored.sum(fee.det_item_fee_sumamt) / drug_fees,
    evidence=_monitored,
)
_albumin = named("albumin").where(is_billed)
albumin_without_reason = Rule(
    (_albumin.count() > 0) & (_diagnosed("albumin_diagnoses").count() == 0),
    id="YL-015",
    title="人血白蛋白无适应症 | Albumin without a reason",
    asks="使用白蛋白是否没有适应症诊断? | Was albumin given without a diagnosis for it?",
    sentence="使用人血白蛋白{amount}, 诊断中没有限定的适应症"
    " | Albumin of {amount} without a diagnosis that it is limited to",
    family=MEDICAL,
    subtype="限适应症 | limited use",
    law=("R38(6)", "R38(2)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03", "O14"),
    applies=lines.diag.count() > 0,
    evidence=_albumin,
)
