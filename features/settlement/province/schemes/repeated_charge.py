"""O07 重复收费: the same service is billed twice on the same day."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines, stacked
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class RepeatedCharge(Scheme):
    """Who: hospitals of every level. One to four service lines appear again, minutes later.

    Care: the careful repeat small lines only.
    """

    id: ClassVar[str] = "O07"
    zh: ClassVar[str] = "重复收费"
    en: ClassVar[str] = "repeated charging"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.0026
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.16

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, billed: Lines) -> Lines:
        """Bill some service lines again on the same day."""
        charge = np.array([item.charge for item in cast.world.catalogue.items])
        service = np.isin(charge, ("03", "04", "05"))[billed.item] & (billed.mark == NOBODY)
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able, share=0.8)] = True
        outside = visits.of_kind(Kind.OUTPATIENT) & (visits.mark == NOBODY)
        chosen[cast.choose(visits, outside, share=0.2)] = True
        candidates = np.flatnonzero(service & chosen[billed.visit])
        stay = visits.kind[billed.visit[candidates]] == Kind.INPATIENT
        repeated = candidates[cast.rng.random(len(candidates)) < np.where(stay, 0.22, 0.8)]
        again = billed.take(repeated)
        end = visits.end[again.visit]
        again = again.changed(
            time=np.minimum(again.time + cast.rng.integers(60, 1_800, again.count), end),
            wrong=again.amount,
            mark=np.full(again.count, cast.mark, dtype=np.int64),
        )
        return stacked(billed, again)
