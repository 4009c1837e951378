"""Knowledge points written as the files that an ordinary load reads, with the day each holds from.

A limit that stands as it stood keeps the day from which it holds, whatever number its point has now;
what is new or other holds from the day of the import, unless an earlier day is said.
"""

import csv
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from features.settlement.contract import Table
from features.settlement.knowledge.kinds import Kind
from features.settlement.knowledge.limits import Row
from features.settlement.knowledge.rows import PointRow, Stored, limit_of, written
from features.settlement.tables.knowledge import ITEM_LIMIT_B, ITEM_PAIR_B, ITEM_POINT_B

MAPPING = Path(__file__).with_name("points.toml")
PLACE = ("fault", "sheet", "sheet_row", "said")
"""What is written beside the columns of the table: why a row is refused, and where it stood."""


@dataclass(frozen=True)
class Known:
    """The points and pairs that the lake knows, as rows of their tables."""

    points: Sequence[Row]
    pairs: Sequence[Row]
    limits: Mapping[str, Row]


def dated(rows: Iterable[PointRow], kind: Kind, known: Known, day: date) -> list[PointRow]:
    """The rows, each with the day from which it holds."""
    rows = list(rows)
    if kind.stem is None:
        partners = _partners([row.values for row in rows if row.fault is None])
        before = _days((_pair(row, _partners(known.pairs)), row) for row in known.pairs)
        keys = [_pair(row.values, partners) for row in rows]
    else:
        stem = kind.stem
        before = _days(
            ((row["med_list_codg"], limit_of(PointRow(dict(row), "", 0), stem)), row)
            for row in known.points
            if row["kind_no"] == kind.no
        )
        keys = [(row.values.get("med_list_codg"), limit_of(row, stem)) for row in rows]
    return [
        PointRow(
            row.values | {"begndate": before.get(key, day)},
            row.sheet,
            row.row,
            row.fault,
            row.said,
        )
        for row, key in zip(rows, keys, strict=True)
    ]


def write_points(folder: Path, kind: Kind, rows: Iterable[PointRow]) -> Path:
    """Write the rows of one kind as a file for the load; gives its place."""
    table = ITEM_PAIR_B if kind.stem is None else ITEM_POINT_B
    path = folder / f"{table.name}.{kind.no}.csv"
    _write(
        path,
        table,
        (
            (row.values, (row.fault or "", row.sheet, str(row.row), row.said if row.fault else ""))
            for row in rows
        ),
        PLACE,
    )
    return path


def write_limits(folder: Path, rows: Mapping[str, Row]) -> Path:
    """Write changed rows of item_limit_b as a file for the load, under a name used once."""
    path = folder / f"{ITEM_LIMIT_B.name}.{secrets.token_hex(8)}.csv"
    _write(path, ITEM_LIMIT_B, ((row, ()) for row in rows.values()), ())
    return path


def _write(
    path: Path,
    table: Table,
    rows: Iterable[tuple[Row, tuple[str, ...]]],
    more: tuple[str, ...],
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(column.name for column in table.columns), *more])
        for values, beside in rows:
            writer.writerow(
                [*(written(column, values.get(column.name)) for column in table.columns), *beside]
            )


def _days(rows: Iterable[tuple[object, Row]]) -> dict[object, date]:
    """The earliest day from which each of these holds."""
    days: dict[object, date] = {}
    for key, row in rows:
        day = row["begndate"]
        if isinstance(day, date):
            days[key] = min(day, days.get(key, day))
    return days


def _partners(rows: Iterable[Row]) -> dict[tuple[Stored, Stored], frozenset[Stored]]:
    """The codes of the other side, by pair and side."""
    sides: dict[tuple[Stored, Stored], set[Stored]] = defaultdict(set)
    for row in rows:
        sides[row.get("pair_no"), row.get("side")].add(row.get("med_list_codg"))
    other = {"A": "B", "B": "A"}
    return {
        (pair, side): frozenset(sides.get((pair, other[str(side)]), set())) for pair, side in sides
    }


def _pair(row: Row, partners: Mapping[tuple[Stored, Stored], frozenset[Stored]]) -> object:
    """What a row of a pair says, whatever the number of the pair."""
    return (
        row.get("side"),
        row.get("med_list_codg"),
        partners.get((row.get("pair_no"), row.get("side"))),
        row.get("itvl"),
        row.get("itvl_days"),
    )
