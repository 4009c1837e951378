"""The past as SQL: claims to daily tiles, tiles to windows, windows to values.

A tile is what one day of one key adds up to. A window merges the tiles of whole days and adds the
key's own day up to the claim, so its cost grows with days, not with the square of a busy key's
claims. Distinct values are counted as what is open: a claim opens its value unless an earlier one
still holds it open, and the last to hold it lets it go when its reach is over; openings less
endings is the count. No engine needs COUNT(DISTINCT) OVER, which Spark 4 refuses.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from features.nodes import Column, Expression, Past
from features.sql.expression import cast, sql
from features.sql.program import Program, inner

MERGED = {"count": "SUM", "sum": "SUM", "min": "MIN", "max": "MAX"}
ADDED = frozenset({"count", "sum"})  # what a refund takes back


@dataclass(frozen=True)
class Part:
    """What one claim gives to a tile: an aggregate of a value where a condition holds."""

    aggregate: str
    value: Expression | None
    where: Expression | None

    def given(self, held: Mapping[Expression, str]) -> str:
        """The value that the claim gives, null where the condition fails."""
        value = "1" if self.value is None else sql(self.value, held)
        return (
            value if self.where is None else f"CASE WHEN {sql(self.where, held)} THEN {value} END"
        )


@dataclass(frozen=True)
class KeySet:
    """The looks at the past that share their keys, and the parts their tiles hold."""

    number: int
    keys: tuple[str, ...]
    looks: tuple[Past, ...]
    parts: tuple[Part, ...]

    def part(self, look: Past) -> int:
        """The place of the part that a look reads."""
        return self.parts.index(part_of(look))


def part_of(look: Past) -> Part:
    """The part of a tile that a look at the past reads."""
    return Part(look.aggregate, look.value, look.where)


def key_sets(nodes: Iterable[Expression]) -> list[KeySet]:
    """Every look at the past inside the expressions, by its keys, numbered from 1."""
    looks: dict[tuple[str, ...], list[Past]] = {}
    for look in inner(nodes, Past):
        looks.setdefault(tuple(column.name for column in look.keys), []).append(look)
    return [
        KeySet(number, keys, tuple(asked), tuple(dict.fromkeys(map(part_of, asked))))
        for number, (keys, asked) in enumerate(looks.items(), 1)
    ]


def tile_parts(keyset: KeySet, aggregates: Collection[str] = MERGED) -> list[str]:
    """The columns of a tile in SQL, for these of the aggregates that merge as numbers do."""
    columns: list[str] = []
    for place, part in enumerate(keyset.parts, 1):
        if part.aggregate not in aggregates:
            continue
        given = f"given_{place}"
        match part.aggregate:
            case "count":
                one = f"CASE WHEN {given} IS NOT NULL THEN 1 ELSE 0 END"
                columns.append(f"CAST(SUM(sign * {one}) AS BIGINT) AS part_{place}")
            case "sum":
                columns.append(f"CAST(COALESCE(SUM(sign * {given}), 0) AS BIGINT) AS part_{place}")
            case "min" | "max":
                function = part.aggregate.upper()
                columns.append(f"{function}(CASE WHEN sign = 1 THEN {given} END) AS part_{place}")
            case _:
                pass
    return columns


def add_given(program: Program, facts: str, keyset: KeySet, held: Mapping[Expression, str]) -> str:
    """The step with what each claim gives to the key set, for claims that have every key."""
    keys = ", ".join(f"{key} AS key_{i}" for i, key in enumerate(keyset.keys, 1))
    given = "".join(f", {part.given(held)} AS given_{i}" for i, part in enumerate(keyset.parts, 1))
    known = " AND ".join(f"{key} IS NOT NULL" for key in keyset.keys)
    return program.add(
        f"given_{keyset.number}",
        f"SELECT setl_id, sign, moment, day, month, since, facts_month, {keys}{given}\n"
        f"FROM {facts}\nWHERE {known}",
        stays=True,
    )


def add_past(program: Program, given: str, keyset: KeySet, names: Mapping[Expression, str]) -> str:
    """The steps from what claims give to the answer of every look; gives the step by setl_id."""
    number = keyset.number
    keys = ", ".join(f"key_{i}" for i in range(1, len(keyset.keys) + 1))
    merging = [look for look in keyset.looks if look.aggregate in MERGED]
    latest = [look for look in keyset.looks if look.aggregate == "latest"]
    distinct = [look for look in keyset.looks if look.aggregate == "distinct"]
    columns: list[str] = []
    joins: list[str] = []
    if merging:
        program.add(
            f"tile_{number}",
            f"SELECT {keys}, day, {', '.join(tile_parts(keyset))}\nFROM {given}\nGROUP BY {keys}, day",
        )
        windows = [
            f"{MERGED[look.aggregate]}(part_{keyset.part(look) + 1}) OVER (PARTITION BY {keys} ORDER BY day"
            f" RANGE BETWEEN {look.window.reach} PRECEDING AND 1 PRECEDING) AS {names[look]}"
            for look in merging
        ]
        program.add(
            f"window_{number}", f"SELECT {keys}, day, {', '.join(windows)}\nFROM tile_{number}"
        )
        joins.append(f"JOIN window_{number} AS w ON {_alike('w', 'g', keyset)} AND w.day = g.day")
        added = [look for look in merging if look.aggregate in ADDED]
        if added:
            outlived = _add_outlived(program, given, keyset, added, names)
            same = _alike("x", "g", keyset)
            joins.append(f"LEFT JOIN {outlived} AS x ON {same} AND x.day = g.day")
        columns += [
            f"{_merged(look, keyset, names[look], keys)} AS {names[look]}" for look in merging
        ]
    for look in latest:
        columns.append(f"{_latest(look, keyset.part(look) + 1, keys)} AS {names[look]}")
    columns += [f"{_open(names[look], look, keys)} AS {names[look]}" for look in distinct]
    source = _turning(given, keyset, distinct, keys, names) if distinct else given
    return program.add(
        f"past_{number}",
        f"SELECT g.setl_id, {', '.join(columns)}\nFROM {source} AS g\n" + "\n".join(joins),
    )


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
    number = keyset.number
    keys = [f"key_{i}" for i in range(1, len(keyset.keys) + 1)]
    parts = tile_parts(keyset, ADDED)
    program.add(
        f"late_{number}",
        f"SELECT {', '.join(keys)}, day, since, {', '.join(parts)}\nFROM {given}\n"
        f"WHERE since < day GROUP BY {', '.join(keys)}, day, since",
    )
    columns: list[str] = []
    for look in looks:
        gone = f"l.day >= t.day - {look.window.reach} AND l.since < t.day - {look.window.reach}"
        part = f"l.part_{keyset.part(look) + 1}"
        columns.append(
            f"CAST(SUM(CASE WHEN {gone} THEN {part} ELSE 0 END) AS BIGINT) AS {names[look]}"
        )
    widest = max(look.window.reach for look in looks)
    by = ", ".join(f"t.{key}" for key in keys)
    return program.add(
        f"outlived_{number}",
        f"SELECT {by}, t.day, {', '.join(columns)}\nFROM tile_{number} AS t\n"
        f"JOIN late_{number} AS l ON {_alike('l', 't', keyset)}"
        f" AND l.day < t.day AND l.day >= t.day - {widest}\n"
        f"GROUP BY {by}, t.day",
    )


def _alike(left: str, right: str, keyset: KeySet) -> str:
    """The condition that two relations are alike in every key of the set."""
    places = range(1, len(keyset.keys) + 1)
    return " AND ".join(f"{left}.key_{i} = {right}.key_{i}" for i in places)


def _earlier(keys: str, *, today: bool) -> str:
    by = ", ".join(f"g.{key}" for key in keys.split(", "))
    return (
        f"OVER (PARTITION BY {by}{', g.day' if today else ''} ORDER BY {'' if today else 'g.day, '}"
        "g.moment, g.setl_id"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    )


def _merged(look: Past, keyset: KeySet, window: str, keys: str) -> str:
    """The whole days of the window merged with the claim's own day before it."""
    given = f"g.given_{keyset.part(look) + 1}"
    earlier = _earlier(keys, today=True)
    match look.aggregate:
        case "count" | "sum":
            one = f"CASE WHEN {given} IS NOT NULL THEN 1 ELSE 0 END"
            value = one if look.aggregate == "count" else given
            seen = f"g.since >= g.day - {look.window.reach}"
            today = f"SUM(CASE WHEN {seen} THEN g.sign * {value} END) {earlier}"
            days = f"COALESCE(w.{window}, 0) - COALESCE(x.{window}, 0)"
            return cast(f"{days} + COALESCE({today}, 0)", look)
        case aggregate:
            today = f"{MERGED[aggregate]}(CASE WHEN g.sign = 1 THEN {given} END) {earlier}"
            function = "LEAST" if aggregate == "min" else "GREATEST"
            return cast(f"{function}(w.{window}, {today})", look)


def _latest(look: Past, place: int, keys: str) -> str:
    given = f"CASE WHEN g.sign = 1 THEN g.given_{place} END"
    over = _earlier(keys, today=False)
    when = f"LAST_VALUE(CASE WHEN {given} IS NOT NULL THEN g.day END IGNORE NULLS) {over}"
    value = f"LAST_VALUE({given} IGNORE NULLS) {over}"
    return cast(f"CASE WHEN {when} >= g.day - {look.window.reach} THEN {value} END", look)


def _turning(
    given: str, keyset: KeySet, looks: list[Past], keys: str, names: Mapping[Expression, str]
) -> str:
    """What claims give, and for each look whether the claim opens its value and is its end.

    It opens a value that no claim of the days within reach before it had, and ends one that none has
    within reach after it. `holds` and `ends` count 1 for that, else 0.
    """
    columns: list[str] = []
    for look in looks:
        value = f"CASE WHEN sign = 1 THEN given_{keyset.part(look) + 1} END"
        over = f"OVER (PARTITION BY {keys}, {value} ORDER BY day, moment, setl_id)"
        for name, day, far in (
            ("holds", f"LAG(day) {over}", f"< day - {look.window.reach}"),
            ("ends", f"LEAD(day) {over}", f"> day + {look.window.reach}"),
        ):
            turned = f"{value} IS NOT NULL AND ({day} IS NULL OR {day} {far})"
            columns.append(f"CASE WHEN {turned} THEN 1 ELSE 0 END AS {name}_{names[look]}")
    return f"(\n  SELECT *,\n    {(',' + chr(10) + '    ').join(columns)}\n  FROM {given}\n)"


def _open(name: str, look: Past, keys: str) -> str:
    """How many values are open at the claim: those opened before it less those that ended."""
    by = ", ".join(f"g.{key}" for key in keys.split(", "))
    gone = (
        f"OVER (PARTITION BY {by} ORDER BY g.day"
        f" RANGE BETWEEN UNBOUNDED PRECEDING AND {look.window.reach + 1} PRECEDING)"
    )
    opened = f"SUM(g.holds_{name}) {_earlier(keys, today=False)}"
    return cast(f"COALESCE({opened}, 0) - COALESCE(SUM(g.ends_{name}) {gone}, 0)", look)


def keys_of(look: Past) -> tuple[Column, ...]:
    """The keys as columns of the past claim: an institution's key is the claim's of that name."""
    return tuple(Column("claim", column.name) for column in look.keys)
