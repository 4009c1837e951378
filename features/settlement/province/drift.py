"""Coding drift without intent: hospitals whose coders come to write more fully.

One trains its coders (a slow rise over the period), one hires a new coder (a step), one buys
coding software (a rise within a month). More complications are coded, and all of them were there:
a method that accuses these hospitals of upcoding (U02) is wrong.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from features.settlement.province.chance import Real, Whole, stream
from features.settlement.province.world import World

SHARE = 0.08  # of hospitals of level 2 and up, each of new coders and of software
_UPGRADE = 30.0  # days until software is used by all


class Drift(IntEnum):
    """Why a hospital's coders write more fully."""

    NONE = 0
    TRAINING = 1
    NEW_CODER = 2
    SOFTWARE = 3


@dataclass(frozen=True)
class Drifts:
    """The drift of each institution: why, since which day, and how much fuller at the end."""

    kind: Whole
    since: Whole
    more: Real


def drifts(world: World) -> Drifts:
    """The drifts of a province; at least one hospital of each kind."""
    rng = stream(world.order.seed, "drift")
    places, order = world.institutions, world.order
    length = order.last_day - order.first_day
    kind = np.where(places.coding_drift > 0, Drift.TRAINING, Drift.NONE).astype(np.int64)
    since = np.full(places.count, order.first_day, dtype=np.int64)
    more = places.coding_drift.copy()
    able = np.flatnonzero((places.group >= 2) & (kind == Drift.NONE))
    many = max(1, round(SHARE * len(able)))
    drawn = rng.permutation(able)
    for why, chosen, extra in (
        (Drift.NEW_CODER, drawn[:many], 0.9),
        (Drift.SOFTWARE, drawn[many : 2 * many], 0.6),
    ):
        kind[chosen], more[chosen] = why, extra
        since[chosen] += (length * rng.uniform(0.2, 0.7, len(chosen))).astype(np.int64)
    return Drifts(kind, since, more)


def fuller(world: World, institution: Whole, day: Whole) -> Real:
    """How much more fully the coders of institutions write on days than at first; 1 as before."""
    of, order = drifts(world), world.order
    ramp = np.select(
        [of.kind == Drift.TRAINING, of.kind == Drift.SOFTWARE],
        [float(max(1, order.last_day - order.first_day)), _UPGRADE],
        1.0,
    )
    passed = np.clip((day - of.since[institution]) / ramp[institution], 0.0, 1.0)
    return 1 + of.more[institution] * passed
