"""U06 呼吸机时长虚增: hours of ventilation are rounded up to the 96 that move the group."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import MEAN_FEE, paid_by_case
from features.settlement.province.coding import codes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.grouping import POINT, group_weights
from features.settlement.province.papers import LONG_VENTILATION, Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import adrgs
from features.settlement.province.visits import NOBODY, Visits

_CODE = "96.7201"
_LOW = 0.41  # of the mean fee of the ventilation group: cheaper cases would be paid at cost
_LEAST = 24  # hours from which on it is believed


@dataclass(frozen=True)
class LongVentilation(Scheme):
    """Who: hospitals with intensive care. 96 to 100 hours on the list, two or three days in truth.

    The dearest ventilated stays first: the light ones would be paid at cost. Care: the careful
    write some hours more, so that they do not stand right at the limit.
    """

    id: ClassVar[str] = "U06"
    zh: ClassVar[str] = "呼吸机时长虚增"
    en: ClassVar[str] = "ventilation hours inflated"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0002
    hosts: ClassVar[float] = 0.25

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Write long ventilation on lists of stays with a shorter one."""
        stay = paid_by_case(cast.world, visits)
        hours = papers.hours[stay]
        fits = (hours >= _LEAST) & (hours < LONG_VENTILATION) & (visits.mark[stay] == NOBODY)
        fits &= visits.days[stay] >= 4
        stay = stay[fits]
        weight = group_weights()[adrgs("AH1")[0], 0]
        dear = bills.cost(stay) * POINT > _LOW * weight * MEAN_FEE
        able = np.zeros(visits.count, dtype=bool)
        able[stay[dear]] = True
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False  # a list is bent once
        chosen = cast.choose(visits, able)
        care = cast.care[visits.institution[chosen]]
        more = cast.rng.integers(0, 5, len(chosen)) + np.rint(
            cast.rng.random(len(chosen)) * 30 * care
        )
        written = np.minimum(LONG_VENTILATION + more, visits.days[chosen] * 24)
        operations = [code for code, _ in codes().operations]
        return papers.at(
            chosen, cast.mark, hours=written.astype(np.int64), operation=operations.index(_CODE)
        )
