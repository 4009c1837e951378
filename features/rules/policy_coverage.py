"""政策类: what the fund does not cover, whom a benefit is for, and who else has to pay."""

from features.catalog.subjects import fees, inpatient, pharmacy
from features.language import claim, fee, lines, yuan
from features.rules.classes import CERTAIN, ONE_VISIT, POLICY, SUSPECT
from features.rules.parameters import code_list, parameter
from features.rules.rule import Rule
from features.rules.subjects import fund_paid, is_billed, main_diagnosis, named, paid_by_fund

_unapproved = lines.fee.where((fee.lmt_used_flag == "1") & (fee.hosp_appr_flag != "1"))
limited_use_unapproved = Rule(
    _unapproved.count() > 0,
    id="ZC-001",
    title="限制使用药品未经审批 | Limited item without approval",
    asks="限制使用的项目是否未经审批就结算? | Was a limited item settled without approval?",
    sentence="限制使用的药品或项目没有医院审批, 涉及{amount} | Limited items without approval, {amount}",
    family=POLICY,
    subtype="限适应症 | limited use",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_unapproved,
)
_childrens = lines.fee.where((fee.chld_medc_flag == "1") & is_billed)
childrens_drug_for_adult = Rule(
    (claim.age > parameter("child_age")) & (_childrens.count() > 0),
    id="ZC-002",
    title="成人使用儿童专用药 | Children's drug for an adult",
    asks="成人是否结算了儿童专用药? | Was a children's drug settled for an adult?",
    sentence="参保人超过{child_age}, 结算了儿童专用药{amount}"
    " | The person is above {child_age}; children's drugs of {amount}",
    family=POLICY,
    subtype="限儿童 | children only",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=_childrens,
)
_outside = lines.fee.where((fee.chrgitm_lv == "03") & (fee.inscp_scp_amt > yuan(0)))
self_paid_item_covered = Rule(
    _outside.count() > 0,
    id="ZC-003",
    title="自费项目计入政策范围 | Self-paid item counted as covered",
    asks="自费项目是否计入了政策范围内费用? | Was a self-paid item counted within policy?",
    sentence="目录外(自费)项目计入政策范围内费用, 涉及{amount}"
    " | Items outside the catalogue were counted as covered, {amount}",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O11",),
    evidence=_outside,
)
_uncovered = named("uncovered_items").where(fee.inscp_scp_amt > yuan(0))
uncovered_item_settled = Rule(
    _uncovered.count() > 0,
    id="ZC-004",
    title="不予支付的项目纳入结算 | Item that no fund covers",
    asks="体检、美容、陪护等项目是否纳入结算? | Was a check-up, beauty or companion item settled?",
    sentence="基金不予支付的项目计入了政策范围, 涉及{amount}"
    " | Items that no fund covers were counted as covered, {amount}",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O11", "O10"),
    evidence=_uncovered,
)
uncovered_purpose = Rule(
    main_diagnosis("uncovered_diagnoses") & paid_by_fund,
    id="ZC-005",
    title="就诊目的不属支付范围 | Purpose of the visit is not covered",
    asks="体检、接种、美容等就诊是否由基金支付? | Did the fund pay a check-up, vaccine or beauty visit?",
    sentence="主要诊断属体检、预防接种、美容等不予支付情形, 费用{amount}"
    " | The main diagnosis is a check-up, vaccination or beauty care; fee {amount}",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O11",),
    amount=claim.medfee_sumamt,
)
third_party_liable = Rule(
    (claim.ttp_resp == "1") & paid_by_fund,
    id="ZC-006",
    title="有第三方责任仍由基金支付 | Fund paid though a third party is liable",
    asks="登记有第三方责任的就诊是否由基金支付? | Did the fund pay though a third party is liable?",
    sentence="就诊登记有第三方责任, 基金支付{amount} | A third party is liable, yet the fund paid {amount}",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)", "R41(2)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("F14",),
    amount=fund_paid,
)
_maternity = lines.fee.where((fee.matn_fee_flag == "1") & is_billed)
maternity_fee_of_a_man = Rule(
    (claim.gend == "1") & (_maternity.count() > 0),
    id="ZC-007",
    title="男性结算生育费用 | Maternity fees of a man",
    asks="男性参保人是否结算了生育费用? | Were maternity fees settled for a man?",
    sentence="男性参保人结算了标注生育的费用{amount} | Maternity fees of {amount} for a man",
    family=POLICY,
    subtype="限生育 | maternity only",
    law=("R38(6)", "R40(1)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O03", "F04"),
    evidence=_maternity,
)
_goods = lines.fee.where(fee.list_type.isin("201", "301") & is_billed)
pharmacy_sold_no_drug = Rule(
    _goods.count() > 0,
    id="ZC-008",
    title="药店用统筹基金结算非药品 | Pharmacy settled what is no drug from the pooled fund",
    asks="药店是否用统筹基金结算了非药品? | Did a pharmacy settle goods that are no drugs?",
    sentence="药店结算含非药品{amount}, 且由统筹基金支付"
    " | A pharmacy settled goods of {amount} that are no drugs, paid by the pooled fund",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R38(6)", "R38(4)"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("T07", "F06"),
    applies=pharmacy & (claim.hifp_pay > yuan(0)),
    evidence=_goods,
)
_self_paid = claim.fulamt_ownpay_amt
own_expense_is_high = Rule(
    (_self_paid / claim.medfee_sumamt) > parameter("own_expense_share"),
    id="ZC-009",
    title="住院全自费占比过高 | Much of a stay outside the catalogue",
    asks="住院费用是否过多由个人全自费? | Was too much of a stay left to the patient alone?",
    sentence="全自费费用{amount}, 占比{figure}, 超过{own_expense_share}"
    " | {amount} outside the catalogue, a share of {figure} above {own_expense_share}",
    family=POLICY,
    subtype="目录外费用 | outside the catalogue",
    law=("R39(6)", "R15"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G04",),
    applies=inpatient,
    amount=_self_paid,
    figure=_self_paid / claim.medfee_sumamt,
)
_outside_lines = lines.fee.where(fee.rx_circ_flag == "1")
outside_purchase_during_stay = Rule(
    _outside_lines.count() > 0,
    id="ZC-010",
    title="住院期间外购处方 | Outside purchase during a stay",
    asks="住院期间是否让患者外购药品耗材? | Was a patient in hospital sent to buy outside?",
    sentence="住院期间有外购处方{amount} | Purchases outside the hospital of {amount} during the stay",
    family=POLICY,
    subtype="转嫁费用 | shifted costs",
    law=("R38(7)", "R39(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("G04",),
    applies=inpatient,
    evidence=_outside_lines,
)
injury_without_inquiry = Rule(
    claim.dscg_maindiag_code.starts_with(*code_list("injury_diagnoses"))
    & claim.ttp_resp.is_null()
    & paid_by_fund,
    id="ZC-011",
    title="外伤未登记有无第三方责任 | Injury without a word on liability",
    asks="外伤就诊是否没有登记第三方责任? | Is nothing said of liability for an injury?",
    sentence="外伤就诊未登记有无第三方责任, 基金支付{amount}"
    " | An injury without a word on a liable party; the fund paid {amount}",
    family=POLICY,
    subtype="超医保支付范围 | outside coverage",
    law=("R41(2)", "R16"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("F14",),
    amount=fund_paid,
)
fund_pays_more_than_fee = Rule(
    fund_paid > claim.medfee_sumamt,
    id="ZC-012",
    title="基金支付超过总费用 | The fund paid more than the fee",
    asks="基金支付是否超过医疗费总额? | Did the fund pay more than the whole fee?",
    sentence="基金支付超过医疗费总额{amount} | The fund paid {amount} more than the whole fee",
    family=POLICY,
    subtype="支付异常 | payment",
    law=("R38(7)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O11",),
    amount=fund_paid - claim.medfee_sumamt,
)
covered_more_than_lines = Rule(
    claim.inscp_scp_amt > lines.fee.sum(fee.inscp_scp_amt) + parameter("line_total_gap_yuan"),
    id="ZC-013",
    title="政策范围金额高于明细合计 | More counted as covered than the lines say",
    asks="结算的政策范围金额是否高于明细合计? | Is more counted as covered than the lines add up to?",
    sentence="政策范围内金额比明细合计多{amount} | {amount} more is counted as covered than the lines say",
    family=POLICY,
    subtype="支付异常 | payment",
    law=("R38(6)", "R39(3)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O11",),
    applies=fees > yuan(0),
    amount=claim.inscp_scp_amt - lines.fee.sum(fee.inscp_scp_amt),
)
