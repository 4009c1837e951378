"""Points as rows of the contract's tables: a row for each code, refused ones with their fault.

A code that two points of a workbook limit differently is refused under both: which of them counts is
for whoever publishes them to say. The rows of item A and item B of a pair are those of item_pair_b.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from features.settlement.contract import Column
from features.settlement.contract import Kind as Holds
from features.settlement.knowledge.answers import Answers, flagged, key_of
from features.settlement.knowledge.kinds import Kind
from features.settlement.knowledge.phrases import interval_in, whole_in
from features.settlement.knowledge.points import Found, Point, PointsRead
from features.settlement.knowledge.sayings import OPEN, Said, grounds_of, said_by
from features.settlement.tables.knowledge import VALUES

Stored = str | int | date | None
"""A value as the lake stores it."""


@dataclass(frozen=True)
class PointRow:
    """A row of item_point_b or item_pair_b: its columns, where it stood, and why it is refused."""

    values: dict[str, Stored]
    sheet: str
    row: int
    fault: str | None = None
    said: str = ""


def rows_of(read: PointsRead, kind: Kind, answers: Answers) -> list[PointRow]:
    """Every row that the points of a workbook make, refused ones included."""
    made = _pairs if kind.stem is None else _limits
    rows = [row for point in read.points for row in made(point, kind, answers)]
    rows += [
        PointRow({"kind_no": kind.no, "med_list_codg": one.code or None}, one.sheet, one.row,
                 one.fault, one.said)
        for one in read.orphans
    ]  # fmt: skip
    return _uncontradicted(rows, kind)


def limit_of(row: PointRow, stem: str) -> tuple[Stored, ...]:
    """What a row says of its limit."""
    return tuple(row.values.get(column.name) for column in VALUES[stem])


def text_of(point: Point, kind: Kind) -> str:
    """The text of a point that an answer is about."""
    return point.words["interval"] if kind.stem is None else grounds_of(point)


def _limits(point: Point, kind: Kind, answers: Answers) -> list[PointRow]:
    answer = answers.get(key_of(kind.no, point.name, text_of(point, kind)))
    said = Said(fault=point.fault, said=point.said) if point.fault else said_by(point, kind)
    if answer is not None and point.fault is None:
        said = Said(flagged(answer, kind) | _indication(point, kind))
    good = sum(one.fault is None for one in point.codes)
    columns = {column.name: column for column in VALUES[kind.stem or ""]}
    values: dict[str, Stored] = {
        "kind_no": kind.no,
        "point_no": int(point.number) if point.number.isdigit() else None,
        "item_name": point.name or None,
        "logic": point.words.get("logic") or None,
        "basis": point.words.get("basis") or None,
        "memo": point.words.get("memo") or None,
        "code_cnt": _count(point.words.get("code_cnt", "")),
        "code_found": good,
        "open_stas": "1" if said.open else "0",
        "answ_flag": "0" if answer is None else "1",
    }
    values |= {name: stored(columns[name], text) for name, text in said.values.items()}
    return _each_code(point.codes, values, point, said)


def _indication(point: Point, kind: Kind) -> dict[str, str]:
    return {"lmt_dise": grounds_of(point)} if kind.stem == "dise" else {}


def _pairs(point: Point, kind: Kind, answers: Answers) -> list[PointRow]:
    answer = answers.get(key_of(kind.no, point.name, text_of(point, kind)))
    interval = interval_in(point.words["interval"])
    values: dict[str, Stored] = {
        "pair_no": f"{kind.no}/{point.number}",
        "itvl_text": point.words["interval"] or None,
        "logic": point.words.get("logic") or None,
        "basis": point.words.get("basis") or None,
    }
    if answer is not None:
        values["itvl"] = answer.get("itvl")
        values["itvl_days"] = int(answer["itvl_days"]) if "itvl_days" in answer else None
    elif interval is not None:
        values["itvl"] = interval[0]
        values["itvl_days"] = None if interval[1] is None else int(interval[1])
    both = {one.code for one in point.codes} & {one.code for one in point.others} - {""}
    rows: list[PointRow] = []
    for side, codes, role in (("A", point.codes, "service_a"), ("B", point.others, "service_b")):
        own = values | {"side": side, "item_name": point.words[role] or None}
        rows += _each_code(codes, own, point, Said(fault=point.fault, said=point.said))
    if both:
        rows = [_refused(row, "pair_same", ", ".join(sorted(both))) for row in rows]
    elif any(not [r for r in rows if r.values["side"] == s and r.fault is None] for s in "AB"):
        rows = [_refused(row, "no_codes", "") for row in rows]  # a pair needs both its sides
    return rows


def _each_code(
    codes: tuple[Found, ...], values: dict[str, Stored], point: Point, said: Said
) -> list[PointRow]:
    """A row for each code; one row for a point without any."""
    if not codes:
        fault = point.fault or said.fault or "no_codes"
        return [PointRow(values, point.sheet, point.row, fault, said.said)]
    return [
        PointRow(
            values | {"med_list_codg": one.code or None},
            one.sheet,
            one.row,
            said.fault or one.fault,
            said.said if said.fault else one.said,
        )
        for one in codes
    ]


def _refused(row: PointRow, fault: str, said: str) -> PointRow:
    return row if row.fault else replace(row, fault=fault, said=said)


def _uncontradicted(rows: list[PointRow], kind: Kind) -> list[PointRow]:
    """The rows, those refused whose codes are limited in different ways by points of the workbook."""
    if kind.stem is None:
        return rows
    limits: dict[Stored, set[tuple[Stored, ...]]] = defaultdict(set)
    for row in rows:
        if row.fault is None:
            limits[row.values["med_list_codg"]].add(limit_of(row, kind.stem))
    return [
        _refused(row, "contradiction", str(code))
        if row.fault is None and len(limits[code := row.values["med_list_codg"]]) > 1
        else row
        for row in rows
    ]


def stored(column: Column, text: str) -> Stored:
    """A value as the lake stores it: quantities in ten-thousandths."""
    match column.kind:
        case Holds.QUANTITY:
            return int(Decimal(text) * 10_000)
        case Holds.COUNT | Holds.YEARS | Holds.DAYS:
            return int(text)
        case _:
            return text


def written(column: Column, value: Stored) -> str:
    """A stored value as the intake reads it.

    >>> from features.settlement.tables import TABLES
    >>> written(TABLES["item_limit_b"].column("day_max_cnt"), 15000)
    '1.5'
    """
    if value is None:
        return ""
    if column.kind is Holds.QUANTITY:
        return f"{Decimal(int(str(value))) / 10_000:f}"
    return str(value)


def _count(text: str) -> int | None:
    number = whole_in(text)
    return int(number) if number else None


__all__ = ["OPEN", "PointRow", "Stored", "limit_of", "rows_of", "stored", "text_of", "written"]
