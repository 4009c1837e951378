"""drg_case_d DRG/DIP入组与支付 and apg_case_d 门诊APG: how care was grouped and paid; known after."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, DAYS, FEN, POINTS = Kind.TEXT, Kind.CODE, Kind.DAYS, Kind.FEN, Kind.POINTS
POST = Stage.POST

DRG_CASE_D = Table(
    "drg_case_d",
    "DRG/DIP入组与支付",
    "Grouped discharges",
    ("setl_id",),
    brought_by(
        "core drg_case_d",
        Column("setl_id", TEXT, "结算ID", "settlement", Stage.PRE, null=False),
        Column("grper_ver", TEXT, "分组器版本", "version of the grouper", POST),
        Column("mdc", CODE, "主要诊断大类", "major diagnostic category", POST),
        Column("adrg", CODE, "核心疾病诊断相关组", "adjacent group", POST),
        Column("drg_code", CODE, "DRG编码", "group", POST),
        Column("drg_name", TEXT, "DRG名称", "its name", POST),
        Column("rw", POINTS, "权重(基准点数)", "relative weight", POST),
        Column("inst_coef", POINTS, "机构系数", "institution's coefficient", POST),
        Column("pay_std", FEN, "支付标准", "standard payment", POST),
        Column("pay_amt", FEN, "实际支付金额", "paid", POST),
        Column("case_type", CODE, "病例类型", "kind of case", POST, codes=codes.CASE_TYPE),
        Column("group_msgs", TEXT, "分组信息", "what the grouper said", POST),
        Column("mcc_code", CODE, "MCC编码", "major complication that decided", POST),
        Column("cc_code", CODE, "CC编码", "complication that decided", POST),
        Column("std_mean_fee", FEN, "本组标准费用", "mean fee of the group", POST),
        Column("std_mean_los", DAYS, "本组标准住院日", "mean stay of the group, days", POST),
        Column(
            "special_case_flag", CODE, "特例单议标志", "reviewed singly", POST, codes=codes.YES_NO
        ),
    ),
    month_of="setl_id",
    checks=(
        Check("weight_is_positive", "rw >= 0", "权重不应为负", "A weight is not negative"),
        Check(
            "payment_is_plausible",
            "pay_amt >= 0 and pay_std >= 0",
            "支付金额不应为负",
            "A payment is not negative",
        ),
        Check(
            "normal_case_has_a_group",
            "case_type not in ('normal', 'high', 'low') or drg_code is not null",
            "正常入组病例应有DRG/DIP编码",
            "A case that was grouped has a group",
        ),
    ),
)

APG_CASE_D = Table(
    "apg_case_d",
    "门诊APG入组与支付",
    "Grouped outpatient visits",
    ("setl_id", "apg_code"),
    brought_by(
        "core apg_case_d",
        Column("setl_id", TEXT, "结算ID", "settlement", Stage.PRE, null=False),
        Column("apg_code", CODE, "APG编码", "group", POST, null=False),
        Column("apg_class", CODE, "APG类别", "kind of group", POST, codes=codes.APG_CLASS),
        Column("points", POINTS, "点数", "points", POST),
        Column(
            "signed_flag", CODE, "签约标志", "the person is signed here", POST, codes=codes.YES_NO
        ),
        Column("head_amt", FEN, "人头包干金额", "amount from the head budget", POST),
    ),
    month_of="setl_id",
    checks=(
        Check("points_are_not_negative", "points >= 0", "点数不应为负", "Points are not negative"),
    ),
)
