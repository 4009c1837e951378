"""The past as SQL: what claims give to a key set, in the order of time, to the answer of each look.

Counts and sums are what all claims before this one add up to, less what those of days beyond reach
did: two running sums over one order, whose cost grows with claims and not with the square of a busy
key's. Least and greatest cannot be taken apart so: they merge tiles (what one day of one key adds up
to) and add the claim's own day before it. Different values are counted as what is open: a claim
opens its value unless an earlier one still holds it open, and the last to hold it ends it when its
reach is over. No engine needs COUNT(DISTINCT) OVER, which Spark 4 refuses.
"""

from collections.abc import Mapping

from features.nodes import Expression, Past
from features.sql.distinct import open_lists, open_values
from features.sql.expression import cast
from features.sql.keysets import ADDED, KeySet, tile_parts
from features.sql.order import Order
from features.sql.program import Program

OUTMOST = frozenset({"min", "max"})


def add_given(program: Program, facts: str, keyset: KeySet, held: Mapping[Expression, str]) -> str:
    """The step with what each claim gives to the key set, for claims that have every key."""
    keys = ", ".join(f"{key.name} AS key_{i}" for i, key in enumerate(keyset.keys, 1))
    given = "".join(f", {part.given(held)} AS given_{i}" for i, part in enumerate(keyset.parts, 1))
    known = " AND ".join(f"{key.name} IS NOT NULL" for key in keyset.keys)
    return program.add(
        f"given_{keyset.number}",
        f"SELECT setl_id, sign, moment, day, month, since, facts_month, {keys}{given}\n"
        f"FROM {facts}\nWHERE {known}",
        stays=True,
    )


def add_past(program: Program, given: str, keyset: KeySet, names: Mapping[Expression, str]) -> str:
    """The steps from what claims or lines give to the answer of every look; gives the last step.

    It holds the columns that tell a row of the set apart (`KeySet.row`), and each look's answer.
    """
    over = Order("g", tuple(keyset.columns))
    columns: list[str] = []
    joins: list[str] = []
    added = [look for look in keyset.looks if look.aggregate in ADDED]
    if added:
        outlived = _add_outlived(program, given, keyset, added, names)
        joins.append(f"LEFT JOIN {outlived} AS x ON {over.alike('x')} AND x.day = g.day")
        columns += [f"{_added(look, keyset, names[look], over)} AS {names[look]}" for look in added]
    outmost = [look for look in keyset.looks if look.aggregate in OUTMOST]
    if outmost:
        windows = _add_windows(program, given, keyset, outmost, names)
        joins.append(f"JOIN {windows} AS w ON {over.alike('w')} AND w.day = g.day")
        columns += [
            f"{_outmost(look, keyset, names[look], over)} AS {names[look]}" for look in outmost
        ]
    for look in keyset.looks:
        if look.aggregate == "latest":
            columns.append(f"{_latest(look, keyset, over)} AS {names[look]}")
    distinct = [look for look in keyset.looks if look.aggregate == "distinct"]
    if distinct:
        places = {names[look]: (keyset.part(look) + 1, look) for look in distinct}
        counted = open_lists if keyset.many else open_values
        opened = program.add(f"open_{keyset.number}", counted(given, keyset.columns, places))
        same = " AND ".join(f"o.{column} = g.{column}" for column in keyset.row)
        joins.append(f"JOIN {opened} AS o ON {same}")
        columns += [f"o.{names[look]}" for look in distinct]
    row = ", ".join(f"g.{column}" for column in keyset.row)
    return program.add(
        f"past_{keyset.number}",
        f"SELECT {row}, g.month, {', '.join(columns)}\nFROM {given} AS g\n" + "\n".join(joins),
    )


def _added(look: Past, keyset: KeySet, name: str, over: Order) -> str:
    """What all claims before this one add up to, less what those beyond reach did.

    A refund whose original is out of its own reach takes nothing back; for one whose original leaves
    the window before it does, see `_add_outlived`.
    """
    given = f"g.given_{keyset.part(look) + 1}"
    counted = f"CASE WHEN g.since >= g.day - {look.window.reach} THEN g.sign * {given} END"
    before = f"COALESCE(SUM({counted}) {over.before()}, 0)"
    beyond = f"COALESCE(SUM({counted}) {over.beyond(look.window.reach)}, 0)"
    return cast(f"{before} - {beyond} - COALESCE(x.{name}, 0)", look)


def _add_outlived(
    program: Program,
    given: str,
    keyset: KeySet,
    looks: list[Past],
    names: Mapping[Expression, str],
) -> str:
    """The step with what refunds in a window take back from originals that have left it.

    A refund takes back as long as its original is seen. It comes later than the original, so it
    would stay in the window longer; what it takes then is given again here.
    """
    keys = ", ".join(keyset.columns)
    late = program.add(
        f"late_{keyset.number}",
        f"SELECT {keys}, day, since, {', '.join(tile_parts(keyset, ADDED))}\nFROM {given}\n"
        f"WHERE since < day GROUP BY {keys}, day, since",
    )
    columns: list[str] = []
    for look in looks:
        first = f"t.day - {look.window.reach}"
        gone = f"l.day >= {first} AND l.since < {first} AND l.since >= l.day - {look.window.reach}"
        columns.append(
            f"CAST(SUM(CASE WHEN {gone} THEN l.part_{keyset.part(look) + 1} ELSE 0 END) AS BIGINT)"
            f" AS {names[look]}"
        )
    days = Order("t", tuple(keyset.columns))
    widest = max(look.window.reach for look in looks)
    return program.add(
        f"outlived_{keyset.number}",
        f"SELECT {days.keys}, t.day, {', '.join(columns)}\n"
        f"FROM (SELECT DISTINCT {keys}, day FROM {given}) AS t\n"
        f"JOIN {late} AS l ON {days.alike('l')} AND l.day < t.day AND l.day >= t.day - {widest}\n"
        f"GROUP BY {days.keys}, t.day",
    )


def _add_windows(
    program: Program,
    given: str,
    keyset: KeySet,
    looks: list[Past],
    names: Mapping[Expression, str],
) -> str:
    """The step with the least and the greatest of the whole days of each window, by key and day."""
    keys = ", ".join(keyset.columns)
    tiles = program.add(
        f"tile_{keyset.number}",
        f"SELECT {keys}, day, {', '.join(tile_parts(keyset, OUTMOST))}\nFROM {given}\n"
        f"GROUP BY {keys}, day",
    )
    windows = [
        f"{look.aggregate.upper()}(part_{keyset.part(look) + 1}) OVER (PARTITION BY {keys} ORDER BY day"
        f" RANGE BETWEEN {look.window.reach} PRECEDING AND 1 PRECEDING) AS {names[look]}"
        for look in looks
    ]
    return program.add(
        f"window_{keyset.number}", f"SELECT {keys}, day, {', '.join(windows)}\nFROM {tiles}"
    )


def _outmost(look: Past, keyset: KeySet, name: str, over: Order) -> str:
    """The least or greatest of the window's whole days and of the claim's own day before it."""
    given = f"CASE WHEN g.sign = 1 THEN g.given_{keyset.part(look) + 1} END"
    today = f"{look.aggregate.upper()}({given}) {over.before(today=True)}"
    function = "LEAST" if look.aggregate == "min" else "GREATEST"
    return cast(f"{function}(w.{name}, {today})", look)


def _latest(look: Past, keyset: KeySet, over: Order) -> str:
    given = f"CASE WHEN g.sign = 1 THEN g.given_{keyset.part(look) + 1} END"
    day = f"CASE WHEN {given} IS NOT NULL THEN g.day END"
    when = f"LAST_VALUE({day} IGNORE NULLS) {over.before()}"
    value = f"LAST_VALUE({given} IGNORE NULLS) {over.before()}"
    return cast(f"CASE WHEN {when} >= g.day - {look.window.reach} THEN {value} END", look)
