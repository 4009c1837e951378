"""Clinical sense of drugs: several of one class at once, and drugs that a disease forbids.

Classes are those of the ATC inside the national drug code (X, then five characters to the chemical
subgroup, ten to the generic). What is forbidden is textbook knowledge and no more than a hint: the
rule library holds the limits that bind.
"""

from features.catalog.families import DRUGS
from features.catalog.subjects import antibiotics, drugs, inpatient, western_drugs
from features.language import UP, Signal, claim, fee, lines
from features.terms import Term

subgroup = fee.med_list_codg.prefix(6)
generic = fee.med_list_codg.prefix(10)


is_painkiller = (
    fee.med_list_codg.starts_with("XM01A")
    | fee.hilist_name.contains("布洛芬")
    | fee.hilist_name.contains("双氯芬酸")
    | fee.hilist_name.contains("洛索洛芬")
)


def given(disease: Term, *classes: str) -> Term:
    """How many lines of these classes there are when the disease is the main one."""
    return lines.fee.where(disease & fee.med_list_codg.starts_with(*classes)).count()


def main(*categories: str) -> Term:
    """Whether the main diagnosis begins with one of these."""
    return claim.dscg_maindiag_code.starts_with(*categories)


drugs_of_one_subgroup = Signal(
    western_drugs.by(subgroup).distinct(fee.med_list_codg, at_least=2),
    asks="有几类药同时用了两种以上? | Of how many subgroups were two or more drugs used?",
    risk=UP,
    family=DRUGS,
)
drugs_of_one_subgroup_in_a_day = Signal(
    western_drugs.by(subgroup, fee.fee_ocur_time.day()).distinct(fee.med_list_codg, at_least=2),
    asks="有几天同类药用了两种以上? | On how many days were two drugs of a subgroup used?",
    risk=UP,
    family=DRUGS,
)
makers_of_one_drug = Signal(
    western_drugs.by(generic).distinct(fee.med_list_codg, at_least=2),
    asks="有几种药用了两个以上厂家或规格? | Of how many drugs were two makers or packs used?",
    risk=UP,
    family=DRUGS,
)
antibiotics_at_once = Signal(
    antibiotics.by(fee.fee_ocur_time.day()).distinct(generic, at_least=3),
    asks="有几天同时用三种以上抗菌药物? | On how many days were three antibiotics used?",
    risk=UP,
    family=DRUGS,
)
herbal_injections = Signal(
    drugs.where((fee.med_chrgitm_type == "11") & fee.hilist_name.contains("注射")).distinct(
        fee.med_list_codg
    ),
    asks="用了几种中药注射剂? | How many Chinese-medicine injections?",
    risk=UP,
    family=DRUGS,
)
beta_blockers_in_asthma = Signal(
    given(main("J45", "J46"), "XC07"),
    asks="主诊断哮喘却用了几条β受体阻滞剂? | Beta blockers for a patient with asthma?",
    risk=UP,
    family=DRUGS,
)
painkillers_in_bleeding = Signal(
    lines.fee.where(main("K25", "K26", "K27", "K92", "I60", "I61", "I62") & is_painkiller).count(),
    asks="主诊断溃疡、消化道或颅内出血却用了几条非甾体药? | Painkillers for an ulcer or a bleeding?",
    risk=UP,
    family=DRUGS,
)
quinolones_for_minors = Signal(
    lines.fee.where((claim.age < 18) & fee.hilist_name.contains("沙星")).count(),
    asks="未满18岁用了几条喹诺酮类药? | Quinolones for a patient under 18?",
    risk=UP,
    family=DRUGS,
)
kidney_harming_drugs_in_failure = Signal(
    given(main("N17", "N18", "N19"), "XJ01G", "XM01A", "XA10BA"),
    asks="主诊断肾衰却用了几条肾毒性药? | Drugs that harm kidneys in renal failure?",
    risk=UP,
    family=DRUGS,
)
forbidden_drugs_in_pregnancy = Signal(
    given(main("O"), "XC09", "XJ01M", "XJ01A", "XC10AA"),
    asks="孕产妇用了几条禁忌药? | Drugs forbidden in pregnancy?",
    risk=UP,
    family=DRUGS,
)
sugar_infused_in_diabetes = Signal(
    (inpatient & main("E10", "E11", "E14")).as_count()
    * lines.fee.where(fee.hilist_name.starts_with("葡萄糖注射液")).count(),
    asks="主诊断糖尿病却输了几条葡萄糖? | Glucose infused for a patient with diabetes?",
    risk=UP,
    family=DRUGS,
)
