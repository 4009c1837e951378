"""O05 重复开药: the same month's drugs from a second institution, for fear of running out."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.destinations import NEEDS, destinations
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.collecting import collecting
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class RepeatedDrug(Scheme):
    """Who: chronic patients here and there, without intent, served by inattentive doctors.

    Within ten days of a refill a second one is had elsewhere.
    """

    id: ClassVar[str] = "O05"
    zh: ClassVar[str] = "重复开药"
    en: ClassVar[str] = "the same drugs twice"
    usual: ClassVar[float] = 0.00026
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.GENERAL)
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add second refills."""
        world = cast.world
        able = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY) & (visits.days >= 28)
        some = cast.choose(visits, able)
        person = visits.person[some]
        names = list(NEEDS)
        need = np.full(len(some), names.index("chronic"), dtype=np.int64)
        elsewhere = destinations(cast.rng, world, need, names, world.persons.area[person])
        apart = elsewhere != visits.institution[some]
        later = visits.begin[some] // DAY + cast.rng.integers(1, 11, len(some))
        programme = visits.pathway[some] - world.pathways.of_kind[Kind.CHRONIC]
        made = collecting(
            cast, visits, person[apart], programme[apart], elsewhere[apart], later[apart] * DAY
        )
        return together(visits, made)
