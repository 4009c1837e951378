"""Cost structure 费用结构: what the month's fee lines were for (domain E.3)."""

from features.catalog.families import STRUCTURE
from features.catalog.subjects import (
    consumable_fees,
    diagnostic_fees,
    drug_fees,
    drugs,
    fees,
    herb_fees,
    nursing_fees,
    service_fees,
    surgery_fees,
)
from features.indicators.subjects import all_1m, stays_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim, fee, lines

essential = drugs.where(fee.bas_medn_flag == "1").sum(fee.det_item_fee_sumamt)
negotiated = drugs.where(fee.hi_nego_drug_flag == "1").sum(fee.det_item_fee_sumamt)
limited = drugs.where(fee.lmt_used_flag == "1").sum(fee.det_item_fee_sumamt)
in_sets = lines.fee.where(~fee.comb_no.is_null()).sum(fee.det_item_fee_sumamt)
elsewhere = lines.fee.where(fee.etip_flag == "1").sum(fee.det_item_fee_sumamt)

drug_share = Indicator(
    all_1m.sum(drug_fees) / all_1m.sum(fees),
    asks="药占比? | What share is drugs?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #40",
)
tcm_piece_share = Indicator(
    all_1m.sum(herb_fees) / all_1m.sum(fees),
    asks="饮片占比? | What share is herbal pieces?",
    family=STRUCTURE,
    risk=NEITHER,
    source="E.3 #41",
)
consumable_share = Indicator(
    all_1m.sum(consumable_fees) / all_1m.sum(fees),
    asks="耗材占比? | What share is consumables?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #42",
)
exam_share = Indicator(
    all_1m.sum(diagnostic_fees) / all_1m.sum(fees),
    asks="检查化验占比? | What share is examinations and tests?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #43",
)
ip_exam_share = Indicator(
    stays_1m.sum(diagnostic_fees) / stays_1m.sum(fees),
    asks="住院检查化验占比? | What share of stays' cost is examinations and tests?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #43",
)
service_share = Indicator(
    all_1m.sum(service_fees) / all_1m.sum(fees),
    asks="医疗服务收入占比? | What share is medical services?",
    family=STRUCTURE,
    risk=DOWN,
    source="E.3 #45",
)
surgery_share = Indicator(
    stays_1m.sum(surgery_fees) / stays_1m.sum(fees),
    asks="手术费占比? | What share of stays' cost is surgery?",
    family=STRUCTURE,
    risk=NEITHER,
    source="E.3 #46",
)
nursing_share = Indicator(
    stays_1m.sum(nursing_fees) / stays_1m.sum(fees),
    asks="护理费占比? | What share of stays' cost is nursing?",
    family=STRUCTURE,
    risk=DOWN,
    source="E.3 #47",
)
ess_drug_share = Indicator(
    all_1m.sum(essential) / all_1m.sum(drug_fees),
    asks="基本药物销售占比? | What share of drugs is essential?",
    family=STRUCTURE,
    risk=DOWN,
    source="E.3 #48",
)
nego_drug_share = Indicator(
    all_1m.sum(negotiated) / all_1m.sum(drug_fees),
    asks="谈判药占比? | What share of drugs is negotiated?",
    family=STRUCTURE,
    risk=NEITHER,
    source="E.3 #49",
)
limit_drug_share = Indicator(
    all_1m.sum(limited) / all_1m.sum(drug_fees),
    asks="限制使用药品占比? | What share of drugs is of limited use?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #52",
)
over_limit_amt = Indicator(
    all_1m.sum(lines.fee.sum(fee.overlmt_amt)),
    asks="超限价金额? | How much was charged above price limits?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #54",
)
comb_share = Indicator(
    all_1m.sum(in_sets) / all_1m.sum(fees),
    asks="组套收费占比? | What share is charged as sets?",
    family=STRUCTURE,
    risk=NEITHER,
    source="E.3 #55",
)
etip_share = Indicator(
    all_1m.sum(elsewhere) / all_1m.sum(fees),
    asks="外检费用占比? | What share was tested elsewhere?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #56",
)
self_pay_share = Indicator(
    all_1m.sum(claim.fulamt_ownpay_amt) / all_1m.sum(claim.medfee_sumamt),
    asks="自费率? | What share lies outside the catalogue?",
    family=STRUCTURE,
    risk=UP,
    source="E.3 #57",
)
presel_share = Indicator(
    all_1m.sum(claim.preselfpay_amt) / all_1m.sum(claim.medfee_sumamt),
    asks="先行自付占比? | What share do persons pay first?",
    family=STRUCTURE,
    risk=NEITHER,
    source="E.3 #58",
)
inscp_ratio = Indicator(
    all_1m.sum(claim.inscp_scp_amt) / all_1m.sum(claim.medfee_sumamt),
    asks="政策范围内费用占比? | What share is within policy?",
    family=STRUCTURE,
    risk=DOWN,
    source="E.3 #59",
)
