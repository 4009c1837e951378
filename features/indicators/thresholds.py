"""Alert thresholds that a bureau sets (`thresholds.toml`): dated, and of an area."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Threshold:
    """When an indicator of a subject in an area alerts, and the words that it is told in."""

    indicator: str
    subjects: tuple[str, ...]
    area: str
    since: date
    until: date | None
    above: float | None
    below: float | None
    words: tuple[str, str]

    def holds(self, subject: str, area: str | None, month: date) -> bool:
        """Whether it is in force for a subject of that area in the month that begins on this day."""
        dated = self.since <= month and (self.until is None or month <= self.until)
        return dated and subject in self.subjects and (area or "").startswith(self.area)

    def crossed(self, value: float) -> bool:
        """Whether the value lies beyond."""
        over = self.above is not None and value > self.above
        return over or (self.below is not None and value < self.below)


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Every threshold of the file."""
    text = files("features.indicators").joinpath("thresholds.toml").read_text("utf-8")
    return tuple(map(_threshold, tomllib.loads(text)["threshold"]))


def in_force(indicator: str, subject: str, area: str | None, month: date) -> Threshold | None:
    """The threshold of an indicator: of several the narrowest area, of these the latest."""
    chosen = [t for t in thresholds() if t.indicator == indicator and t.holds(subject, area, month)]
    return max(chosen, key=lambda t: (len(t.area), t.since), default=None)


def _threshold(told: dict[str, Any]) -> Threshold:
    return Threshold(
        told["indicator"],
        tuple(told["subjects"]),
        told.get("area", ""),
        told["since"],
        told.get("until"),
        told.get("above"),
        told.get("below"),
        (told["words"][0], told["words"][1]),
    )
