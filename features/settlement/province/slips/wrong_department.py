"""X10 科室对照错误: a hospital maps one department to the code of another for some weeks."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.slips.slip import Entries, Slip, in_spell, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class WrongDepartment(Slip):
    """The map was keyed in anew after an upgrade; children's care seems to be done by surgeons."""

    id: ClassVar[str] = "X10"
    zh: ClassVar[str] = "科室对照错误"
    en: ClassVar[str] = "department mapped to the wrong code"
    looks_like: ClassVar[tuple[str, ...]] = ("F10", "O06")
    rate: ClassVar[float] = 0.05

    def in_entries(self, world: World, visits: Visits, entries: Entries) -> tuple[Entries, Whole]:
        """Visits of one department of a hospital, shown as another's."""
        rng = self.chance(world)
        first, last = self.spells(rng, world, world.institutions.group >= 2, (20, 60))
        inside = plain(visits) & in_spell(visits, first, last)
        count = int(entries.department.max(initial=0)) + 1
        meant = rng.integers(0, count, world.institutions.count)
        shown = (meant + 1 + rng.integers(0, count - 1, len(meant))) % count
        busiest = _busiest(visits.institution[inside], entries.department[inside], count, meant)
        some = np.flatnonzero(inside & (entries.department == busiest[visits.institution]))
        department = entries.department.copy()
        department[some] = shown[visits.institution[some]]
        return entries.changed(department=department), some


def _busiest(institution: Whole, department: Whole, count: int, otherwise: Whole) -> Whole:
    """The department with most visits of each institution that has any, else the given one."""
    key, many = np.unique(institution * count + department, return_counts=True)
    order = np.argsort(many, kind="stable")
    made = otherwise.copy()
    made[key[order] // count] = key[order] % count
    return made
