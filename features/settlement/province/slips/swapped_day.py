"""X05 入院日月颠倒: day and month of an admission are exchanged."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.slips.slip import Entries, Slip, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class SwappedDay(Slip):
    """3 April is written as 4 March, and the stay seems a month longer and overlaps others."""

    id: ClassVar[str] = "X05"
    zh: ClassVar[str] = "入院日月颠倒"
    en: ClassVar[str] = "day and month exchanged"
    looks_like: ClassVar[tuple[str, ...]] = ("F13", "O10")
    rate: ClassVar[float] = 0.0003

    def in_entries(self, world: World, visits: Visits, entries: Entries) -> tuple[Entries, Whole]:
        """Admissions whose day is below their month, written the other way round."""
        stay = np.flatnonzero(plain(visits) & visits.of_kind(Kind.INPATIENT)).astype(np.int64)
        day = (visits.begin[stay] // DAY).astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        year = day.astype("datetime64[Y]")
        number = (day - month.astype("datetime64[D]")).astype(np.int64) + 1
        of_year = (month - year.astype("datetime64[M]")).astype(np.int64) + 1
        other = (year.astype("datetime64[M]") + (number - 1)).astype("datetime64[D]") + of_year - 1
        able = np.zeros(visits.count, dtype=bool)
        able[stay[number < of_year]] = True
        some = self.some(self.chance(world), world, able)
        place = np.searchsorted(stay, some)
        begin = entries.begin.copy()
        begin[some] = other[place].astype(np.int64) * DAY + visits.begin[some] % DAY
        return entries.changed(begin=begin), some
