"""What people say back: complaint_d 投诉举报 and warn_fdbk_d 提醒反馈 (message 3103)."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by
from features.settlement.tables.days import of_this_century

TEXT, CODE, DATE, MOMENT = Kind.TEXT, Kind.CODE, Kind.DATE, Kind.MOMENT
PRE, POST = Stage.PRE, Stage.POST

COMPLAINT_D = Table(
    "complaint_d",
    "投诉举报",
    "Complaints",
    ("cmpl_id",),
    brought_by(
        "core complaint_d",
        Column("cmpl_id", TEXT, "投诉编号", "complaint", POST, null=False),
        Column("cmpl_time", MOMENT, "投诉时间", "moment of the complaint", POST, null=False),
        Column("cmpl_src", CODE, "投诉来源", "how it came", POST, codes=codes.COMPLAINT_SOURCE),
        Column(
            "obj_type",
            CODE,
            "投诉对象类型",
            "whom it is about",
            POST,
            null=False,
            codes=codes.COMPLAINT_OBJECT,
        ),
        Column(
            "fixmedins_code",
            CODE,
            "定点医药机构编号",
            "institution",
            POST,
            pattern=codes.INSTITUTION,
        ),
        Column("dr_code", CODE, "医师编码", "doctor", POST, pattern=codes.DOCTOR),
        Column("psn_no", TEXT, "人员编号", "insured person, pseudonymous", POST, hashed="person"),
        Column("cmpl_class", CODE, "投诉类别", "kind of wrong", POST),
        Column("veri_flag", CODE, "查实标志", "found true", POST, codes=codes.YES_NO),
        Column("veri_date", DATE, "查实日期", "day of the finding", POST),
    ),
    month_of="cmpl_time",
    checks=(
        of_this_century("cmpl_time", "投诉时间", "The time of a complaint"),
        Check(
            "names_whom_it_is_about",
            "coalesce(fixmedins_code, dr_code, psn_no) is not null",
            "投诉应写明对象",
            "A complaint names whom it is about",
        ),
        Check(
            "found_after_it_came",
            "veri_date >= cmpl_time::date",
            "查实日期不应早于投诉日期",
            "A finding follows the complaint",
        ),
    ),
    withheld=("cmpl_psn_name", "tel", "cmpl_cont"),
)

WARN_FDBK_D = Table(
    "warn_fdbk_d",
    "提醒反馈",
    "Feedback on warnings",
    ("warn_rslt_id",),
    brought_by(
        "3103 warns",
        Column("warn_rslt_id", TEXT, "违规标识", "warning, jr_id of its answer", PRE, null=False),
        Column("warn_type", CODE, "反馈类型", "stage", PRE, due=True, codes=codes.WARN_TYPE),
        Column(
            "dspo_way", CODE, "处理方式", "what was done", PRE, null=False, codes=codes.DISPOSAL
        ),
        Column("dspo_way_rea", TEXT, "处理原因", "reason to go on", PRE),
        Column(
            "fdbk_time",
            MOMENT,
            "反馈时间",
            "moment of the feedback",
            PRE,
            null=False,
            source="3103 envelope.inf_time",
        ),
        Column(
            "fixmedins_code",
            CODE,
            "定点医药机构编号",
            "institution",
            PRE,
            null=False,
            source="3103 envelope.fixmedins_code",
            pattern=codes.INSTITUTION,
        ),
        Column("rule_id", CODE, "规则ID", "rule or model", PRE, source="core"),
        Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, source="core"),
        Column("setl_id", TEXT, "结算ID", "settlement", PRE, source="core"),
    ),
    month_of="fdbk_time",
    checks=(
        of_this_century("fdbk_time", "反馈时间", "The time of a feedback"),
        Check(
            "going_on_gives_a_reason",
            "dspo_way <> '1' or dspo_way_rea is not null",
            "继续执行应填写原因",
            "Going on with the order gives a reason",
        ),
    ),
)
