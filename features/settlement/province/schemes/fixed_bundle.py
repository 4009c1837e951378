"""T06 药店套餐: everybody leaves with the same bundle."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import sold
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_ITEMS = 4


@dataclass(frozen=True)
class FixedBundle(Scheme):
    """Who: pharmacies with a promotion of the quarter. Four items, always the same, whatever ails.

    Care: the careful leave out an item or change an amount now and then.
    """

    id: ClassVar[str] = "T06"
    zh: ClassVar[str] = "药店套餐"
    en: ClassVar[str] = "fixed bundles of a pharmacy"
    usual: ClassVar[float] = 0.0003
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.08

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Mark the purchases that become a bundle."""
        able = visits.of_kind(Kind.PHARMACY) & (visits.mark == NOBODY)
        mark = visits.mark.copy()
        mark[cast.choose(visits, able)] = cast.mark
        return visits.changed(mark=mark)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Replace the purchase by the quarter's bundle of the pharmacy."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(visit))
        shelf = sold(catalogue, 0.3, 50)
        quarter = cast.world.order.month_of(visits.settled_day[visit]) // 3
        key = visits.institution[visit] * 131 + quarter * 17
        care = cast.care[visits.institution[visit]]
        for n in range(_ITEMS):
            item = shelf[(key * (2 * n + 3) + n * 29) % len(shelf)]
            worth = 30.0 + (key * (n + 1)) % 5 * 12.0
            units = np.maximum(1.0, np.rint(worth / (catalogue.price[item] / 1e6)))
            units += np.where(rng.random(len(visit)) < 0.3 * care, 1.0, 0.0)
            told = (n == 0) | (rng.random(len(visit)) > 0.35 * care)
            bills.add(
                bill(rng, cast.world, visits, visit[told], item[told], units[told], cast.mark)
            )
