"""G09 特例单议滥用: ordinary dear cases are put forward for payment by item."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.papers import Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import mean_fees
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class SpecialCase(Scheme):
    """Who: hospitals that fill their share of applications every month, with whatever lost money.

    The cases are dear, not special: one and a half to three times the mean. Care: none is needed,
    the application is lawful.
    """

    id: ClassVar[str] = "G09"
    zh: ClassVar[str] = "特例单议滥用"
    en: ClassVar[str] = "special-case payment abused"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0002
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.GENERAL, Role.TCM, Role.PRIVATE, Role.CANCER)
    hosts: ClassVar[float] = 0.25

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Put dear cases forward that are no outliers."""
        stay = paid_by_case(cast.world, visits)
        stay = stay[visits.mark[stay] == NOBODY]
        ratio = bills.cost(stay) / np.maximum(mean_fees(cast, visits, diagnosed, stay), 1)
        able = np.zeros(visits.count, dtype=bool)
        able[stay[(ratio > 1.5) & (ratio < 3.0)]] = True
        return papers.at(cast.choose(visits, able), cast.mark, special=True)
