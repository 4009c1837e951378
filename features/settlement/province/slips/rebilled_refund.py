"""X02 退费重结: a settlement is taken back and the right one is booked as a new claim."""

from dataclasses import dataclass
from typing import ClassVar

from features.settlement.province.bills import Bills
from features.settlement.province.season import Kind
from features.settlement.province.slips.copies import billed_alike, with_copies
from features.settlement.province.slips.slip import Slip, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class RebilledRefund(Slip):
    """A wrong item or the wrong card was used; cashiers settle anew, and take back the first later."""

    id: ClassVar[str] = "X02"
    zh: ClassVar[str] = "退费重结"
    en: ClassVar[str] = "refund booked as a new claim"
    looks_like: ClassVar[tuple[str, ...]] = ("P01", "O07")
    rate: ClassVar[float] = 0.0005

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """New claims minutes to hours after the old ones, which `refunds.py` takes back."""
        rng = self.chance(world)
        some = self.some(rng, world, plain(visits) & ~visits.of_kind(Kind.INPATIENT))
        return with_copies(visits, some, rng.integers(600, 14_400, len(some)), mark)

    def in_bills(self, visits: Visits, bills: Bills, mark: int) -> None:
        """The new claim bears the lines of the old one."""
        billed_alike(bills, visits, mark)
