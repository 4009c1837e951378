"""O08 超标准收费: more days than the stay has, or a price above the limit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import QUANTITY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import charged
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class OverStandardCharge(Scheme):
    """Who: hospitals. Beds, rounds and nursing for more days than there were; dear consumables.

    Care: the careful add one day only, and keep to the price limit.
    """

    id: ClassVar[str] = "O08"
    zh: ClassVar[str] = "超标准收费"
    en: ClassVar[str] = "charging above the standard"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.003
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Raise the days of ward lines and, at some, the price of consumables."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY)
        chosen = cast.choose(visits, able)
        ward = bills.of(chosen, charged(catalogue, "01", "02", "07"))
        ward = ward[lines.amount[ward] >= visits.days[lines.visit[ward]] * QUANTITY]
        careful = cast.care[visits.institution[lines.visit[ward]]] > 0.45
        more = np.where(careful, 1, 1 + rng.integers(0, 4, len(ward))) * QUANTITY
        bills.change(ward, cast.mark, amount=lines.amount[ward] + more, wrong=more)
        dear = bills.of(chosen, charged(catalogue, "08"))
        careful = cast.care[visits.institution[lines.visit[dear]]] > 0.45
        dear = dear[(lines.limit[dear] > 0) & ~careful & (rng.random(len(dear)) < 0.5)]
        above = np.rint(lines.limit[dear] * rng.uniform(1.08, 1.6, len(dear)) / 10_000)
        bills.change(dear, cast.mark, price=above.astype(np.int64) * 10_000)
