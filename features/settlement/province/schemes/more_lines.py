"""Billing further items on stays or visits that a scheme has chosen."""

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Real, Whole, runs
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.visits import Visits


def bill_some(
    cast: Cast, visits: Visits, bills: Bills, visit: Whole, items: Whole, many: Whole,
    amount: Real | None = None,
) -> None:  # fmt: skip
    """Bill so many different items of a list on each visit, one unit or the given amounts.

    `many` and `amount` have one element a visit; the lines bear the mark and are unlawful whole.
    """
    owner, place = runs(np.minimum(many, len(items)))
    start = cast.rng.integers(0, len(items), len(visit))
    item = items[(start[owner] + place) % len(items)]
    units = np.ones(len(owner)) if amount is None else amount[owner]
    bills.add(bill(cast.rng, cast.world, visits, visit[owner], item, units, cast.mark))


def days_of(cast: Cast, visits: Visits, visit: Whole, least: float, most: float) -> Real:
    """An amount that goes by the days of each visit, between two rates."""
    rate = cast.rng.uniform(least, most, len(visit))
    return np.maximum(1.0, np.rint(visits.days[visit] * rate)).astype(np.float64)
