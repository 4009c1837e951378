"""F16 为非定点机构结算: a place without a contract settles over another's account."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together


@dataclass(frozen=True)
class Undesignated(Scheme):
    """Who: clinics that lend their account to a clinic elsewhere. Far patients, foreign doctors.

    The number of visits jumps within months. Care: the careful take no more than they see
    themselves and put their own doctors' names on half of the visits.
    """

    id: ClassVar[str] = "F16"
    zh: ClassVar[str] = "为非定点机构结算"
    en: ClassVar[str] = "settling for a place without contract"
    usual: ClassVar[float] = 0.00022
    roles: ClassVar[tuple[Role, ...]] = (Role.CLINIC, Role.PRIVATE)
    hosts: ClassVar[float] = 0.08

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the visits of the other place."""
        rng, world = cast.rng, cast.world
        institution, day = cast.openings(cast.wanted, Kind.OUTPATIENT)
        away = self._away(cast)[institution]
        people = world.persons
        person = neighbours(cast, institution, people.age >= 1, area=away, thirst=people.thirst)
        begin = day * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(day))
        made = new_visits(
            cast, visits, Kind.OUTPATIENT, person, institution,
            rng.choice([0, 1, 3, 5, 13], len(day)), begin, rng.choice([3, 5, 7], len(day)),
            0.7 * np.exp(rng.normal(0, 0.3, len(day))),
        )  # fmt: skip
        own = rng.random(made.count) < 0.5 * cast.care[made.institution]
        foreign = self._foreign_doctor(cast, made.institution)
        doctor = np.where(own, made.doctor, foreign)
        return together(visits, made.changed(doctor=doctor))

    def _away(self, cast: Cast) -> Whole:
        """The area of the other place, for each institution; never its own."""
        size, home = cast.world.geography.size, cast.world.institutions.area
        return (home + 1 + np.arange(len(home)) % max(1, size - 1)) % size

    def _foreign_doctor(self, cast: Cast, institution: Whole) -> Whole:
        """One of two doctors registered at another institution, the same two for each host."""
        doctors = cast.world.doctors
        other = (institution * 7 + 3) % cast.world.institutions.count
        other = np.where(other == institution, (other + 1) % cast.world.institutions.count, other)
        turn = cast.rng.integers(0, 2, len(institution)) % doctors.many[other]
        return doctors.first[other] + turn
