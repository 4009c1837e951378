"""What is wrong with a workbook is told with its place, and nothing of it is guessed."""

import zipfile

import openpyxl
import pytest

from features.errors import BadInput
from features.settlement.knowledge import sheets
from features.settlement.knowledge.report import reasons
from features.settlement.knowledge.samples import OF_CODES
from features.settlement.knowledge.sheets import UNCALCULATED, sheets_of
from tests.settlement.knowledge.workbooks import (
    DROPS,
    PILL,
    SCAN,
    SYRUP,
    TEST,
    XRAY,
    drugs,
    heads,
    read,
    save,
    services,
    told,
)


def test_a_workbook_of_no_kind_says_what_was_seen_and_what_is_nearest(tmp_path):
    path = save(
        tmp_path / "a.xlsx", {"价格": [["序号", "药品通用名", "规格", "挂网价"], [1, "甲"]]}
    )
    with pytest.raises(BadInput) as told_of:
        read(path)
    assert "sheet 价格, is of no kind" in told_of.value.what
    assert "序号, 药品通用名, 规格, 挂网价" in told_of.value.what
    assert "nearest kind is" in told_of.value.expected
    assert "检出逻辑" in told_of.value.expected
    assert "has not 规格, 挂网价" in told_of.value.expected


def test_a_workbook_without_headings_says_which_sheets_it_has(tmp_path):
    path = save(tmp_path / "a.xlsx", {"甲": [["a", "b"]], "乙": []})
    with pytest.raises(BadInput, match=r"no headings of points .*\(甲, 乙\)"):
        read(path)


def test_codes_alone_are_no_points(tmp_path):
    path = save(tmp_path / "a.xlsx", {"代码": [OF_CODES, [1, "甲", 1, PILL]]})
    with pytest.raises(BadInput, match="only a sheet of codes"):
        read(path)


def test_a_missing_sheet_of_codes_is_told(tmp_path):
    path = save(tmp_path / "限二线.xlsx", {"知识点": [heads("09"), [1, "甲", "a", "b", 1]]})
    with pytest.raises(BadInput, match="no sheet of their codes"):
        read(path)


def test_orphan_codes_and_points_without_codes(tmp_path):
    points = [[1, "甲", "a", "b", 1], [2, "乙", "a", "b", 1]]
    codes = [[1, "甲", 1, PILL], [7, "丙", 2, SYRUP], ["", "丁", 3, DROPS]]
    rows = read(drugs(tmp_path / "限二线.xlsx", "09", points, codes))
    assert told(rows) == [
        (None, "知识点", 3, "no_codes", ""),
        (SYRUP, "代码", 3, "orphan", "7"),
        (DROPS, "代码", 4, "orphan", ""),
    ]


def test_one_number_for_two_points(tmp_path):
    points = [[1, "甲", "a", "b", 1], [1, "乙", "a", "b", 1], [2, "丙", "a", "b", 1]]
    codes = [[1, "甲", 1, PILL], [2, "丙", 2, SYRUP]]
    rows = read(drugs(tmp_path / "限二线.xlsx", "09", points, codes))
    assert told(rows) == [(PILL, "代码", 2, "number_twice", "2, 3")]
    assert [row.values["item_name"] for row in rows if row.fault is None] == ["丙"]


def test_contradicting_points_are_refused_both_and_agreeing_ones_are_not(tmp_path):
    points = [
        [1, "甲", "是", "男", "a", "b", 2],
        [2, "甲", "是", "女", "a", "b", 1],
        [3, "丙", "是", "男", "a", "b", 1],
    ]
    codes = [[1, "甲", 1, PILL], [1, "甲", 2, SYRUP], [2, "甲", 3, PILL], [3, "丙", 4, SYRUP]]
    rows = read(drugs(tmp_path / "第一批-1.xlsx", "01-1", points, codes))
    assert told(rows) == [
        (PILL, "代码", 2, "contradiction", PILL),
        (PILL, "代码", 4, "contradiction", PILL),
    ]
    assert [r.values["med_list_codg"] for r in rows if r.fault is None] == [SYRUP, SYRUP]


def test_words_for_the_sex_that_nobody_knows(tmp_path):
    points = [[1, "甲", "均可", "a", "b", SCAN, ""], [2, "乙", "女", "a", "b", XRAY, ""]]
    rows = read(services(tmp_path / "第一批-2.xlsx", "01-2", points))
    assert told(rows) == [(SCAN, "知识点", 2, "sex_unknown", "均可")]
    assert rows[1].values["lmt_gend"] == "2"


@pytest.mark.parametrize("number", ["若干", "0", "-1", "", "#REF!", "1至2", "1e9x"])
def test_bad_numbers(tmp_path, number):
    rows = read(
        services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "护理", number, "a", "b", SCAN, ""]])
    )
    assert told(rows) == [(SCAN, "知识点", 2, "number_bad", number)]


def test_a_bad_period_is_told_by_the_number_at_fault(tmp_path):
    points = [[1, "甲", "1", "一年", "a", "b", SCAN, ""], [2, "乙", "x", "30", "a", "b", XRAY, ""]]
    rows = read(services(tmp_path / "第八批-4.xlsx", "08-4", points))
    assert [row[-1] for row in told(rows)] == ["一年", "x"]


def test_a_point_without_a_number_or_a_name(tmp_path):
    points = [["甲", "护理", "1", "a", "b", SCAN, ""], [2, "", "1", "a", "b", XRAY, ""]]
    rows = read(services(tmp_path / "第八批-1.xlsx", "08-1", points))
    assert told(rows) == [
        (SCAN, "知识点", 2, "number", "甲"),
        (XRAY, "知识点", 3, "no_name", ""),
    ]


def test_words_that_are_no_codes_and_codes_that_come_twice(tmp_path):
    points = [[1, "甲", "a", "b", 3]]
    codes = [[1, "甲", 1, PILL], [1, "甲", 2, "见附件"], [1, "甲", 3, PILL], [1, "甲", 4, "XA02"]]
    rows = read(drugs(tmp_path / "限二线.xlsx", "09", points, codes))
    assert told(rows) == [
        (None, "代码", 3, "code_strange", "见附件"),
        (PILL, "代码", 4, "code_twice", PILL),
        (None, "代码", 5, "code_strange", "XA02"),
    ]
    assert (rows[0].values["code_cnt"], rows[0].values["code_found"]) == (3, 1)


@pytest.mark.parametrize(
    "cell", [f"{SCAN}-110100001", "0021010000", f"{XRAY}至{SCAN}", f"{SCAN}至002501000010000"]
)
def test_local_codes_and_ranges_that_are_none(tmp_path, cell):
    rows = read(services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "甲", "1", "a", "b", cell, ""]]))
    assert [row[3] for row in told(rows)] == ["code_strange"]


def test_a_pair_of_one_code_and_a_pair_of_one_side(tmp_path):
    points = [
        [1, "日", "甲", SCAN, "乙", f"{XRAY}、{SCAN}", "a", "b", ""],
        [2, "日", "丙", TEST, "丁", "无", "a", "b", ""],
        [3, "常年", "戊", SCAN, "己", XRAY, "a", "b", ""],
    ]
    rows = read(services(tmp_path / "第七批.xlsx", "07", points))
    assert [(row.values["pair_no"], row.fault) for row in rows] == [
        *[("07/1", "pair_same")] * 3,
        ("07/2", "no_codes"),
        ("07/2", "code_strange"),
        *[("07/3", None)] * 2,
    ]
    assert rows[-1].values.get("itvl") is None


def test_a_formula_that_was_never_calculated_is_told(tmp_path):
    path = services(
        tmp_path / "第八批-1.xlsx",
        "08-1",
        [[1, "护理", "=1+1", "a", "b", SCAN, ""], [2, "护理", "1", "a", "b", XRAY, "=A1"]],
    )
    rows = read(path)
    assert told(rows) == [(SCAN, "知识点", 2, "uncalculated", "day_max")]
    assert rows[1].values["memo"] == UNCALCULATED


def test_a_calculated_formula_is_its_value(tmp_path):
    path = services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "护理", "=1+1", "a", "b", SCAN, ""]])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    place = "xl/worksheets/sheet1.xml"
    assert b"<f>1+1</f>" in parts[place]
    for empty in (b"<f>1+1</f><v />", b"<f>1+1</f><v></v>", b"<f>1+1</f><v/>"):
        parts[place] = parts[place].replace(empty, b"<f>1+1</f><v>2</v>")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    (row,) = read(path)
    assert (row.fault, row.values["day_max_cnt"]) == (None, 20000)


def test_every_fault_has_its_reason_in_the_mapping_of_the_load():
    given = {
        "number", "number_twice", "no_name", "sex_unknown", "number_bad", "uncalculated",
        "no_codes", "code_strange", "code_twice", "orphan", "contradiction", "pair_same",
    }  # fmt: skip
    assert set(reasons()) == given
    assert all(" | " in reason for reason in reasons().values())


def test_locked_broken_and_old_workbooks(tmp_path):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    with pytest.raises(BadInput, match="locked by a password"):
        sheets_of(locked)
    old = tmp_path / "old.xls"
    old.write_bytes(locked.read_bytes())
    with pytest.raises(BadInput, match=r"old form \(\.xls\)"):
        sheets_of(old)
    whole = services(tmp_path / "a.xlsx", "08-1", [[1, "护理", "1", "a", "b", SCAN, ""]])
    (tmp_path / "half.xlsx").write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(BadInput, match="broken"):
        sheets_of(tmp_path / "half.xlsx")


def test_a_sheet_is_bounded_and_its_own_word_of_its_size_is_not_believed(tmp_path, monkeypatch):
    rows = [[n, "护理", "1", "a", "b", SCAN, ""] for n in range(1, 40)]
    path = services(tmp_path / "第八批-1.xlsx", "08-1", rows)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    place = "xl/worksheets/sheet1.xml"
    parts[place] = parts[place].replace(b'ref="A1:G40"', b'ref="A1:B2"')
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert len(sheets_of(path)[0].rows) == 40
    monkeypatch.setattr(sheets, "CELLS", 100)
    with pytest.raises(BadInput, match="too large"):
        sheets_of(path)


def test_hidden_sheets_are_not_read(tmp_path):
    path = services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "护理", "1", "a", "b", SCAN, ""]])
    book = openpyxl.load_workbook(path)
    hidden = book.create_sheet("旧版")
    hidden.sheet_state = "hidden"
    hidden.append(heads("08-1"))
    book.save(path)
    assert [sheet.name for sheet in sheets_of(path)] == ["知识点"]
