"""The case beside its group: cost, stay and mix against peers, and its place by the limits.

Everything here waits for grouping. Limits are shares of the group's standard cost; 0.4 is the usual
low limit (Zhejiang), so cases just above it earn the full payment for the least care.
"""

from features.catalog.families import PEERS
from features.catalog.subjects import (
    cost_level,
    diagnostic_fees,
    drug_fees,
    fees,
    group_fee,
    grouped,
    like_care,
    like_case,
    like_group,
    stay_days,
)
from features.language import DOWN, NEITHER, UP, Signal, claim, norm, when, yuan

fee_vs_group = Signal(
    claim.medfee_sumamt / group_fee,
    asks="费用是同级同组中位数的几倍? | Cost against the median of its group and level?",
    risk=NEITHER,
    family=PEERS,
)
fee_spread_vs_group = Signal(
    (claim.medfee_sumamt - group_fee)
    / when(grouped, norm.mad(claim.medfee_sumamt).of(*like_group), yuan(0)),
    asks="费用离同级同组中位数几个离差? | How many deviations from its group?",
    risk=NEITHER,
    family=PEERS,
)
fee_below_group_p10 = Signal(
    grouped & (claim.medfee_sumamt < norm.quantile(claim.medfee_sumamt, 0.1).of(*like_group)),
    asks="费用是否低于九成的同组病例? | Does it cost less than nine in ten of its group?",
    risk=UP,
    family=PEERS,
)
stay_vs_group = Signal(
    stay_days / when(grouped, norm.median(stay_days).of(*like_group), 0),
    asks="住院日是同级同组中位数的几倍? | Stay against the median of its group and level?",
    risk=NEITHER,
    family=PEERS,
)
drug_share_vs_group = Signal(
    (drug_fees / fees) / when(grouped, norm.median(drug_fees / fees).of(*like_group), 0.0),
    asks="药占比是同级同组中位数的几倍? | Drug share against its group and level?",
    risk=NEITHER,
    family=PEERS,
)
diagnostics_share_vs_group = Signal(
    (diagnostic_fees / fees)
    / when(grouped, norm.median(diagnostic_fees / fees).of(*like_group), 0.0),
    asks="检查化验占比是同级同组中位数的几倍? | Diagnostics share against its group and level?",
    risk=UP,
    family=PEERS,
)
fee_vs_standard = Signal(
    cost_level,
    asks="费用是本组标准费用的几倍? | Cost against the group's standard?",
    risk=DOWN,
    family=PEERS,
)
stay_vs_standard = Signal(
    stay_days / claim.std_mean_los,
    asks="住院日是本组标准住院日的几倍? | Stay against the group's standard?",
    risk=DOWN,
    family=PEERS,
)
is_near_low_limit = Signal(
    (cost_level >= 0.4) & (cost_level < 0.5),
    asks="费用是否紧贴低倍率下限? | Does it cost just above the low limit?",
    risk=UP,
    family=PEERS,
)
is_above_high_limit = Signal(
    cost_level > 3.0,
    asks="费用是否超过本组标准3倍? | Does it cost over three times its group?",
    risk=UP,
    family=PEERS,
)
surplus_share = Signal(
    (claim.pay_std - claim.medfee_sumamt) / claim.pay_std,
    asks="病组结余占支付标准的比例? | What share of the standard payment is left over?",
    risk=UP,
    family=PEERS,
)
case_weight = Signal(
    claim.rw,
    asks="病例权重是多少? | What weight does the case carry?",
    risk=NEITHER,
    family=PEERS,
)
weight_vs_diagnosis = Signal(
    claim.rw / norm.median(claim.rw).of(*like_case),
    asks="权重是同级同类诊断中位数的几倍? | Weight against its diagnosis and level?",
    risk=UP,
    family=PEERS,
)
fee_per_weight = Signal(
    claim.medfee_sumamt / claim.rw,
    asks="每单位权重花费多少? | What does a point of weight cost?",
    risk=DOWN,
    family=PEERS,
)
fee_per_weight_vs_class = Signal(
    (claim.medfee_sumamt / claim.rw) / norm.median(claim.medfee_sumamt / claim.rw).of(*like_care),
    asks="单位权重费用是同级中位数的几倍? | Cost of a point of weight against its level?",
    risk=DOWN,
    family=PEERS,
)
group_category = Signal(
    claim.drg_code.prefix(1),
    asks="属于哪个主要诊断大类? | In which major category was it grouped?",
    risk=NEITHER,
    family=PEERS,
)
