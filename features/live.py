"""The live reader: every signal of one claim, in plain Python, from its facts, its past and norms.

The declarations are written out as one Python function (`features.live_source`), compiled when the
service starts; a request only calls it. What it reads of the past are tiles (`features.shelf`), of
peers the norm book (`features.norms`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from features.live_lines import asking_lines, compiled, giving_lines
from features.live_source import LiveSource
from features.nodes import Expression, Value
from features.norms import NormBook
from features.signal import Described
from features.sql.keysets import KeySet, Part, asking, key_sets
from features.tile_classes import cut
from features.tiles import Ask, Asked, Given, Shown, contribution, day_number, key_text

Line = Mapping[str, Value]
Slot: TypeAlias = int | tuple[Value, ...]
"""Whose tiles: those of a claim's key by its set; of a line's by set and line keys, or set and id."""


@dataclass(frozen=True)
class ClaimRecord:
    """One claim as the service knows it: canonical columns, and its lines by kind (fee, diag, …)."""

    facts: Mapping[str, Value]
    lines: Mapping[str, list[Line]] = field(default_factory=dict[str, list[Line]])


class Evaluator:
    """Signals compiled for one claim at a time.

    `absent` names signals that the lake cannot answer: they are null, as the batch reader says.
    `asked` names those that are wanted, all unless given: what no signal of them reads is not read.
    `kept` are the expressions whose looks the shelf keeps, in its order; the signals', unless given.
    """

    def __init__(
        self,
        signals: Mapping[str, Described],
        absent: Iterable[str] = (),
        asked: Iterable[str] | None = None,
        kept: Iterable[Expression] | None = None,
    ) -> None:
        """Compile the signals. Raises KeyError when `asked` names one that is not there."""
        away = set(absent)
        self.signals = signals if asked is None else {name: signals[name] for name in asked}
        nodes = [signal.node for name, signal in signals.items() if name not in away]
        self.key_sets: tuple[KeySet, ...] = tuple(key_sets(nodes if kept is None else kept))
        wanted = {name: item.node for name, item in self.signals.items() if name not in away}
        looks = {look for keyset in key_sets(wanted.values()) for look in keyset.looks}
        read = [k for k in self.key_sets if not looks.isdisjoint(k.looks)]
        self._claims = tuple(k for k in read if k.line is None)
        self._lines = tuple(
            (k, asking_lines(k, asking(wanted.values(), k))) for k in read if k.line is not None
        )
        self._reach = max((look.window.reach for look in looks), default=0)
        self._nulls = {name: None for name in self.signals if name in away}
        self._answers = _answers(wanted, self.key_sets)
        self._given = {
            keyset.number: _given(keyset) if keyset.line is None else giving_lines(keyset)
            for keyset in self.key_sets
        }

    def reach(self) -> int:
        """How many days back any signal looks."""
        return self._reach

    def asks(self, record: ClaimRecord) -> dict[Slot, Ask]:
        """What of the past the claim and its lines ask, of key sets whose every key is known."""
        asked = Asked.of(record.facts)
        own = str(record.facts.get("setl_id") or "")
        found: dict[Slot, Ask] = {}
        for keyset in self._claims:
            values = _keys(keyset, record)
            if None not in values:
                key = key_text(values)
                found[keyset.number] = Ask(keyset.number, key, asked.day, asked.moment, own)
        for keyset, lines in self._lines:
            slots: dict[tuple[Value, ...], tuple[list[Value], datetime | None]]
            slots = lines(record.facts.get, record.lines, {}, None, 0, 0)
            for slot, (values, moment) in slots.items():
                found[slot] = (
                    Ask(keyset.number, key_text(values), asked.day, asked.moment, own)
                    if moment is None
                    else Ask(
                        keyset.number,
                        key_text(values),
                        day_number(moment.date()),
                        moment,
                        str(slot[1]),
                    )
                )
        return found

    def evaluate(
        self, record: ClaimRecord, tiles: Mapping[Slot, Shown], norms: NormBook
    ) -> dict[str, Value]:
        """The answer of every signal; `tiles` holds those of each slot before the claim or line."""
        asked = Asked.of(record.facts)
        answers: dict[str, Value] = self._answers(
            record.facts.get, record.lines, tiles, norms, asked.month, asked.day
        )
        return answers | self._nulls

    def contributions(
        self, record: ClaimRecord, norms: NormBook, sign: int = 1, original: Asked | None = None
    ) -> list[Given]:
        """What the claim itself and its lines give to each key set: its key, and a tile of its own.

        For a refund, the record holds the original's facts under the refund's setl_id and
        setl_time, sign is -1, and `original` is the instant of the original: its month's norms
        held, and its day is the one that is taken back from. Lines with a moment of their own are
        not the claim's to give: see `happened`.
        """
        asked = Asked.of(record.facts)
        of = original or asked
        own = str(record.facts["setl_id"])
        fact = {**record.facts, "setl_time": of.moment}.get
        given: list[Given] = []
        for keyset in (known for known in self.key_sets if known.event is None):
            rows: dict[str, list[tuple[Value, ...]]] = {}
            values = self._given[keyset.number](fact, record.lines, {}, norms, of.month, asked.day)
            if keyset.line is not None:
                for keys, _, _, row in values:
                    rows.setdefault(key_text(keys), []).append(row)
            elif None not in (keys := _keys(keyset, record)):
                rows[key_text(keys)] = [values]
            for key, gives in rows.items():
                parts = _parts(keyset, gives, sign, asked.moment, own)
                since = min(of.day, asked.day)
                tile = cut(keyset, since, parts)
                given.append(Given(keyset.number, key, asked.moment, own, since, tile))
        return given

    def happened(self, kind: str, lines: list[Line]) -> list[Given]:
        """What lines with a moment of their own give to each key set, with or without a claim."""
        given: list[Given] = []
        for keyset in self.key_sets:
            if keyset.line == kind and keyset.event is not None:
                values = self._given[keyset.number]({}.get, {kind: lines}, {}, None, 0, 0)
                for keys, moment, own, row in values:
                    since = day_number(moment.date())
                    tile = cut(keyset, since, _parts(keyset, [row], 1, moment, str(own)))
                    key = key_text(keys)
                    given.append(Given(keyset.number, key, moment, str(own), since, tile))
        return given


def _keys(keyset: KeySet, record: ClaimRecord) -> list[Value]:
    return [record.facts.get(key.name) for key in keyset.keys]


def _parts(
    keyset: KeySet, rows: list[tuple[Value, ...]], sign: int, moment: datetime, own: str
) -> list[Any]:
    """The parts of a tile out of what rows give to each."""
    return [
        contribution(part.aggregate, values, sign, moment, own)
        for part, values in zip(keyset.parts, zip(*rows, strict=True), strict=True)
    ]


def _answers(nodes: Mapping[str, Expression], sets: tuple[KeySet, ...]) -> Callable[..., Any]:
    """The function that answers these expressions by name."""
    source = LiveSource(nodes.values(), sets)
    answers = [f"{name!r}: {source.value(node)}" for name, node in nodes.items()]
    return compiled("answers", source, f"{{{', '.join(answers)}}}")


def _given(keyset: KeySet) -> Callable[..., Any]:
    """The function that says what a claim gives to each part of a key set; null gives nothing."""
    source = LiveSource([node for part in keyset.parts for node in _nodes(part)], ())
    values: list[str] = []
    for part in keyset.parts:
        value = "1" if part.value is None else source.value(part.value)
        if part.where is not None:
            value = f"{value} if {source.value(part.where)} is True else None"
        values.append(value)
    return compiled(f"given_{keyset.number}", source, f"({', '.join(values)},)")


def _nodes(part: Part) -> list[Expression]:
    return [node for node in (part.value, part.where) if node is not None]
