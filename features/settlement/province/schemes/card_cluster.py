"""F05 聚敛卡空刷: a pharmacy holds cards and swipes them one after another."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole, pick, runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import sold
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together, visits_of

_GROUP = 14  # cards swiped in one sitting, on average


@dataclass(frozen=True)
class CardCluster(Scheme):
    """Who: pharmacies. The same group of cards, minutes apart within one hour, the same bundle.

    Often after closing time. Care: the careful vary the quantities, so the amounts differ.
    """

    id: ClassVar[str] = "F05"
    zh: ClassVar[str] = "聚敛卡空刷"
    en: ClassVar[str] = "card hoarding and empty swiping"
    usual: ClassVar[float] = 0.00074
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the sittings: a group of cards, an evening, one swipe every minute or two."""
        rng, world = cast.rng, cast.world
        sittings = max(1, round(cast.wanted / (_GROUP * 0.85)))
        institution, day = cast.openings(sittings, Kind.PHARMACY)
        groups = self._groups(cast)
        group = institution * 2 + rng.integers(0, 2, sittings)
        owner, place = runs(np.full(sittings, groups.shape[1]))
        shown = rng.random(len(owner)) < 0.85  # not every card is there every time
        owner, place = owner[shown], place[shown]
        opens = np.where(rng.random(sittings) < 0.6, rng.uniform(20, 22.5, sittings),
                         rng.uniform(8, 18, sittings))  # fmt: skip
        gap = rng.integers(45, 150, len(owner))
        begin = (day * DAY + (opens * 3600).astype(np.int64))[owner] + place * 150 + gap
        made = visits_of(
            Kind.PHARMACY, groups[group[owner], place], institution[owner],
            world.pathways.of_kind[Kind.PHARMACY] + np.full(len(owner), 9, dtype=np.int64),
            begin, begin + rng.integers(40, 400, len(owner)),
            rng.choice([5, 7, 10, 15], len(owner)), np.ones(len(owner)),
        )  # fmt: skip
        return together(visits, made.changed(mark=np.full(made.count, cast.mark, dtype=np.int64)))

    def _groups(self, cast: Cast) -> Whole:
        """Two groups of cards for every institution, of employees who live near it."""
        people, places = cast.world.persons, cast.world.institutions
        made = np.zeros((places.count * 2, _GROUP), dtype=np.int64)
        for area in range(cast.world.geography.size):
            near = np.flatnonzero(people.employee & (people.area == area))
            rows = np.flatnonzero(np.repeat(places.area, 2) == area)
            drawn = pick(cast.rng, people.pharmacy_thirst[near] + 0.2, len(rows) * _GROUP)
            made[rows] = near[drawn].reshape(len(rows), _GROUP)
        return made

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Replace what a purchase would show by the sitting's bundle."""
        swipe = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        catalogue = cast.world.catalogue
        shelf = sold(catalogue, most=60)
        sitting = visits.institution[swipe] * 40_009 + visits.begin[swipe] // DAY
        careful = cast.care[visits.institution[swipe]] > 0.5
        bills.drop(bills.of(swipe))
        for n, share in enumerate((0.6, 0.4)):
            item = shelf[(sitting * (n + 1) * 31 + n * 17) % len(shelf)]
            worth = (120 + sitting * 13 % 14 * 15) * share
            amount = np.maximum(1, np.rint(worth / (catalogue.price[item] / 1e6)))
            vary = np.where(careful, cast.rng.integers(-2, 3, len(swipe)), 0)
            amount = np.maximum(1.0, amount + vary)
            bills.add(bill(cast.rng, cast.world, visits, swipe, item, amount, cast.mark))
