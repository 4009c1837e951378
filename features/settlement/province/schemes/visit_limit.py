"""P06 两病定额刷空: every visit ends at the same limit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import programmes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_LIMIT = 300.0  # yuan a visit
_LAST_DAYS = 6  # of a month, on which the rest is spent


@dataclass(frozen=True)
class VisitLimit(Scheme):
    """Who: clinics and township centres. Hypertension and diabetes, bills that end just at 300 yuan.

    Towards the end of each month. Care: the careful stop ten or twenty yuan before.
    """

    id: ClassVar[str] = "P06"
    zh: ClassVar[str] = "两病定额刷空"
    en: ClassVar[str] = "limits of the two diseases used up"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00022
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.CHRONIC_CLINIC)
    hosts: ClassVar[float] = 0.12

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Fill bills below the limit up to it, with the cheap drugs of the disease."""
        rng, world, catalogue = cast.rng, cast.world, cast.world.catalogue
        keys = [p.key for p in programmes()]
        both = np.array([keys.index("hypertension"), keys.index("diabetes")])
        able = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY)
        able &= np.isin(visits.pathway - world.pathways.of_kind[Kind.CHRONIC], both)
        starts = world.order.month_starts
        late = np.searchsorted(starts, visits.settled_day + _LAST_DAYS, side="right")
        able &= late > np.searchsorted(starts, visits.settled_day, side="right")
        able &= visits.begin // DAY >= world.order.first_day
        some = np.flatnonzero(able)
        able[some[bills.cost(some) > (_LIMIT - 40) * 100]] = False
        chosen = cast.choose(visits, able)
        care = cast.care[visits.institution[chosen]]
        aim = (
            _LIMIT
            - 0.5
            - np.where(rng.random(len(chosen)) < care, rng.uniform(5, 25, len(chosen)), 0)
        )
        for name, last in (("缬沙坦胶囊", False), ("盐酸二甲双胍片", True)):
            item = np.full(len(chosen), catalogue.place[name], dtype=np.int64)
            missing = aim - bills.cost(chosen) / 100
            units = np.floor(
                missing * (1.0 if last else 0.8) / (catalogue.price[item] * 1.04 / 1e6)
            )
            fits = np.flatnonzero(units >= 1)
            bills.add(bill(rng, world, visits, chosen[fits], item[fits], units[fits], cast.mark))
