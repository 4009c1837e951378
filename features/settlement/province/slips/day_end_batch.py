"""X07 日终批量上传: an institution settles the whole day in one batch before midnight."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip, in_spell, marked, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class DayEndBatch(Slip):
    """The line was down by day, or somebody likes it so; for some weeks."""

    id: ClassVar[str] = "X07"
    zh: ClassVar[str] = "日终批量上传"
    en: ClassVar[str] = "settled in a batch at the end of the day"
    looks_like: ClassVar[tuple[str, ...]] = ("F05",)
    rate: ClassVar[float] = 0.02

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Settlements of small places, moved to the last half hour of their day."""
        rng = self.chance(world)
        first, last = self.spells(rng, world, world.institutions.group <= 1, (10, 40))
        stay = visits.of_kind(Kind.INPATIENT)
        some = np.flatnonzero(plain(visits) & ~stay & in_spell(visits, first, last))
        settled = visits.settled.copy()
        settled[some] = settled[some] // DAY * DAY + DAY - rng.integers(1, 1_800, len(some))
        return visits.changed(settled=settled, slip=marked(visits, some, mark))
