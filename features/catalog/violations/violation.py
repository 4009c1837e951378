"""A violation of the taxonomy and the signals that speak to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """One violation by its id in the taxonomy.

    Attributes:
        title: its name in Chinese and in English, parted by " | ".
        signals: the names of the claim signals that speak to it, the most telling first.
        unseen: why no column of a claim shows it; empty where signals do.
    """

    id: str
    title: str
    signals: tuple[str, ...] = ()
    unseen: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """The name in Chinese and in English."""
        zh, _, en = self.title.partition(" | ")
        return zh, en
