"""drg_whatif_d 支付测算: what a grouped stay is worth by the payment scheme, and what it would be else.

Derived: `fundwatch payment build` makes it out of the lake, and no export brings it. A row looks at
the stay itself and at what was settled before it, never at what came later.
"""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, COUNT, FEN, POINTS = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.FEN, Kind.POINTS
POST = Stage.POST

DRG_WHATIF_D = Table(
    "drg_whatif_d",
    "支付测算",
    "Payment what-ifs",
    ("setl_id",),
    brought_by(
        "derived drg_whatif_d",
        Column("setl_id", TEXT, "结算ID", "settlement", Stage.PRE, null=False),
        Column("schm_ver", TEXT, "支付方案版本", "payment scheme", POST, null=False),
        Column("rgrp_drg", CODE, "复核分组", "group by our own grouper", POST),
        Column(
            "rgrp_flag",
            CODE,
            "复核与计费一致标志",
            "our group is the billed one",
            POST,
            codes=codes.YES_NO,
        ),
        Column("exp_pay_amt", FEN, "按方案应付", "price by the scheme, all payers", POST),
        Column("exp_fund_amt", FEN, "按方案基金应付", "the fund's part of it", POST),
        Column("exp_pts", POINTS, "病例点数", "points of the case", POST),
        Column("exp_case_type", CODE, "测算病例类型", "kind of case", POST, codes=codes.CASE_TYPE),
        Column("low_gap_amt", FEN, "高于低倍率界限", "cost above the low limit, or below it", POST),
        Column(
            "mrgl_code_cnt", COUNT, "边际编码数", "secondary codes that alone move the group", POST
        ),
        Column("mrgl_code", CODE, "边际编码", "the one that gains most", POST),
        Column("mrgl_gain_amt", FEN, "边际编码增益", "what that code alone gains", POST),
        Column("comp_need_cnt", COUNT, "需去除编码数", "codes to drop to move the group", POST),
        Column("comp_gain_amt", FEN, "并发症增益", "what all secondary codes gain", POST),
        Column("oprn_gain_amt", FEN, "手术操作增益", "what the operations gain", POST),
        Column("prev_setl_id", TEXT, "前次住院结算ID", "earlier stay it may be part of", POST),
        Column("split_gain_amt", FEN, "分解住院增益", "gain over one merged stay", POST),
        Column("otsd_fund_amt", FEN, "院外基金支付", "fund outside the stay, from 7 days on", POST),
        Column("otp_eqv_amt", FEN, "门诊等价费用", "the same care as outpatient care", POST),
        Column("low_std_gain_amt", FEN, "低标准入院增益", "gain over outpatient care", POST),
    ),
    month_of="setl_id",
    checks=(
        Check(
            "prices_are_not_negative",
            "exp_pay_amt >= 0 and exp_fund_amt >= 0",
            "测算金额不应为负",
            "Prices are not negative",
        ),
    ),
)
