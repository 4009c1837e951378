"""What a bureau answers about points that are open: used, kept through editions, refused when wrong."""

from datetime import date

import pytest

from features.errors import BadInput
from features.settlement.knowledge.answering import open_points
from features.settlement.knowledge.answers import read_answers, template
from features.settlement.knowledge.importing import import_points, known_points
from features.settlement.lake.lake import Lake
from tests.settlement.knowledge.workbooks import (
    FIRST,
    PILL,
    SCAN,
    SECOND,
    SYRUP,
    TEST,
    XRAY,
    ask,
    balanced,
    drugs,
    services,
)


def test_answers_open_points_and_last_through_editions(database, tmp_path):
    codes = [[1, "甲", 1, PILL], [2, "乙", 2, SYRUP]]
    points = [[1, "甲", "a", "限胃溃疡", 1], [2, "乙", "a", "限肝炎", 1]]
    import_points(
        [drugs(tmp_path / "第十二批.xlsx", "12", points, codes)], database, known_on=FIRST
    )
    asked = open_points(known_points(Lake.open(database)))
    assert [point.text for point in asked] == ["限肝炎", "限胃溃疡"]
    file = tmp_path / "answers.toml"
    file.write_text(template(asked), encoding="utf-8")
    assert read_answers(file) == {}, "empty answers are none"
    said = file.read_text(encoding="utf-8").replace("icd = []", 'icd = ["K25", "K26.9"]')
    file.write_text(said.replace('icd = ["K25", "K26.9"]', "icd = []", 1), encoding="utf-8")
    report = import_points([], database, answers=file, known_on=SECOND)
    assert (report.answered, report.items_changed) == (["12"], 1)
    answered = "SELECT lmt_dise, lmt_icd, dise_begn FROM item_limit_b WHERE lmt_icd IS NOT NULL"
    assert ask(database, answered) == [("限胃溃疡", "K25,K26.9", SECOND)]
    assert len(open_points(known_points(Lake.open(database)))) == 1
    newer = drugs(tmp_path / "第十二批.xlsx", "12", [points[1], [3, *points[0][1:]]], [
        [2, "乙", 1, SYRUP], [3, "甲", 2, PILL],
    ])  # fmt: skip
    import_points([newer], database, known_on=date(2025, 7, 1))
    assert ask(database, answered) == [("限胃溃疡", "K25,K26.9", SECOND)]
    other_text = [[1, "甲", "a", "限十二指肠溃疡", 1]]
    changed = drugs(tmp_path / "第十二批.xlsx", "12", other_text, codes[:1])
    import_points([changed], database, known_on=date(2025, 8, 1))
    assert ask(database, answered) == [], "another text needs another answer"
    assert balanced(database)


def test_answers_about_pairs_and_ages(database, tmp_path):
    pair = services(
        tmp_path / "第七批.xlsx", "07", [[1, "同一疗程", "甲", SCAN, "乙", XRAY, "a", "b", ""]]
    )
    age = services(tmp_path / "第八批-2.xlsx", "08-2", [[1, "丙", "a", "限学龄儿童", TEST, ""]])
    import_points([pair, age], database, known_on=FIRST)
    file = tmp_path / "answers.toml"
    file.write_text(
        '[[point]]\nkind = "07"\nname = "甲"\ntext = "同一疗程"\nitvl = "days"\nitvl_days = 30\n'
        '[[point]]\nkind = "08-2"\nname = "丙"\ntext = "限学龄儿童"\n'
        "lmt_age_from = 6\nlmt_age_to = 12\n",
        encoding="utf-8",
    )
    import_points([], database, answers=file, known_on=SECOND)
    pairs = "SELECT side, itvl, itvl_days, begndate FROM item_pair_b ORDER BY side"
    assert ask(database, pairs) == [("A", "days", 30, SECOND), ("B", "days", 30, SECOND)]
    assert ask(database, "SELECT lmt_age_from, lmt_age_to FROM item_limit_b") == [(6, 12)]
    import_points([pair, age], database, known_on=date(2025, 7, 1))
    assert ask(database, pairs) == [("A", "days", 30, SECOND), ("B", "days", 30, SECOND)]


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("point = 1 2", "cannot be read as TOML"),
        ('[[point]]\nkind = "12"', "does not say which point"),
        ('[[point]]\nkind = "99"\nname = "a"\ntext = "b"', "does not say which point"),
        ('[[point]]\nkind = "12"\nname = "a"\ntext = "b"\nicd = ["1E"]', "begins no diagnosis"),
        ('[[point]]\nkind = "12"\nname = "a"\ntext = "b"\nlmt_gend = "1"', "says lmt_gend"),
        ('[[point]]\nkind = "05"\nname = "a"\ntext = "b"\nlmt_hosp_lv = "9"', "one of 1, 2, 3"),
        ('[[point]]\nkind = "06"\nname = "a"\ntext = "b"\nlmt_course_days = "x"', "a number"),
    ],
)
def test_answers_that_cannot_be_meant(tmp_path, toml, told):
    file = tmp_path / "answers.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        read_answers(file)
