"""What a check looks at: the rows of one table, each beside its settlement and what it is part of.

In the SQL of a subject `asked_<table>` are the rows that are asked about (of a month, or all) and
`<table>` are all rows, so that what a row refers to may lie in another month. Codes are looked up
with the dot that national ones have, for another country's mean something else.
"""

from dataclasses import dataclass

from features.settlement.tables import TABLES

SETTLEMENT = "LEFT JOIN setl_d AS s ON s.setl_id = r.setl_id"


@dataclass(frozen=True)
class Subject:
    """Rows to look at: their table, which of them, and what is joined to them, each at most once."""

    name: str
    zh: str
    en: str
    table: str
    joins: str = ""
    facts: tuple[str, ...] = ()
    where: str = ""

    @property
    def institution(self) -> str:
        """The institution that a row belongs to, as SQL; null where a row belongs to none."""
        columns = {column.name for column in TABLES[self.table].columns}
        own = next((n for n in ("fixmedins_code", "main_pracins_no") if n in columns), None)
        beside = "s" if "AS s ON" in self.joins else "m" if "AS m ON" in self.joins else None
        parts = [f"r.{own}"] if own else []
        parts += [f"{beside}.fixmedins_code"] if beside else []
        return f"coalesce({', '.join(parts)})" if parts else "NULL::VARCHAR"

    @property
    def month(self) -> str:
        """The month in which a row counts, as 2025-01; null in a register."""
        day = TABLES[self.table].month_of
        if day is None:
            return "NULL::VARCHAR"
        if day != "setl_id":
            return f"strftime(r.{day}, '%Y-%m')"
        if self.table == "fee_list_d":
            return "strftime(coalesce(s.setl_time, r.fee_ocur_time), '%Y-%m')"
        return "strftime(s.setl_time, '%Y-%m')"


def _plain(table: str) -> Subject:
    by_settlement = TABLES[table].month_of == "setl_id"
    joins = SETTLEMENT if by_settlement else ""
    return Subject(table, TABLES[table].zh, TABLES[table].en, table, joins)


_SPECIAL = (
    Subject(
        "setl_d",
        TABLES["setl_d"].zh,
        TABLES["setl_d"].en,
        "setl_d",
        "LEFT JOIN line_sum AS n ON n.setl_id = r.setl_id "
        "LEFT JOIN fund_sum AS p ON p.setl_id = r.setl_id "
        "LEFT JOIN original_settlement AS o ON o.setl_id = r.init_setl_id "
        "LEFT JOIN psn_info_b AS b ON b.psn_no = r.psn_no",
        ("line_sum", "fund_sum", "original_settlement"),
    ),
    Subject(
        "refund_line",
        "退费明细",
        "Refunded lines",
        "fee_list_d",
        f"{SETTLEMENT} LEFT JOIN original_line AS o "
        "ON o.mdtrt_id = r.mdtrt_id AND o.feedetl_sn = r.init_feedetl_sn",
        ("original_line",),
        "r.cnt < 0",
    ),
    Subject(
        "setl_list",
        TABLES["setl_list"].zh,
        TABLES["setl_list"].en,
        "setl_list",
        f"{SETTLEMENT} LEFT JOIN line_sum AS n ON n.setl_id = r.setl_id "
        "LEFT JOIN diag_fact AS d ON d.setl_id = r.setl_id "
        "LEFT JOIN oprn_fact AS o ON o.setl_id = r.setl_id "
        "LEFT JOIN item_sum AS i ON i.setl_id = r.setl_id "
        "LEFT JOIN icu_sum AS u ON u.setl_id = r.setl_id "
        "LEFT JOIN drg_case_d AS g ON g.setl_id = r.setl_id "
        "LEFT JOIN code_fit AS c ON c.kind = 'diag' AND c.part || '.' = left(d.main_code, 4) "
        "LEFT JOIN working_day AS wd ON wd.day = r.dscg_time::date "
        "LEFT JOIN working_day AS ws ON ws.day = s.setl_time::date "
        "LEFT JOIN working_day AS wu ON wu.day = r.dcla_time::date",
        ("line_sum", "diag_fact", "oprn_fact", "item_sum", "icu_sum"),
    ),
    Subject(
        "setl_diag",
        TABLES["setl_diag"].zh,
        TABLES["setl_diag"].en,
        "setl_diag",
        f"{SETTLEMENT} LEFT JOIN setl_list AS l ON l.setl_id = r.setl_id "
        "LEFT JOIN code_fit AS c ON c.kind = 'diag' AND c.part || '.' = left(r.diag_code, 4)",
    ),
    Subject(
        "setl_oprn",
        TABLES["setl_oprn"].zh,
        TABLES["setl_oprn"].en,
        "setl_oprn",
        f"{SETTLEMENT} LEFT JOIN setl_list AS l ON l.setl_id = r.setl_id "
        "LEFT JOIN code_fit AS c ON c.kind = 'oprn' AND c.part || '.' = left(r.oprn_oprt_code, 3)",
    ),
    Subject(
        "setl_icu",
        TABLES["setl_icu"].zh,
        TABLES["setl_icu"].en,
        "setl_icu",
        f"{SETTLEMENT} LEFT JOIN setl_list AS l ON l.setl_id = r.setl_id",
    ),
    Subject(
        "fee_list_d",
        TABLES["fee_list_d"].zh,
        TABLES["fee_list_d"].en,
        "fee_list_d",
        f"{SETTLEMENT} LEFT JOIN code_fit AS c "
        "ON c.kind = 'item' AND c.part = substr(r.med_list_codg, 3, 4)",
    ),
    Subject(
        "mdtrt_diag",
        TABLES["mdtrt_diag"].zh,
        TABLES["mdtrt_diag"].en,
        "mdtrt_diag",
        "LEFT JOIN mdtrt_d AS m ON m.mdtrt_id = r.mdtrt_id",
    ),
    Subject(
        "drug_trac_d",
        TABLES["drug_trac_d"].zh,
        TABLES["drug_trac_d"].en,
        "drug_trac_d",
        f"{SETTLEMENT} LEFT JOIN scanned_line AS f "
        "ON f.setl_id = r.setl_id AND f.feedetl_sn = r.feedetl_sn",
        ("scanned_line",),
    ),
    Subject(
        "verdict_d",
        TABLES["verdict_d"].zh,
        TABLES["verdict_d"].en,
        "verdict_d",
        f"{SETTLEMENT} LEFT JOIN verdict_sum AS v ON v.verdict_id = r.verdict_id",
        ("verdict_sum",),
    ),
    Subject(
        "verdict_item_d",
        TABLES["verdict_item_d"].zh,
        TABLES["verdict_item_d"].en,
        "verdict_item_d",
        f"{SETTLEMENT} LEFT JOIN verdict_line AS f "
        "ON f.setl_id = r.setl_id AND f.feedetl_sn = r.feedetl_sn",
        ("verdict_line",),
    ),
)

SUBJECTS: dict[str, Subject] = {
    **{table: _plain(table) for table in TABLES},
    **{subject.name: subject for subject in _SPECIAL},
}
