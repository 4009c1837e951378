"""Tiles: what one day of one key adds up to, and how tiles merge into the answer of a look back.

The stored form of a tile's part is JSON: a whole number for counts and sums, a value for least and
greatest, [moment, setl_id, value] for the latest, a list for distinct values. Dates and moments are
told in ISO 8601, whose order as text is their order in time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from features.nodes import Value
from features.settlement.contract import Kind

EPOCH = date(1970, 1, 1)
SEPARATOR = "\x1f"


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


@dataclass(frozen=True)
class Tile:
    """One tile: its day since 1970 and its parts, in the order of its key set."""

    day: int
    parts: list[Any]


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


def contribution(aggregate: str, value: Value, sign: int, asked: Asked, setl_id: str) -> Any:
    """What one claim's value is as the part of a tile of its own; sign -1 for a refund."""
    match aggregate:
        case "count":
            return 0 if value is None else sign
        case "sum":
            return 0 if value is None else sign * _whole(value)
        case _ if value is None or sign != 1:
            return None
        case "latest":
            return [stored(asked.moment), setl_id, stored(value)]
        case "distinct":
            return [stored(value)]
        case _:
            return stored(value)


def _whole(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError("only whole numbers are summed")
    return value


class Merge(Protocol):
    """An answer in the making: it takes values of a claim's lines or parts of tiles, in any order."""

    def line(self, value: Value) -> None:
        """Take the value of one line; null gives nothing."""
        ...

    def tile(self, part: Any) -> None:
        """Take the part of a whole tile."""
        ...

    def answer(self) -> Value:
        """The merged answer."""
        ...


class Total:
    """Counts and sums: whole numbers, which refunds take back."""

    def __init__(self, *, counts: bool) -> None:
        """Start at nothing; `counts` counts values instead of adding them."""
        self.counts, self.total = counts, 0

    def line(self, value: Value) -> None:
        """Add the value, or one."""
        if value is not None:
            self.total += 1 if self.counts else _whole(value)

    def tile(self, part: Any) -> None:
        """Add a tile's total."""
        self.total += part

    def answer(self) -> Value:
        """The total."""
        return self.total


class Extreme:
    """The least or greatest value; what was once seen is not taken back."""

    def __init__(self, *, greatest: bool) -> None:
        """Start with nothing seen."""
        self.greatest = greatest
        self.best: Any = None

    def line(self, value: Value) -> None:
        """Keep the value where it is better."""
        self.tile(value)

    def tile(self, part: Any) -> None:
        """Keep the tile's best where it is better."""
        if part is not None and (
            self.best is None or (part > self.best if self.greatest else part < self.best)
        ):
            self.best = part

    def answer(self) -> Value:
        """The best, null when nothing was seen."""
        return self.best


class Latest:
    """The last value that is known, by moment and then id."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.last: Any = None

    def tile(self, part: Any) -> None:
        """Keep the tile's last value when it is later."""
        if part is not None and (self.last is None or part[:2] > self.last[:2]):
            self.last = part

    def line(self, value: Value) -> None:
        """Never: lines have no order among them."""
        raise TypeError("lines have no latest")

    def answer(self) -> Value:
        """The value, null when nothing was seen."""
        return None if self.last is None else self.last[2]


class Distinct:
    """The set of values seen."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.seen: set[Any] = set()

    def line(self, value: Value) -> None:
        """Add the value."""
        if value is not None:
            self.seen.add(value)

    def tile(self, part: Any) -> None:
        """Add the tile's values."""
        self.seen.update(part or ())

    def answer(self) -> Value:
        """How many."""
        return len(self.seen)


def merge_of(aggregate: str) -> Merge:
    """A fresh merge of that aggregate. Raises TypeError for one that does not merge."""
    match aggregate:
        case "count" | "sum":
            return Total(counts=aggregate == "count")
        case "min" | "max":
            return Extreme(greatest=aggregate == "max")
        case "latest":
            return Latest()
        case "distinct":
            return Distinct()
        case _:
            raise TypeError(f"{aggregate} does not merge")
