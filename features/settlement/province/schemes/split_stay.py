"""G01 分解住院: a long stay is cut in two, so that the case is paid twice."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.conditions import stays
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class SplitStay(Scheme):
    """Who: hospitals under DRG. Discharged on paper, admitted again within three days.

    Same department, doctor and disease; the second stay is the planted claim. Care: the careful
    wait longer and write another diagnosis of the same group.
    """

    id: ClassVar[str] = "G01"
    zh: ClassVar[str] = "分解住院"
    en: ClassVar[str] = "split admission"
    usual: ClassVar[float] = 0.002
    hosts: ClassVar[float] = 0.16

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Cut long medical stays in two."""
        medical = np.array([s.kind == "M" for s in stays()])
        stay = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & ~visits.dead
        condition = np.where(stay, visits.pathway - cast.world.pathways.of_kind[Kind.INPATIENT], 0)
        early = visits.settled_day - visits.days < cast.world.order.first_day + 2
        able = stay & medical[condition] & (visits.days >= 8) & ~early & ~visits.planned
        cut = cast.choose(visits, able)
        first, second = self._parts(cast, visits, cut)
        bent = visits.changed(
            **{
                name: _placed(getattr(visits, name), cut, getattr(first, name))
                for name in ("begin", "end", "settled", "days", "intensity")
            }
        )
        return together(bent, second)

    def _parts(self, cast: Cast, visits: Visits, cut: Whole) -> tuple[Visits, Visits]:
        whole = visits.take(cut)
        gap = cast.rng.integers(0, 3, len(cut))
        gap += (cast.rng.random(len(cut)) < cast.care[whole.institution]) * 2
        length = whole.days // 2 + cast.rng.integers(-1, 2, len(cut))
        rest = whole.days - length
        shift = (rest + gap) * DAY
        fuller = whole.intensity * 1.2
        first = whole.changed(
            begin=whole.begin - gap * DAY, end=whole.end - shift, settled=whole.settled - shift,
            days=length, intensity=fuller,
        )  # fmt: skip
        begin = (whole.settled // DAY - rest) * DAY
        begin += draw_seconds(cast.rng, Kind.INPATIENT, len(cut))
        second = whole.changed(
            begin=begin, days=rest, intensity=fuller,
            mark=np.full(len(cut), cast.mark, dtype=np.int64),
            emergency=np.zeros(len(cut), dtype=bool),
        )  # fmt: skip
        return first, second


def _placed(values: np.ndarray, at: Whole, new: np.ndarray) -> np.ndarray:
    """The values with new ones at some places."""
    made = values.copy()
    made[at] = new
    return made
