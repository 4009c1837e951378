"""However a workbook is laid out, its points are the same: headings drift, titles, merges, numbers."""

import openpyxl
import pytest

from features.errors import BadInput
from features.settlement.knowledge.kinds import BY_NO, KINDS, Kind
from features.settlement.knowledge.recognising import recognised
from features.settlement.knowledge.samples import OF_CODES
from features.settlement.knowledge.sheets import sheets_of
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
)


def shifted(text: object) -> object:
    """The heading as a later year writes it, in full width, with breaks and blanks."""
    return (
        str(text)
        .replace("2024", "2026")
        .replace("2025", "2027")
        .replace("（", "\n(")
        .replace("A", "Ａ")
        .replace("序号", " 序 号 ")
    )


@pytest.mark.parametrize("kind", KINDS, ids=[kind.no for kind in KINDS])
def test_headings_sheets_and_numbers_may_drift(official, tmp_path, kind: Kind):
    plain = official[kind.no]
    book = openpyxl.load_workbook(plain)
    sheets = {}
    for sheet in reversed(book.worksheets):  # the sheet of codes comes first
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        body = [[f" {cell} " if isinstance(cell, int) else cell for cell in r] for r in rows[1:]]
        title = [["附件:两库知识点"], [None, "(公开征求意见)"], []]
        head = [*map(shifted, rows[0]), None, "本地附注"]
        sheets[sheet.title] = [*title, head, *body, [], ["注:本表供参考"]]
    later = save(tmp_path / plain.name, sheets)
    assert [(r.values, r.fault) for r in read(later)] == [(r.values, r.fault) for r in read(plain)]


def test_a_kind_is_told_by_its_file_its_sheet_or_a_row_above(tmp_path):
    points, codes = [[1, "甲", "逻辑", "限二线", 1]], [[1, "甲", 1, PILL]]
    by_file = drugs(tmp_path / "第九批_药品限二线使用(2026).xlsx", "09", points, codes)
    by_batch = drugs(tmp_path / "第十批.xlsx", "10", points, codes)
    by_sheet = save(
        tmp_path / "a.xlsx",
        {"限生育保险": [heads("09"), *points], "代码": [OF_CODES, *codes]},
    )
    above = save(
        tmp_path / "b.xlsx",
        {"1": [["药品限工伤保险知识点"], heads("09"), *points], "2": [OF_CODES, *codes]},
    )
    kinds = [recognised(p.name, sheets_of(p))[0][0].kind.no for p in (by_file, by_batch)]
    kinds += [recognised(p.name, sheets_of(p))[0][0].kind.no for p in (by_sheet, above)]
    assert kinds == ["09", "10", "03-2", "03-1"]


def test_the_eleventh_batch_is_not_the_first(tmp_path):
    codes = services(tmp_path / "第十一批-1.xlsx", "11-1", [[1, "黄芪", "T001500031", "a", "b"]])
    (one,), _ = recognised(codes.name, sheets_of(codes))
    assert one.kind is BY_NO["11-1"]


def test_where_no_title_tells_the_kind_nobody_guesses(tmp_path):
    path = drugs(tmp_path / "a.xlsx", "09", [[1, "甲", "逻辑", "限", 1]], [[1, "甲", 1, PILL]])
    with pytest.raises(BadInput, match=r"may be any of \d+ kinds: 01-3 .*--kind 01-3"):
        read(path)
    assert read(path, "12")[0].values["lmt_dise"] == "限"
    with pytest.raises(BadInput, match=r"nearest kind is 07 .*医疗服务项目a代码"):
        read(path, "07")


def test_a_title_of_another_kind_than_its_headings_is_refused(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        {"药品限二线使用": [heads("08-1"), [1, "扫描", "1", "a", "b", SCAN, ""]]},
    )
    with pytest.raises(
        BadInput, match=r"the title is that of 第九批.*the headings are those of 第八批-1"
    ):
        read(path)


def test_several_kinds_in_one_workbook(tmp_path):
    path = save(
        tmp_path / "第三批汇总.xlsx",
        {
            "说明": [["本工作簿共两类"]],
            "药品限工伤保险": [heads("03-1"), [1, "甲", "a", "b", 1]],
            "药品限生育保险": [heads("03-2"), [1, "乙", "a", "b", 1]],
            "限工伤保险代码": [OF_CODES, [1, "甲", 1, PILL]],
            "限生育保险代码": [OF_CODES, [1, "乙", 1, SYRUP]],
        },
    )
    found, passed_over = recognised(path.name, sheets_of(path))
    assert [(one.kind.no, [c.sheet for c in one.codes]) for one in found] == [
        ("03-1", ["限工伤保险代码"]),
        ("03-2", ["限生育保险代码"]),
    ]
    assert passed_over == ["说明"]


def test_a_merged_number_and_name_stand_for_all_their_rows(tmp_path):
    rows = [heads("08-1"), [1, "护理", "1", "a", "b", SCAN, ""], [None] * 5 + [XRAY, ""]]
    merged = [f"{column}2:{column}3" for column in "ABCDE"]
    path = save(tmp_path / "第八批-1.xlsx", {"知识点": rows}, {"知识点": merged})
    found = read(path)
    assert [(r.values["point_no"], r.values["med_list_codg"], r.fault) for r in found] == [
        (1, SCAN, None),
        (1, XRAY, None),
    ]


def test_a_row_merged_whole_is_read_once(tmp_path):
    rows = [heads("08-1"), [1, "护理", "1", "a", "b", SCAN, ""], [None] * 7]
    merged = [f"{column}2:{column}3" for column in "ABCDEFG"]
    path = save(tmp_path / "第八批-1.xlsx", {"知识点": rows}, {"知识点": merged})
    assert [row.values["med_list_codg"] for row in read(path)] == [SCAN]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (f"{SCAN}、{XRAY}", [SCAN, XRAY]),
        (f"{SCAN}；{XRAY};{TEST}", [SCAN, XRAY, TEST]),
        (f"{SCAN}\n{XRAY},{SCAN}", [SCAN, XRAY]),
        (f"{SCAN}至{'002101000030000'}", [SCAN, XRAY, "002101000030000"]),
        (f"{SCAN} ～ {XRAY}", [SCAN, XRAY]),
        (f"{SCAN}-{XRAY}", [SCAN, XRAY]),
        (2101000010000, [SCAN]),
        (2101000010000.0, [SCAN]),
    ],
)
def test_codes_are_parted_ranged_and_perhaps_numbers(tmp_path, cell, codes):
    path = services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "扫描", "1", "a", "b", cell, ""]])
    found = read(path)
    assert [(row.values["med_list_codg"], row.fault) for row in found] == [
        (code, None) for code in codes
    ]


def test_a_heading_repeated_on_every_page_is_no_point(tmp_path):
    points = [[1, "甲", "a", "b", 1], heads("09"), [2, "乙", "a", "b", 1]]
    codes = [[1, "甲", 1, PILL], OF_CODES, ["2.0", "乙", 2, DROPS]]
    found = read(drugs(tmp_path / "限二线.xlsx", "09", points, codes))
    assert [(row.values["point_no"], row.values["med_list_codg"]) for row in found] == [
        (1, PILL),
        (2, DROPS),
    ]
