"""What the words of a point say: read where they say it plainly, open where they do not."""

import pytest

from features.settlement.knowledge import phrases
from features.settlement.knowledge.ages import ages_in
from features.settlement.knowledge.kinds import BY_NO
from features.settlement.knowledge.points import Point
from features.settlement.knowledge.sayings import said_by


@pytest.mark.parametrize(
    ("grounds", "logic", "ages"),
    [
        ("限14岁以下儿童", "", (None, 14)),
        ("限14周岁及以下", "年龄>14岁,检出", (None, 14)),
        ("未满18岁", "年龄大于等于18周岁检出", (None, 17)),
        ("", "年龄超过１２岁使用", (None, 12)),
        ("限18岁以上", "年龄<18岁检出", (18, None)),
        ("限3至6岁儿童", "", (3, 6)),
        ("", "年龄<3岁或年龄>6岁,检出", (3, 6)),
        ("", "年龄≥3岁且≤6岁,检出", None),  # what lies between cannot be bounded from outside
        ("限18岁以下", "年龄≥18岁检出", None),  # 18 itself: paid for by one, found by the other
        ("限6个月以上", "", None),
        ("限14岁左右", "", None),
        ("限新生儿", "", None),
        ("", "", None),
    ],
)
def test_ages(grounds, logic, ages):
    assert ages_in(grounds, logic) == ages


@pytest.mark.parametrize(
    ("grounds", "logic", "days"),
    [
        ("支付不超过14天", "", "14"),
        ("疗程不超过2周", "支付超过14天,检出", "14"),
        ("", "用药大于28日检出", "28"),
        ("支付不超过3个月", "", "93"),
        ("支付不超过7天", "超过14天检出", None),
        ("首次支付不超过3天,续方不超过7天", "", None),
        ("每年支付不超过2次,每次不超过14天", "", None),
        ("限重症", "超过疗程,检出", None),
    ],
)
def test_courses(grounds, logic, days):
    assert phrases.course_in(grounds, logic) == days


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("限住院使用", "ipt"),
        ("限门诊使用。", "otp"),
        ("限门诊、急诊使用", "otp_er"),
        ("限住院和急诊", "ipt_er"),
        ("限急救、抢救使用", "er"),
        ("限住院使用;限重症", None),
        ("限住院的重症患者", None),
        ("住院患者自付", None),
    ],
)
def test_settings(text, setting):
    assert phrases.setting_in([text]) == setting


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("限三级医院", "3"),
        ("限三级医疗机构使用", "3"),
        ("限二级及二级以上医疗机构使用", "2"),
        ("限二级以上医院", "2"),
        ("限一级及以上定点医疗机构", "1"),
        ("限基层医疗机构", None),
        ("限二级及以上医疗机构;限专科医师", None),
        ("限二级医院", None),  # that grade alone, or at least: nobody says
    ],
)
def test_levels(text, level):
    assert phrases.level_in([text]) == level


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("日", ("day", None)),
        ("同一天", ("day", None)),
        ("单日", ("day", None)),
        ("同时", ("moment", None)),
        ("一次住院期间", ("visit", None)),
        ("同一次就诊", ("visit", None)),
        ("每次门诊", ("visit", None)),
        ("30日内", ("days", "30")),
        ("次日", None),
        ("24小时", None),
        ("同一疗程", None),
        ("", None),
    ],
)
def test_intervals(text, interval):
    assert phrases.interval_in(text) == interval


def point(**words: str) -> Point:
    return Point("1", {"no": "1", "drug": "甲", "basis": "", "logic": ""} | words, "s", 2)


@pytest.mark.parametrize(
    ("no", "words", "values", "is_open"),
    [
        ("01-3", {"basis": "儿童用药"}, {"chld_only_flag": "1"}, False),
        (
            "01-3",
            {"basis": "限6岁以下"},
            {"chld_only_flag": "1", "chld_only_age_to": "6"},
            False,
        ),
        ("01-3", {"basis": "限6个月至6岁"}, {}, True),
        ("01-3", {"basis": "限2至6岁"}, {}, True),
        ("01-4", {"basis": "限儿童"}, {"lmt_chld_flag": "1"}, False),
        (
            "01-4",
            {"basis": "限2至6岁"},
            {"lmt_chld_flag": "1", "lmt_age_from": "2", "lmt_age_to": "6"},
            False,
        ),
        ("08-2", {"basis": "限儿童"}, {}, True),
        ("08-2", {"basis": "限6岁以下"}, {"lmt_age_to": "6"}, False),
        ("12", {"basis": "限重症"}, {"lmt_dise": "限重症"}, True),
        ("12", {"logic": "无适应症"}, {"lmt_dise": "无适应症"}, True),
        ("03-1", {}, {"lmt_wkinj_flag": "1"}, False),
        ("11-1", {}, {"tcm_nopay_use": "any"}, False),
        ("11-2", {}, {"tcm_nopay_use": "single"}, False),
    ],
)
def test_what_a_point_says(no, words, values, is_open):
    said = said_by(point(**words), BY_NO[no])
    assert (said.values, said.open, said.fault) == (values, is_open, None)
