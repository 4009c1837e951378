"""What a claim's lines add up to, as branches of Python: what lines must meet together is asked once.

Aggregates of one kind of line share conditions: fifty of them ask whether a line is a drug. They are
sorted by what they demand, so that a line that is none passes all fifty by.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from features.live_loop import Loop
from features.nodes import Call, Expression, Lines, Literal

START = {
    "count": "0",
    "sum": "0",
    "min": "None",
    "max": "None",
    "distinct": "set()",
    "groups": "{}",
}
STEP = {
    "count": "{name} += 1",
    "sum": "{name} += {value}",
    "min": "if {name} is None or {value} < {name}: {name} = {value}",
    "max": "if {name} is None or {value} > {name}: {name} = {value}",
    "distinct": "{name}.add({value})",
}


class Demand(NamedTuple):
    """What a line must meet: that a condition is true, or that a value is known."""

    node: Expression
    known: bool = False


class Entry(NamedTuple):
    """An aggregate: what a line must meet, and the statement that takes it in."""

    demands: tuple[Demand, ...]
    step: Callable[[Loop], str]


def entry(node: Lines, name: str) -> Entry:
    """How a line is taken into an aggregate, or into its group; a line with a null key is in none."""
    demands = [*_conditions(node.where), *(Demand(key, known=True) for key in node.by)]
    if node.value is not None and not isinstance(node.value, Literal):
        demands.append(Demand(node.value, known=True))

    def step(loop: Loop) -> str:
        value = "1" if node.value is None else loop.value(node.value)
        if not node.by:
            return STEP[node.aggregate].format(name=name, value=value)
        key = f"({', '.join(loop.value(part) for part in node.by)},)"
        if node.value is None:
            return f"{name}[{key}] = {name}.get({key}, 0) + 1"
        return f"{name}.setdefault({key}, set()).add({value})"

    return Entry(tuple(dict.fromkeys(demands)), step)


def guarded(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, with one more demand where many ask how a value begins: its first character.

    A line whose item begins like none of those asked for passes them all by.
    """
    asked: dict[Expression, set[str]] = {}
    for value, prefixes in (found for one in entries for found in _beginnings(one)):
        asked.setdefault(value, set()).update(prefix[0] for prefix in prefixes)
    firsts = {
        value: Demand(Call("one_of", (Call("prefix", (value, Literal(1))), *_literals(letters))))
        for value, letters in asked.items()
    }
    return [
        one._replace(demands=(*(firsts[value] for value, _ in _beginnings(one)), *one.demands))
        for one in entries
    ]


def _beginnings(one: Entry) -> list[tuple[Expression, list[str]]]:
    """The values whose beginnings an entry demands, and those."""
    found: list[tuple[Expression, list[str]]] = []
    for demand in one.demands:
        match demand:
            case Demand(Call("starts_with", (value, *prefixes)), False):
                texts = [str(prefix.value) for prefix in prefixes if isinstance(prefix, Literal)]
                if len(texts) == len(prefixes) and all(texts):
                    found.append((value, texts))
            case _:
                pass
    return found


def _literals(values: Iterable[str]) -> list[Literal]:
    return [Literal(value) for value in sorted(values)]


def branched(entries: Sequence[Entry], loop: Loop) -> None:
    """Write the entries into the loop, those that share a demand in a branch of their own."""
    left = list(entries)
    while left:
        shared = Counter(demand for one in left for demand in one.demands)
        if not shared:
            loop.statements += [one.step(loop) for one in left]
            return
        first = min(shared, key=lambda demand: (demand.known, -shared[demand]))
        inside = [one for one in left if first in one.demands]
        left = [one for one in left if first not in one.demands]
        test = _test(first, loop)
        branch = loop.branch()
        branched([_without(one, first) for one in inside], branch)
        loop.statements += [f"if {test}:", *(f"    {text}" for text in branch.statements)]


def _without(one: Entry, demand: Demand) -> Entry:
    return Entry(tuple(other for other in one.demands if other != demand), one.step)


def _test(demand: Demand, loop: Loop) -> str:
    return f"{loop.value(demand.node)} is not None" if demand.known else loop.holds(demand.node)


def _conditions(node: Expression | None) -> list[Demand]:
    """What must be true one by one for a condition to be true."""
    match node:
        case None:
            return []
        case Call("both", (left, right)):
            return [*_conditions(left), *_conditions(right)]
        case _:
            return [Demand(node)]
