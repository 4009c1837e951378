"""X11 小数点错位: quantity and price are out by a factor of ten, and the amount is right."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines
from features.settlement.province.slips.slip import Slip
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class ShiftedDecimal(Slip):
    """The unit is a box at one end of the interface and a tenth of it at the other."""

    id: ClassVar[str] = "X11"
    zh: ClassVar[str] = "小数点错位"
    en: ClassVar[str] = "decimal point shifted"
    looks_like: ClassVar[tuple[str, ...]] = ("O08", "O04")
    rate: ClassVar[float] = 0.0008

    def in_lines(
        self, world: World, visits: Visits, billed: Lines, mark: int
    ) -> tuple[Lines, Whole]:
        """Ten times the quantity at a tenth of the price, where that comes out even."""
        del visits, mark
        able = (billed.mark == NOBODY) & (billed.price % 1_000 == 0)
        some = self.some(self.chance(world), world, able)
        amount, price = billed.amount.copy(), billed.price.copy()
        amount[some] *= 10
        price[some] //= 10
        return billed.changed(amount=amount, price=price), some.astype(np.int64)
