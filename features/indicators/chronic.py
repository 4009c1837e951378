"""Chronic, pharmacy and outpatient policy 慢特病、两病与零售 (domain E.6)."""

from features.catalog.families import CHRONIC, DRUGS, PHARMACY, SHOPPING
from features.catalog.subjects import chronic, walk_in
from features.indicators.lists import (
    FREQUENT_VISITS,
    SUPPLY_DAYS,
    TWO_DISEASE_DRUGS,
    TWO_DISEASES,
)
from features.indicators.records import item, items
from features.indicators.subjects import all_1m, ours, purchases_1m, visits_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim, fee, lines, past

person = past.same(claim.psn_no)
chronic_1m = ours.where(chronic).within(months=1)
two_diseases = visits_1m.where(claim.dscg_maindiag_code.starts_with(*TWO_DISEASES))
treated = lines.fee.where(fee.med_list_codg.starts_with(*TWO_DISEASE_DRUGS)).count() > 0
walk_ins = ours.where(walk_in).within(months=1)
frequent = person.where(walk_in).within(days=30).count() + 1 >= FREQUENT_VISITS
drug_items = items.where(item.med_list_codg.starts_with("X")).within(months=1)
supplied = drug_items.by(item.psn_no, item.med_list_codg)

opsp_heads = Indicator(
    chronic_1m.distinct(claim.psn_no),
    asks="慢特病就诊人头数? | How many persons came on the chronic list?",
    family=CHRONIC,
    risk=NEITHER,
    source="E.6 #128",
)
opsp_dise_cnt = Indicator(
    chronic_1m.by(claim.psn_no, claim.dise_codg).count() / chronic_1m.distinct(claim.psn_no),
    asks="慢特病人均病种数? | How many chronic diseases a person?",
    family=CHRONIC,
    risk=UP,
    source="E.6 #128",
)
opsp_inst_cnt = Indicator(
    chronic_1m.mean(person.where(chronic).within(days=90).distinct(claim.fixmedins_code)),
    asks="慢特病患者近90天就诊机构数均值? | In how many places were its chronic patients in 90 days?",
    family=CHRONIC,
    risk=UP,
    source="E.6 #129",
)
opsp_avg_fee = Indicator(
    chronic_1m.mean(claim.medfee_sumamt),
    asks="慢特病次均费用? | What did a chronic visit cost on average?",
    family=CHRONIC,
    risk=UP,
    source="E.6 #128",
)
two_dise_control = Indicator(
    two_diseases.share(treated),
    asks="两病就诊用药率? | What share of two-disease visits had their drugs?",
    family=CHRONIC,
    risk=DOWN,
    source="E.6 #130",
)
high_freq_share = Indicator(
    walk_ins.where(frequent).distinct(claim.psn_no) / walk_ins.distinct(claim.psn_no),
    asks=f"30天就诊购药{FREQUENT_VISITS}次及以上人群占比?"
    f" | What share of persons came {FREQUENT_VISITS} times in 30 days anywhere?",
    family=SHOPPING,
    risk=UP,
    source="E.6 #131",
)
multi_place_share = Indicator(
    walk_ins.where(
        person.where(walk_in).within(days=30).distinct(claim.fixmedins_code) >= 4
    ).distinct(claim.psn_no)
    / walk_ins.distinct(claim.psn_no),
    asks="30天在4家及以上机构就诊者占比? | What share of persons went to four places in 30 days?",
    family=SHOPPING,
    risk=UP,
    source="E.6 #132",
)
excess_supply = Indicator(
    supplied.reaching(SUPPLY_DAYS + 1, item.prd_days) / supplied.count(),
    asks=f"超量配药(单月超{SUPPLY_DAYS}天量)占比?"
    f" | What share of persons' drugs was supplied for over {SUPPLY_DAYS} days?",
    family=DRUGS,
    risk=UP,
    source="E.6 #133",
)
bundle_share = Indicator(
    purchases_1m.by(claim.medfee_sumamt, lines.fee.count()).largest() / purchases_1m.count(),
    asks="同套餐(同金额同条数)销售占比? | What share of purchases is the commonest bundle?",
    family=PHARMACY,
    risk=UP,
    source="E.6 #134",
)
drug_days_largest = Indicator(
    supplied.largest(item.prd_days),
    asks="单人单药最大配药天数? | For how many days was one drug supplied to one person at most?",
    family=DRUGS,
    risk=UP,
    source="E.6 #133",
)
chronic_fund_share = Indicator(
    chronic_1m.sum(claim.fund_pay_sumamt) / all_1m.sum(claim.fund_pay_sumamt),
    asks="慢特病基金支出占比? | What share of fund spending is for chronic lists?",
    family=CHRONIC,
    risk=NEITHER,
    source="E.6 #128",
)
