"""X04 出生日期录错: the settlement says another birth date than the register."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.order import DAY
from features.settlement.province.slips.slip import Entries, Slip, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

_TEN_YEARS = 3_652  # days


@dataclass(frozen=True)
class WrongBirth(Slip):
    """A digit of the year is wrong: ten years too old or too young."""

    id: ClassVar[str] = "X04"
    zh: ClassVar[str] = "出生日期录错"
    en: ClassVar[str] = "wrong birth date keyed in"
    looks_like: ClassVar[tuple[str, ...]] = ("F01",)
    rate: ClassVar[float] = 0.0004

    def in_entries(self, world: World, visits: Visits, entries: Entries) -> tuple[Entries, Whole]:
        """Ten years more or less on some settlements; nobody is born after the visit."""
        rng = self.chance(world)
        some = self.some(rng, world, plain(visits))
        aside = np.where(rng.random(len(some)) < 0.5, _TEN_YEARS, -_TEN_YEARS)
        born = entries.born.copy()
        late = born[some] + aside >= visits.begin[some] // DAY
        old = born[some] + aside < visits.begin[some] // DAY - 11 * _TEN_YEARS
        born[some] += np.where(late, -_TEN_YEARS, np.where(old, _TEN_YEARS, aside))
        return entries.changed(born=born), some
