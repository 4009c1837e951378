"""A signal and an indicator: an expression, the question it answers, and who answers for it."""

from dataclasses import dataclass

from features.check import Measure, measure, stage
from features.nesting import see_signal
from features.nodes import Expression
from features.settlement.contract import Stage
from features.terms import Term

UP, DOWN, NEITHER = "up", "down", "neither"


@dataclass(frozen=True)
class Described:
    """What every signal and indicator says of itself beside its expression."""

    expression: Term
    asks: str
    family: str
    risk: str = "neither"
    owner: str = "fund-supervision"
    review: str = "2027-06-30"

    def __post_init__(self) -> None:
        """See that the expression is a whole one. Raises DeclarationError."""
        see_signal(self.expression.node)

    @property
    def node(self) -> Expression:
        """The expression's node."""
        return self.expression.node

    @property
    def measure(self) -> Measure:
        """Kind and unit of the answer."""
        return measure(self.node)

    @property
    def stage(self) -> Stage:
        """The earliest stage that can answer."""
        return stage(self.node)

    @property
    def question(self) -> tuple[str, str]:
        """The question in Chinese and in English."""
        zh, _, en = self.asks.partition(" | ")
        return zh, en


class Signal(Described):
    """A question asked of every claim."""


@dataclass(frozen=True)
class Indicator(Described):
    """A question asked of every institution at each month's end; `source` is its row in domain.md E."""

    source: str = ""
