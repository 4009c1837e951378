"""The numerator, the denominator and the number of cases behind an indicator.

A share of few cases says little (domain E.10 rule 2), so a month keeps what each ratio was made of.
"""

from dataclasses import dataclass, replace

from features.check import WHOLE, measure
from features.nodes import Call, Expression, Literal, Past, walk
from features.settlement.contract import Kind

PLANNED = frozenset({"budget", "signup", "insured"})  # rows that are totals, not cases


@dataclass(frozen=True)
class Fraction:
    """What a ratio divides, both in whole units; null parts where the indicator is no ratio.

    `cases` counts the rows that the ratio was made of.
    """

    top: Expression | None
    bottom: Expression | None
    cases: Expression | None

    def is_rate(self) -> bool:
        """Whether it is a share of cases: the denominator is the cases."""
        return self.bottom is not None and self.bottom == self.cases


def fraction(node: Expression) -> Fraction:
    """What an indicator divides, seen through a constant that is taken off or divided by.

    Growth and ratios of ratios have no whole parts, only cases; counts and totals have neither.
    """
    within = _within(node)
    if measure(node).kind is not Kind.RATIO:
        return Fraction(None, None, None)
    match within:
        case Call("divide", (top, bottom)) if _whole(top) and _whole(bottom):
            return Fraction(top, bottom, _cases(bottom) or _cases(top))
        case _:
            return Fraction(None, None, _cases(within))


def _within(node: Expression) -> Expression:
    match node:
        case Call("subtract", (Call("divide") as inside, Literal())):
            return inside
        case Call("divide", (Call("divide") as inside, Literal())):
            return inside
        case _:
            return node


def _whole(node: Expression) -> bool:
    kind = measure(node).kind
    return kind in WHOLE or kind is Kind.COUNT


def _cases(node: Expression) -> Expression | None:
    """The rows behind the first look inside, counted."""
    looks = [part for part in walk(node) if isinstance(part, Past) and part.window.unit == "month"]
    if not looks or looks[0].keys[0].table in PLANNED:
        return None
    return replace(looks[0], aggregate="count", value=None, by=(), at_least=1)
