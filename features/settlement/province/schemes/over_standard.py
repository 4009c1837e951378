"""O08 超标准收费: more days than the stay has, or a price above the limit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import QUANTITY, Lines
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
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
    usual: ClassVar[float] = 0.0026
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, billed: Lines) -> Lines:
        """Raise the days of ward lines and, at some, the price of consumables."""
        rng = cast.rng
        charge = np.array([item.charge for item in cast.world.catalogue.items])[billed.item]
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        bent = chosen[billed.visit] & (billed.mark == NOBODY)
        careful = cast.care[visits.institution[billed.visit]] > 0.45
        full = billed.amount >= (visits.days[billed.visit] * QUANTITY)
        ward = bent & np.isin(charge, ("01", "02", "07")) & full
        more = np.where(careful, 1, 1 + rng.integers(0, 4, billed.count)) * QUANTITY
        dear = bent & (charge == "08") & (billed.limit > 0) & ~careful
        dear &= rng.random(billed.count) < 0.5
        above = np.rint(billed.limit * rng.uniform(1.08, 1.6, billed.count) / 10_000)
        return billed.changed(
            amount=np.where(ward, billed.amount + more, billed.amount),
            price=np.where(dear, above.astype(np.int64) * 10_000, billed.price),
            wrong=np.where(ward, more, billed.wrong),
            mark=np.where(ward | dear, cast.mark, billed.mark),
        )
