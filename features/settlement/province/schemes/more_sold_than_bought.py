"""T09 进销存不符: more boxes are sold than ever came in."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.scans import Scans
from features.settlement.province.schemes.boxes import arrivals_of, chosen_sales, marked
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class MoreSoldThanBought(Scheme):
    """Who: pharmacies and clinics that bill drugs nobody bought. Sales without purchase or stock.

    Care: the careful buy a part of what they bill.
    """

    id: ClassVar[str] = "T09"
    zh: ClassVar[str] = "进销存不符"
    en: ClassVar[str] = "more sold than bought"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.08

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """Take away the purchases of boxes that some sales scan."""
        del billed
        some = chosen_sales(cast, visits, scanned)
        keep = np.ones(scanned.count, dtype=bool)
        keep[arrivals_of(scanned, some)] = False
        return marked(cast, scanned, some).take(keep)
