"""X06 时钟差12小时: the clock of an institution is twelve hours slow for some days."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip, in_spell, marked, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class WrongClock(Slip):
    """After a power cut the server takes the afternoon for the night."""

    id: ClassVar[str] = "X06"
    zh: ClassVar[str] = "时钟差12小时"
    en: ClassVar[str] = "clock wrong by twelve hours"
    looks_like: ClassVar[tuple[str, ...]] = ("F05", "F13")
    rate: ClassVar[float] = 0.012

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Afternoon visits and purchases of some days at some institutions, moved to the night."""
        first, last = self.spells(
            self.chance(world), world, np.ones(world.institutions.count, dtype=bool), (2, 9)
        )
        noon = visits.settled // DAY * DAY + DAY // 2
        late = (visits.begin >= noon) & ~visits.of_kind(Kind.INPATIENT)
        some = plain(visits) & late & in_spell(visits, first, last)
        back = np.where(some, DAY // 2, 0)

        def moved(time: Whole) -> Whole:
            return time - back

        return visits.changed(
            begin=moved(visits.begin),
            end=moved(visits.end),
            settled=moved(visits.settled),
            slip=marked(visits, some, mark),
        )
