"""Key sets: the looks at the past that share their keys, and what their tiles hold."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from features.nodes import Call, Column, Expression, Lines, Past, line_of, walk
from features.record import LINES
from features.sql.expression import sql
from features.sql.program import inner

MERGED = {"count": "SUM", "sum": "SUM", "min": "MIN", "max": "MAX"}
# what every row of `given_N` has beside its keys and what it gives
GIVEN = ("setl_id", "sign", "moment", "day", "month", "since", "facts_month")
ADDED = frozenset({"count", "sum"})  # what a refund takes back


@dataclass(frozen=True)
class Part:
    """What one claim gives to a tile: an aggregate of a value where a condition holds."""

    aggregate: str
    value: Expression | None
    where: Expression | None

    def given(self, held: Mapping[Expression, str]) -> str:
        """The value that a claim or a line gives, null where the condition fails."""
        value = "1" if self.value is None else sql(self.value, held)
        return (
            value if self.where is None else f"CASE WHEN {sql(self.where, held)} THEN {value} END"
        )


@dataclass(frozen=True)
class KeySet:
    """The looks at the past that share their keys, and the parts their tiles hold.

    `line` is the kind of line whose own past they look at, None for claims. A step `given_N` has a
    row for each claim, for each claim and line keys alike, or for each line that has a moment.
    """

    number: int
    keys: tuple[Column, ...]
    looks: tuple[Past, ...]
    parts: tuple[Part, ...]
    line: str | None = None

    @property
    def columns(self) -> list[str]:
        """The names of the keys in the steps of the set."""
        return [f"key_{place}" for place in range(1, len(self.keys) + 1)]

    @property
    def event(self) -> Column | None:
        """The id of the set's lines where these have a moment of their own."""
        event = LINES[self.line].event if self.line else None
        return Column(str(self.line), event) if event else None

    @property
    def moment(self) -> Column | None:
        """The moment of the set's lines where they have one of their own."""
        return Column(str(self.line), str(LINES[str(self.line)].known)) if self.event else None

    @property
    def many(self) -> bool:
        """Whether a claim gives several values at once to one key."""
        return self.line is not None and self.event is None

    @property
    def row(self) -> list[str]:
        """The columns that tell the rows of `given_N` apart."""
        return ["setl_id", *self.columns] if self.many else ["setl_id"]

    @property
    def reach(self) -> int:
        """How far back the widest look goes, in its unit."""
        return max(look.window.reach for look in self.looks)

    def part(self, look: Past) -> int:
        """The place of the part that a look reads."""
        return self.parts.index(part_of(look))

    def name(self, look: Past) -> str:
        """The column of a look's answer."""
        return f"past_{self.number}_{self.looks.index(look) + 1}"

    def alike(self, left: str, right: str) -> str:
        """The condition that two relations are alike in every key of the set."""
        return " AND ".join(f"{left}.{key} = {right}.{key}" for key in self.columns)


def part_of(look: Past) -> Part:
    """The part of a tile that a look at the past reads."""
    return Part(look.aggregate, look.value, look.where)


def key_sets(nodes: Iterable[Expression]) -> list[KeySet]:
    """Every look at the past inside the expressions, by its keys, numbered from 1."""
    looks: dict[tuple[Column, ...], list[Past]] = {}
    for look in inner(nodes, Past):
        looks.setdefault(keys_of(look), []).append(look)
    return [
        KeySet(
            number,
            keys,
            tuple(asked),
            tuple(dict.fromkeys(map(part_of, asked))),
            line_of(asked[0]),
        )
        for number, (keys, asked) in enumerate(looks.items(), 1)
    ]


def keys_of(look: Past) -> tuple[Column, ...]:
    """The keys as columns of the past row: an institution's key is the claim's of that name."""
    return tuple(
        Column("claim", key.name) if key.table == "institution" else key for key in look.keys
    )


def tile_parts(keyset: KeySet, aggregates: Collection[str] = MERGED) -> list[str]:
    """The columns of a tile in SQL, for these of the aggregates that merge as numbers do."""
    return [
        f"{tile_part(part.aggregate, f'given_{place}')} AS part_{place}"
        for place, part in enumerate(keyset.parts, 1)
        if part.aggregate in aggregates
    ]


def tile_part(aggregate: str, given: str) -> str:
    """What rows of one day add up to; what a count is given is how many there are."""
    if aggregate in ADDED:
        return f"CAST(COALESCE(SUM(sign * {given}), 0) AS BIGINT)"
    return f"{MERGED[aggregate]}(CASE WHEN sign = 1 THEN {given} END)"


def asking(nodes: Iterable[Expression], keyset: KeySet) -> list[Expression | None]:
    """On what lines the set is asked: for each way it is, the plain part of the condition.

    A line that fails what its condition says beside the past is not counted, whatever its past.
    """
    found = [
        plain_part(node.where)
        for node in inner(nodes, Lines)
        if any(isinstance(part, Past) and part in keyset.looks for part in walk(node))
    ]
    return list(dict.fromkeys(found))


def plain_part(condition: Expression | None) -> Expression | None:
    """What a condition demands beside the past, None when that is nothing."""
    match condition:
        case Call("both", (left, right)):
            held = [part for part in (plain_part(left), plain_part(right)) if part is not None]
            return Call("both", (held[0], held[1])) if len(held) == 2 else next(iter(held), None)
        case None:
            return None
        case _:
            return None if inner([condition], Past) else condition
