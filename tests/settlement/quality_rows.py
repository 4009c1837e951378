"""A small lake in which everything agrees, as rows of each table: for tests that break one thing."""

from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from features.settlement.schema import arrow_schema
from features.settlement.tables import TABLES

Rows = dict[str, list[dict[str, Any]]]

HOSPITAL, DOCTOR, DRUG = "H32010000001", "D320100000001", "XJ01XDT045A001010104642"


def agreeing() -> Rows:
    """One stay of a woman of 40, with all that belongs to it, and a visit that was refunded."""
    who = {"psn_no": "P1", "fixmedins_code": HOSPITAL}
    stay = {"setl_id": "S1", "mdtrt_id": "M1"}
    visit = {"setl_id": "S2", "mdtrt_id": "M2"}
    refund = {"setl_id": "S3", "mdtrt_id": "M2"}
    settled = {"vali_flag": "1", "refd_setl_flag": "0", "gend": "2", "brdy": date(1985, 1, 1)}
    line = {"cnt": 10_000, "pric": 10**6, "bilg_dr_codg": DOCTOR, "med_list_codg": DRUG}
    return {
        "setl_d": [
            who | stay | settled | {
                "age": 40, "med_type": "21", "begndate": date(2025, 3, 3),
                "enddate": date(2025, 3, 9), "setl_time": datetime(2025, 3, 9, 11),
                "medfee_sumamt": 30_000, "fund_pay_sumamt": 20_000,
            },
            who | visit | settled | {
                "age": 40, "med_type": "11", "begndate": date(2025, 3, 20),
                "enddate": date(2025, 3, 20), "setl_time": datetime(2025, 3, 20, 9),
                "medfee_sumamt": 1_000, "fund_pay_sumamt": 500,
            },
            who | refund | settled | {
                "age": 40, "med_type": "11", "begndate": date(2025, 3, 20),
                "enddate": date(2025, 3, 20), "setl_time": datetime(2025, 3, 21, 9),
                "medfee_sumamt": -1_000, "fund_pay_sumamt": -500, "refd_setl_flag": "1",
                "init_setl_id": "S2",
            },
        ],
        "fee_list_d": [
            who | stay | line | {
                "feedetl_sn": "F1", "fee_ocur_time": datetime(2025, 3, 4, 8),
                "det_item_fee_sumamt": 30_000, "orders_dr_code": DOCTOR,
            },
            who | visit | line | {
                "feedetl_sn": "F2", "fee_ocur_time": datetime(2025, 3, 20, 8),
                "det_item_fee_sumamt": 1_000,
            },
            who | refund | line | {
                "feedetl_sn": "F3", "init_feedetl_sn": "F2", "cnt": -10_000,
                "fee_ocur_time": datetime(2025, 3, 21, 9), "det_item_fee_sumamt": -1_000,
            },
        ],
        "setl_list": [
            who | stay | {
                "gend": "2", "age": 40, "adm_time": datetime(2025, 3, 3, 10),
                "dscg_time": datetime(2025, 3, 9, 10), "dcla_time": datetime(2025, 3, 11, 10),
                "diag_code_cnt": 2, "oprn_oprt_code_cnt": 1, "chfpdr_code": DOCTOR,
                "acp_optins_code": HOSPITAL,
            }
        ],
        "setl_diag": [
            stay | {"seq": 1, "diag_code": "K80.201", "maindiag_flag": "1"},
            stay | {"seq": 2, "diag_code": "N80.001", "maindiag_flag": "0"},
        ],
        "setl_opsp": [stay | {"seq": 1, "diag_code": "I10.x05"}],
        "setl_oprn": [
            stay | {
                "seq": 1, "oprn_oprt_code": "68.4100x001", "main_oprn_flag": "1",
                "oprn_oprt_date": date(2025, 3, 5), "oper_dr_code": DOCTOR, "anst_dr_code": DOCTOR,
            }
        ],
        "setl_item": [
            stay | {"med_chrgitm": "06", "amt": 20_000},
            stay | {"med_chrgitm": "09", "amt": 10_000},
        ],
        "setl_pay": [
            stay | {"fund_pay_type": "310100", "fund_payamt": 15_000},
            stay | {"fund_pay_type": "330100", "fund_payamt": 5_000},
        ],
        "setl_icu": [
            stay | {
                "seq": 1, "scs_cutd_inpool_time": datetime(2025, 3, 5, 12),
                "scs_cutd_exit_time": datetime(2025, 3, 6, 12), "scs_cutd_sum_hours": 24,
            }
        ],
        "setl_bld": [stay | {"seq": 1, "bld_cat": "1"}],
        "mdtrt_d": [
            who | {"mdtrt_id": n, "begntime": datetime(2025, 3, 3), "atddr_no": DOCTOR}
            for n in ("M1", "M2")
        ],
        "mdtrt_diag": [
            {"mdtrt_id": "M1", "diag_type": "1", "diag_srt_no": 1, "diag_code": "K80.201",
             "diag_time": datetime(2025, 3, 3, 11)}
        ],
        "drg_case_d": [stay | {"case_type": "normal"}],
        "apg_case_d": [visit | {"apg_code": "A1"}],
        "fixmedins_b": [{"fixmedins_code": HOSPITAL, "bloc_fixmedins_code": HOSPITAL}],
        "dr_info_b": [{"dr_code": DOCTOR, "main_pracins_no": HOSPITAL}],
        "psn_info_b": [{"psn_no": "P1", "gend": "2", "brdy": date(1985, 1, 1)}],
        "psn_opsp_d": [{"psn_no": "P1", "dise_codg": "M03900", "begndate": date(2024, 1, 1)}],
        "psn_sign_d": [who | {"begndate": date(2024, 1, 1)}],
        "drug_trac_d": [
            who | stay | {
                "trac_id": "T1", "feedetl_sn": "F1", "med_list_codg": DRUG,
                "sel_retn_time": datetime(2025, 3, 4, 8),
            }
        ],
        "idet_chk_d": [who | {"chk_id": "C1", "mdtrt_id": "M1", "chk_time": datetime(2025, 3, 3)}],
        "sign_mon": [{"fixmedins_code": HOSPITAL, "month": date(2025, 3, 1), "sign_psn_cnt": 1}],
        "complaint_d": [
            {"cmpl_id": "X1", "cmpl_time": datetime(2025, 3, 1), "fixmedins_code": HOSPITAL,
             "dr_code": DOCTOR}
        ],
        "verdict_d": [
            {"verdict_id": "V1", "setl_id": "S1", "fixmedins_code": HOSPITAL, "vola_amt": 100,
             "decided_date": date(2025, 6, 1)}
        ],
        "verdict_item_d": [
            {"verdict_id": "V1", "setl_id": "S1", "feedetl_sn": "F1", "vola_amt": 100}
        ],
        "warn_fdbk_d": [
            {"warn_rslt_id": "W1", "fdbk_time": datetime(2025, 3, 1), "fixmedins_code": HOSPITAL}
        ],
    }  # fmt: skip


def views(
    con: duckdb.DuckDBPyConnection, rows: Rows, flags: dict[str, str] | None = None
) -> set[str]:
    """Make the views that a survey reads; give the tables that hold rows.

    `flags` gives the rows of a table their `_flags`.
    """
    for name, table in TABLES.items():
        con.register(name, pa.Table.from_pylist(rows.get(name, []), arrow_schema(table)))
        flag = (flags or {}).get(name)
        flagged = "NULL" if flag is None else f"'{flag}'"
        con.execute(
            f"CREATE VIEW asked_{name} AS SELECT *, {flagged}::VARCHAR AS _flags FROM {name}"
        )
    return {name for name in rows if rows[name]}
