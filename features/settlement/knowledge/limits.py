"""What all points say of each item: one wide row a code, with the points that set each limit.

Where points of different workbooks disagree about a limit of a code, the code gets none of it, and
the disagreement is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from features.settlement.knowledge.kinds import BY_NO
from features.settlement.knowledge.rows import Stored
from features.settlement.tables.knowledge import ITEM_LIMIT_B, VALUES

Row = Mapping[str, Stored]
STEM_OF = {kind.no: kind.stem for kind in BY_NO.values() if kind.stem is not None}


@dataclass(frozen=True)
class Disagreement:
    """A code of which points of several workbooks say different things: the limit, and the points."""

    code: str
    limit: str
    points: tuple[str, ...]


def wide_rows(points: Iterable[Row]) -> tuple[dict[str, dict[str, Stored]], list[Disagreement]]:
    """The row of item_limit_b for each code that any point limits, and where points disagree.

    `points` are rows of item_point_b; those that are open limit nothing, but an indication's text is
    shown.
    """
    by_code: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        stem = STEM_OF.get(str(point["kind_no"]))
        if stem is not None and any(value is not None for value in _limit(point, stem)):
            by_code[str(point["med_list_codg"])][stem].append(point)
    wide: dict[str, dict[str, Stored]] = {}
    disagreements: list[Disagreement] = []
    for code, stems in sorted(by_code.items()):
        row: dict[str, Stored] = dict.fromkeys(column.name for column in ITEM_LIMIT_B.columns)
        row["med_list_codg"] = code
        for stem, some in stems.items():
            told = tuple(sorted(f"{point['kind_no']}/{point['point_no']}" for point in some))
            if len({_limit(point, stem) for point in some}) > 1:
                disagreements.append(Disagreement(code, stem, told))
                continue
            first = some[0]
            row["item_name"] = row["item_name"] or first["item_name"]
            row |= {column.name: first.get(column.name) for column in VALUES[stem]}
            row[f"{stem}_pt"] = ";".join(told)
            days = [day for point in some if isinstance(day := point["begndate"], date)]
            row[f"{stem}_begn"] = min(days, default=None)
        wide[code] = row
    return wide, disagreements


def changed(wide: Mapping[str, Row], before: Mapping[str, Row]) -> dict[str, dict[str, Stored]]:
    """The rows that differ from those before; a code that is limited no more has an empty row."""
    empty: dict[str, Stored] = dict.fromkeys(column.name for column in ITEM_LIMIT_B.columns)
    now = {code: empty | {"med_list_codg": code} for code in before} | {
        code: dict(row) for code, row in wide.items()
    }
    return {code: row for code, row in now.items() if row != before.get(code)}


def _limit(point: Row, stem: str) -> tuple[Stored, ...]:
    return tuple(point.get(column.name) for column in VALUES[stem])
