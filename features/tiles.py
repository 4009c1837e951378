"""Tiles: what one day of one key adds up to, and how tiles merge into the answer of a look back.

The stored form of a tile's part is JSON: a whole number for counts and sums, a value for least and
greatest, [moment, setl_id, value] for the latest, a list for distinct values. Dates and moments are
told in ISO 8601, whose order as text is their order in time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from features.nodes import Value
from features.settlement.contract import Kind

EPOCH = date(1970, 1, 1)
SEPARATOR = "\x1f"
FORM = 2  # of what the shelf holds: rows by class; before, whole tiles


@dataclass(frozen=True)
class Asked:
    """The instant a claim asks from: its moment, its day since 1970, its month since year 0."""

    moment: datetime
    day: int
    month: int

    @classmethod
    def of(cls, facts: Mapping[str, Value]) -> "Asked":
        """The instant of a claim's facts. Raises TypeError when setl_time is no moment."""
        moment = facts["setl_time"]
        if not isinstance(moment, datetime):
            raise TypeError("setl_time must be a datetime")
        return cls(moment, day_number(moment.date()), moment.year * 12 + moment.month - 1)


Row: TypeAlias = list[Any]
"""The parts of one class of a tile, after its day since 1970.

What a refund takes back is of the day of its original: it leaves every window with it.
"""

Tile: TypeAlias = list[Row]
"""One tile: a row for each class of its key set (`features.tile_classes`)."""

Shown: TypeAlias = Sequence[list[Row]]
"""The tiles of a key that a claim may see: for each class of its key set, a row for each tile."""


class Ask(NamedTuple):
    """What the shelf is asked: the tiles of a key before a moment, of equal moments before an id."""

    keyset: int
    key: str
    day: int
    moment: datetime
    own: str


class Given(NamedTuple):
    """What one claim, or one line with a moment of its own, gives to a key: a tile of its own.

    `since` is the day of the tile.
    """

    keyset: int
    key: str
    moment: datetime
    own: str
    since: int
    tile: Tile


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def stored(value: Value) -> Any:
    """The value as a tile keeps it: dates and moments as text, the rest as it is."""
    match value:
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return value


def key_text(values: Iterable[Value]) -> str:
    """The key as one text, as SQL casts and joins it."""
    return SEPARATOR.join(str(stored(value)) for value in values)


def restored(value: Any, kind: Kind) -> Value:
    """The value as it was before `stored`."""
    if value is None or not isinstance(value, str):
        return value
    match kind:
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.MOMENT:
            return datetime.fromisoformat(value)
        case _:
            return value


ORDER = itemgetter(0, 1)


def last(found: Sequence[Any]) -> Any:
    """The value of the last claim, of [moment, setl_id, value] of each; None without any."""
    return max(found, key=ORDER)[2] if found else None


def shown(tiles: Iterable[Tile]) -> Shown:
    """Tiles one by one as they are read: the rows of each class together."""
    return [list(rows) for rows in zip(*tiles, strict=True)]


def contribution(
    aggregate: str, values: Iterable[Value], sign: int, moment: datetime, own: str
) -> Any:
    """What the values of a claim or a line are as the part of a tile of its own; -1 for a refund.

    Null gives nothing. `moment` and `own` are those of the claim or the line.
    """
    known: list[Any] = [value for value in values if value is not None]
    match aggregate:
        case "count" | "sum":
            return sign * sum(_whole(value) for value in known)
        case _ if not known or sign != 1:
            return None
        case "latest":
            return [stored(moment), own, stored(max(known))]
        case "distinct":
            return sorted({stored(value) for value in known})
        case "min":
            return stored(min(known))
        case _:
            return stored(max(known))


def _whole(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError("only whole numbers are summed")
    return value
