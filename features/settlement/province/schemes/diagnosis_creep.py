"""G07 升级诊断: month by month more cases have a complication, at the same cost."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.coding import codes, weight_beside
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses, joined, written
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.visits import NOBODY, Visits

_LISTED = ("E87.600", "E87.100", "N39.000", "J90.x00", "I50.900", "D62.x00")


@dataclass(frozen=True)
class DiagnosisCreep(Scheme):
    """Who: hospitals with a coding consultant. A small complication on ever more lists.

    Light codes that raise no question one by one; the mix rises and the cost does not. Care: each
    code is common, only their growth is not.
    """

    id: ClassVar[str] = "G07"
    zh: ClassVar[str] = "升级诊断"
    en: ClassVar[str] = "diagnosis creep"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.00043
    hosts: ClassVar[float] = 0.14

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Add one light complication to lists without any, more towards the end of the period."""
        del bills
        rng, table = cast.rng, codes()
        able = np.zeros(visits.count, dtype=bool)
        able[paid_by_case(cast.world, visits)] = True
        split = np.array([s.split for s in stays()])[condition_of(cast.world, visits)]
        able &= (visits.mark == NOBODY) & (visits.severity == 0) & (split != "9")
        able &= visits.intensity >= 0.7
        able[diagnosed.visit[~diagnosed.main & (table.severity[diagnosed.code] > 0)]] = False
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
        months = cast.world.order.months
        late = cast.world.order.month_of(visits.settled_day) / max(1, months - 1)
        stay = cast.choose(visits, able & (rng.random(visits.count) < 0.15 + 0.85 * late))
        listed = np.array([table.place[code] for code in _LISTED], dtype=np.int64)
        chosen = listed[rng.integers(0, len(listed), len(stay))]
        principal = np.zeros(visits.count, dtype=np.int64)
        principal[diagnosed.visit[diagnosed.main]] = diagnosed.code[diagnosed.main]
        moves = weight_beside(chosen, principal[stay]) > 0
        return joined(diagnosed, written(stay[moves], chosen[moves], mark=cast.mark))
