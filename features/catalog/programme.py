"""The chronic-disease programme: visits by registered disease, what they cost in the year, their drugs.

Classes of drugs are those of the ATC inside the national drug code: what ordinary practice gives
for the disease. A programme visit whose western drugs are of other classes buys for somebody else.
"""

from features.catalog.families import CHRONIC
from features.catalog.subjects import chronic, drug_fees, fees, like_care, western_drugs
from features.language import DOWN, UP, Signal, claim, fee, norm, past, when, yuan
from features.terms import Term

visits = past.same(claim.psn_no).where(chronic)

DRUGS_OF = {
    ("I10", "I11"): ("XC02", "XC03", "XC07", "XC08", "XC09", "XC10", "XB01"),
    ("E10", "E11", "E14"): ("XA10", "XC10", "XC09", "XB01", "XA16"),
    ("I20", "I25"): ("XB01", "XC01", "XC07", "XC08", "XC09", "XC10"),
    ("I63", "I69"): ("XB01", "XC10", "XC08", "XC09", "XN06", "XN07", "XC04"),
    ("J44", "J45"): ("XR03", "XR05", "XH02", "XJ01"),
    ("B18",): ("XJ05", "XA05", "XL03"),
    ("M05", "M06"): ("XM01", "XL04", "XL01", "XP01", "XH02", "XA07"),
    ("F20",): ("XN05", "XN04", "XN03"),
    ("C",): ("XL", "XA04", "XN02", "XH02", "XB03"),
    ("N18",): ("XB03", "XA11", "XA12", "XV03", "XC", "XH05", "XB01"),
}


def _for_disease() -> Term:
    pairs = [
        claim.dise_codg.starts_with(*codes) & fee.med_list_codg.starts_with(*classes)
        for codes, classes in DRUGS_OF.items()
    ]
    whole = pairs[0]
    for pair in pairs[1:]:
        whole = whole | pair
    return whole


known = claim.dise_codg.starts_with(*(code for codes in DRUGS_OF for code in codes))
western_fees = western_drugs.sum(fee.det_item_fee_sumamt)
belonging = western_drugs.where(_for_disease()).sum(fee.det_item_fee_sumamt)
usual_fee = norm.median(claim.medfee_sumamt).of(*like_care)
hundreds = (claim.medfee_sumamt / yuan(100)).whole() * yuan(100)
below_hundred = hundreds - claim.medfee_sumamt

chronic_fund_365d = Signal(
    visits.within(days=365).sum(claim.fund_pay_sumamt),
    asks="过去一年慢特病基金支付多少? | What did the funds pay for the programme in a year?",
    risk=UP,
    family=CHRONIC,
)
chronic_fee_in_usual_visits_365d = Signal(
    visits.within(days=365).sum(claim.medfee_sumamt) / usual_fee,
    asks="过去一年慢特病费用抵几次同类就诊? | How many usual visits is the year's programme fee?",
    risk=UP,
    family=CHRONIC,
)
chronic_institutions_90d = Signal(
    visits.within(days=90).distinct(claim.fixmedins_code),
    asks="过去90天在几家机构用慢特病? | How many institutions for the programme in 90 days?",
    risk=UP,
    family=CHRONIC,
)
chronic_diseases_365d = Signal(
    visits.within(days=365).distinct(claim.dise_codg),
    asks="过去一年用了几个慢特病病种? | How many programme diseases in a year?",
    risk=UP,
    family=CHRONIC,
)
chronic_visits_30d = Signal(
    visits.within(days=30).count(),
    asks="过去30天慢特病结算几次? | How many programme visits in 30 days?",
    risk=UP,
    family=CHRONIC,
)
days_since_chronic_visit = Signal(
    claim.setl_time.days_since(visits.within(days=365).max(claim.setl_time)).only_if(chronic),
    asks="距上次慢特病结算几天? | How many days since the last programme visit?",
    risk=DOWN,
    family=CHRONIC,
)
chronic_fee_vs_own_mean = Signal(
    (claim.medfee_sumamt / visits.within(days=365).mean(claim.medfee_sumamt).whole()).only_if(
        chronic
    ),
    asks="慢特病费用是本人过去一年次均的几倍? | How many times the person's mean programme visit?",
    risk=UP,
    family=CHRONIC,
)
chronic_year_end_rush = Signal(
    (
        chronic
        & (claim.setl_time.month_of_year() >= 11)
        & (claim.medfee_sumamt > visits.within(days=365).mean(claim.medfee_sumamt).whole())
    ).otherwise(False),
    asks="是否年末慢特病且高于本人均值(突击刷额度)? | A year-end visit above the person's mean?",
    risk=UP,
    family=CHRONIC,
)
chronic_fee_just_below_hundred = Signal(
    (chronic & (below_hundred >= yuan(0)) & (below_hundred <= yuan(2))).otherwise(False),
    asks="慢特病费用是否紧贴整百元? | Does a programme visit end just at a round hundred?",
    risk=UP,
    family=CHRONIC,
)
drugs_of_the_disease_share = Signal(
    (belonging / western_fees).only_if(chronic & known),
    asks="西药费中有多大比例属于登记病种? | What share of western drugs fits the disease?",
    risk=DOWN,
    family=CHRONIC,
)
chronic_without_its_drugs = Signal(
    (chronic & known & (western_fees > yuan(0)) & (belonging == yuan(0))).otherwise(False),
    asks="是否有西药却无一属于登记病种? | Western drugs, and none fits the disease?",
    risk=UP,
    family=CHRONIC,
)
chronic_non_drug_share = Signal(
    (fees - drug_fees) / when(chronic, fees, yuan(0)),
    asks="慢特病费用中非药品占比? | What share of a programme visit is no drug?",
    risk=UP,
    family=CHRONIC,
)
chronic_diagnosis_not_its_disease = Signal(
    (chronic & (claim.dscg_maindiag_code.prefix(3) != claim.dise_codg.prefix(3))).otherwise(False),
    asks="慢特病就诊的诊断是否不是该病种? | Is the diagnosis not of the programme disease?",
    risk=UP,
    family=CHRONIC,
)
