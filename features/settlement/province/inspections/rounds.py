"""On-site inspections (现场检查) of a period: who is visited, on which day, and why.

Twice a year teams of other cities come (交叉检查; Jiangsu 2022 held at least two batches, domain
brief F.2); flying inspections (飞行检查) come without notice, to the large and to names already
known. Each spring hospitals are told to check themselves (自查自纠) and to pay back what they find.
The days are drawn before any scheme is played, so that schemes can stop once somebody came.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Whole, stream
from features.settlement.province.crooked import willing
from features.settlement.province.world import World

RANDOM, TARGETED, COMPLAINT, CROSS, SELF = range(5)
SOURCES = ("random", "targeted", "complaint", "cross", "self")
_CROSS_MONTHS = (5, 10)
_CROSS_SHARE = 0.05  # of hospitals, each time
_FLYING_SHARE = 0.0045  # of institutions, each month
_KNOWN = 5.0  # how much likelier a flying inspection comes to a crooked place: tips, old cases
_SELF_MONTH = 3
_SELF_SHARE = 0.6  # of hospitals find something to pay back, or say so
_NEVER = 1 << 20  # a month after all months


@dataclass(frozen=True)
class Rounds:
    """Inspections of whole institutions: institution, first day (since 1970), source."""

    institution: Whole
    day: Whole
    source: Whole

    def of(self, *sources: int) -> "Rounds":
        """Only the rounds of those sources."""
        which = np.isin(self.source, sources)
        return Rounds(self.institution[which], self.day[which], self.source[which])


def rounds(world: World) -> Rounds:
    """The rounds of the period, in order of months."""
    rng = stream(world.order.seed, "rounds")
    places, order = world.institutions, world.order
    hospital = np.flatnonzero(places.group >= 1)
    pull = np.sqrt(places.size)
    crooked = np.where(willing(world), _KNOWN, 1.0)
    parts: list[Rounds] = []
    for month in range(order.months):
        first = int(order.month_starts[month])
        calendar = (order.start.month - 1 + month) % 12 + 1
        flying = int(rng.poisson(_FLYING_SHARE * places.count))
        everyone = np.arange(places.count)
        chosen = [(TARGETED, _drawn(rng, everyone, pull * crooked, flying))]
        if calendar in _CROSS_MONTHS:
            many = max(2, round(_CROSS_SHARE * len(hospital)))
            weight = (pull * np.sqrt(crooked))[hospital]
            chosen.append((CROSS, _drawn(rng, hospital, weight, many)))
        if calendar == _SELF_MONTH:
            chosen.append((SELF, hospital[rng.random(len(hospital)) < _SELF_SHARE]))
        for source, institution in chosen:
            day = first + rng.integers(2, 24, len(institution))
            parts.append(Rounds(institution, day, np.full(len(institution), source)))
    return Rounds(
        institution=np.concatenate([part.institution for part in parts]).astype(np.int64),
        day=np.concatenate([part.day for part in parts]).astype(np.int64),
        source=np.concatenate([part.source for part in parts]).astype(np.int64),
    )


def inspected_month(world: World) -> Whole:
    """The month in which each institution is first inspected on site; far ahead for most."""
    made = rounds(world).of(TARGETED, CROSS)
    month = np.full(world.institutions.count, _NEVER, dtype=np.int64)
    np.minimum.at(month, made.institution, world.order.month_of(made.day))
    return month


def _drawn(rng: np.random.Generator, among: Whole, weight: Real, count: int) -> Whole:
    """That many different ones, likelier those of weight."""
    key = np.log(np.maximum(weight, 1e-12)) + rng.gumbel(size=len(among))
    return np.sort(among[np.argsort(-key, kind="stable")[:count]])
