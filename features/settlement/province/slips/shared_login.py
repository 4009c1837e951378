"""X08 共用工号: all doctors of a small place work under one of them for some days."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.slips.slip import Slip, in_spell, marked, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class SharedLogin(Slip):
    """Nobody logs out; one doctor seems to see everyone."""

    id: ClassVar[str] = "X08"
    zh: ClassVar[str] = "共用工号"
    en: ClassVar[str] = "shared login"
    looks_like: ClassVar[tuple[str, ...]] = ("F10",)
    rate: ClassVar[float] = 0.012

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Visits of some days at some institutions, under their first doctor."""
        places, doctors = world.institutions, world.doctors
        able = (places.group <= 2) & (doctors.many > 1)
        first, last = self.spells(self.chance(world), world, able, (2, 7))
        some = np.flatnonzero(plain(visits) & in_spell(visits, first, last))
        doctor = visits.doctor.copy()
        doctor[some] = doctors.first[visits.institution[some]]
        return visits.changed(doctor=doctor, slip=marked(visits, some, mark))
