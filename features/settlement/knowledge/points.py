"""The points of one workbook: each with its number, its words, and the codes that it covers.

Rows of one number that say the same go on with one point, as under a merged number; rows of one
number that differ cannot be told apart, and are refused with all their codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from features.settlement.knowledge.item_codes import codes_in
from features.settlement.knowledge.kinds import DRUG
from features.settlement.knowledge.phrases import folded, whole_in
from features.settlement.knowledge.recognising import Headed, Recognised
from features.settlement.knowledge.sheets import UNCALCULATED, Row

NAMES = ("drug", "service", "herb", "service_a")
CODES = ("item_codes", "herb_codes", "codes_a")


@dataclass(frozen=True)
class Found:
    """A code of a point, or a word in its place that is none: where it stands, and what is wrong."""

    code: str
    sheet: str
    row: int
    fault: str | None = None
    said: str = ""


@dataclass(frozen=True)
class Point:
    """One knowledge point as published; `fault` says why none of it can be used.

    `words` are its cells by the role of their columns; `others` the codes of item B of a pair.
    """

    number: str
    words: dict[str, str]
    sheet: str
    row: int
    codes: tuple[Found, ...] = ()
    others: tuple[Found, ...] = ()
    fault: str | None = None
    said: str = ""

    @property
    def name(self) -> str:
        """The name of its item; of a pair, that of item A."""
        return next((self.words[role] for role in NAMES if role in self.words), "")


@dataclass
class PointsRead:
    """What was read of a workbook: its points, and codes without a point.

    `remarks` are rows of one cell that is no number, `repeated` rows that say what the row above
    said, as where a whole row is merged.
    """

    points: list[Point] = field(default_factory=list[Point])
    orphans: list[Found] = field(default_factory=list[Found])
    remarks: int = 0
    repeated: int = 0


def points_in(one: Recognised) -> PointsRead:
    """The points of a sheet with their codes, those of the second sheet included."""
    read = PointsRead()
    by_number: dict[str, list[Point]] = {}
    above: tuple[str, ...] = ()
    for row in one.points.rows:
        if row.cells == one.points.headings:
            continue
        if row.cells == above:
            read.repeated += 1
            continue
        above = row.cells
        point = _point(one, row)
        if point is None:
            read.remarks += 1
        else:
            by_number.setdefault(point.number, []).append(point)
    own = {number: found for number, found in by_number.items() if number.isdigit()}
    apart = _codes_apart(one.codes, own, read) if one.kind.codes_apart else {}
    for number, found in by_number.items():
        if number in own:
            read.points.append(_merged(found, apart.get(number, ())))
        else:
            read.points += found
    return read


def _point(one: Recognised, row: Row) -> Point | None:
    """The point of a row; None for a remark: a row of one cell that is no number."""
    roles, kind, sheet = one.points.roles, one.kind, one.points.sheet
    words = {role: row.at(place) for role, place in roles.items()}
    filled = {text for text in row.cells if text}
    number = whole_in(words["no"])
    if number is None and len(filled) == 1:
        return None
    point = Point(number or f"?{row.number}", words, sheet, row.number)
    if not kind.codes_apart:
        point = replace(
            point,
            codes=_codes(words, CODES, kind.item, point),
            others=_codes(words, ("codes_b",), kind.item, point),
        )
    for role, text in words.items():
        if text == UNCALCULATED and role not in {"memo", "listed", "code_cnt"}:
            return replace(point, fault="uncalculated", said=role)
    if number is None:
        return replace(point, fault="number", said=words["no"])
    if not point.name or ("service_b" in words and not words["service_b"]):
        return replace(point, fault="no_name")
    return point


def _codes(
    words: dict[str, str], roles: Iterable[str], item: str, point: Point
) -> tuple[Found, ...]:
    text = "、".join(words[role] for role in roles if words.get(role))
    read = codes_in(text, item)
    return (
        *(Found(code, point.sheet, point.row) for code in read.found),
        *(Found("", point.sheet, point.row, "code_strange", word) for word in read.strange),
    )


def _codes_apart(
    sheets: Iterable[Headed], points: dict[str, list[Point]], read: PointsRead
) -> dict[str, list[Found]]:
    """The codes of the second sheet by the number of their point; those without one are orphans."""
    by_number: dict[str, list[Found]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            if row.cells == sheet.headings:
                continue
            number, text = row.at(sheet.roles["point_no"]), row.at(sheet.roles["code"])
            if not text and len({cell for cell in row.cells if cell}) <= 1:
                read.remarks += 1
                continue
            named = codes_in(text, DRUG)
            here = [Found(code, sheet.sheet, row.number) for code in named.found]
            strange = named.strange or (() if named.found else ("",))
            fault = "uncalculated" if UNCALCULATED in (number, text) else "code_strange"
            here += [Found("", sheet.sheet, row.number, fault, word) for word in strange]
            point = whole_in(number)
            if point is not None and point in points:
                by_number.setdefault(point, []).extend(here)
            else:
                read.orphans += [replace(one, fault="orphan", said=number) for one in here]
    return by_number


def _merged(found: list[Point], apart: Iterable[Found]) -> Point:
    """The rows of one number as one point; refused when they say different things."""
    first = found[0]
    alike = all(_said(point) == _said(first) for point in found)
    return replace(
        first,
        codes=_each_once(code for one in found for code in (*one.codes, *apart)),
        others=_each_once(code for one in found for code in one.others),
        fault=first.fault if alike else "number_twice",
        said=first.said if alike else ", ".join(str(one.row) for one in found),
    )


def _said(point: Point) -> tuple[object, ...]:
    """What a point says beside its codes."""
    apart = {"no", "code_cnt", *CODES, "codes_b"}
    words = {role: folded(text) for role, text in point.words.items() if role not in apart}
    return tuple(sorted(words.items())), point.fault


def _each_once(codes: Iterable[Found]) -> tuple[Found, ...]:
    """The codes, a later one of the same place left out, a repeated one refused."""
    places: set[tuple[str, str, int, str]] = set()
    known: set[str] = set()
    kept: list[Found] = []
    for one in codes:
        place = (one.code, one.sheet, one.row, one.said)
        if place in places:
            continue
        places.add(place)
        if one.fault is None and one.code in known:
            kept.append(replace(one, fault="code_twice", said=one.code))
        else:
            known.add(one.code)
            kept.append(one)
    return tuple(kept)
