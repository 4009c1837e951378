"""T07 非药品串换: oil, rice and cosmetics go over the counter, a drug is billed."""

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

_PRICES = np.array([68.0, 88.0, 128.0, 168.0, 198.0, 298.0])  # of goods, in yuan


@dataclass(frozen=True)
class GoodsForDrugs(Scheme):
    """Who: pharmacies with a grocery shelf. One drug in an odd amount, a total like a price tag.

    Stronger before the holidays at the year's end. Care: the careful choose from several drugs.
    """

    id: ClassVar[str] = "T07"
    zh: ClassVar[str] = "非药品串换"
    en: ClassVar[str] = "goods billed as drugs"
    usual: ClassVar[float] = 0.0003
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.10
    rush: ClassVar[float] = 1.8
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Mark the purchases that were groceries."""
        able = visits.of_kind(Kind.PHARMACY) & (visits.mark == NOBODY)
        mark = visits.mark.copy()
        mark[cast.choose(visits, able)] = cast.mark
        return visits.changed(mark=mark)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill one of the host's stand-in drugs up to the price of the goods."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(visit))
        shelf = sold(catalogue, 0.3, 6)
        host = visits.institution[visit]
        choice = 1 + (cast.care[host] * 5).astype(np.int64)
        item = shelf[(host * 13 + rng.integers(0, 1 << 20, len(visit)) % choice) % len(shelf)]
        worth = _PRICES[rng.integers(0, len(_PRICES), len(visit))]
        units = np.maximum(1.0, np.rint(worth / (catalogue.price[item] / 1e6)))
        bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
