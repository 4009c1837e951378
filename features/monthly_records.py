"""What else a month's end may look at beside claims: rows with a moment of their own.

`past.same(verdict.fixmedins_code).within(months=12).count()` counts the verdicts of the institution.
A record shows only what was known at its moment: a verdict its decision, not the appeal that
followed, which is a record with its own moment. Fee lines take month and refunds from their claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from features.settlement.contract import Column
from features.settlement.tables import TABLES


@dataclass(frozen=True)
class MonthRecord:
    """Rows of one table by the month of a moment.

    Attributes:
        table: the table of the contract.
        moment: the column that places a row in time; None for lines, which settle with their claim.
        words: what its rows are, in Chinese and English.
        columns: the columns that are known at that moment; None for all.
        stands_for: the record's column in place of a claim's, where their names differ.
        only: a column and the code that it must hold.
    """

    table: str
    moment: str | None
    words: tuple[str, str]
    columns: tuple[str, ...] | None = None
    stands_for: Mapping[str, str] = field(default_factory=dict[str, str])
    only: tuple[str, str] | None = None

    def known(self) -> dict[str, Column]:
        """The columns that an expression may read, by name."""
        every = {column.name: column for column in TABLES[self.table].columns}
        return every if self.columns is None else {name: every[name] for name in self.columns}

    def column_for(self, claim_column: str) -> str:
        """The record's name for a column of the claim."""
        return self.stands_for.get(claim_column, claim_column)


_OF_VERDICT = ("verdict_id", "setl_id", "fixmedins_code")

MONTH_RECORDS: dict[str, MonthRecord] = {
    "verdict": MonthRecord(
        "verdict_d",
        "decided_date",
        ("检查结论", "verdicts"),
        (*_OF_VERDICT, "source", "check_date", "decided_date", "result", "vola_type", "vola_amt"),
    ),
    "appeal": MonthRecord(
        "verdict_d",
        "appeal_rslt_date",
        ("申诉结果", "decided appeals"),
        (*_OF_VERDICT, "appeal_rslt_date", "appeal_rslt", "vola_amt", "final_vola_amt"),
    ),
    "recovery": MonthRecord(
        "verdict_d",
        "rcvr_date",
        ("追回", "recoveries"),
        (*_OF_VERDICT, "rcvr_date", "rcvr_amt", "vola_amt", "source"),
    ),
    "complaint": MonthRecord(
        "complaint_d",
        "cmpl_time",
        ("投诉举报", "complaints"),
        (
            "cmpl_id",
            "cmpl_time",
            "cmpl_src",
            "obj_type",
            "fixmedins_code",
            "dr_code",
            "psn_no",
            "cmpl_class",
        ),
        {"atddr_no": "dr_code"},
    ),
    "warning": MonthRecord("warn_fdbk_d", "fdbk_time", ("提醒反馈", "answered reminders")),
    "budget": MonthRecord(
        "bgt_mon_d",
        "month",
        ("预算", "budget rows"),
        stands_for={"fixmedins_code": "bgt_obj_code"},
        only=("bgt_obj_type", "institution"),
    ),
    "signup": MonthRecord("sign_mon", "month", ("签约", "sign-up rows")),
    "insured": MonthRecord("insu_mon", "month", ("参保", "insured rows")),
    "trace": MonthRecord("drug_trac_d", "sel_retn_time", ("扫码记录", "scans")),
    "identity": MonthRecord("idet_chk_d", "chk_time", ("身份核验", "identity checks")),
    "item": MonthRecord("fee_list_d", None, ("费用明细", "fee lines")),
}
