"""The contract is consistent with itself, and what is derived from it follows it."""

import re
from pathlib import Path

import duckdb
import pytest

from features.settlement import codes, dictionary
from features.settlement.contract import Kind, Stage, Table
from features.settlement.schema import arrow_schema, ddl, duckdb_type, empty_select
from features.settlement.tables import TABLES

EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
OF_SECTION_B = """
    setl_d fee_list_d setl_list setl_diag setl_opsp setl_oprn setl_item setl_pay setl_icu setl_bld
    mdtrt_d mdtrt_diag drg_case_d apg_case_d drg_whatif_d fixmedins_b dr_info_b
    psn_info_b psn_opsp_d psn_sign_d psn_merge_d drug_trac_d idet_chk_d
    bgt_mon_d insu_mon sign_mon item_point_b item_limit_b item_pair_b
    complaint_d verdict_d verdict_item_d warn_fdbk_d
"""


def test_the_tables_are_those_of_the_standard():
    assert list(TABLES) == OF_SECTION_B.split()
    assert next(iter(TABLES)) == "setl_d", "rows of a settlement are filed by its month"


@EVERY_TABLE
def test_columns_are_declared_once_and_keys_are_required(table: Table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for name in table.key:
        assert not table.column(name).null
    if table.month_of is not None:
        assert not table.column(table.month_of).null


@EVERY_TABLE
def test_every_column_has_meaning_in_both_languages(table: Table):
    for column in table.columns:
        assert re.search(r"[\u4e00-\u9fff]", column.zh), column.name
        assert re.fullmatch(r"[ -~éè→]+", column.en), column.name
        assert column.kind is not Kind.FLAG, f"{column.name}: the standard sends codes 0 and 1"
        assert re.fullmatch(r"[ -~]+", column.source), f"{column.name} says where it comes from"
        assert column.grade in ("flag", "note")
    for check in table.checks:
        assert re.search(r"[\u4e00-\u9fff]", check.zh)
        assert check.grade in ("flag", "reject", "note")
    assert len({check.name for check in table.checks}) == len(table.checks)


@EVERY_TABLE
def test_persons_come_as_pseudonyms_and_names_not_at_all(table: Table):
    for column in table.columns:
        personal = column.name.startswith("psn_no") or column.name.endswith("_hash")
        assert personal <= (column.hashed in ("person", "certificate", "telephone")), column.name
        if column.hashed is not None:
            assert column.kind is Kind.TEXT
        assert column.name not in table.withheld
    kept = {column.name for column in table.columns}
    assert kept.isdisjoint({"certno", "psn_name", "tel", "bilg_dr_name", "oper_dr_name", "naty"})


@EVERY_TABLE
def test_checks_and_patterns_are_sql_of_their_table(table: Table):
    con = duckdb.connect()
    con.execute(ddl(table))
    for check in table.checks:
        assert con.execute(f"SELECT {check.sql} FROM {table.name}").fetchall() == []
    for column in table.columns:
        if column.pattern is not None:
            con.execute("SELECT regexp_full_match('', ?)", [column.pattern])


@EVERY_TABLE
def test_arrow_and_duckdb_agree_on_every_type(table: Table):
    con = duckdb.connect()
    empty = con.sql(empty_select(table)).to_arrow_table().schema
    declared = arrow_schema(table)
    assert empty.names == declared.names
    assert [str(t) for t in empty.types] == [str(t) for t in declared.types]
    described = {
        row[0]: row[1] for row in con.execute(f"DESCRIBE {empty_select(table)}").fetchall()
    }
    assert described == {column.name: duckdb_type(column.kind) for column in table.columns}


def test_money_is_never_a_float():
    for table in TABLES.values():
        for column in table.columns:
            if column.name.endswith(("_pay", "_amt", "_payamt", "_fee")) and column.kind not in (
                Kind.PRICE,
                Kind.QUANTITY,
            ):
                assert column.kind is Kind.FEN, f"{table.name}.{column.name}"


@pytest.mark.parametrize(
    ("table", "column", "stage"),
    [
        ("setl_d", "fixmedins_code", Stage.PRE),
        ("setl_d", "setl_time", Stage.PRE),
        ("setl_d", "medfee_sumamt", Stage.IN),
        ("setl_d", "fund_pay_sumamt", Stage.IN),
        ("fee_list_d", "cnt", Stage.PRE),
        ("fee_list_d", "inscp_scp_amt", Stage.IN),
        ("setl_list", "dscg_time", Stage.IN),
        ("setl_list", "dcla_time", Stage.POST),
        ("setl_diag", "diag_code", Stage.PRE),
        ("drg_case_d", "drg_code", Stage.POST),
        ("verdict_d", "result", Stage.POST),
    ],
)
def test_stages(table: str, column: str, stage: Stage):
    assert TABLES[table].column(column).stage is stage


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (codes.INSTITUTION, ["H32118100064", "P32010000001"], ["H3211810006", "X32118100064"]),
        (codes.ICD10, ["K22.301", "I10.x05", "A01.000x005+J17.0*"], ["4280", "K22", "k22.301"]),
        (codes.ICD9CM3, ["96.7201", "03.1x00x001", "17.912A0", "86.700x0013"], ["9672", "V58.9"]),
        (codes.DRUG, ["XJ01XDT045A001010104642", "XS02AAY040Q010010100830"], ["XJ01"]),
        (codes.SERVICE_ITEM, ["001102000000100-110200002"], ["1102"]),
        (codes.HERB, ["T001500031"], ["T0015", "t001500031"]),
        (codes.CONSUMABLE, ["C0101010010100000123", "C" + "1" * 26], ["C010101", "C" + "1" * 22]),
        (codes.LIST_ITEM, ["T001500031", "XR05CBA198A001010100863"], ["LOCAL-1", "T1 T001500031"]),
        (codes.DOCTOR, ["D320100000001"], ["N320100000001", "D32010000000"]),
        (codes.STAFF, ["N320100000001", "Y320100000001"], ["320100000001"]),
        (codes.AREA, ["370600"], ["3706", "3706AB"]),
        (codes.TRACEABILITY, ["81234567890123456789", "8123456-AB"], ["812345", "8123 4567"]),
        (codes.TCM_DISEASE, ["A01.03.01", "B02.01"], ["C01.03", "A1.03"]),
        (codes.MED_TYPE, ["11", "21", "1404", "52", "9901"], ["00", "31", "2"]),
        (codes.INSUTYPE, ["310", "390", "510"], ["31", "910"]),
    ],
)
def test_code_patterns(pattern: str, good: list[str], bad: list[str]):
    con = duckdb.connect()

    def matches(text: str) -> bool:
        return con.execute("SELECT regexp_full_match(?, ?)", [text, pattern]).fetchone() == (True,)

    assert [text for text in good if not matches(text)] == []
    assert [text for text in bad if matches(text)] == []


def test_the_page_of_the_dictionary_is_up_to_date(golden):
    golden("features/settlement/TABLES.md", dictionary.as_markdown())


def test_the_dictionary_as_json_has_every_column():
    said = dictionary.as_json()
    assert list(said) == list(TABLES)
    assert all(
        [column["name"] for column in said[name]["columns"]] == [c.name for c in table.columns]
        for name, table in TABLES.items()
    )
    assert Path(dictionary.PAGE).is_file()
