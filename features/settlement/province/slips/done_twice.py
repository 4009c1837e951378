"""X13 当日复查: a test is honestly done twice on a day."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines, stacked
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class DoneTwice(Slip):
    """Gases before and after, electrolytes after the infusion; no error at all."""

    id: ClassVar[str] = "X13"
    zh: ClassVar[str] = "当日复查"
    en: ClassVar[str] = "test honestly done twice a day"
    looks_like: ClassVar[tuple[str, ...]] = ("O07",)
    rate: ClassVar[float] = 0.0035

    def in_lines(
        self, world: World, visits: Visits, billed: Lines, mark: int
    ) -> tuple[Lines, Whole]:
        """Test and treatment lines of stays once more, hours later; a share of such lines."""
        del mark
        rng = self.chance(world)
        charge = np.array([item.charge in {"04", "05"} for item in world.catalogue.items])
        able = (visits.kind[billed.visit] == Kind.INPATIENT) & (billed.mark == NOBODY)
        again = np.flatnonzero(able & charge[billed.item] & (rng.random(billed.count) < self.rate))
        second = billed.take(again)
        later = second.time + rng.integers(2 * 3_600, 9 * 3_600, second.count)
        second = second.changed(time=np.minimum(later, visits.end[second.visit]))
        made = stacked(billed, second)
        return made, np.arange(billed.count, made.count, dtype=np.int64)
