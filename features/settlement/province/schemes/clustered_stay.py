"""F03 诱导住院、异常聚集住院: a village or a workforce is fetched and admitted together."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.checks import Checks
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import adrgs
from features.settlement.province.schemes.unseen import unseen
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together

_GROUP = 7  # people of a pick-up, on average


@dataclass(frozen=True)
class ClusteredStay(Scheme):
    """Who: private and township hospitals with a bus and gifts. One village, two days, one ward.

    Light disease, mostly elderly residents, discharged on the same day. Care: the careful spread
    admissions over more days and diseases.
    """

    id: ClassVar[str] = "F03"
    zh: ClassVar[str] = "诱导住院"
    en: ClassVar[str] = "induced, clustered admission"
    usual: ClassVar[float] = 0.00043
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.TOWNSHIP, Role.REHABILITATION, Role.TCM)
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the pick-ups."""
        rng = cast.rng
        trips = max(1, round(cast.wanted / (_GROUP * 0.85)))
        institution, day = cast.openings(trips, Kind.INPATIENT)
        first = adrgs("IU2", "FV2", "GW1", "DS1", "FR4", "KS1")[rng.integers(0, 6, trips)]
        person, trip = self._fetched(cast, institution)
        care = cast.care[institution[trip]]
        days = rng.integers(4, 8, trips)[trip] + rng.integers(0, 2, len(trip))
        spread = np.where(rng.random(len(trip)) < care, rng.integers(0, 4, len(trip)), 0)
        condition = np.where(
            rng.random(len(trip)) < 0.5 * care, adrgs("IU2", "FV2")[trip % 2], first[trip]
        )
        made = new_stays(
            cast, visits, condition, days, person=person, at=(institution[trip], day[trip] + spread)
        )
        intensity = (0.55 + 0.25 * rng.random(made.count)).astype(np.float64)
        return together(visits, made.changed(intensity=intensity))

    def _fetched(self, cast: Cast, institution: Whole) -> tuple[Whole, Whole]:
        """The people of each trip, of one village, or of one employer where there is none."""
        people, places = cast.world.persons, cast.world.institutions
        village = np.where(people.village >= 0, people.village, -2 - people.employer)
        fit = np.flatnonzero((people.age >= 50) & ((people.village >= 0) | people.employee))
        fit = fit[np.argsort(village[fit], kind="stable")]
        _, start, size = np.unique(village[fit], return_index=True, return_counts=True)
        home = people.area[fit[start]]
        chosen: list[Whole] = []
        trips: list[Whole] = []
        for trip, host in enumerate(institution):
            near = (home == places.area[host]) & (size >= 4)
            near = near if near.any() else size >= 4
            one = cast.rng.choice(np.flatnonzero(near)) if near.any() else int(np.argmax(size))
            members = fit[start[one] : start[one] + size[one]]
            many = min(len(members), int(cast.rng.integers(_GROUP - 3, _GROUP + 4)))
            chosen.append(cast.rng.choice(members, many, replace=False))
            trips.append(np.full(many, trip, dtype=np.int64))
        return np.concatenate(chosen).astype(np.int64), np.concatenate(trips)

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """Let rounds find empty beds."""
        return unseen(cast, visits, checked, admission=0.0, rounds=0.25)
