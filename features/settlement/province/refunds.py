"""Refunds (冲正): settlements taken back some days later, as rows of their own."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole, stream, take_at_most
from features.settlement.province.order import DAY
from features.settlement.province.slips.slipping import taken_back
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

REFUND_SHARE = 0.005


@dataclass(frozen=True)
class Settlements:
    """The settlement rows in order of time: every visit once, some taken back by a second row.

    Attributes:
        visit: the visit that a row settles or takes back.
        sign: 1 for a settlement, -1 for a refund.
        settled: seconds since 1970.
        row_of: the settlement row of each visit.
    """

    visit: Whole
    sign: Whole
    settled: Whole
    row_of: Whole


def refunds_of(claims: int) -> int:
    """How many of so many settlement rows are refunds."""
    return round(claims * REFUND_SHARE)


def settlements(world: World, visits: Visits) -> Settlements:
    """The settlement rows; refunds come one to ten days after and lie within the period."""
    rng = stream(world.order.seed, "refunds")
    latest = (world.order.last_day - 11) * DAY
    free = (visits.settled < latest) & ~visits.dead
    wanted = refunds_of(world.order.claims)
    anew = taken_back(visits)
    anew = anew[free[anew]][:wanted]
    free[anew] = False
    others = np.flatnonzero(free).astype(np.int64)
    back = np.sort(np.concatenate([take_at_most(rng, others, wanted - len(anew)), anew]))
    later = visits.settled[back] // DAY * DAY + rng.integers(1, 11, len(back)) * DAY
    later += rng.integers(8 * 3600, 17 * 3600, len(back))
    visit = np.concatenate([np.arange(visits.count, dtype=np.int64), back])
    sign = np.concatenate([np.ones(visits.count), -np.ones(len(back))]).astype(np.int64)
    settled = np.concatenate([visits.settled, later])
    order = np.argsort(settled, kind="stable")
    row_of = np.empty(len(visit), dtype=np.int64)
    row_of[order] = np.arange(len(visit))
    return Settlements(visit[order], sign[order], settled[order], row_of[: visits.count])
