"""O07 重复收费: the same service is billed twice on the same day."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import charged
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
    usual: ClassVar[float] = 0.003
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.16

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill some service lines again on the same day."""
        honest = visits.mark == NOBODY
        inside = cast.choose(visits, visits.of_kind(Kind.INPATIENT) & honest, share=0.8)
        outside = cast.choose(visits, visits.of_kind(Kind.OUTPATIENT) & honest, share=0.2)
        service = charged(cast.world.catalogue, "03", "04", "05")
        candidates = bills.of(np.concatenate([inside, outside]), service)
        stay = visits.kind[bills.lines.visit[candidates]] == Kind.INPATIENT
        repeated = candidates[cast.rng.random(len(candidates)) < np.where(stay, 0.22, 0.8)]
        again = bills.lines.take(repeated)
        end = visits.end[again.visit]
        again = again.changed(
            time=np.minimum(again.time + cast.rng.integers(60, 1_800, again.count), end),
            wrong=again.amount,
            mark=np.full(again.count, cast.mark, dtype=np.int64),
        )
        bills.add(again)
