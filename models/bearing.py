"""Bearing lines: which of the claim's own fee lines a reason rests on, best effort.

A signal that counts or adds up fee lines that meet a condition rests on the lines that meet it. A
condition that needs a norm cannot be told here, and its lines are left out.
"""

from collections.abc import Iterable, Mapping

from features.catalog import SIGNALS
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, Value, walk
from features.operators import OPERATORS

MOST_LINES = 20


def bearing_lines(
    signals: Iterable[str], facts: Mapping[str, Value], lines: Iterable[Mapping[str, Value]]
) -> list[str]:
    """The feedetl_sn of the fee lines that these signals rest on, in the order of the claim."""
    conditions = [
        part.where
        for name in signals
        if name in SIGNALS
        for part in walk(SIGNALS[name].node)
        if isinstance(part, Lines) and part.table == "fee" and part.where is not None
    ]
    if not conditions:
        return []
    found = [
        str(line["feedetl_sn"])
        for line in lines
        if line.get("feedetl_sn") is not None
        and any(_value(condition, facts, line) is True for condition in conditions)
    ]
    return found[:MOST_LINES]


def _value(node: Expression, facts: Mapping[str, Value], line: Mapping[str, Value]) -> Value:
    match node:
        case Literal(value):
            return value
        case Column("claim" | "institution", name):
            return facts.get(name)
        case Column(_, name):
            return line.get(name)
        case Call(operator, arguments):
            return OPERATORS[operator].python(*(_value(part, facts, line) for part in arguments))
        case Lines() | Past() | Norm():
            return None
