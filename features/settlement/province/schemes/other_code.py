"""T03 码药不符: the code that is scanned belongs to another product."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.scanning import traced
from features.settlement.province.scans import Scans
from features.settlement.province.schemes.boxes import chosen_sales, marked
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class OtherCode(Scheme):
    """Who: pharmacies that hand out something else than they bill, and scan what they hand out.

    Care: the careful give another drug of about the same price.
    """

    id: ClassVar[str] = "T03"
    zh: ClassVar[str] = "码药不符"
    en: ClassVar[str] = "code of another product"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC)
    hosts: ClassVar[float] = 0.08

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """Put a cheaper product's number on the codes of some sales."""
        del billed
        catalogue = cast.world.catalogue
        some = chosen_sales(cast, visits, scanned)
        listed = np.flatnonzero(traced(catalogue)).astype(np.int64)
        listed = listed[np.argsort(catalogue.price[listed], kind="stable")]
        at = np.searchsorted(catalogue.price[listed], catalogue.price[scanned.item[some]])
        careful = cast.rng.random(len(some)) < cast.care[scanned.institution[some]]
        below = np.where(careful, 1, 1 + cast.rng.integers(0, 8, len(some)))
        other = listed[(at - below) % len(listed)]
        other = np.where(other == scanned.item[some], listed[(at + 1) % len(listed)], other)
        return marked(cast, scanned, some, product=other)
