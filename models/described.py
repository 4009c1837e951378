"""A figure that a model derives, described as a signal is, so that reasons can tell it."""

from dataclasses import dataclass

from features.check import Measure
from features.settlement.contract import Kind


@dataclass(frozen=True)
class Derived:
    """The question a derived figure answers, its risk direction and its family."""

    asks: str
    risk: str
    family: str
    kind: Kind = Kind.RATIO

    @property
    def measure(self) -> Measure:
        """Kind of the answer."""
        return Measure(self.kind)

    @property
    def question(self) -> tuple[str, str]:
        """The question in Chinese and in English."""
        zh, _, en = self.asks.partition(" | ")
        return zh, en
