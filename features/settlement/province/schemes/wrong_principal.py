"""U01 主诊断选择错误: a costlier disease is put first."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses, joined, written
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import led
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.schemes.worth import pays, renamed
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
    usual: ClassVar[float] = 0.0015
    hosts: ClassVar[float] = 0.14

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Rewrite the principal diagnosis of some medical stays."""
        condition = condition_of(cast.world, visits)
        heavier = led(cast.rng, condition, *_RATIO)
        able = pays(cast, visits, diagnosed, heavier, bills)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        stay = diagnosed.visit[diagnosed.main & chosen[diagnosed.visit]]
        was = diagnosed.code[diagnosed.main & chosen[diagnosed.visit]]
        kept = cast.rng.random(len(stay)) < 0.3 + 0.5 * cast.care[visits.institution[stay]]
        true_one = written(stay[kept], was[kept], mark=cast.mark)
        heavier = np.where(chosen, heavier, NOBODY)
        return joined(renamed(diagnosed, heavier, cast.mark, named=True), true_one)
