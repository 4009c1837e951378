"""A figure that a model derives, described as a signal is, so that reasons can tell it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Derived:
    """The question a derived figure answers, its risk direction and its family."""

    asks: str
    risk: str
    family: str

    @property
    def question(self) -> tuple[str, str]:
        """The question in Chinese and in English."""
        zh, _, en = self.asks.partition(" | ")
        return zh, en
