"""The past as SQL: what claims give to a key set, in the order of time, to the answer of each look.

Counts and sums are what all claims before this one add up to, less what those of days beyond reach
did: two running sums over one order, whose cost grows with claims and not with the square of a busy
key's. Least and greatest cannot be taken apart so (`features.sql.outmost`). Different values are
counted as what is open: a claim opens its value unless an earlier one still holds it open, and the
last to hold it ends it when its reach is over. No engine needs COUNT(DISTINCT) OVER, which Spark 4
refuses.
"""

from collections.abc import Iterable, Mapping

from features.nodes import Expression, Past
from features.sql.distinct import open_lists, open_values
from features.sql.expression import cast
from features.sql.keysets import ADDED, GIVEN, KeySet, tile_parts
from features.sql.norms import Facts
from features.sql.order import Order
from features.sql.outmost import OUTMOST, add_outmost
from features.sql.pieces import by_key, by_month
from features.sql.program import Program


def add_given(program: Program, facts: Facts, keyset: KeySet) -> str:
    """The step with what each claim gives to the key set, for claims that have every key."""
    columns = [*GIVEN, *(f"{key.name} AS key_{i}" for i, key in enumerate(keyset.keys, 1))]
    columns += [f"{part.given(facts.held)} AS given_{i}" for i, part in enumerate(keyset.parts, 1)]
    known = " AND ".join(f"{key.name} IS NOT NULL" for key in keyset.keys)
    read = [node for part in keyset.parts for node in (part.value, part.where) if node is not None]
    query = f"SELECT {', '.join(columns)}\nFROM {facts.beside(read)}\nWHERE {known}"
    with program.by(by_month(facts.step, facts.places.values())):
        return program.add(f"given_{keyset.number}", query, stays=True)


def add_past(program: Program, given: str, keyset: KeySet, names: Mapping[Expression, str]) -> str:
    """The steps from what claims or lines give to the answer of every look; gives the last step.

    It holds the columns that tell a row of the set apart (`KeySet.row`), and each look's answer.
    They see the rows of a key together, and may be worked out for some keys at a time.
    """
    with program.by(by_key(given, keyset.columns, len(keyset.looks))):
        return _add_looks(program, given, keyset, names)


def _add_looks(
    program: Program, given: str, keyset: KeySet, names: Mapping[Expression, str]
) -> str:
    """The steps of `add_past`; gives the last."""
    over = Order("g", tuple(keyset.columns))
    windows: dict[Past, str] = {}
    answers: dict[Past, str] = {}
    joins: list[str] = []
    added = [look for look in keyset.looks if look.aggregate in ADDED]
    if added:
        outlived = _add_outlived(program, given, keyset, added, names)
        joins.append(f"LEFT JOIN {outlived} AS x ON {_same(keyset.columns, 'x', 'day')}")
        for look in added:
            windows[look] = _added(look, keyset, over)
            answers[look] = f"v.{names[look]} - COALESCE(x.{names[look]}, 0)"
    outmost = [look for look in keyset.looks if look.aggregate in OUTMOST]
    if outmost:
        whole, today = add_outmost(program, given, keyset, outmost, names)
        joins.append(f"JOIN {whole} AS w ON {_same(keyset.columns, 'w', 'day')}")
        joins.append(f"LEFT JOIN {today} AS d ON {_same(keyset.row, 'd')}")
        for look in outmost:
            function = "LEAST" if look.aggregate == "min" else "GREATEST"
            answers[look] = f"{function}(w.{names[look]}, d.{names[look]})"
    for look in keyset.looks:
        if look.aggregate == "latest":
            windows[look] = _latest(look, keyset, over)
            answers[look] = f"v.{names[look]}"
    distinct = [look for look in keyset.looks if look.aggregate == "distinct"]
    if distinct:
        places = {names[look]: (keyset.part(look) + 1, look) for look in distinct}
        counted = open_lists if keyset.many else open_values
        opened = program.add(f"open_{keyset.number}", counted(given, keyset.columns, places))
        joins.append(f"JOIN {opened} AS o ON {_same(keyset.row, 'o')}")
        answers |= {look: f"o.{names[look]}" for look in distinct}
    seen = given
    if windows:
        frame = dict.fromkeys([*keyset.row, *keyset.columns, "day", "month"])
        shown = [f"g.{column}" for column in frame]
        shown += [f"{window} AS {names[look]}" for look, window in windows.items()]
        query = f"SELECT {', '.join(shown)}\nFROM {given} AS g"
        seen = program.add(f"seen_{keyset.number}", query)
    columns = [f"v.{column}" for column in (*keyset.row, "month")]
    columns += [f"{cast(answer, look)} AS {names[look]}" for look, answer in answers.items()]
    query = "\n".join([f"SELECT {', '.join(columns)}\nFROM {seen} AS v", *joins])
    return program.add(f"past_{keyset.number}", query, ordered="month")


def _same(columns: Iterable[str], other: str, *more: str) -> str:
    """The condition that a row of another relation is that of `v`."""
    return " AND ".join(f"{other}.{column} = v.{column}" for column in (*columns, *more))


def _added(look: Past, keyset: KeySet, over: Order) -> str:
    """What all claims before this one add up to, less what those beyond reach did.

    A refund whose original is out of its own reach takes nothing back; for one whose original leaves
    the window before it does, see `_add_outlived`.
    """
    given = f"g.given_{keyset.part(look) + 1}"
    counted = f"CASE WHEN g.since >= g.day - {look.window.reach} THEN g.sign * {given} END"
    before = f"COALESCE(SUM({counted}) {over.before()}, 0)"
    return f"{before} - COALESCE(SUM({counted}) {over.beyond(look.window.reach)}, 0)"


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


def _latest(look: Past, keyset: KeySet, over: Order) -> str:
    given = f"CASE WHEN g.sign = 1 THEN g.given_{keyset.part(look) + 1} END"
    day = f"CASE WHEN {given} IS NOT NULL THEN g.day END"
    when = f"LAST_VALUE({day} IGNORE NULLS) {over.before()}"
    value = f"LAST_VALUE({given} IGNORE NULLS) {over.before()}"
    return f"CASE WHEN {when} >= g.day - {look.window.reach} THEN {value} END"
