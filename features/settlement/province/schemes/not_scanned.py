"""T02 有码不扫: boxes with a code leave unscanned."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.scanning import connected, traced
from features.settlement.province.scans import Event, Scans
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class NotScanned(Scheme):
    """Who: pharmacies and clinics that are connected and sell what they do not want traced.

    The share of coded drugs without a scan is high where peers scan nearly all. Care: the careful
    leave out the dear ones only.
    """

    id: ClassVar[str] = "T02"
    zh: ClassVar[str] = "有码不扫"
    en: ClassVar[str] = "codes not scanned"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.0003
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.10

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Mark lines of coded drugs at connected hosts."""
        coded, lines = traced(cast.world.catalogue), bills.lines
        able = np.zeros(visits.count, dtype=bool)
        able[lines.visit[coded[lines.item]]] = True
        able &= (visits.mark == NOBODY) & ~visits.of_kind(Kind.INPATIENT)
        able &= np.isin(cast.world.institutions.role[visits.institution], self.roles)
        able &= visits.settled_day >= connected(cast.world)[visits.institution]
        drugs = bills.of(cast.choose(visits, able), coded)
        bills.change(drugs, cast.mark, wrong=lines.amount[drugs])

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """Take away their scans."""
        del visits
        line = np.maximum(scanned.line, 0)
        sale = scanned.of(Event.SALE, Event.SALE_RETURN, Event.DELETE) & (scanned.line >= 0)
        return scanned.take(~(sale & (billed.mark[line] == cast.mark)))
