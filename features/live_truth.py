"""When a condition is true, as a test of Python: shorter than its value, which may be unknown.

A condition counts where it is true, so that a test need not tell false from unknown. Both sides of an
`and` are tested in their turn: what follows one that does not hold is not worked out.
"""

from collections.abc import Callable, Sequence

from features.nodes import Call, Expression, Literal
from features.operators import OPERATORS

TESTED = frozenset({"compared", "membership", "within_text"})
"""The typings of operators that ask something of values, unknown where one of these is."""


def holds(node: Expression, value: Callable[[Expression], str]) -> str:
    """The test that a condition is true; `value` names its parts, worked out before."""
    match node:
        case Call("both", (left, right)):
            return f"({holds(left, value)} and {holds(right, value)})"
        case Call("either", (left, right)):
            return f"({holds(left, value)} or {holds(right, value)})"
        case Call("negate", (inside,)):
            return fails(inside, value)
        case Call("is_null", (inside,)):
            return f"{value(inside)} is None"
        case Call(operator, arguments) if OPERATORS[operator].typing in TESTED:
            names = [value(argument) for argument in arguments]
            test = OPERATORS[operator].plain(*names)
            if operator == "one_of" and _constant(arguments[1:]):
                return f"({names[0]} in {{{', '.join(names[1:])}}})"
            if operator == "equal" and _constant(arguments[1:]):
                return f"({test})"  # nothing unknown is equal to a constant
            return f"({' and '.join([*_known(arguments, names), test])})"
        case _:
            return f"{value(node)} is True"


def fails(node: Expression, value: Callable[[Expression], str]) -> str:
    """The test that a condition is false, and not unknown."""
    match node:
        case Call("both", (left, right)):
            return f"({fails(left, value)} or {fails(right, value)})"
        case Call("either", (left, right)):
            return f"({fails(left, value)} and {fails(right, value)})"
        case Call("negate", (inside,)):
            return holds(inside, value)
        case Call("is_null", (inside,)):
            return f"{value(inside)} is not None"
        case Call(operator, arguments) if OPERATORS[operator].typing in TESTED:
            names = [value(argument) for argument in arguments]
            test = f"not ({OPERATORS[operator].plain(*names)})"
            return f"({' and '.join([*_known(arguments, names), test])})"
        case _:
            return f"{value(node)} is False"


def _known(arguments: Sequence[Expression], names: Sequence[str]) -> list[str]:
    """The tests that nothing asked about is unknown."""
    asked = zip(arguments, names, strict=True)
    return list(
        dict.fromkeys(
            f"{name} is not None" for node, name in asked if not isinstance(node, Literal)
        )
    )


def _constant(nodes: Sequence[Expression]) -> bool:
    return all(isinstance(node, Literal) for node in nodes)
