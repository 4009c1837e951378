"""X09 张冠李戴: a visit is settled on the card of a namesake."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.attendance import deaths
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip, marked, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class WrongPerson(Slip):
    """Same sex and nearly the same age; two files of people were taken for one."""

    id: ClassVar[str] = "X09"
    zh: ClassVar[str] = "张冠李戴"
    en: ClassVar[str] = "settled on a namesake's card"
    looks_like: ClassVar[tuple[str, ...]] = ("F01", "F13")
    rate: ClassVar[float] = 0.0003

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Visits of people, moved to the next of the same sex and age, who lives."""
        people = world.persons
        order = np.lexsort((people.born, people.male))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        namesake = order[np.minimum(place + 1, len(order) - 1)]
        lives = deaths(visits, people.count) == np.iinfo(np.int64).max
        able = plain(visits) & ~visits.dead & ~visits.of_kind(Kind.CHRONIC)
        able &= lives[namesake[visits.person]]
        able &= people.male[namesake[visits.person]] == people.male[visits.person]
        some = self.some(self.chance(world), world, able)
        person = visits.person.copy()
        person[some] = namesake[person[some]]
        return visits.changed(person=person, slip=marked(visits, some, mark))
