"""The crooked institutions, which the schemes share, and when an inspection came to them.

Fraud is not spread evenly: a minority of institutions run several schemes at once, private and
small ones sooner. Some of them are inspected on site within the period and stop for the while.
"""

import numpy as np

from features.settlement.province.chance import Truth, Whole, stream
from features.settlement.province.institutions import Role
from features.settlement.province.world import World

CROOKED = 0.20  # of institutions host schemes
_NEVER = 1 << 20  # a month after all months
_INSPECTED = 0.22  # of the crooked ones are inspected within a year
# How readily institutions take to schemes: private and small ones more.
_READINESS = {Role.PRIVATE: 5.0, Role.REHABILITATION: 3.0, Role.TOWNSHIP: 1.0, Role.CLINIC: 1.2,
              Role.GENERAL: 1.4, Role.TCM: 1.2, Role.PHARMACY: 1.1}  # fmt: skip


def willing(world: World) -> Truth:
    """Which institutions are crooked; at least one of each role and level, where there are any."""
    rng = stream(world.order.seed, "crooked")
    places = world.institutions
    ready = np.array([_READINESS.get(Role(int(role)), 0.9) for role in places.role])
    chance = np.minimum(CROOKED * ready / ready.mean(), 0.8)
    draw = rng.random(places.count) - chance
    crooked = draw < 0
    sort = places.role * 4 + places.group
    for one in np.unique(sort):
        of_sort = np.flatnonzero(sort == one)
        if not crooked[of_sort].any():
            crooked[of_sort[np.argmin(draw[of_sort])]] = True
    return crooked


def inspected_month(world: World) -> Whole:
    """The month in which each institution is inspected on site, far in the future for most."""
    rng = stream(world.order.seed, "inspected")
    places, months = world.institutions, world.order.months
    chosen = willing(world) & (rng.random(places.count) < _INSPECTED * months / 12)
    month = rng.integers(min(3, months - 1), max(months, 2), places.count)
    return np.where(chosen, month, _NEVER).astype(np.int64)
