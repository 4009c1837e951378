"""X14 出院后补记: a line of a stay is booked after discharge."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class BookedLate(Slip):
    """The ward forgot it, and the till stayed open."""

    id: ClassVar[str] = "X14"
    zh: ClassVar[str] = "出院后补记"
    en: ClassVar[str] = "line booked after discharge"
    looks_like: ClassVar[tuple[str, ...]] = ("O10", "O07")
    rate: ClassVar[float] = 0.0015

    def in_lines(
        self, world: World, visits: Visits, billed: Lines, mark: int
    ) -> tuple[Lines, Whole]:
        """Lines of stays, an hour to two days after the end; a share of such lines."""
        del mark
        rng = self.chance(world)
        able = (visits.kind[billed.visit] == Kind.INPATIENT) & (billed.mark == NOBODY)
        late = np.flatnonzero(able & (rng.random(billed.count) < self.rate))
        time = billed.time.copy()
        time[late] = visits.end[billed.visit[late]] + rng.integers(3_600, 2 * DAY, len(late))
        return billed.changed(time=time), late
