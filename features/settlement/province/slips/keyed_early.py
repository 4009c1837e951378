"""X12 入院早录一天: an admission is keyed in with the day before."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Slip, marked, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class KeyedEarly(Slip):
    """The bed was held overnight, or the clerk began early."""

    id: ClassVar[str] = "X12"
    zh: ClassVar[str] = "入院早录一天"
    en: ClassVar[str] = "admission keyed a day early"
    looks_like: ClassVar[tuple[str, ...]] = ("F13", "O08")
    rate: ClassVar[float] = 0.002

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Stays of any hospital, begun a day too early; a share of stays, not of claims."""
        early = visits.of_kind(Kind.INPATIENT) & plain(visits)
        early &= self.chance(world).random(visits.count) < self.rate
        begin = np.where(early, visits.begin - DAY, visits.begin)
        return visits.changed(begin=begin, slip=marked(visits, early, mark))
