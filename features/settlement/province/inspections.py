"""Inspections and their verdicts: few, late, biased and imperfect, as labels are in life.

Most checks go to large hospitals and large amounts, some follow complaints, a small slice is drawn
at random. A decision comes one to six months after the settlement; what is decided after the
period has not happened yet and is not in the data. Some violations are missed, a few honest claims
are confirmed by mistake.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Whole, stream
from features.settlement.province.payment import Payment
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.season import Kind
from features.settlement.province.truth import Truth
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

STAY_SHARE = 0.022  # of stays are ever checked; about six in ten are decided within a year
OTHER_SHARE = 0.0030
SOURCES = ("random", "targeted", "complaint")
_SOURCE_SHARE = (0.15, 0.65, 0.20)
_LIFT = (1.0, 7.0, 22.0)  # how much likelier a planted claim is checked than an honest one
_FOUND = (0.78, 0.88, 0.85)  # planted claims that a check confirms
_MISTAKEN = 0.025  # honest claims that a check confirms
_LEVEL_PULL = np.array([0.5, 0.45, 1.0, 3.0])  # targeted checks by level group
_CONFUSED = 0.06  # confirmed under the name of another violation


@dataclass(frozen=True)
class Verdicts:
    """Verdicts in order of decision: visit, source, days, result, violation and amount (fen)."""

    visit: Whole
    source: Whole
    checked: Whole
    decided: Whole
    confirmed: Whole
    violation: Whole
    amount: Whole


def verdicts(world: World, visits: Visits, paid: Payment, truth: Truth) -> Verdicts:
    """The verdicts decided within the period."""
    rng = stream(world.order.seed, "inspections")
    planted = np.full(visits.count, -1, dtype=np.int64)
    loss = np.zeros(visits.count, dtype=np.int64)
    order = np.argsort(truth.loss, kind="stable")
    planted[truth.visit[order]] = truth.scheme[order]
    np.add.at(loss, truth.visit, truth.loss)
    chosen = [_checked(rng, world, visits, paid, planted, source) for source in range(3)]
    visit = np.concatenate(chosen)
    source = np.concatenate([np.full(len(c), n, dtype=np.int64) for n, c in enumerate(chosen)])
    visit, first = np.unique(visit, return_index=True)  # no claim is checked twice
    source = source[first]
    checked = visits.settled_day[visit] + rng.integers(10, 75, len(visit))
    decided = checked + 20 + np.minimum(rng.gamma(2.0, 22.0, len(visit)), 120).astype(np.int64)
    guilty = planted[visit] >= 0
    found = rng.random(len(visit)) < np.where(guilty, np.array(_FOUND)[source], _MISTAKEN)
    named = np.where(guilty, planted[visit], _by_mistake(rng, visits.kind[visit]))
    named = np.where(
        rng.random(len(visit)) < _CONFUSED, _by_mistake(rng, visits.kind[visit]), named
    )
    share = np.where(guilty, rng.uniform(0.6, 1.05, len(visit)), 0.0)
    slip = np.rint(paid.fund[visit] * rng.uniform(0.03, 0.25, len(visit)))
    amount = np.where(guilty, np.rint(loss[visit] * share), slip).astype(np.int64)
    amount = np.clip(amount, 100, np.maximum(paid.total[visit], 100))
    known = np.flatnonzero(decided <= world.order.last_day)
    known = known[np.lexsort((visit[known], decided[known]))]
    return Verdicts(
        visit=visit[known],
        source=source[known],
        checked=checked[known],
        decided=decided[known],
        confirmed=found[known].astype(np.int64),
        violation=named[known],
        amount=amount[known],
    )


def _checked(
    rng: np.random.Generator, world: World, visits: Visits, paid: Payment, planted: Whole,
    source: int,
) -> Whole:  # fmt: skip
    """The visits that checks of a source look at."""
    stay = visits.of_kind(Kind.INPATIENT)
    chance = np.where(stay, STAY_SHARE, OTHER_SHARE) * _SOURCE_SHARE[source]
    weight: Real = np.where(planted >= 0, _LIFT[source], 1.0)
    if SOURCES[source] == "targeted":
        level = world.institutions.group[visits.institution]
        weight = weight * _LEVEL_PULL[level] * (paid.total / 100.0 + 50.0) ** 0.5
    for of_kind in (stay, ~stay):
        mean = weight[of_kind].mean() if of_kind.any() else 1.0
        weight = np.where(of_kind, weight / max(mean, 1e-12), weight)
    return np.flatnonzero(rng.random(visits.count) < chance * weight).astype(np.int64)


def _by_mistake(rng: np.random.Generator, kind: Whole) -> Whole:
    """A violation that an inspector takes an honest claim for."""
    ids = [scheme.id for scheme in SCHEMES]
    stay = np.array([ids.index(i) for i in ("O07", "G02", "O08", "U02")], dtype=np.int64)
    other = np.array([ids.index(i) for i in ("O07", "O05", "P01")], dtype=np.int64)
    drawn = rng.integers(0, 12, len(kind))
    return np.where(kind == Kind.INPATIENT, stay[drawn % 4], other[drawn % 3])
