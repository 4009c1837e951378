"""Knowledge points in the lake: once, by edition, as of a day, with books that balance."""

import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from features.errors import BadInput
from features.settlement.knowledge.importing import import_points
from features.settlement.knowledge.unread import unread_rows
from features.settlement.lake.lake import Lake
from features.settlement.quality.lake_quality import survey_lake
from features.settlement.quality.survey import Asked
from tests.settlement.knowledge.workbooks import (
    DROPS,
    FIRST,
    PILL,
    SCAN,
    SECOND,
    SYRUP,
    XRAY,
    ask,
    balanced,
    drugs,
    services,
)


def sexes(folder: Path, *points: tuple[str, str, str], name: str = "第一批-1.xlsx") -> Path:
    """A workbook of drugs by sex: name, word and code of each point."""
    folder.mkdir(exist_ok=True)
    return drugs(
        folder / name,
        "01-1",
        [[n, item, "是", sex, "a", "b", 1] for n, (item, sex, _) in enumerate(points, 1)],
        [[n, item, n, code] for n, (item, _, code) in enumerate(points, 1)],
    )


LIMITS = "SELECT med_list_codg, lmt_gend, gend_pt, gend_begn FROM item_limit_b ORDER BY ALL"


def test_every_kind_is_loaded_and_the_books_balance(official, database):
    report = import_points([*official.values()], database, known_on=FIRST)
    assert report.changed
    assert [sheet.refused for sheet in report.sheets] == [[]] * 26
    assert report.load is not None
    for books in report.load.tables.values():
        assert books.rows_in == books.loaded + books.rejected
        assert (books.rejected, books.flagged) == (0, 0)
    assert ask(database, "SELECT count(*) FROM item_limit_b") == [(report.items,)]
    assert ask(
        database,
        "SELECT count(*) FROM item_limit_b WHERE coalesce(gend_begn, chld_begn, age_begn, "
        "wkinj_begn, matn_begn, med_begn, lv_begn, crs_begn, day_begn, cyc_begn, ln2_begn, "
        "itnt_begn, tcm_begn, dise_begn) IS NULL",
    ) == [(0,)]
    assert balanced(database)


def test_importing_again_changes_nothing(official, database):
    files = [official[no] for no in ("01-1", "06", "07", "12")]
    import_points(files, database, known_on=FIRST)
    before = Lake.open(database).ledger.entries()
    again = import_points(files, database, known_on=SECOND)
    assert not again.changed
    assert Lake.open(database).ledger.entries() == before
    one = import_points(files[:1], database)  # one alone leaves the others as they are
    assert not one.changed
    assert Lake.open(database).ledger.entries() == before


def test_a_workbook_that_only_looks_different_changes_no_row(database, tmp_path):
    import_points([sexes(tmp_path / "1", ("甲", "男", PILL))], database, known_on=FIRST)
    points = [[], [1, " 甲", "是", "男 ", "a", "b", "1"]]
    other = drugs(tmp_path / "第一批-1.xlsx", "01-1", points, [[], ["1", "甲", 1, PILL]])
    report = import_points([other], database, known_on=SECOND)
    assert not report.changed
    assert report.unchanged_rows == 1
    assert ask(database, LIMITS) == [(PILL, "1", "01-1/1", FIRST)]
    assert balanced(database)


def test_a_newer_edition_takes_the_place_of_the_older(database, tmp_path):
    first = sexes(tmp_path / "1", ("甲", "男", PILL), ("乙", "女", SYRUP), ("丙", "女", DROPS))
    import_points([first], database, known_on=FIRST)
    second = sexes(tmp_path / "2", ("乙", "男", SYRUP), ("丙", "女", DROPS))
    report = import_points([second], database, known_on=SECOND)
    assert (report.items, report.items_changed) == (2, 3)
    assert ask(database, LIMITS) == [
        (PILL, None, None, None),  # limited no more
        (SYRUP, "1", "01-1/1", SECOND),  # limited otherwise, from now on
        (DROPS, "2", "01-1/2", FIRST),  # as it was, under another number
    ]
    as_it_was = [
        (PILL, "1", "01-1/1", FIRST),
        (SYRUP, "2", "01-1/2", FIRST),
        (DROPS, "2", "01-1/3", FIRST),
    ]
    assert ask(database, LIMITS, date(2025, 5, 31)) == as_it_was
    assert ask(database, LIMITS, date(2025, 2, 28)) == []
    assert ask(database, "SELECT count(*) FROM item_point_b") == [(2,)]
    assert balanced(database)


def test_back_to_the_first_edition(database, tmp_path):
    first = sexes(tmp_path / "1", ("甲", "男", PILL))
    second = sexes(tmp_path / "2", ("甲", "女", PILL))
    for file, day in ((first, FIRST), (second, SECOND), (first, date(2025, 7, 1))):
        import_points([file], database, known_on=day)
    assert ask(database, LIMITS) == [(PILL, "1", "01-1/1", date(2025, 7, 1))]
    assert balanced(database)


def test_a_limit_holds_from_the_day_it_became_known_unless_an_earlier_is_said(database, tmp_path):
    one = sexes(tmp_path / "1", ("甲", "男", PILL))
    import_points([one], database, known_on=SECOND, holds_from=FIRST)
    assert ask(database, LIMITS) == [(PILL, "1", "01-1/1", FIRST)]
    assert ask(database, LIMITS, FIRST) == []  # nobody knew it then


def test_refused_rows_are_kept_with_sheet_row_and_reason(database, tmp_path):
    path = services(
        tmp_path / "第八批-1.xlsx",
        "08-1",
        [[1, "护理", "若干", "a", "b", SCAN, ""], [2, "检查", "2", "a", "b", f"{XRAY}、无码", ""]],
    )
    report = import_points([path], database, known_on=FIRST)
    (sheet,) = report.sheets
    assert [(one.sheet, one.row, one.fault, one.said) for one in sheet.refused] == [
        ("知识点", 2, "number_bad", "若干"),
        ("知识点", 3, "code_strange", "无码"),
    ]
    assert report.load is not None
    books = report.load.tables["item_point_b"]
    assert (books.rows_in, books.loaded, books.rejected) == (3, 1, 2)
    kept = database.path("lake", "_rejected", "item_point_b")
    rows = duckdb.execute(f"SELECT reason, raw FROM '{kept}/*.parquet' ORDER BY row").fetchall()
    assert [reason.split(" | ")[0] for reason, _ in rows] == [
        "数值不是大于0的数",
        "不是国家医保代码",
    ]
    assert [
        (said["sheet"], said["sheet_row"], said["said"])
        for said in (json.loads(r) for _, r in rows)
    ] == [("知识点", "2", "若干"), ("知识点", "3", "无码")]
    assert balanced(database)


def test_only_the_newest_workbook_of_a_kind_leaves_rows_unread(database, tmp_path):
    lake, good = Lake.open(database), [2, "检查", "2", "a", "b", XRAY, ""]
    bad = [1, "护理", "若干", "a", "b", SCAN, ""]
    name = "第八批-1.xlsx"
    import_points([services(tmp_path / name, "08-1", [bad, good])], database, known_on=FIRST)
    assert [(one.kind, one.row, one.said) for one in unread_rows(lake)] == [("08-1", 2, "若干")]
    import_points([services(tmp_path / name, "08-1", [good])], database, known_on=SECOND)
    assert unread_rows(lake) == []
    assert len(unread_rows(lake, FIRST)) == 1


def test_fewer_codes_than_the_point_says_is_flagged(database, tmp_path):
    path = drugs(tmp_path / "限二线.xlsx", "09", [[1, "甲", "a", "b", 3]], [[1, "甲", 1, PILL]])
    report = import_points([path], database)
    assert report.load is not None
    flags = report.load.tables["item_point_b"].flags
    assert [(flag.column, flag.rows) for flag in flags] == [("as_many_codes_as_it_says", 1)]


def test_workbooks_that_disagree_about_a_code_limit_it_by_neither(database, tmp_path):
    codes, words = [[1, "甲", 1, PILL]], [1, "甲", "a"]
    one = drugs(tmp_path / "第十二批.xlsx", "12", [[*words, "限胃病", 1]], codes)
    other = drugs(tmp_path / "第十三批.xlsx", "13", [[*words, "限贫血", 1]], codes)
    assert not import_points([one], database).disagreements
    (found,) = import_points([other], database).disagreements
    assert (found.code, found.limit, found.points) == (PILL, "dise", ("12/1", "13/1"))
    assert ask(database, "SELECT lmt_dise, dise_pt FROM item_limit_b") == [(None, None)]
    assert ask(database, "SELECT count(*) FROM item_point_b") == [(2,)]


def test_limits_of_several_kinds_stand_in_one_row(database, tmp_path):
    codes = [[1, "甲", 1, PILL]]
    files = [
        sexes(tmp_path / "1", ("甲", "女", PILL)),
        drugs(tmp_path / "限二线.xlsx", "09", [[1, "甲", "a", "b", 1]], codes),
        drugs(tmp_path / "限支付疗程.xlsx", "06", [[1, "甲", "", "支付不超过14天", 1]], codes),
    ]
    import_points(files[:1], database, known_on=FIRST)
    import_points(files[1:], database, known_on=SECOND)
    assert ask(
        database,
        "SELECT lmt_gend, gend_begn, lmt_line2_flag, ln2_begn, lmt_course_days, crs_pt "
        "FROM item_limit_b",
    ) == [("2", FIRST, "1", SECOND, 14, "06/1")]


def test_archives_are_opened_within_bounds(database, tmp_path):
    one = sexes(tmp_path / "1", ("甲", "男", PILL))
    packed = tmp_path / "第一批.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(one, "两库/第一批-1.xlsx")
        archive.writestr("两库/说明.txt", "text")
    assert import_points([packed], database).items == 1
    bounded = database.model_copy(update={"archive_bytes": 100})
    with pytest.raises(BadInput, match="FUNDWATCH_ARCHIVE_BYTES"):
        import_points([packed], bounded)


def test_what_cannot_be_imported(database, tmp_path):
    one = sexes(tmp_path / "1", ("甲", "男", PILL))
    twin = sexes(tmp_path / "2", ("甲", "女", PILL))
    text = tmp_path / "a.csv"
    text.write_text("序号", encoding="utf-8")
    for files, told in (
        ([], "nothing to import"),
        ([tmp_path / "none.xlsx"], "is no file"),
        ([text], "is no workbook"),
        ([one, twin], "a second workbook of 01-1"),
    ):
        with pytest.raises(BadInput, match=told):
            import_points(files, database)
    with pytest.raises(BadInput, match="no kind of knowledge points 02"):
        import_points([one], database, kind_no="02")
    assert ask(database, "SELECT count(*) FROM item_point_b") == [(0,)]
    assert not list(database.path("knowledge").glob("*")), "nothing is left behind"


def test_a_survey_of_the_lake_takes_refused_points_for_nobodys_fault(database, tmp_path):
    bad = services(tmp_path / "第八批-1.xlsx", "08-1", [[1, "护理", "若干", "a", "b", SCAN, ""]])
    import_points([sexes(tmp_path / "1", ("甲", "男", PILL)), bad], database)
    report = survey_lake(database, Asked(), lambda *_: None)
    assert report.institutions == []
    assert all(count.broken in (None, 0) for count in report.checks)
