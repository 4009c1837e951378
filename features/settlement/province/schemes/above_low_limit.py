"""U04 高靠: light cases are padded until they pass the low limit and earn the whole standard."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import mean_fees
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import adrgs
from features.settlement.province.visits import NOBODY, Visits, together

_FROM, _LIMIT, _MOST = 0.22, 0.40, 0.46  # cost as a share of the group's mean fee
_BROUGHT_IN = 0.5  # of the cases are new ones
_PADS = ("静脉输液", "血常规五分类", "肝功能十一项", "腹部彩色多普勒超声", "院内会诊费",
         "C反应蛋白测定")  # fmt: skip


@dataclass(frozen=True)
class AboveLowLimit(Scheme):
    """Who: hospitals under DRG that count. Cost comes out just above two fifths of the mean.

    Care: the careful go a little further above than the careless.
    """

    id: ClassVar[str] = "U04"
    zh: ClassVar[str] = "高靠分组"
    en: ClassVar[str] = "padded above the low limit"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.00025
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add stays that needed hardly any care, beside the light ones that are there anyhow."""
        many = round(cast.wanted * _BROUGHT_IN)
        condition = adrgs("IU2", "BR2", "FR3", "KS1", "ET1")[cast.rng.integers(0, 5, many)]
        days = cast.rng.integers(2, 4, many)
        made = new_stays(cast, visits, condition, days, least_age=50)
        return together(visits, made.changed(intensity=np.full(made.count, 0.2)))

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill cheap lines on stays below the limit until they are above it."""
        rng, catalogue = cast.rng, cast.world.catalogue
        stay = paid_by_case(cast.world, visits)
        stay = stay[(visits.mark[stay] == NOBODY) | (visits.mark[stay] == cast.mark)]
        mean = mean_fees(cast, visits, diagnosed, stay)
        share = bills.cost(stay) / np.maximum(mean, 1)
        able = np.zeros(visits.count, dtype=bool)
        light = (share >= _FROM) & (share < _LIMIT)
        own = visits.mark == cast.mark
        able[stay[light]] = True
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
        light_ones = cast.choose(visits, able & ~own, 1 - _BROUGHT_IN)
        chosen = np.union1d(light_ones, stay[own[stay] & (share < _LIMIT)])
        at = np.searchsorted(stay, chosen)
        care = cast.care[visits.institution[chosen]]
        aim = _LIMIT + 0.004 + (_MOST - _LIMIT) * rng.random(len(chosen)) * (0.2 + 0.8 * care)
        missing = (aim - share[at]) * mean[at] / 100.0  # yuan
        pads = catalogue.named(*_PADS)
        for turn in range(5):
            item = pads[rng.integers(0, len(pads), len(chosen))]
            price = catalogue.price[item] / 1e6
            part = missing / (5 - turn)
            units = np.minimum(np.ceil(part / price), 30.0)
            made = bill(rng, cast.world, visits, chosen, item, units, cast.mark)
            bills.add(made)
            paid = np.zeros(visits.count)
            np.add.at(paid, made.visit, made.amount / 1e4 * made.price / 1e6)
            missing = np.maximum(missing - paid[chosen], 0.0)
