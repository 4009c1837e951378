"""Columns that nobody asked for are kept aside and told of; what looks personal is not kept."""

import json

import duckdb
import pytest

from features.settlement.intake.load import load
from features.settlement.lake.lake import ASIDE
from tests.settlement.export import fee, settlement, write
from tests.settlement.log import charged, line, listed, settled, write_log


def kept(settings, table: str) -> list[tuple[object, ...]]:
    files = settings.path("lake", ASIDE, table)
    return duckdb.execute(f"SELECT * FROM '{files}/*.parquet' ORDER BY ALL").fetchall()


def test_an_unknown_column_is_kept_with_its_row(database, tmp_path):
    write(
        tmp_path,
        "setl_d.csv",
        [
            {**settlement(1), "pay_batch": "甲", "ward_lv": "3"},
            {**settlement(2), "pay_batch": "", "ward_lv": " "},
            {**settlement(3, psn_no=""), "pay_batch": "乙", "ward_lv": "4"},
        ],
    )
    report = load(tmp_path, "core", database)
    assert report.unknown_columns == {"setl_d.csv": ["pay_batch", "ward_lv"]}
    (aside,) = report.aside
    assert (aside.table, aside.sources) == ("setl_d", ["setl_d.csv"])
    assert (aside.columns, aside.withheld, aside.rows) == (["pay_batch", "ward_lv"], [], 1)
    assert database.path("lake", *str(aside.path).removeprefix("lake/").split("/")).exists()
    # The second row has nothing there, the third did not enter.
    ((source, row, key, said),) = kept(database, "setl_d")
    assert (source, row, key) == ("setl_d.csv", 1, "S1")
    assert json.loads(str(said)) == {"pay_batch": "甲", "ward_lv": "3"}
    assert report.as_json()["aside"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("link_name", ["一", "二"]),
        ("联系电话", ["1", "2"]),
        ("CertNo2", ["x", "y"]),
        ("home_address", ["a", "b"]),
        ("remark1", ["证件 32010219850101123X", "无"]),
        ("remark2", ["13800001111", "13911112222"]),
        ("remark3", ["王小明", "李四"]),
        ("remark4", ["某市某区某路12号", "某县某镇某村3组"]),
    ],
)
def test_what_looks_personal_is_named_and_not_kept(database, tmp_path, column, values):
    write(
        tmp_path,
        "setl_d.csv",
        [{**settlement(n), column: value, "ward_lv": "3"} for n, value in enumerate(values)],
    )
    report = load(tmp_path, "core", database)
    (aside,) = report.aside
    assert aside.withheld == [column]
    assert aside.columns == ["ward_lv"]
    told = str(kept(database, "setl_d"))
    assert column not in told
    assert not any(value in told for value in values if len(value) > 1)


def test_a_file_of_nothing_but_personal_columns_keeps_nothing(database, tmp_path):
    write(tmp_path, "setl_d.csv", [{**settlement(1), "contact_tel": "13800001111"}])
    (aside,) = load(tmp_path, "core", database).aside
    assert (aside.path, aside.columns, aside.withheld) == (None, [], ["contact_tel"])
    assert not database.path("lake", ASIDE).exists()


def test_the_standards_own_personal_columns_are_left_out_without_a_word(database, tmp_path):
    write(tmp_path, "setl_d.csv", [{**settlement(1), "psn_name": "某人", "fixmedins_name": "甲院"}])
    report = load(tmp_path, "core", database)
    assert report.aside == []
    assert report.unknown_columns == {}


def test_files_with_other_columns_go_side_by_side(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1), settlement(2)])
    write(tmp_path, "fee_list_d-2025-01.csv", [{**fee(1, 1), "lot": "A"}])
    write(tmp_path, "fee_list_d-2025-02.csv", [{**fee(1, 2), "shelf": "B", "lot": "C"}])
    (aside,) = load(tmp_path, "core", database).aside
    assert set(aside.columns) == {"lot", "shelf"}
    said = [(row[2], row[3], json.loads(str(row[-1]))) for row in kept(database, "fee_list_d")]
    assert said == [("S1", "F1", {"lot": "A"}), ("S2", "F1", {"shelf": "B", "lot": "C"})]


def test_unknown_fields_of_messages_are_kept_too(database, tmp_path):
    odd = listed(1, diseinfo=[{"diag_code": "K22.301", "stage": "II"}, {"diag_code": "I10.x05"}])
    write_log(tmp_path / "a.log", [settled(1), charged(line(1, STRANGE="x", mobile="1")), odd])
    report = load(tmp_path, "messages", database)
    found = {one.table: one for one in report.aside}
    assert {name: one.columns for name, one in found.items()} == {
        "fee_list_d": ["strange"],
        "setl_diag": ["stage"],
    }
    assert found["fee_list_d"].withheld == ["mobile"]
    ((*_, said),) = kept(database, "setl_diag")
    assert json.loads(str(said)) == {"stage": "II"}
