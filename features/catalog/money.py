"""Money: what the claim cost, who paid, whether the amounts agree, and how peers compare."""

from features.catalog.families import COST
from features.catalog.subjects import (
    charged_days,
    fees,
    like_care,
    like_case,
    peer_fee,
    round_amount,
)
from features.language import NEITHER, UP, Signal, claim, norm, yuan

claim_fee = Signal(
    claim.medfee_sumamt,
    asks="医疗费总额是多少? | What did the claim cost?",
    risk=NEITHER,
    family=COST,
)
claim_fund = Signal(
    claim.fund_pay_sumamt,
    asks="基金支付多少? | How much did the funds pay?",
    risk=NEITHER,
    family=COST,
)
claim_fund_share = Signal(
    claim.fund_pay_sumamt / claim.medfee_sumamt,
    asks="基金支付占总费用的比例? | What share did the funds pay?",
    risk=NEITHER,
    family=COST,
)
claim_account_share = Signal(
    claim.acct_pay / claim.medfee_sumamt,
    asks="个人账户支付占总费用的比例? | What share came from the personal account?",
    risk=NEITHER,
    family=COST,
)
claim_own_expense_share = Signal(
    claim.fulamt_ownpay_amt / claim.medfee_sumamt,
    asks="全自费占总费用的比例? | What share lies outside the catalogue?",
    risk=NEITHER,
    family=COST,
)
claim_first_paid_share = Signal(
    claim.preselfpay_amt / claim.medfee_sumamt,
    asks="先行自付占总费用的比例? | What share does the person pay first?",
    risk=NEITHER,
    family=COST,
)
claim_over_limit_share = Signal(
    claim.overlmt_selfpay / claim.medfee_sumamt,
    asks="超限价自费占总费用的比例? | What share lies above price limits?",
    risk=UP,
    family=COST,
)
claim_within_policy_share = Signal(
    claim.inscp_scp_amt / claim.medfee_sumamt,
    asks="政策范围内费用占比? | What share is within policy?",
    risk=NEITHER,
    family=COST,
)
claim_deductible = Signal(
    claim.act_pay_dedc,
    asks="实际支付的起付线是多少? | How much deductible was paid?",
    risk=NEITHER,
    family=COST,
)
claim_fee_per_day = Signal(
    claim.medfee_sumamt / charged_days,
    asks="日均费用是多少? | What did a day cost?",
    risk=NEITHER,
    family=COST,
)
fee_per_day_vs_diagnosis = Signal(
    (claim.medfee_sumamt / charged_days)
    / norm.median(claim.medfee_sumamt / charged_days).of(*like_case),
    asks="日均费用是同级同类诊断中位数的几倍? | How many times the daily cost of its diagnosis?",
    risk=NEITHER,
    family=COST,
)
claim_fee_is_round = Signal(
    round_amount,
    asks="总费用是否为10元的整数倍? | Is the fee a multiple of ten yuan?",
    risk=UP,
    family=COST,
)
claim_payers_gap = Signal(
    claim.medfee_sumamt
    - claim.fund_pay_sumamt
    - claim.acct_pay
    - claim.psn_cash_pay
    - claim.hosp_part_amt.otherwise(yuan(0)),
    asks="总费用与各方支付之和相差多少? | How far is the fee from what all payers paid?",
    risk=NEITHER,
    family=COST,
)
claim_lines_gap_share = Signal(
    (claim.medfee_sumamt - fees).absolute() / claim.medfee_sumamt,
    asks="费用明细合计与总费用相差的比例? | How far are the fee lines from the total?",
    risk=UP,
    family=COST,
)
fee_vs_diagnosis = Signal(
    claim.medfee_sumamt / peer_fee,
    asks="费用是同级同类诊断中位数的几倍? | How many times the median of its diagnosis and level?",
    risk=NEITHER,
    family=COST,
)
fee_spread_vs_diagnosis = Signal(
    (claim.medfee_sumamt - peer_fee) / norm.mad(claim.medfee_sumamt).of(*like_case),
    asks="费用高出同类诊断中位数几个离差? | How many deviations above its diagnosis?",
    risk=NEITHER,
    family=COST,
)
fee_above_diagnosis_p90 = Signal(
    claim.medfee_sumamt > norm.quantile(claim.medfee_sumamt, 0.9).of(*like_case),
    asks="费用是否超过九成的同诊断病例? | Does it cost more than nine in ten of its diagnosis?",
    risk=NEITHER,
    family=COST,
)
fee_vs_care_class = Signal(
    claim.medfee_sumamt / norm.median(claim.medfee_sumamt).of(*like_care),
    asks="费用是同级同类就诊中位数的几倍? | How many times the median of its class of care?",
    risk=NEITHER,
    family=COST,
)
fund_vs_care_class = Signal(
    claim.fund_pay_sumamt / norm.median(claim.fund_pay_sumamt).of(*like_care),
    asks="基金支付是同级同类就诊中位数的几倍? | How many times the fund payment of its class?",
    risk=NEITHER,
    family=COST,
)
settled_in_mid_stay = Signal(
    claim.mid_setl_flag == "1",
    asks="是否中途结算? | Was it settled in mid-stay?",
    risk=UP,
    family=COST,
)
