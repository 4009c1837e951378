"""Answers and the points that the lake knows: which await one, which have one, which get one now."""

from collections.abc import Collection, Iterable

from features.settlement.knowledge.answers import Answers, Key, Open, columns_of, flagged, key_of
from features.settlement.knowledge.kinds import BY_NO, Kind
from features.settlement.knowledge.limits import Row
from features.settlement.knowledge.phrases import interval_in
from features.settlement.knowledge.rows import PointRow, Stored, stored, written
from features.settlement.knowledge.staging import Known
from features.settlement.tables.knowledge import VALUES

HERE = "answers"
"""Where a row stood that an answer, and no workbook, brought."""
PAIRS = "07"


def is_open(row: Row) -> bool:
    """Whether a row of item_point_b or item_pair_b awaits an answer."""
    return row["open_stas"] == "1" if "open_stas" in row else row.get("itvl") is None


def key_of_row(row: Row) -> Key:
    """What an answer about a known row is found by."""
    if "pair_no" in row:
        return key_of(PAIRS, str(row["item_name"] or ""), str(row["itvl_text"] or ""))
    text = row["basis"] or row["logic"] or ""
    return key_of(str(row["kind_no"]), str(row["item_name"] or ""), str(text))


def open_points(known: Known) -> list[Open]:
    """The points that await an answer, in order of their kinds."""
    points = [
        Open(str(row["kind_no"]), str(row["item_name"]), str(row["basis"] or row["logic"] or ""))
        for row in known.points
        if is_open(row)
    ]
    points += [
        Open(PAIRS, str(row["item_name"]), str(row["itvl_text"] or ""))
        for row in known.pairs
        if row["side"] == "A" and is_open(row)
    ]
    return sorted(set(points), key=lambda point: (point.kind, point.name, point.text))


def answers_known(known: Known) -> Answers:
    """The answers that were given before, as the rows of the lake have them."""
    answers: Answers = {}
    for row in known.points:
        if row["answ_flag"] == "1":
            columns = columns_of(BY_NO[str(row["kind_no"])])
            answers[key_of_row(row)] = _filled(row, columns)
    for row in known.pairs:
        text = str(row["itvl_text"] or "")
        if row["side"] == "A" and not is_open(row) and interval_in(text) is None:
            answers[key_of_row(row)] = _filled(row, columns_of(BY_NO[PAIRS]))
    return answers


def rows_answered(
    known: Known, answers: Answers, done: Collection[str]
) -> dict[str, list[PointRow]]:
    """All known rows of each kind, not among those done, of which an answer changes any."""
    kinds = {kind for kind, _, _ in answers} - set(done)
    again: dict[str, list[PointRow]] = {}
    for no in sorted(kinds):
        kind = BY_NO[no]
        own = known.pairs if kind.stem is None else [r for r in known.points if r["kind_no"] == no]
        rows = [_answered(row, kind, answers) for row in _with_name_of_a(own)]
        if any(row.values != dict(before) for row, before in zip(rows, own, strict=True)):
            again[no] = rows
    return again


def _answered(row: tuple[Row, Key], kind: Kind, answers: Answers) -> PointRow:
    """A known row with its answer, where it has one."""
    before, key = row
    values: dict[str, Stored] = dict(before)
    answer = answers.get(key)
    if answer is not None:
        columns = columns_of(kind) | {c.name: c for c in VALUES.get(kind.stem or "", ())}
        told = answer if kind.stem is None else flagged(answer, kind)
        kept = {"lmt_dise": values.get("lmt_dise")} if kind.stem == "dise" else {}
        values |= dict.fromkeys(columns) | kept
        values |= {name: stored(columns[name], text) for name, text in told.items()}
        if kind.stem is not None:
            values |= {"open_stas": "0", "answ_flag": "1"}
    return PointRow(values, HERE, 0)


def _with_name_of_a(rows: Iterable[Row]) -> list[tuple[Row, Key]]:
    """The rows, each with the key of its answer; both sides of a pair are found by item A's."""
    rows = list(rows)
    of_pair = {row["pair_no"]: key_of_row(row) for row in rows if row.get("side") == "A"}
    return [(row, of_pair[row["pair_no"]] if "pair_no" in row else key_of_row(row)) for row in rows]


def _filled(row: Row, columns: Iterable[str]) -> dict[str, str]:
    """What a known row says in these columns, as an answer says it."""
    kind = None if "pair_no" in row else BY_NO[str(row["kind_no"])]
    of_kind = columns_of(BY_NO[PAIRS] if kind is None else kind)
    return {
        name: written(of_kind[name], value)
        for name in columns
        if (value := row[name]) is not None and not name.endswith("_flag")
    }
