"""Money and heads for a month: bgt_mon_d 预算执行, insu_mon 参保人数, sign_mon 签约人数."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by
from features.settlement.tables.days import of_this_century

TEXT, CODE, COUNT, FEN, DATE = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.FEN, Kind.DATE
PRE, POST = Stage.PRE, Stage.POST

MONTH = Column("month", DATE, "月份", "month, as its first day", PRE, null=False)
OF_THIS_CENTURY = of_this_century("month", "月份", "The month")
FIRST_DAY = Check(
    "month_is_its_first_day",
    "day(month) = 1",
    "月份应写作当月第一天",
    "A month is written as its first day",
)

BGT_MON_D = Table(
    "bgt_mon_d",
    "月度预算执行",
    "Budgets by month",
    ("bgt_obj_type", "bgt_obj_code", "fund_type", "month"),
    brought_by(
        "core bgt_mon_d",
        Column(
            "bgt_obj_type",
            CODE,
            "预算对象类型",
            "whose budget",
            POST,
            null=False,
            codes=codes.BUDGET_OBJECT,
        ),
        Column(
            "bgt_obj_code",
            CODE,
            "预算对象编码",
            "institution, head of the community, or area",
            POST,
            null=False,
        ),
        Column("fund_type", CODE, "基金类型", "fund", POST, null=False, pattern=codes.INSUTYPE),
        MONTH,
        Column("bgt_amt", FEN, "预算金额", "budget", POST, null=False),
        Column("paid_amt", FEN, "已支付金额", "paid", POST),
        Column("prepaid_amt", FEN, "预付金额", "prepaid", POST),
        Column("carry_over_amt", FEN, "结转金额", "carried over", POST),
    ),
    month_of="month",
    checks=(
        OF_THIS_CENTURY,
        FIRST_DAY,
        Check("budget_is_not_negative", "bgt_amt >= 0", "预算不应为负", "A budget is not negative"),
    ),
)

INSU_MON = Table(
    "insu_mon",
    "月度参保人数",
    "Insured persons by month",
    ("insu_admdvs", "insutype", "month"),
    brought_by(
        "core insu_mon",
        Column(
            "insu_admdvs",
            CODE,
            "参保所属医保区划",
            "area of insurance",
            PRE,
            null=False,
            pattern=codes.AREA,
        ),
        Column(
            "insutype",
            CODE,
            "险种类型",
            "insurance scheme",
            PRE,
            null=False,
            pattern=codes.INSUTYPE,
        ),
        MONTH,
        Column("insu_psn_cnt", COUNT, "参保人数", "insured persons", PRE, null=False),
    ),
    month_of="month",
    checks=(
        OF_THIS_CENTURY,
        FIRST_DAY,
        Check("heads_are_counted", "insu_psn_cnt >= 0", "人数不应为负", "Heads are not negative"),
    ),
)

SIGN_MON = Table(
    "sign_mon",
    "月度签约人数",
    "Signed persons by month",
    ("fixmedins_code", "month"),
    brought_by(
        "core sign_mon",
        Column(
            "fixmedins_code",
            CODE,
            "签约机构编号",
            "institution",
            PRE,
            null=False,
            pattern=codes.INSTITUTION,
        ),
        MONTH,
        Column("sign_psn_cnt", COUNT, "签约人数", "signed persons", PRE, null=False),
        Column("head_bgt_amt", FEN, "人头预算金额", "budget for the signed heads", POST),
    ),
    month_of="month",
    checks=(
        OF_THIS_CENTURY,
        FIRST_DAY,
        Check("heads_are_counted", "sign_psn_cnt >= 0", "人数不应为负", "Heads are not negative"),
    ),
)
