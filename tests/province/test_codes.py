"""Codes match the patterns of the standard, in every distinct value."""

import re

import duckdb
import pytest

from features.settlement import codes

PATTERNS = [
    ("fixmedins_b", "fixmedins_code", codes.INSTITUTION),
    ("fee_list_d", "bilg_dr_code", codes.DOCTOR),
    ("mdtrt_d", "atddr_no", codes.DOCTOR),
    ("setl_list", "chfpdr_code", codes.DOCTOR),
    ("setl_diag", "diag_code", codes.ICD10),
    ("mdtrt_d", "dscg_maindiag_code", codes.ICD10),
    ("setl_d", "dise_codg", codes.ICD10),
    ("setl_oprn", "oprn_oprt_code", codes.ICD9CM3),
    ("setl_d", "med_type", codes.MED_TYPE),
    ("setl_d", "insutype", codes.INSUTYPE),
    ("setl_d", "fix_blng_admdvs", codes.AREA),
    ("psn_info_b", "insu_admdvs", codes.AREA),
    ("setl_list", "vent_used_dura", r"\d+/\d+/\d+"),
    ("drg_case_d", "drg_code", r"[A-Z][A-Z]\d\d|0000"),
    ("verdict_d", "vola_type", r"[A-Z]\d{2}"),
]
LISTS = {"101": codes.DRUG, "102": codes.HERB, "201": codes.SERVICE_ITEM, "301": codes.CONSUMABLE}


@pytest.mark.parametrize(("table", "column", "pattern"), PATTERNS)
def test_values_match_their_pattern(
    data: duckdb.DuckDBPyConnection, table: str, column: str, pattern: str
):
    values = data.execute(f"select distinct {column} from {table} where {column} is not null")
    found = [value for (value,) in values.fetchall()]
    assert found
    assert [value for value in found if not re.fullmatch(pattern, value)] == []


@pytest.mark.parametrize("list_type", LISTS)
def test_items_match_the_pattern_of_their_list(data: duckdb.DuckDBPyConnection, list_type: str):
    values = data.execute(
        "select distinct med_list_codg from fee_list_d where list_type = ?", [list_type]
    ).fetchall()
    assert values
    assert [code for (code,) in values if not re.fullmatch(LISTS[list_type], code)] == []


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("setl_d", "hosp_lv", codes.HOSPITAL_LEVEL),
        ("setl_d", "gend", codes.GENDER),
        ("setl_d", "psn_type", codes.PERSON_TYPE),
        ("fee_list_d", "med_chrgitm_type", codes.CHARGE_ITEM),
        ("fee_list_d", "chrgitm_lv", codes.CHARGE_ITEM_LEVEL),
        ("setl_list", "dscg_way", codes.DISCHARGE_WAY),
        ("setl_list", "hi_paymtd", codes.PAYMENT_METHOD),
        ("drg_case_d", "case_type", codes.CASE_TYPE),
        ("verdict_d", "source", codes.CHECK_SOURCE),
        ("verdict_d", "result", codes.VERDICT),
        ("fixmedins_b", "fixmedins_type", codes.INSTITUTION_TYPE),
    ],
)
def test_values_are_of_their_code_list(
    data: duckdb.DuckDBPyConnection, table: str, column: str, known: dict[str, str]
):
    values = data.execute(f"select distinct {column} from {table}").fetchall()
    assert {value for (value,) in values} <= set(known)


def test_sex_fits_the_diagnosis(data: duckdb.DuckDBPyConnection):
    wrong = data.execute(
        """
        select count(*) from setl_diag d join setl_d s using (setl_id)
        where (diag_code like 'O%' or diag_code like 'N7%' or diag_code like 'D25%') and gend = '1'
            or diag_code like 'N40%' and gend = '2'
        """
    ).fetchone()
    assert wrong == (0,)
