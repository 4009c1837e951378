"""U01 主诊断选择错误: a costlier disease is put first."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses, joined, written
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class WrongPrincipal(Scheme):
    """Who: hospitals under DRG. A heavier disease of the same organ becomes the principal one.

    The bill stays that of the true disease. Care: the careful keep the true one as secondary.
    """

    id: ClassVar[str] = "U01"
    zh: ClassVar[str] = "主诊断选择错误"
    en: ClassVar[str] = "wrong principal diagnosis"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0016
    hosts: ClassVar[float] = 0.14

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Rewrite the principal diagnosis of some medical stays."""
        heavier = _heavier()
        able = np.zeros(visits.count, dtype=bool)
        able[paid_by_case(cast.world, visits)] = True
        able &= visits.mark == NOBODY
        condition = np.where(able, visits.pathway - cast.world.pathways.of_kind[Kind.INPATIENT], 0)
        able &= np.array([len(h) > 0 for h in heavier])[condition]
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        at = np.flatnonzero(diagnosed.main & chosen[diagnosed.visit])
        stay = diagnosed.visit[at]
        new = np.array(
            [
                heavier[condition[visit]][turn % len(heavier[condition[visit]])]
                for visit, turn in zip(stay, cast.rng.integers(0, 1 << 20, len(stay)), strict=True)
            ],
            dtype=np.int64,
        )
        code, mark = diagnosed.code.copy(), diagnosed.mark.copy()
        code[at] = new
        mark[at] = cast.mark
        kept = cast.rng.random(len(at)) < 0.3 + 0.5 * cast.care[visits.institution[stay]]
        true_one = written(stay[kept], diagnosed.code[at[kept]], mark=cast.mark)
        bent = replace(diagnosed, code=code, named=code, mark=mark)
        return joined(bent, true_one)


def _heavier() -> list[list[int]]:
    """For each stay: diagnoses of the same system that lead to a group 1.25 to 3.5 as heavy."""
    table = codes()
    made: list[list[int]] = []
    for stay in stays():
        found: list[int] = []
        for other in stays():
            ratio = other.weight / stay.weight
            if stay.kind == other.kind == "M" and stay.system == other.system:
                places = [table.place[code] for code, _ in other.diagnoses]
                leads = [p for p in places if table.adrg[p] == stays().index(other)]
                found += leads if 1.25 <= ratio <= 3.5 else []
        made.append(found)
    return made
