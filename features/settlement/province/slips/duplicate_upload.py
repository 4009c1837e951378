"""X01 重复上传: a settlement is sent again under a new number."""

from dataclasses import dataclass
from typing import ClassVar

from features.settlement.province.bills import Bills
from features.settlement.province.season import Kind
from features.settlement.province.slips.copies import billed_alike, with_copies
from features.settlement.province.slips.slip import Slip, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class DuplicateUpload(Slip):
    """The line broke before the answer came, and the interface sent it again."""

    id: ClassVar[str] = "X01"
    zh: ClassVar[str] = "重复上传"
    en: ClassVar[str] = "duplicate upload"
    looks_like: ClassVar[tuple[str, ...]] = ("O07", "P01")
    rate: ClassVar[float] = 0.0004

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """Copies of outpatient and pharmacy settlements, seconds to minutes later."""
        rng = self.chance(world)
        some = self.some(rng, world, plain(visits) & ~visits.of_kind(Kind.INPATIENT))
        return with_copies(visits, some, rng.integers(15, 900, len(some)), mark)

    def in_bills(self, visits: Visits, bills: Bills, mark: int) -> None:
        """The copies bear the lines of their originals."""
        billed_alike(bills, visits, mark)
