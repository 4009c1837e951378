"""The live reader: every signal of one claim, in plain Python, from its facts, its past and norms.

The declarations are written out as one Python function (`features.live_source`), compiled when the
service starts; a request only calls it. What it reads of the past are tiles (`features.shelf`), of
peers the norm book (`features.norms`).
"""

import linecache
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from features.live_source import LiveSource
from features.nodes import Expression, Value
from features.norms import NormBook
from features.operators import NAMES
from features.signal import Described
from features.sql.past import KeySet, Part, key_sets
from features.tiles import Asked, Tile, contribution, key_text, restored

Line = Mapping[str, Value]
ARGUMENTS = "fact, lines, tiles, norms, month, day"


@dataclass(frozen=True)
class ClaimRecord:
    """One claim as the service knows it: canonical columns, and its lines by kind (fee, diag, oprn)."""

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
        self._read = tuple(k for k in self.key_sets if not looks.isdisjoint(k.looks))
        self._reach = max((look.window.reach for look in looks), default=0)
        self._nulls = {name: None for name in self.signals if name in away}
        self._answers = _answers(wanted, self.key_sets)
        self._given = {keyset.number: _given(keyset) for keyset in self.key_sets}

    def reach(self) -> int:
        """How many days back any signal looks."""
        return self._reach

    def keys(self, record: ClaimRecord) -> dict[int, str]:
        """The key of each key set that is read, for sets whose every key the claim has."""
        return _keys(self._read, record)

    def evaluate(
        self, record: ClaimRecord, tiles: Mapping[int, list[Tile]], norms: NormBook
    ) -> dict[str, Value]:
        """The answer of every signal; `tiles` holds each key set's tiles before the claim."""
        asked = Asked.of(record.facts)
        answers: dict[str, Value] = self._answers(
            record.facts.get, record.lines, tiles, norms, asked.month, asked.day
        )
        return answers | self._nulls

    def contributions(
        self, record: ClaimRecord, norms: NormBook, sign: int = 1, original: Asked | None = None
    ) -> dict[int, tuple[str, Tile]]:
        """What the claim itself gives to each key set: its key, and a tile of its own.

        For a refund, the record holds the original's facts under the refund's setl_id and
        setl_time, sign is -1, and `original` is the instant of the original: its month's norms
        held, and its day is the one that is taken back from.
        """
        asked = Asked.of(record.facts)
        of = original or asked
        setl_id = str(record.facts["setl_id"])
        given: dict[int, tuple[str, Tile]] = {}
        keys = _keys(self.key_sets, record)
        for keyset in self.key_sets:
            if keyset.number in keys:
                values = self._given[keyset.number](
                    record.facts.get, record.lines, {}, norms, of.month, asked.day
                )
                parts = [
                    contribution(part.aggregate, value, sign, asked, setl_id)
                    for part, value in zip(keyset.parts, values, strict=True)
                ]
                given[keyset.number] = (keys[keyset.number], Tile(min(of.day, asked.day), parts))
        return given


def _keys(sets: Iterable[KeySet], record: ClaimRecord) -> dict[int, str]:
    found: dict[int, str] = {}
    for keyset in sets:
        values = [record.facts.get(name) for name in keyset.keys]
        if None not in values:
            found[keyset.number] = key_text(values)
    return found


def _answers(nodes: Mapping[str, Expression], sets: tuple[KeySet, ...]) -> Callable[..., Any]:
    """The function that answers these expressions by name."""
    source = LiveSource(nodes.values(), sets)
    answers = [f"{name!r}: {source.value(node)}" for name, node in nodes.items()]
    return _compiled("answers", source, f"{{{', '.join(answers)}}}")


def _given(keyset: KeySet) -> Callable[..., Any]:
    """The function that says what a claim gives to each part of a key set; null gives nothing."""
    source = LiveSource([node for part in keyset.parts for node in _nodes(part)], ())
    values: list[str] = []
    for part in keyset.parts:
        value = "1" if part.value is None else source.value(part.value)
        if part.where is not None:
            value = f"{value} if {source.value(part.where)} is True else None"
        values.append(value)
    return _compiled(f"given_{keyset.number}", source, f"({', '.join(values)},)")


def _nodes(part: Part) -> list[Expression]:
    return [node for node in (part.value, part.where) if node is not None]


def _compiled(name: str, source: LiveSource, answer: str) -> Callable[..., Any]:
    """The source as a function; a traceback through it shows its lines."""
    body = "\n    ".join([*source.statements, f"return {answer}"])
    text = f"def {name}({ARGUMENTS}):\n    {body}\n"
    file = f"<signals {name}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    known: dict[str, Any] = {**NAMES, "restored": restored}
    exec(compile(text, file, "exec"), known)  # noqa: S102
    function: Callable[..., Any] = known[name]
    return function
