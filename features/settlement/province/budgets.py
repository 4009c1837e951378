"""Budgets by month (总额预算): institutions, their communities, and the counties they add up to.

An institution's budget goes by what it may be expected to spend, set a little too high or too low;
months follow the season. A community's budget is that of its members, a county's that of all its
institutions, for each scheme (Shandong notice 2024-39). Prepaid is a share of it, as agreed.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole, stream
from features.settlement.province.payment import Payment
from features.settlement.province.refunds import Settlements
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

PREPAID = 95  # of a hundred
_OFF = 0.05  # how far a budget is off what is spent, one standard deviation
INSTITUTION, COMMUNITY, COUNTY = 0, 1, 2


@dataclass(frozen=True)
class Budgets:
    """Budgets as columns: whose, which scheme (0 residents, 1 employees), month, and fen.

    Attributes:
        kind: `INSTITUTION`, `COMMUNITY` or `COUNTY`.
        whose: an institution, the head of the community, or an area.
        carried: what is left of the budgets of the months before, below zero when overspent.
    """

    kind: Whole
    whose: Whole
    scheme: Whole
    month: Whole
    budget: Whole
    paid: Whole
    carried: Whole


def budgets(world: World, visits: Visits, paid: Payment, settled: Settlements) -> Budgets:
    """The budgets of all institutions that the pooled fund pays, and what they add up to."""
    spent = _spent(world, visits, paid, settled)
    planned = _planned(world, spent)
    places = world.institutions
    some = spent.sum(axis=(1, 2)) > 0
    parts: list[Budgets] = []
    for kind, whose in ((INSTITUTION, np.arange(places.count)), (COMMUNITY, places.head),
                        (COUNTY, places.area)):  # fmt: skip
        of = np.flatnonzero(some & (whose >= 0))
        names, which = np.unique(whose[of], return_inverse=True)
        shape = (len(names), *spent.shape[1:])
        sums = [np.zeros(shape, dtype=np.int64) for _ in range(2)]
        for added, amounts in zip(sums, (planned, spent), strict=True):
            np.add.at(added, which, amounts[of])
        parts.append(_columns(kind, names, *sums))
    return Budgets(*(np.concatenate(columns) for columns in zip(*map(_listed, parts), strict=True)))


def _spent(world: World, visits: Visits, paid: Payment, settled: Settlements) -> Whole:
    """Institutions × schemes × months: what the pooled fund paid, refunds taken off."""
    visit, order = settled.visit, world.order
    month = order.month_of(settled.settled // 86_400)
    scheme = world.persons.employee[visits.person[visit]].astype(np.int64)
    cell = (visits.institution[visit] * 2 + scheme) * order.months + month
    shape = (world.institutions.count, 2, order.months)
    fen = np.bincount(cell, paid.pooled[visit] * settled.sign, int(np.prod(shape)))
    return np.rint(fen).astype(np.int64).reshape(shape)


def _planned(world: World, spent: Whole) -> Whole:
    """The budgets: the year's spending, somewhat off, over the months as the season has it."""
    rng = stream(world.order.seed, "budgets")
    off = 1 + rng.normal(0.01, _OFF, spent.shape[0])
    season = spent.sum(axis=0) / np.maximum(spent.sum(axis=(0, 2))[:, None], 1)
    year = spent.sum(axis=2) * off[:, None]
    return np.rint(np.maximum(year[:, :, None] * season[None], 0)).astype(np.int64)


def _columns(kind: int, names: Whole, planned: Whole, spent: Whole) -> Budgets:
    """The rows of one kind of object."""
    who, scheme, month = (a.ravel() for a in np.indices(planned.shape))
    left = np.cumsum(planned - spent, axis=2)
    carried = np.concatenate([np.zeros_like(left[:, :, :1]), left[:, :, :-1]], axis=2)
    return Budgets(
        kind=np.full(len(who), kind, dtype=np.int64),
        whose=names[who],
        scheme=scheme.astype(np.int64),
        month=month.astype(np.int64),
        budget=planned.ravel(),
        paid=spent.ravel(),
        carried=carried.ravel(),
    )


def _listed(part: Budgets) -> tuple[Whole, ...]:
    return (
        part.kind, part.whose, part.scheme, part.month, part.budget, part.paid, part.carried
    )  # fmt: skip
