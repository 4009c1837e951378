"""O02 过度诊疗: a whole department gets the same set of therapies."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.more_lines import days_of
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_THERAPIES = ("针灸治疗", "中频脉冲电治疗", "红外线照射", "超短波治疗", "推拿治疗", "雾化吸入",
              "营养评估", "氧气吸入")  # fmt: skip


@dataclass(frozen=True)
class StandardSet(Scheme):
    """Who: hospitals where a department's income counts. Three therapies for everyone, every day.

    Which ones depends on the host, not on the disease. Care: the careful give them every other day.
    """

    id: ClassVar[str] = "O02"
    zh: ClassVar[str] = "过度诊疗"
    en: ClassVar[str] = "therapies for everyone"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00037
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.12

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add the host's set to its stays."""
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.days >= 3)
        chosen = cast.choose(visits, able)
        listed = cast.world.catalogue.named(*_THERAPIES)
        host = visits.institution[chosen]
        rate = 1.0 - 0.5 * cast.care[host]
        for n in range(3):
            item = listed[(host * 5 + n * 3) % len(listed)]
            units = np.rint(days_of(cast, visits, chosen, 0.7, 1.0) * rate)
            bills.add(bill(cast.rng, cast.world, visits, chosen, item,
                           np.maximum(units, 1.0), cast.mark))  # fmt: skip
