"""F12 医保电子凭证套现: a shop pays out accounts against purchases that never were."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.papers import Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import sold
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together

_SESSION = 5  # payments one after another, on average


@dataclass(frozen=True)
class CashOut(Scheme):
    """Who: pharmacies with a broker in a group chat. E-vouchers sent from anywhere, scanned at once.

    Payments of one amount, minutes apart, by people of other counties. Strongest before accounts
    are topped up at the year's end. Care: the careful change the amount from payment to payment.
    """

    id: ClassVar[str] = "F12"
    zh: ClassVar[str] = "医保电子凭证套现"
    en: ClassVar[str] = "voucher cash-out"
    usual: ClassVar[float] = 0.00022
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.06
    rush: ClassVar[float] = 1.6
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add sessions of payments by people of all areas."""
        rng, world = cast.rng, cast.world
        sessions = max(1, round(cast.wanted / _SESSION))
        institution, day = cast.openings(sessions, Kind.PHARMACY)
        owner, place = runs(rng.integers(_SESSION - 2, _SESSION + 3, sessions))
        area = rng.integers(0, world.geography.size, len(owner))
        people = world.persons
        holders = people.employee & (people.age >= 25)
        person = neighbours(
            cast, institution[owner], holders, area=area, thirst=np.ones(people.count)
        )
        opens = (day * DAY)[owner] + (rng.uniform(9, 21, sessions) * 3600).astype(np.int64)[owner]
        begin = opens + place * 200 + rng.integers(0, 120, len(owner))
        made = new_visits(
            cast, visits, Kind.PHARMACY, person, institution[owner],
            rng.integers(0, 10, len(owner)), begin, rng.choice([5, 7, 10, 15], len(owner)),
        )  # fmt: skip
        return together(visits, made)

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Show the electronic voucher at every payment."""
        del diagnosed, bills
        paid = np.flatnonzero(visits.mark == cast.mark)
        return papers.at(paid, cast.mark, voucher=True)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill one dear item in the amount of the session."""
        rng, catalogue = cast.rng, cast.world.catalogue
        paid = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(paid))
        shelf = sold(catalogue, 1.5, 80)
        session = visits.institution[paid] * 40_009 + visits.begin[paid] // DAY
        item = shelf[session * 31 % len(shelf)]
        worth = 198.0 + session * 7 % 4 * 100
        careful = rng.random(len(paid)) < cast.care[visits.institution[paid]]
        worth = np.where(careful, worth * rng.uniform(0.7, 1.1, len(paid)), worth)
        amount = np.maximum(1, np.rint(worth / (catalogue.price[item] / 1e6)))
        bills.add(bill(rng, cast.world, visits, paid, item, amount, cast.mark))
