"""The crooked institutions, which the schemes share.

Fraud is not spread evenly: a minority of institutions run several schemes at once, private and
small ones sooner. Those that are inspected on site stop for the while.
"""

import numpy as np

from features.settlement.province.chance import Truth, stream
from features.settlement.province.institutions import Role
from features.settlement.province.world import World

CROOKED = 0.20  # of institutions host schemes
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
