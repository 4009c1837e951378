"""F15 体检住院: a check-up billed as a stay."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import rounded, runs
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines, bill, stacked
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Scheme
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
    usual: ClassVar[float] = 0.0012
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

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, billed: Lines) -> Lines:
        """Swap treatment for a round of tests and scans, whatever the diagnosis."""
        items = cast.world.catalogue.items
        given = np.array([item.charge in {"05", "09", "11", "08"} for item in items])
        of_scheme = visits.mark[billed.visit] == cast.mark
        care = cast.care[visits.institution[billed.visit]]
        dropped = of_scheme & given[billed.item] & (cast.rng.random(billed.count) > 0.45 * care)
        stay = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
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
        tests = bill(
            cast.rng, cast.world, visits, stay[owner], item, np.ones(len(owner)), cast.mark
        )
        return stacked(billed.take(~dropped), tests)
