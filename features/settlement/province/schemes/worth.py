"""Whether another principal diagnosis pays: only above the low limit a case earns its standard."""

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.chance import Truth, Whole
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import mean_fees
from features.settlement.province.visits import NOBODY, Visits

_LOW = 0.41  # of the mean fee of the group


def renamed(diagnosed: Diagnoses, principal: Whole, mark: int, *, named: bool) -> Diagnoses:
    """The diagnoses with another principal one on the visits where `principal` gives a code.

    With `named` the words change with the code; without it they stay.
    """
    at = np.flatnonzero(diagnosed.main & (principal[diagnosed.visit] >= 0))
    code = principal[diagnosed.visit[at]]
    if named:
        return diagnosed.at(at, mark, code=code, named=code)
    return diagnosed.at(at, mark, code=code)


def pays(cast: Cast, visits: Visits, diagnosed: Diagnoses, principal: Whole, bills: Bills) -> Truth:
    """Which honest stays under DRG would earn more with the principal diagnosis given for them."""
    stay = paid_by_case(cast.world, visits)
    fits = (visits.mark[stay] == NOBODY) & (principal[stay] >= 0)
    stay = stay[fits]
    now = mean_fees(cast, visits, diagnosed, stay)
    then = mean_fees(cast, visits, renamed(diagnosed, principal, NOBODY, named=True), stay)
    able = np.zeros(visits.count, dtype=bool)
    able[stay[(then > now) & (bills.cost(stay) > _LOW * then)]] = True
    able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
    return able
