"""The live reader: every signal of one claim, in plain Python, from its facts, its past and norms.

Built once from the declarations; a request then only calls closures. What it reads of the past are
tiles (`features.shelf`), of peers the norm book (`features.norms`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from features.check import measure
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, Value
from features.norms import NormBook
from features.operators import OPERATORS
from features.signal import Described
from features.sql.norms import norm_name, peer_groups
from features.sql.past import KeySet, key_sets
from features.tiles import Asked, Tile, contribution, key_text, merge_of, restored

Line = Mapping[str, Value]


@dataclass(frozen=True)
class ClaimRecord:
    """One claim as the service knows it: canonical columns, and its lines by kind (fee, diag, oprn)."""

    facts: Mapping[str, Value]
    lines: Mapping[str, list[Line]] = field(default_factory=dict[str, list[Line]])


@dataclass
class Asking:
    """What one evaluation has at hand: the claim, its past by key set, peers, and answers so far."""

    record: ClaimRecord
    tiles: Mapping[int, list[Tile]]
    norms: NormBook
    month: int
    day: int
    known: dict[int, Value] = field(default_factory=dict[int, Value])


Reader = Callable[[Asking, Line | None], Value]
Summed = TypeVar("Summed", Lines, Past, Norm)


def _called(python: Callable[..., Value], parts: list[Reader]) -> Reader:
    """The operator over its arguments; the usual one and two are spelled out, for speed."""
    match parts:
        case [only]:
            return lambda asking, line: python(only(asking, line))
        case [left, right]:
            return lambda asking, line: python(left(asking, line), right(asking, line))
        case _:
            return lambda asking, line: python(*[part(asking, line) for part in parts])


class Evaluator:
    """Signals compiled for one claim at a time; `absent` names signals the lake cannot answer."""

    def __init__(self, signals: Mapping[str, Described], absent: Iterable[str] = ()) -> None:
        """Compile the signals. Those in `absent` answer null, as the batch reader does."""
        away = set(absent)
        self.signals = signals
        nodes = [signal.node for name, signal in signals.items() if name not in away]
        self.key_sets: tuple[KeySet, ...] = tuple(key_sets(nodes))
        self._sets_by_number = {keyset.number: keyset for keyset in self.key_sets}
        self._sets = {look: keyset for keyset in self.key_sets for look in keyset.looks}
        self._peers = {n: peers for peers, norms in peer_groups(nodes) for n in norms}
        self._slots: dict[Expression, int] = {}
        self._readers: dict[str, Reader | None] = {
            name: None if name in away else self._reader(signal.node)
            for name, signal in signals.items()
        }
        self._given = {
            keyset.number: [self._part(part.value, part.where) for part in keyset.parts]
            for keyset in self.key_sets
        }

    def reach(self) -> int:
        """How many days back any signal looks."""
        return max(
            (look.window.reach for keyset in self.key_sets for look in keyset.looks), default=0
        )

    def keys(self, record: ClaimRecord) -> dict[int, str]:
        """The key of each key set, for sets whose every key the claim has."""
        found: dict[int, str] = {}
        for keyset in self.key_sets:
            values = [record.facts.get(name) for name in keyset.keys]
            if None not in values:
                found[keyset.number] = key_text(values)
        return found

    def evaluate(
        self, record: ClaimRecord, tiles: Mapping[int, list[Tile]], norms: NormBook
    ) -> dict[str, Value]:
        """The answer of every signal; `tiles` holds each key set's tiles before the claim."""
        asked = Asked.of(record.facts)
        asking = Asking(record, tiles, norms, asked.month, asked.day)
        return {
            name: None if reader is None else reader(asking, None)
            for name, reader in self._readers.items()
        }

    def contributions(
        self, record: ClaimRecord, norms: NormBook, sign: int = 1, facts_month: int | None = None
    ) -> dict[int, tuple[str, Tile]]:
        """What the claim itself gives to each key set: its key, and a tile of its own.

        For a refund, the record holds the original's facts under the refund's setl_id and
        setl_time, sign is -1, and `facts_month` is the month of the original, whose norms held.
        """
        asked = Asked.of(record.facts)
        month = asked.month if facts_month is None else facts_month
        asking = Asking(record, {}, norms, month, asked.day)
        setl_id = str(record.facts["setl_id"])
        given: dict[int, tuple[str, Tile]] = {}
        for number, key in self.keys(record).items():
            parts = zip(self._sets_by_number[number].parts, self._given[number], strict=True)
            values = [
                contribution(part.aggregate, read(asking, None), sign, asked, setl_id)
                for part, read in parts
            ]
            given[number] = (key, Tile(asked.day, values))
        return given

    def _reader(self, node: Expression) -> Reader:
        """The node as a closure; an answer over the claim alone is worked out once a request."""
        match node:
            case Literal(value):
                return lambda _asking, _line: value
            case Column("claim" | "institution", name):
                return lambda asking, _line: asking.record.facts.get(name)
            case Column(_, name):
                return lambda _asking, line: line.get(name) if line is not None else None
            case Call(operator, arguments):
                return _called(
                    OPERATORS[operator].python, [self._reader(part) for part in arguments]
                )
            case Lines():
                return self._once(node, self._lines)
            case Past():
                return self._once(node, self._past)
            case Norm():
                return self._once(node, self._norm)

    def _once(self, node: Summed, maker: Callable[[Summed], Reader]) -> Reader:
        """The node's closure, worked out once a request however many signals ask for it."""
        slot, reader = self._slots.setdefault(node, len(self._slots)), maker(node)

        def remembered(asking: Asking, line: Line | None) -> Value:
            known = asking.known
            if slot not in known:
                known[slot] = reader(asking, line)
            return known[slot]

        return remembered

    def _lines(self, node: Lines) -> Reader:
        where = None if node.where is None else self._reader(node.where)
        value = None if node.value is None else self._reader(node.value)
        by = [self._reader(key) for key in node.by]

        def read(asking: Asking, _line: Line | None) -> Value:
            own = asking.record.lines.get(node.table, [])
            if by:
                sizes: dict[tuple[Value, ...], int] = {}
                for line in own:
                    key = tuple(part(asking, line) for part in by)
                    if None not in key:
                        kept = where is None or where(asking, line) is True
                        sizes[key] = sizes.get(key, 0) + kept
                if node.aggregate == "largest":
                    return max(sizes.values(), default=0)
                return sum(size >= node.at_least for size in sizes.values())
            merge = merge_of(node.aggregate)
            for line in own:
                if where is None or where(asking, line) is True:
                    merge.line(1 if value is None else value(asking, line))
            return merge.answer()

        return read

    def _past(self, node: Past) -> Reader:
        keyset = self._sets[node]
        place, reach, number = keyset.part(node), node.window.reach, keyset.number
        kind = measure(node).kind

        def read(asking: Asking, _line: Line | None) -> Value:
            if any(asking.record.facts.get(name) is None for name in keyset.keys):
                return None
            merge = merge_of(node.aggregate)
            earliest = asking.day - reach
            for tile in asking.tiles.get(number, ()):
                if tile.day >= earliest:
                    merge.tile(tile.parts[place])
            return restored(merge.answer(), kind)

        return read

    def _norm(self, node: Norm) -> Reader:
        name, peers = norm_name(node), [self._reader(peer) for peer in self._peers[node]]

        def read(asking: Asking, line: Line | None) -> Value:
            keys = [peer(asking, line) for peer in peers]
            return asking.norms.value(name, asking.month, keys, node.statistic)

        return read

    def _part(self, value: Expression | None, where: Expression | None) -> Reader:
        told = None if value is None else self._reader(value)
        kept = None if where is None else self._reader(where)

        def read(asking: Asking, _line: Line | None) -> Value:
            if kept is not None and kept(asking, None) is not True:
                return None
            return 1 if told is None else told(asking, None)

        return read
