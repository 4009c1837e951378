"""X03 性别录错: the settlement says another sex than the register."""

from dataclasses import dataclass
from typing import ClassVar

from features.settlement.province.chance import Whole
from features.settlement.province.slips.slip import Entries, Slip, plain
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class WrongSex(Slip):
    """A clerk at the counter keyed it in by hand."""

    id: ClassVar[str] = "X03"
    zh: ClassVar[str] = "性别录错"
    en: ClassVar[str] = "wrong sex keyed in"
    looks_like: ClassVar[tuple[str, ...]] = ("F01", "U01")
    rate: ClassVar[float] = 0.0003

    def in_entries(self, world: World, visits: Visits, entries: Entries) -> tuple[Entries, Whole]:
        """The other sex on some settlements."""
        some = self.some(self.chance(world), world, plain(visits))
        male = entries.male.copy()
        male[some] = ~male[some]
        return entries.changed(male=male), some
