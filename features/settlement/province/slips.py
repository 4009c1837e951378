"""Honest slips: errors and habits of bookkeeping that look like schemes and are none.

A test honestly done twice a day, a line booked a day or two late, an admission keyed in with the
day before. Codes and arithmetic stay right; only a careless method takes them for fraud.
"""

import numpy as np

from features.settlement.province.chance import stream
from features.settlement.province.lines import Lines, stacked
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

TWICE = 0.0035  # of test and treatment lines of stays are honestly there twice a day
LATE = 0.0015  # of lines of stays are booked after discharge
KEYED_EARLY = 0.002  # of stays have their admission keyed a day early


def slipped_visits(world: World, visits: Visits) -> Visits:
    """The visits with a few admissions a day too early."""
    rng = stream(world.order.seed, "slips", "visits")
    early = visits.of_kind(Kind.INPATIENT) & (rng.random(visits.count) < KEYED_EARLY)
    return visits.changed(begin=np.where(early, visits.begin - DAY, visits.begin))


def slipped_lines(world: World, visits: Visits, billed: Lines) -> Lines:
    """The lines with some tests done again on the same day, and some booked late."""
    rng = stream(world.order.seed, "slips", "lines")
    charge = np.array([item.charge for item in world.catalogue.items])[billed.item]
    stay = (visits.kind[billed.visit] == Kind.INPATIENT) & (billed.mark == NOBODY)
    again = stay & np.isin(charge, ("04", "05")) & (rng.random(billed.count) < TWICE)
    second = billed.take(again)
    second = second.changed(
        time=np.minimum(
            second.time + rng.integers(2 * 3600, 9 * 3600, second.count), visits.end[second.visit]
        )
    )
    late = stay & (rng.random(billed.count) < LATE)
    after = visits.end[billed.visit] + rng.integers(3_600, 2 * DAY, billed.count)
    return stacked(billed.changed(time=np.where(late, after, billed.time)), second)
