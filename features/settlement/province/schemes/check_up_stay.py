"""F15 体检住院: a check-up billed as a stay."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import rounded, runs
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import charged
from features.settlement.province.visits import Visits, together

_PRETEXTS = ("FV2", "FR4", "DS1", "IU2", "GW1")


@dataclass(frozen=True)
class CheckUpStay(Scheme):
    """Who: hospitals with idle machines. Two to four days of tests of every organ, no treatment.

    Care: the careful bill some infusions and leave out what fits the diagnosis least.
    """

    id: ClassVar[str] = "F15"
    zh: ClassVar[str] = "体检住院"
    en: ClassVar[str] = "check-up billed as a stay"
    usual: ClassVar[float] = 0.0011
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.GENERAL, Role.TCM)
    hosts: ClassVar[float] = 0.14

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add short stays of employees in their working years at the hosts."""
        adrgs = [s.adrg for s in stays()]
        pretexts = np.array([adrgs.index(adrg) for adrg in _PRETEXTS], dtype=np.int64)
        condition = pretexts[cast.rng.integers(0, len(pretexts), cast.wanted)]
        days = cast.rng.integers(2, 5, cast.wanted)
        made = new_stays(cast, visits, condition, days, least_age=35)
        return together(visits, made.changed(intensity=np.full(made.count, 0.5)))

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Swap treatment for a round of tests and scans, whatever the diagnosis."""
        catalogue = cast.world.catalogue
        items = catalogue.items
        stay = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        given = bills.of(stay, charged(catalogue, "05", "08", "09", "11"))
        care = cast.care[visits.institution[bills.lines.visit[given]]]
        bills.drop(given[cast.rng.random(len(given)) > 0.45 * care])
        panel = np.array(
            [n for n, item in enumerate(items)
             if item.charge in {"03", "04"} and item.use != "e" and item.price < 500
             and item.systems not in {"W", "P"}],
            dtype=np.int64,
        )  # fmt: skip
        many = rounded(cast.rng, 16 - 6 * cast.care[visits.institution[stay]])
        owner, place = runs(many)
        start = cast.rng.integers(0, len(panel), len(stay))
        item = panel[(start[owner] + place * 5) % len(panel)]
        bills.add(
            bill(cast.rng, cast.world, visits, stay[owner], item, np.ones(len(owner)), cast.mark)
        )
