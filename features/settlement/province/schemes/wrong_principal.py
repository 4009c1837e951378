"""U01 主诊断选择错误: a costlier disease is put first."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.diagnoses import Diagnoses, joined, written
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import has_lead, led
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.visits import NOBODY, Visits

_RATIO = (1.25, 3.5)  # how much heavier the group of the other disease is


@dataclass(frozen=True)
class WrongPrincipal(Scheme):
    """Who: hospitals under DRG. A heavier disease of the same organ becomes the principal one.

    The bill stays that of the true disease. Care: the careful keep the true one as secondary.
    """

    id: ClassVar[str] = "U01"
    zh: ClassVar[str] = "主诊断选择错误"
    en: ClassVar[str] = "wrong principal diagnosis"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0010
    hosts: ClassVar[float] = 0.14

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Rewrite the principal diagnosis of some medical stays."""
        del bills
        able = np.zeros(visits.count, dtype=bool)
        able[paid_by_case(cast.world, visits)] = True
        able &= (visits.mark == NOBODY) & has_lead(cast, visits, *_RATIO)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        at = np.flatnonzero(diagnosed.main & chosen[diagnosed.visit] & (diagnosed.mark == NOBODY))
        stay = diagnosed.visit[at]
        new = led(cast.rng, condition_of(cast.world, visits)[stay], *_RATIO)
        kept = cast.rng.random(len(at)) < 0.3 + 0.5 * cast.care[visits.institution[stay]]
        true_one = written(stay[kept], diagnosed.code[at[kept]], mark=cast.mark)
        return joined(diagnosed.at(at, cast.mark, code=new, named=new), true_one)
