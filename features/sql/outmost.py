"""The least and the greatest of the past: tiles (what one day of one key comes to) and the claim's own day.

What has left a window cannot be taken from a least or a greatest as it can from a sum.
"""

from collections.abc import Mapping, Sequence

from features.nodes import Expression, Past
from features.sql.keysets import KeySet, tile_parts
from features.sql.order import Order
from features.sql.program import Program

OUTMOST = frozenset({"min", "max"})


def add_outmost(
    program: Program,
    given: str,
    keyset: KeySet,
    looks: Sequence[Past],
    names: Mapping[Expression, str],
) -> tuple[str, str]:
    """The steps with what the looks find in the whole days of each window, and before it on its day.

    The first has a row for each key and day, the second one for each row of the set that shares its
    day with others.
    """
    keys = ", ".join(keyset.columns)
    tiles = program.add(
        f"tile_{keyset.number}",
        f"SELECT {keys}, day, COUNT(*) AS rows, {', '.join(tile_parts(keyset, OUTMOST))}\n"
        f"FROM {given}\nGROUP BY {keys}, day",
    )
    windows = [
        f"{look.aggregate.upper()}(part_{keyset.part(look) + 1}) OVER (PARTITION BY {keys} ORDER BY day"
        f" RANGE BETWEEN {look.window.reach} PRECEDING AND 1 PRECEDING) AS {names[look]}"
        for look in looks
    ]
    whole = program.add(
        f"window_{keyset.number}", f"SELECT {keys}, day, {', '.join(windows)}\nFROM {tiles}"
    )
    return whole, _add_today(program, given, tiles, keyset, looks, names)


def _add_today(
    program: Program,
    given: str,
    tiles: str,
    keyset: KeySet,
    looks: Sequence[Past],
    names: Mapping[Expression, str],
) -> str:
    over = Order("g", tuple(keyset.columns))
    row = ", ".join(f"g.{column}" for column in keyset.row)
    before = [
        f"{look.aggregate.upper()}(CASE WHEN g.sign = 1 THEN g.given_{keyset.part(look) + 1} END)"
        f" {over.before(today=True)} AS {names[look]}"
        for look in looks
    ]
    return program.add(
        f"today_{keyset.number}",
        f"SELECT {row}, {', '.join(before)}\nFROM {given} AS g\n"
        f"JOIN {tiles} AS t ON {over.alike('t')} AND t.day = g.day AND t.rows > 1",
    )
