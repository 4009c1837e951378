"""X15 手术编码错误: an operation of another organ is coded, and the case reaches no group (QY)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.papers import Papers
from features.settlement.province.slips.slip import Slip, plain
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class WrongOperation(Slip):
    """The coder took the line above or below in the list; the group is ambiguous."""

    id: ClassVar[str] = "X15"
    zh: ClassVar[str] = "手术编码错误"
    en: ClassVar[str] = "operation of another organ coded"
    looks_like: ClassVar[tuple[str, ...]] = ("U03",)
    rate: ClassVar[float] = 0.0005

    def in_papers(self, world: World, visits: Visits, shown: Papers) -> tuple[Papers, Whole]:
        """Operations of another major category on some lists."""
        rng = self.chance(world)
        operated = plain(visits) & (shown.operation >= 0) & (shown.mark == NOBODY)
        some = self.some(rng, world, operated)
        category = np.array([s.mdc for s in stays()])[codes().operation_adrg]
        drawn = rng.integers(0, len(category), (8, len(some)))
        other = category[drawn] != category[shown.operation[some]]
        other &= category[drawn] != "A"
        written = drawn[np.argmax(other, axis=0), np.arange(len(some))]
        operation = shown.operation.copy()
        operation[some] = written
        return shown.changed(operation=operation), some
