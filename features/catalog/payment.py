"""What the stay is worth by the payment scheme, and what it would be worth else (drg_whatif_d).

A row of it looks at the stay and at what was settled before, never at later care. Amounts are prices
to all payers; who bears a difference is the inspector's question, not a signal.
"""

from features.catalog.families import CODING, PEERS, READMISSION
from features.language import NEITHER, UP, Signal, claim, past, when, yuan

measured = claim.exp_pay_amt > yuan(0)
has_marginal = claim.mrgl_code_cnt > 0
ours = past.same(claim.fixmedins_code)

is_regrouped_otherwise = Signal(
    claim.rgrp_flag == "0",
    asks="按支付方案复核,分组与计费不同? | Does the scheme's grouper lead to another group?",
    risk=UP,
    family=CODING,
)
marginal_codes = Signal(
    claim.mrgl_code_cnt,
    asks="几个次要诊断单独就改变分组? | How many other diagnoses alone move the group?",
    risk=NEITHER,
    family=CODING,
)
marginal_gain = Signal(
    claim.mrgl_gain_amt,
    asks="增益最大的边际编码多付多少? | What does the most gainful single code bring?",
    risk=NEITHER,
    family=CODING,
)
marginal_gain_share = Signal(
    claim.mrgl_gain_amt / when(measured, claim.exp_pay_amt, yuan(0)),
    asks="边际编码增益占应付的比例? | What share of the price does one code bring?",
    risk=NEITHER,
    family=CODING,
)
codes_to_move_group = Signal(
    claim.comp_need_cnt,
    asks="去除几个并发症编码才改变分组? | How many complications must go to move the group?",
    risk=NEITHER,
    family=CODING,
)
complication_gain = Signal(
    claim.comp_gain_amt,
    asks="全部并发症编码多付多少? | What do all complications bring?",
    risk=NEITHER,
    family=CODING,
)
operation_gain_share = Signal(
    claim.oprn_gain_amt / when(measured, claim.exp_pay_amt, yuan(0)),
    asks="手术操作增益占应付的比例? | What share of the price do the operations bring?",
    risk=NEITHER,
    family=CODING,
)
institution_marginal_share_90d = Signal(
    ours.where(measured).within(days=90).share(has_marginal),
    asks="本机构90天内靠单个编码改变分组的比例? | What share here moves its group by one code?",
    risk=NEITHER,
    family=CODING,
)
fee_share_of_price = Signal(
    claim.medfee_sumamt / when(measured, claim.exp_pay_amt, yuan(0)),
    asks="费用是应付的几倍? | Cost against the price of the case?",
    risk=NEITHER,
    family=PEERS,
)
paid_above_scheme = Signal(
    claim.pay_amt - claim.exp_fund_amt,
    asks="实付比按方案应付多多少? | How much more was paid than the scheme tells?",
    risk=UP,
    family=PEERS,
)
is_just_above_low_limit = Signal(
    (claim.low_gap_amt >= yuan(0)) & (claim.low_gap_amt * 10 < claim.medfee_sumamt),
    asks="费用刚过低倍率界限(一成以内)? | Is the cost less than a tenth above the low limit?",
    risk=UP,
    family=PEERS,
)
low_standard_gain_share = Signal(
    claim.low_std_gain_amt / when(claim.exp_fund_amt > yuan(0), claim.exp_fund_amt, yuan(0)),
    asks="住院比同样诊疗在门诊多付的比例? | What share would outpatient care have saved?",
    risk=NEITHER,
    family=PEERS,
)
has_earlier_stay_of_group = Signal(
    ~claim.prev_setl_id.is_null(),
    asks="此前不久在本机构同组住院? | A stay of the same group here shortly before?",
    risk=NEITHER,
    family=READMISSION,
)
split_gain = Signal(
    claim.split_gain_amt,
    asks="与前次合为一次住院,少付多少? | What would one merged stay have saved?",
    risk=UP,
    family=READMISSION,
)
split_gain_share = Signal(
    claim.split_gain_amt / when(measured, claim.exp_pay_amt, yuan(0)),
    asks="合并可省的占应付的比例? | What share of the price would merging have saved?",
    risk=NEITHER,
    family=READMISSION,
)
outside_fund_share = Signal(
    claim.otsd_fund_amt / when(claim.exp_fund_amt > yuan(0), claim.exp_fund_amt, yuan(0)),
    asks="院前七天起院外基金支付与本次之比? | Fund paid outside from 7 days before on, against the stay's?",
    risk=NEITHER,
    family=READMISSION,
)
