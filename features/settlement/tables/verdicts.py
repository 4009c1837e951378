"""verdict_d 查处结论: what inspections found; the labels that models learn from."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table

TEXT, CODE, FEN, DATE, POST = Kind.TEXT, Kind.CODE, Kind.FEN, Kind.DATE, Stage.POST

VERDICT_D = Table(
    "verdict_d",
    "查处结论",
    "Inspection verdicts",
    ("verdict_id",),
    (
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
    ),
    month_of="decided_date",
    checks=(
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
    ),
)
