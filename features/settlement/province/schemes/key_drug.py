"""O14 无指征用药、耗材超常: monitored drugs and dear consumables for everybody."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.more_lines import days_of
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_DRUGS = ("注射用脑蛋白水解物", "注射用复合辅酶", "胸腺法新注射液", "复方维生素注射液",
          "银杏叶提取物注射液", "混合糖电解质注射液", "参麦注射液", "血塞通注射液")  # fmt: skip
_CONSUMABLES = ("止血纱", "医用胶原蛋白海绵", "切口保护套", "超声刀头")


@dataclass(frozen=True)
class KeyDrug(Scheme):
    """Who: hospitals that a salesman visits. Two auxiliary drugs run through all wards.

    In operated stays a dear consumable as well, several pieces. Care: the careful keep to wards
    where it is not absurd.
    """

    id: ClassVar[str] = "O14"
    zh: ClassVar[str] = "重点药品耗材无指征使用"
    en: ClassVar[str] = "key drugs and consumables without need"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00043
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill the host's drugs by the day, and its consumable with operations."""
        rng, catalogue = cast.rng, cast.world.catalogue
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.days >= 3)
        chosen = cast.choose(visits, able)
        drugs, extras = catalogue.named(*_DRUGS), catalogue.named(*_CONSUMABLES)
        host = visits.institution[chosen]
        for turn in (1, 4):
            item = drugs[(host * 5 + turn) % len(drugs)]
            units = days_of(cast, visits, chosen, 0.8, 1.0) * np.maximum(catalogue.a_day[item], 2.0)
            bills.add(bill(rng, cast.world, visits, chosen, item, np.rint(units), cast.mark,
                           insist=True))  # fmt: skip
        operated = np.array([s.kind == "S" for s in stays()])[condition_of(cast.world, visits)]
        cut = chosen[operated[chosen]]
        item = extras[(visits.institution[cut] * 3) % len(extras)]
        pieces = rng.integers(1, 4, len(cut)).astype(np.float64)
        bills.add(bill(rng, cast.world, visits, cut, item, pieces, cast.mark))
