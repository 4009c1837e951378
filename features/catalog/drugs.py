"""Drugs: the share of the fee, days of supply, and supply that overlaps what was bought before."""

from features.catalog.families import DRUGS
from features.catalog.subjects import antibiotics, charged_days, drug_fees, drugs, fees, herb_fees
from features.language import NEITHER, UP, Signal, claim, fee, lines, past, yuan

claim_drug_share = Signal(
    drug_fees / fees,
    asks="药占比? | What share is drugs?",
    risk=NEITHER,
    family=DRUGS,
)
drug_fee_per_day = Signal(
    drug_fees / charged_days,
    asks="日均药费是多少? | What did drugs cost a day?",
    risk=NEITHER,
    family=DRUGS,
)
drug_items = Signal(
    drugs.distinct(fee.med_list_codg),
    asks="用了多少种药? | How many different drugs?",
    risk=NEITHER,
    family=DRUGS,
)
herb_share = Signal(
    herb_fees / fees,
    asks="中药饮片占比? | What share is herbal pieces?",
    risk=NEITHER,
    family=DRUGS,
)
antibiotic_share_of_drugs = Signal(
    antibiotics.sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="抗菌药物占药费的比例? | What share of drug fees is antibiotics?",
    risk=NEITHER,
    family=DRUGS,
)
negotiated_drug_share = Signal(
    drugs.where(fee.hi_nego_drug_flag == "1").sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="谈判药占药费的比例? | What share of drug fees is negotiated drugs?",
    risk=NEITHER,
    family=DRUGS,
)
essential_drug_share = Signal(
    drugs.where(fee.bas_medn_flag == "1").sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="基本药物占药费的比例? | What share of drug fees is essential drugs?",
    risk=NEITHER,
    family=DRUGS,
)
limited_drug_share = Signal(
    drugs.where(fee.lmt_used_flag == "1").sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="限制使用药品占药费的比例? | What share of drug fees is limited-use drugs?",
    risk=UP,
    family=DRUGS,
)
longest_supply = Signal(
    drugs.max(fee.prd_days),
    asks="单次配药最长几天? | How many days is the longest supply?",
    risk=UP,
    family=DRUGS,
)
drugs_supplied_over_30_days = Signal(
    drugs.where(fee.prd_days > 30).count(),
    asks="配药超过30天的有几条? | How many drugs are supplied for over 30 days?",
    risk=UP,
    family=DRUGS,
)
take_home_drug_fee = Signal(
    drugs.where(fee.dscg_tkdrug_flag == "1").sum(fee.det_item_fee_sumamt),
    asks="出院带药费用多少? | What do take-home drugs cost?",
    risk=UP,
    family=DRUGS,
)
childrens_drugs_for_adults = Signal(
    drugs.where((fee.chld_medc_flag == "1") & (claim.age > 17)).count(),
    asks="成人使用儿童专用药几条? | How many children's drugs were given to an adult?",
    risk=UP,
    family=DRUGS,
)
drugs_bought_elsewhere_share = Signal(
    drugs.where(fee.rx_circ_flag == "1").sum(fee.det_item_fee_sumamt) / drug_fees,
    asks="外购处方占药费的比例? | What share of drug fees was bought elsewhere?",
    risk=UP,
    family=DRUGS,
)
patient_supply_30d = Signal(
    past.same(claim.psn_no).within(days=30).sum(drugs.max(fee.prd_days)),
    asks="过去30天已配药多少天? | How many days of supply were bought in 30 days?",
    risk=UP,
    family=DRUGS,
)
patient_supply_90d = Signal(
    past.same(claim.psn_no).within(days=90).sum(drugs.max(fee.prd_days)),
    asks="过去90天已配药多少天? | How many days of supply were bought in 90 days?",
    risk=UP,
    family=DRUGS,
)
patient_drug_fee_90d = Signal(
    past.same(claim.psn_no).within(days=90).sum(drug_fees),
    asks="过去90天药费多少? | What did drugs cost in 90 days?",
    risk=UP,
    family=DRUGS,
)
patient_drug_sellers_30d = Signal(
    past.same(claim.psn_no)
    .where(drug_fees > yuan(0))
    .within(days=30)
    .distinct(claim.fixmedins_code),
    asks="过去30天在几家机构购药? | From how many institutions came drugs in 30 days?",
    risk=UP,
    family=DRUGS,
)
patient_pharmacy_purchases_30d = Signal(
    past.same(claim.psn_no).where(claim.med_type.starts_with("4")).within(days=30).count(),
    asks="过去30天药店购药几次? | How many pharmacy purchases in 30 days?",
    risk=UP,
    family=DRUGS,
)
prescriptions = Signal(
    lines.fee.distinct(fee.rxno),
    asks="开了几张处方? | How many prescriptions?",
    risk=NEITHER,
    family=DRUGS,
)
