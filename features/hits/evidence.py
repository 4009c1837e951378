"""Evidence lines: which of a claim's own lines a rule's hit rests on.

The condition of a line is read with the operators' own Python. What needs the past or peers cannot
be told of a line here, and such lines are left out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, Value
from features.operators import OPERATORS

Line = Mapping[str, Value]


def evidence_lines(node: Lines, facts: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines that meet the condition; of groups, those alike in every key to another one."""
    met = [line for line in lines if node.where is None or told(node.where, facts, line) is True]
    if not node.by:
        return met
    keys = [tuple(told(key, facts, line) for key in node.by) for line in met]
    sizes = Counter(key for key in keys if None not in key)
    return [line for key, line in zip(keys, met, strict=True) if sizes[key] > 1]


def told(node: Expression, facts: Line, line: Line) -> Value:
    """The value of an expression for one line of a claim; null where it reads more than these."""
    match node:
        case Literal(value):
            return value
        case Column("claim" | "institution", name):
            return facts.get(name)
        case Column(_, name):
            return line.get(name)
        case Call(operator, arguments):
            return OPERATORS[operator].python(*(told(part, facts, line) for part in arguments))
        case Lines() | Past() | Norm():
            return None
