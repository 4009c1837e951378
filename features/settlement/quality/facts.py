"""What is worked out once before rows are looked at: sums, counts, and what a refund points back to.

Each fact is a query over the views of the lake; it becomes a table of the connection when a subject
that joins it is looked at.
"""

from features.settlement import codes
from features.settlement.intake.foreign import literal

ICD10, ICD9CM3 = literal(codes.ICD10), literal(codes.ICD9CM3)

FACTS: dict[str, str] = {
    "line_sum": (
        "SELECT setl_id, count(*) AS lines, sum(det_item_fee_sumamt)::BIGINT AS fen "
        "FROM asked_fee_list_d GROUP BY setl_id"
    ),
    "fund_sum": (
        "SELECT setl_id, sum(fund_payamt)::BIGINT AS fen FROM asked_setl_pay GROUP BY setl_id"
    ),
    "item_sum": (
        "SELECT setl_id, count(*) AS items, sum(amt)::BIGINT AS fen "
        "FROM asked_setl_item GROUP BY setl_id"
    ),
    "icu_sum": (
        "SELECT setl_id, sum(scs_cutd_sum_hours)::BIGINT AS hours "
        "FROM asked_setl_icu GROUP BY setl_id"
    ),
    "diag_fact": (
        "SELECT setl_id, count(*) AS diags, count(*) FILTER (maindiag_flag = '1') AS mains, "
        "min_by(diag_code, seq) FILTER (maindiag_flag = '1') AS main_code, "
        f"count(*) FILTER (NOT regexp_full_match(diag_code, {ICD10})) AS strange, "
        "count(*) - count(DISTINCT diag_code) AS repeated FROM asked_setl_diag GROUP BY setl_id"
    ),
    "oprn_fact": (
        "SELECT setl_id, count(*) AS oprns, count(*) FILTER (main_oprn_flag = '1') AS mains, "
        f"count(*) FILTER (NOT regexp_full_match(oprn_oprt_code, {ICD9CM3})) AS strange, "
        "min(oprn_oprt_date) AS first_day, max(oprn_oprt_date) AS last_day "
        "FROM asked_setl_oprn GROUP BY setl_id"
    ),
    # What a refund points back to, and how much of it all refunds together took back.
    "original_settlement": (
        "SELECT o.*, b.back, b.refunds FROM setl_d AS o JOIN (SELECT init_setl_id, "
        "sum(medfee_sumamt)::BIGINT AS back, count(*) AS refunds FROM setl_d "
        "WHERE init_setl_id IS NOT NULL AND refd_setl_flag = '1' GROUP BY init_setl_id) AS b "
        "ON b.init_setl_id = o.setl_id"
    ),
    "original_line": (
        "SELECT o.mdtrt_id, o.feedetl_sn, any_value(o.med_list_codg) AS med_list_codg, "
        "max(o.cnt) AS cnt, max(o.det_item_fee_sumamt) AS fen, min(b.back) AS back "
        "FROM fee_list_d AS o JOIN (SELECT mdtrt_id, init_feedetl_sn AS feedetl_sn, "
        "sum(det_item_fee_sumamt)::BIGINT AS back FROM fee_list_d "
        "WHERE init_feedetl_sn IS NOT NULL AND cnt < 0 GROUP BY ALL) AS b "
        "USING (mdtrt_id, feedetl_sn) WHERE o.cnt > 0 GROUP BY o.mdtrt_id, o.feedetl_sn"
    ),
    "scanned_line": (
        "SELECT setl_id, feedetl_sn, med_list_codg FROM fee_list_d SEMI JOIN "
        "(SELECT setl_id, feedetl_sn FROM asked_drug_trac_d WHERE feedetl_sn IS NOT NULL) "
        "USING (setl_id, feedetl_sn)"
    ),
    "verdict_line": (
        "SELECT setl_id, feedetl_sn, det_item_fee_sumamt AS fen FROM fee_list_d SEMI JOIN "
        "asked_verdict_item_d USING (setl_id, feedetl_sn)"
    ),
    "verdict_sum": (
        "SELECT verdict_id, sum(vola_amt)::BIGINT AS fen FROM verdict_item_d GROUP BY verdict_id"
    ),
}
