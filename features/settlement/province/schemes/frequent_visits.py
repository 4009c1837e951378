"""P07 高频就诊: the same people come every second day for the same bill."""

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
from features.settlement.province.schemes.scheme import CLINICS, Scheme
from features.settlement.province.schemes.shelf import sold
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together

_TIMES = 14  # visits of a person in six weeks, on average


@dataclass(frozen=True)
class FrequentVisits(Scheme):
    """Who: a few people each of some clinics, with high pooled ratios. Changing diseases, one bill.

    Drugs make up nearly all of it, amounts repeat from day to day. Care: the careful change drugs
    and days.
    """

    id: ClassVar[str] = "P07"
    zh: ClassVar[str] = "高频就诊"
    en: ClassVar[str] = "high-frequency visits"
    usual: ClassVar[float] = 0.0003
    roles: ClassVar[tuple[Role, ...]] = CLINICS
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the series of visits."""
        rng = cast.rng
        series = max(1, round(cast.wanted / _TIMES))
        institution, first = cast.openings(series, Kind.OUTPATIENT)
        adults = cast.world.persons.age >= 40
        person = neighbours(cast, institution, adults)
        owner, place = runs(rng.integers(_TIMES - 5, _TIMES + 6, series))
        step = 2 + (cast.care[institution[owner]] * 2 * rng.random(len(owner))).astype(np.int64)
        day = first[owner] + place * 2 + np.minimum(step - 2, 1)
        condition = np.array([0, 3, 6, 7, 9, 15, 16], dtype=np.int64)
        begin = day * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(owner))
        made = new_visits(
            cast, visits, Kind.OUTPATIENT, person[owner], institution[owner],
            condition[(owner * 3 + place % 4) % len(condition)], begin,
            np.full(len(owner), 3, dtype=np.int64),
        )  # fmt: skip
        return together(visits, made)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill two drugs in the amounts of the series."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        told = np.array([item.charge not in {"02", "12"} for item in catalogue.items])
        bills.drop(bills.of(visit, told))
        shelf = sold(catalogue, 0.4, 40)
        key = visits.person[visit] * 31 + visits.institution[visit]
        vary = rng.random(len(visit)) < 0.8 * cast.care[visits.institution[visit]]
        for n, worth in enumerate((85.0, 45.0)):
            item = shelf[
                (key * (n + 2) + np.where(vary, rng.integers(0, 9, len(visit)), 0)) % len(shelf)
            ]
            units = np.maximum(1.0, np.rint(worth / (catalogue.price[item] / 1e6)))
            bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
