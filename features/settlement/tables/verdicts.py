"""verdict_d 查处结论 and verdict_item_d 查处明细: what inspections found; the labels to learn from."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by
from features.settlement.tables.days import of_this_century

TEXT, CODE, FEN, DATE, POST = Kind.TEXT, Kind.CODE, Kind.FEN, Kind.DATE, Stage.POST

VERDICT_D = Table(
    "verdict_d",
    "查处结论",
    "Inspection verdicts",
    ("verdict_id",),
    brought_by(
        "core verdict_d",
        Column("verdict_id", TEXT, "结论编号", "verdict", POST, null=False),
        Column("setl_id", TEXT, "结算ID", "settlement that was checked", POST),
        Column("fixmedins_code", CODE, "定点医药机构编号", "institution", POST, null=False),
        Column("source", CODE, "检查来源", "why checked", POST, codes=codes.CHECK_SOURCE),
        Column("check_date", DATE, "检查日期", "day of the check", POST),
        Column("decided_date", DATE, "结论日期", "day of the decision", POST, null=False),
        Column(
            "result", CODE, "结论", "confirmed or rejected", POST, null=False, codes=codes.VERDICT
        ),
        Column("vola_type", CODE, "违规类型", "kind of violation", POST, pattern=r"[A-Z]\d{2}"),
        Column("vola_amt", FEN, "违规金额", "amount found", POST),
        Column("appeal_date", DATE, "申诉日期", "day of the appeal", POST),
        Column("appeal_rslt", CODE, "申诉结果", "what became of it", POST, codes=codes.APPEAL),
        Column("appeal_rslt_date", DATE, "申诉结果日期", "day it was decided", POST),
        Column("final_vola_amt", FEN, "最终违规金额", "amount after the appeal", POST),
        Column("rcvr_amt", FEN, "追回金额", "amount paid back", POST),
        Column("rcvr_date", DATE, "追回日期", "day it was paid back", POST),
    ),
    month_of="decided_date",
    checks=(
        of_this_century("decided_date", "结论日期", "The day of a decision"),
        Check(
            "decided_after_the_check",
            "decided_date >= check_date",
            "结论日期不应早于检查日期",
            "A decision follows its check",
        ),
        Check(
            "confirmed_names_its_violation",
            "result <> 'confirmed' or vola_type is not null",
            "查实的结论应注明违规类型",
            "A confirmed verdict names its violation",
        ),
        Check(
            "appeal_follows_the_decision",
            "appeal_date >= decided_date and appeal_rslt_date >= appeal_date",
            "申诉不应早于结论,申诉结果不应早于申诉",
            "An appeal follows the decision, its result the appeal",
        ),
        Check(
            "appeal_has_a_date",
            "appeal_rslt is null or appeal_date is not null",
            "申诉结果应有申诉日期",
            "The result of an appeal has the day of the appeal",
        ),
        Check(
            "paid_back_after_the_decision",
            "rcvr_date >= decided_date and rcvr_amt <= coalesce(final_vola_amt, vola_amt)",
            "追回不应早于结论,不应多于违规金额",
            "Money comes back after the decision, and no more than was found",
        ),
        Check(
            "appeal_does_not_add",
            "final_vola_amt <= vola_amt",
            "申诉不应增加违规金额",
            "An appeal does not add to the amount",
        ),
    ),
)

VERDICT_ITEM_D = Table(
    "verdict_item_d",
    "查处明细",
    "Lines of verdicts",
    ("verdict_id", "setl_id", "feedetl_sn"),
    brought_by(
        "core verdict_item_d",
        Column("verdict_id", TEXT, "结论编号", "verdict", POST, null=False),
        Column("setl_id", TEXT, "结算ID", "settlement of the line", POST, null=False),
        Column("feedetl_sn", TEXT, "费用明细流水号", "line", POST, null=False),
        Column("vola_amt", FEN, "违规金额", "amount found in the line", POST, null=False),
    ),
    month_of="setl_id",
)
