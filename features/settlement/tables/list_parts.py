"""The parts of a settlement list: the seven lists that message 4101 carries beside its head."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, COUNT, HOURS, FEN = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.HOURS, Kind.FEN
QUANTITY, DATE, MOMENT = Kind.QUANTITY, Kind.DATE, Kind.MOMENT
PRE, IN, POST = Stage.PRE, Stage.IN, Stage.POST

SETL_ID = Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False)
SEQ_FROM_ONE = Check("seq_from_one", "seq >= 1", "序号应从1开始", "Places count from 1")


def seq(zh: str) -> Column:
    """The place of a row in its list, counted from 1."""
    return Column("seq", COUNT, zh, "place in the list, from 1", PRE, null=False)


SETL_DIAG = Table(
    "setl_diag",
    "结算清单诊断",
    "Diagnoses",
    ("setl_id", "seq"),
    brought_by(
        "4101 diseinfo",
        SETL_ID,
        seq("诊断序号"),
        Column("diag_type", CODE, "诊断类别", "kind of diagnosis", PRE, due=True),
        Column("diag_code", CODE, "诊断代码", "diagnosis", PRE, null=False, pattern=codes.ICD10),
        Column("diag_name", TEXT, "诊断名称", "its name", PRE, due=True),
        Column(
            "adm_cond_type",
            CODE,
            "入院病情",
            "present on admission",
            POST,
            codes=codes.ADMISSION_CONDITION,
        ),
        Column(
            "maindiag_flag", CODE, "主诊断标志", "main diagnosis", PRE, codes=codes.YES_NO, due=True
        ),
    ),
    month_of="setl_id",
    checks=(SEQ_FROM_ONE,),
)

SETL_OPRN = Table(
    "setl_oprn",
    "结算清单手术操作",
    "Operations",
    ("setl_id", "seq"),
    brought_by(
        "4101 oprninfo",
        SETL_ID,
        seq("手术操作序号"),
        Column(
            "oprn_oprt_code",
            CODE,
            "手术操作代码",
            "operation",
            PRE,
            null=False,
            pattern=codes.ICD9CM3,
        ),
        Column("oprn_oprt_name", TEXT, "手术操作名称", "its name", PRE, due=True),
        Column("oprn_oprt_type", CODE, "手术操作类别", "main or other", PRE, due=True),
        Column("oprn_oprt_date", DATE, "手术操作日期", "day of the operation", PRE, due=True),
        Column(
            "oprn_oprt_begntime",
            MOMENT,
            "手术操作开始时间",
            "operation begins",
            POST,
            source="4101A oprninfo.oprn_oprt_begntime",
        ),
        Column(
            "oprn_oprt_endtime",
            MOMENT,
            "手术操作结束时间",
            "operation ends",
            POST,
            source="4101A oprninfo.oprn_oprt_endtime",
        ),
        Column(
            "anst_begntime",
            MOMENT,
            "麻醉开始时间",
            "anaesthesia begins",
            POST,
            source="4101A oprninfo.anst_begntime",
        ),
        Column(
            "anst_endtime",
            MOMENT,
            "麻醉结束时间",
            "anaesthesia ends",
            POST,
            source="4101A oprninfo.anst_endtime",
        ),
        Column("anst_way", CODE, "麻醉方式", "anaesthesia", PRE),
        Column(
            "oper_dr_code", CODE, "术者医师代码", "surgeon", PRE, due=True, pattern=codes.DOCTOR
        ),
        Column("anst_dr_code", CODE, "麻醉医师代码", "anaesthetist", PRE, pattern=codes.DOCTOR),
        Column("main_oprn_flag", CODE, "主手术标志", "main operation", PRE, codes=codes.YES_NO),
    ),
    month_of="setl_id",
    checks=(SEQ_FROM_ONE,),
    withheld=("oper_dr_name", "anst_dr_name"),
)

SETL_OPSP = Table(
    "setl_opsp",
    "结算清单门诊慢特病诊断",
    "Chronic-disease diagnoses",
    ("setl_id", "seq"),
    brought_by(
        "4101 opspdiseinfo",
        SETL_ID,
        seq("诊断序号"),
        Column("diag_code", CODE, "诊断代码", "diagnosis", PRE, due=True, pattern=codes.ICD10),
        Column("diag_name", TEXT, "诊断名称", "its name", PRE, due=True),
        Column("oprn_oprt_code", CODE, "手术操作代码", "operation", PRE, pattern=codes.ICD9CM3),
        Column("oprn_oprt_name", TEXT, "手术操作名称", "its name", PRE),
    ),
    month_of="setl_id",
    checks=(SEQ_FROM_ONE,),
)

SETL_ITEM = Table(
    "setl_item",
    "结算清单收费项目",
    "Charges by class",
    ("setl_id", "med_chrgitm"),
    brought_by(
        "4101 iteminfo",
        SETL_ID,
        Column(
            "med_chrgitm",
            CODE,
            "医疗收费项目",
            "charge class",
            IN,
            null=False,
            codes=codes.CHARGE_ITEM,
        ),
        Column("amt", FEN, "金额", "fee of the class", IN, null=False),
        Column("claa_sumfee", FEN, "甲类费用合计", "class A", IN, due=True),
        Column("clab_amt", FEN, "乙类金额", "class B", IN, due=True),
        Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN, due=True),
        Column("oth_amt", FEN, "其他金额", "other", IN, due=True),
    ),
    month_of="setl_id",
    checks=(
        Check(
            "amount_is_sum_of_four",
            "abs(amt - (coalesce(claa_sumfee, 0) + coalesce(clab_amt, 0)"
            " + coalesce(fulamt_ownpay_amt, 0) + coalesce(oth_amt, 0))) <= 1",
            "金额应等于甲类、乙类、自费、其他之和",
            "A class's fee is the sum of class A, class B, self-paid and other, to 0.01 yuan",
        ),
    ),
)

SETL_PAY = Table(
    "setl_pay",
    "结算基金分项",
    "Payments by fund",
    ("setl_id", "fund_pay_type"),
    brought_by(
        "4101 payinfo",
        SETL_ID,
        Column("fund_pay_type", CODE, "基金支付类型", "fund", IN, null=False),
        Column(
            "fund_pay_type_name",
            TEXT,
            "基金支付类型名称",
            "its name",
            IN,
            source="2304 setldetail.fund_pay_type_name",
        ),
        Column(
            "inscp_scp_amt",
            FEN,
            "符合政策范围金额",
            "within policy",
            IN,
            source="2304 setldetail.inscp_scp_amt",
        ),
        Column(
            "crt_payb_lmt_amt",
            FEN,
            "本次可支付限额金额",
            "limit that was left this time",
            IN,
            source="2304 setldetail.crt_payb_lmt_amt",
        ),
        Column("fund_payamt", FEN, "基金支付金额", "paid by the fund", IN, null=False),
        Column(
            "setl_proc_info",
            TEXT,
            "结算过程信息",
            "how it was worked out",
            IN,
            source="2304 setldetail.setl_proc_info",
        ),
    ),
    month_of="setl_id",
    checks=(
        Check(
            "payment_within_what_was_left",
            "crt_payb_lmt_amt <= 0 or fund_payamt <= crt_payb_lmt_amt + 1",
            "基金支付不应超过本次可支付限额",
            "A fund pays no more than the limit that was left",
            grade="note",
        ),
    ),
)

SETL_ICU = Table(
    "setl_icu",
    "结算清单重症监护",
    "Intensive care",
    ("setl_id", "seq"),
    brought_by(
        "4101 icuinfo",
        SETL_ID,
        seq("监护序号"),
        Column("scs_cutd_ward_type", CODE, "重症监护病房类型", "kind of ward", POST, due=True),
        Column("scs_cutd_inpool_time", MOMENT, "进入监护室时间", "enters", POST, due=True),
        Column("scs_cutd_exit_time", MOMENT, "退出监护室时间", "leaves", POST, due=True),
        Column(
            "scs_cutd_sum_hours",
            HOURS,
            "监护合计时长",
            "hours in the ward",
            POST,
            source="scs_cutd_sum_dura",
        ),
    ),
    month_of="setl_id",
    checks=(SEQ_FROM_ONE,),
)

SETL_BLD = Table(
    "setl_bld",
    "结算清单输血",
    "Transfusions",
    ("setl_id", "seq"),
    brought_by(
        "4101A bldinfo",
        SETL_ID,
        seq("输血序号"),
        Column("bld_cat", CODE, "输血品种", "kind of blood", POST, due=True),
        Column("bld_amt", QUANTITY, "输血量", "amount", POST, due=True),
        Column("bld_unt", TEXT, "输血计量单位", "its unit", POST),
    ),
    month_of="setl_id",
    checks=(
        SEQ_FROM_ONE,
        Check("blood_is_positive", "bld_amt > 0", "输血量应为正", "An amount is positive"),
    ),
)
