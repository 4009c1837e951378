"""Which parts of a key's tiles are kept how long: those that looks of one reach read, together.

On the shelf a tile is cut into one row for each class: its day, and the parts of the class. A row is
kept as long as its class reaches, so that what is asked of a month is not kept a year.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from features.sql.keysets import KeySet
from features.tiles import Tile


@dataclass(frozen=True)
class TileClass:
    """The parts, by place in their key set, whose widest look reaches back so many days."""

    reach: int
    places: tuple[int, ...]


@cache
def tile_classes(keyset: KeySet) -> tuple[TileClass, ...]:
    """The classes of a key set, the widest first."""
    widest = dict.fromkeys(range(len(keyset.parts)), 0)
    for look in keyset.looks:
        place = keyset.part(look)
        widest[place] = max(widest[place], look.window.reach)
    return tuple(
        TileClass(reach, tuple(place for place, far in widest.items() if far == reach))
        for reach in sorted(set(widest.values()), reverse=True)
    )


def cut(keyset: KeySet, day: int, parts: list[Any]) -> Tile:
    """The tile of a day with these parts, in rows."""
    return [[day, *(parts[place] for place in one.places)] for one in tile_classes(keyset)]
