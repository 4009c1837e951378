"""O04 超量开药: months of drugs in one prescription."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class OverSupply(Scheme):
    """Who: doctors of chronic programmes who please patients, more so before the year's quota ends.

    Two to four times the days that the rule allows, while the next refill comes as usual. Care: the
    careful go to twice the days only.
    """

    id: ClassVar[str] = "O04"
    zh: ClassVar[str] = "超量开药"
    en: ClassVar[str] = "over-supply of drugs"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00022
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.GENERAL, Role.PRIVATE)
    hosts: ClassVar[float] = 0.14
    rush: ClassVar[float] = 2.0

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Multiply the days of supply of some refills."""
        able = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY) & (visits.days >= 28)
        some = cast.choose(visits, able)
        bold = cast.rng.random(len(some)) > cast.care[visits.institution[some]]
        days, mark = visits.days.copy(), visits.mark.copy()
        days[some] *= np.where(bold, cast.rng.integers(3, 5, len(some)), 2)
        mark[some] = cast.mark
        return visits.changed(days=days, mark=mark)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Note what is above the rule's days as unlawful."""
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        drugs = bills.of(visit, cast.world.catalogue.drug)
        amount, days = bills.lines.amount[drugs], visits.days[bills.lines.visit[drugs]]
        lawful = np.where(days > 84, 28, days // 2) / days
        bills.change(drugs, cast.mark, wrong=np.rint(amount * (1 - lawful)).astype(np.int64))
