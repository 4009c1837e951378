"""The parts of a settlement list that tell of care: diagnoses, operations, intensive care, blood."""

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
    checks=(
        SEQ_FROM_ONE,
        Check(
            "ends_after_it_begins",
            "oprn_oprt_endtime >= oprn_oprt_begntime and anst_endtime >= anst_begntime",
            "手术、麻醉结束时间不应早于开始时间",
            "An operation and its anaesthesia end after they begin",
        ),
        Check(
            "day_agrees_with_its_times",
            "oprn_oprt_date between oprn_oprt_begntime::date and oprn_oprt_endtime::date",
            "手术日期应在手术起止时间之内",
            "The day of an operation lies within its times",
        ),
        Check(
            "day_is_of_our_time",
            "oprn_oprt_date between date '2000-01-01' and date '2099-12-31'",
            "手术日期应可信(1900-01-01等为占位日期)",
            "The day of an operation is plausible; 1900-01-01 stands for none",
        ),
    ),
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
    checks=(
        SEQ_FROM_ONE,
        Check(
            "leaves_after_entering",
            "scs_cutd_exit_time >= scs_cutd_inpool_time",
            "退出监护室时间不应早于进入时间",
            "Intensive care ends no earlier than it begins",
        ),
        Check(
            "hours_agree_with_times",
            "abs(scs_cutd_sum_hours"
            " - datediff('minute', scs_cutd_inpool_time, scs_cutd_exit_time) / 60) <= 1",
            "监护时长应与进出时间相符(误差不超过1小时)",
            "The hours agree with the times of entering and leaving, to one hour",
        ),
        Check(
            "is_not_a_placeholder",
            "scs_cutd_ward_type not in ('*', '-') and scs_cutd_sum_hours > 0",
            "监护病房类型“*”、时长0/0/0为占位",
            "A ward * and a duration 0/0/0 stand for none",
            grade="note",
        ),
    ),
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
