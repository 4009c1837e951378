"""T05 夜间、整点集中刷卡: a pharmacy's swipes come at night and in one hour."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import sold
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together

_EVENING = 8  # swipes of an evening, on average


@dataclass(frozen=True)
class NightSwipes(Scheme):
    """Who: pharmacies that settle the day's pledged cards after closing, between ten and two.

    Different people every evening, several swipes within the hour. Care: the careful do it in the
    last hour before closing.
    """

    id: ClassVar[str] = "T05"
    zh: ClassVar[str] = "夜间集中刷卡"
    en: ClassVar[str] = "night and hour clusters"
    usual: ClassVar[float] = 0.0003
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.08

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the evenings."""
        rng, people = cast.rng, cast.world.persons
        evenings = max(1, round(cast.wanted / _EVENING))
        institution, day = cast.openings(evenings, Kind.PHARMACY)
        owner, _ = runs(rng.integers(_EVENING - 4, _EVENING + 5, evenings))
        holders = people.employee & (people.age >= 22)
        person = neighbours(cast, institution[owner], holders, thirst=people.pharmacy_thirst + 0.2)
        careful = rng.random(evenings) < cast.care[institution]
        opens = np.where(careful, rng.uniform(20.3, 21, evenings), rng.uniform(22, 25.5, evenings))
        begin = (day * DAY + (opens * 3600).astype(np.int64))[owner]
        begin += rng.integers(0, 3_000, len(owner))
        made = new_visits(
            cast, visits, Kind.PHARMACY, person, institution[owner],
            rng.integers(0, 10, len(owner)), begin, rng.choice([5, 7, 10], len(owner)),
        )  # fmt: skip
        return together(visits, made)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill whatever stands on the shelf, for one to two hundred yuan."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(visit))
        shelf = sold(catalogue, 0.5, 60)
        item = shelf[rng.integers(0, len(shelf), len(visit))]
        worth = rng.uniform(90, 230, len(visit))
        units = np.maximum(1.0, np.rint(worth / (catalogue.price[item] / 1e6)))
        bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
