"""U08 高码低编: a dear case is coded low, so that it is paid by its cost as a high outlier."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import MEAN_FEE, paid_by_case
from features.settlement.province.coding import codes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import led, mean_fees
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.visits import NOBODY, Visits

_HARMLESS = "E78.500"  # written in the place of what weighs


@dataclass(frozen=True)
class CodedLow(Scheme):
    """Who: large hospitals with dear cases. Complications vanish from the list, the cost stays.

    Above the outlier limit of the light group the rest is paid by item. Care: the careful keep below one in
    twenty of their cases.
    """

    id: ClassVar[str] = "U08"
    zh: ClassVar[str] = "高码低编"
    en: ClassVar[str] = "coded low to become an outlier"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0002
    hosts: ClassVar[float] = 0.20

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Take weight off the lists of dear stays, where that carries them over the limit."""
        stay = paid_by_case(cast.world, visits)
        condition = condition_of(cast.world, visits)
        lighter = led(cast.rng, condition[stay], 0.15, 0.87)
        fits = (visits.mark[stay] == NOBODY) & (lighter >= 0)
        stay, lighter = stay[fits], lighter[fits]
        new = np.full(visits.count, NOBODY, dtype=np.int64)
        new[stay] = lighter
        cost, mean = bills.cost(stay), mean_fees(cast, visits, diagnosed, stay)
        low = mean_fees(cast, visits, self._lightened(diagnosed, new, NOBODY), stay)
        able = np.zeros(visits.count, dtype=bool)
        most = low * np.where(low <= MEAN_FEE, 3.0, np.where(low <= 3 * MEAN_FEE, 2.0, 1.5))
        gain = 0.7 * (cost - most) - 1.12 * (mean - low)  # standards follow mean fees
        able[stay[(cost > 1.01 * most) & (gain > 0)]] = True
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        return self._lightened(diagnosed, np.where(chosen, new, NOBODY), cast.mark)

    def _lightened(self, diagnosed: Diagnoses, new: np.ndarray, mark: int) -> Diagnoses:
        """The diagnoses with a lighter principal one and no complication where `new` names one."""
        table = codes()
        bent = new[diagnosed.visit] >= 0
        heavy = bent & ~diagnosed.main & (table.severity[diagnosed.code] > 0)
        main = bent & diagnosed.main
        at = np.flatnonzero(main | heavy)
        code = np.where(main[at], new[diagnosed.visit[at]], table.place[_HARMLESS])
        return diagnosed.at(at, mark, code=code, named=code)
