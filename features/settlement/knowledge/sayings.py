"""What a point limits, read from its words by its kind: the columns of its limit, and what is open.

A point whose kind alone says the limit (限工伤保险, 限二线使用) needs no words. Where words are needed
and not known, the point is open: it enters with its text, and limits nothing until it is answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from features.settlement.knowledge.ages import ages_in, names_an_age
from features.settlement.knowledge.kinds import Kind
from features.settlement.knowledge.phrases import (
    course_in,
    level_in,
    quantity_in,
    setting_in,
    sex_in,
    whole_in,
)
from features.settlement.knowledge.points import Point

Values = dict[str, str]


@dataclass(frozen=True)
class Said:
    """The columns that a point fills, whether it is still open, and what cannot be right in it."""

    values: Values = field(default_factory=dict[str, str])
    open: bool = False
    fault: str | None = None
    said: str = ""


OPEN = Said(open=True)


def said_by(point: Point, kind: Kind) -> Said:
    """What a point of this kind says. The kind is not that of pairs."""
    return READ[kind.stem or ""](point, kind)


def grounds_of(point: Point) -> str:
    """The text that gives the grounds of a point; where it has none, its logic."""
    return point.words.get("basis", "") or point.words.get("logic", "")


def _flag(column: str) -> Callable[[Point, Kind], Said]:
    """A reader for kinds that say their limit by being what they are."""
    return lambda _point, _kind: Said({column: "1"})


def _sex(point: Point, _kind: Kind) -> Said:
    word = point.words["gend"]
    sex = sex_in(word)
    return Said({"lmt_gend": sex}) if sex else Said(fault="sex_unknown", said=word)


def _child(point: Point, _kind: Kind) -> Said:
    return _of_children(point, "chld_only_flag", None, "chld_only_age_to")


def _age(point: Point, kind: Kind) -> Said:
    if kind.item == "drug":
        return _of_children(point, "lmt_chld_flag", "lmt_age_from", "lmt_age_to")
    ages = ages_in(point.words.get("basis", ""), point.words.get("logic", ""))
    return Said(_bounds(ages, "lmt_age_from", "lmt_age_to")) if ages else OPEN


def _of_children(point: Point, flag: str, youngest: str | None, oldest: str) -> Said:
    """For children: by an age where one is named, else by the area's own age of a child."""
    basis, logic = point.words.get("basis", ""), point.words.get("logic", "")
    if not names_an_age(basis, logic):
        return Said({flag: "1"})
    ages = ages_in(basis, logic)
    if ages is None or ages[1] is None or (ages[0] is not None and youngest is None):
        return OPEN
    return Said({flag: "1"} | _bounds(ages, youngest or "", oldest))


def _bounds(ages: tuple[int | None, int | None], youngest: str, oldest: str) -> Values:
    bounds = zip((youngest, oldest), ages, strict=True)
    return {column: str(age) for column, age in bounds if age is not None}


def _setting(point: Point, _kind: Kind) -> Said:
    setting = setting_in([grounds_of(point)])
    return Said({"lmt_med_type": setting}) if setting else OPEN


def _level(point: Point, _kind: Kind) -> Said:
    level = level_in([grounds_of(point)])
    return Said({"lmt_hosp_lv": level}) if level else OPEN


def _course(point: Point, _kind: Kind) -> Said:
    days = course_in(point.words.get("basis", ""), point.words.get("logic", ""))
    return Said({"lmt_course_days": days}) if days else OPEN


def _day(point: Point, _kind: Kind) -> Said:
    word = point.words["day_max"]
    most = quantity_in(word)
    return Said({"day_max_cnt": most}) if most else Said(fault="number_bad", said=word)


def _period(point: Point, _kind: Kind) -> Said:
    word, period = point.words["cyc_max"], point.words["cyc_days"]
    most, days = quantity_in(word), whole_in(period)
    if most is None or days is None:
        return Said(fault="number_bad", said=word if most is None else period)
    return Said({"cyc_max_cnt": most, "cyc_days": days})


def _herb(_point: Point, kind: Kind) -> Said:
    return Said({"tcm_nopay_use": "any" if kind.no == "11-1" else "single"})


def _indication(point: Point, _kind: Kind) -> Said:
    return Said({"lmt_dise": grounds_of(point)}, open=True)


READ: dict[str, Callable[[Point, Kind], Said]] = {
    "gend": _sex,
    "chld": _child,
    "age": _age,
    "wkinj": _flag("lmt_wkinj_flag"),
    "matn": _flag("lmt_matn_flag"),
    "med": _setting,
    "lv": _level,
    "crs": _course,
    "day": _day,
    "cyc": _period,
    "ln2": _flag("lmt_line2_flag"),
    "itnt": _flag("no_itnt_flag"),
    "tcm": _herb,
    "dise": _indication,
}
"""How the words of a point are read, by the stem of its limit (tables/knowledge.py)."""
