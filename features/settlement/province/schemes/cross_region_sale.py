"""T04 逆流、跨区销售: a box bought by one institution is sold by another."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.scans import Scans
from features.settlement.province.schemes.boxes import arrivals_of, chosen_sales, marked
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class CrossRegionSale(Scheme):
    """Who: pharmacies that buy back drugs from travellers. The box came into another's stock.

    Bought in another county, sold here without a purchase of its own. Care: none is possible once
    both sides are scanned.
    """

    id: ClassVar[str] = "T04"
    zh: ClassVar[str] = "逆流与跨区销售"
    en: ClassVar[str] = "box bought elsewhere"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC)
    hosts: ClassVar[float] = 0.08

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """Let the boxes of some sales have come in at an institution of another area."""
        del billed
        some = chosen_sales(cast, visits, scanned)
        scanned = marked(cast, scanned, some)
        came = arrivals_of(scanned, some)
        institution = scanned.institution.copy()
        institution[came] = self._far(cast, scanned.institution[came])
        return scanned.changed(institution=institution)

    def _far(self, cast: Cast, host: Whole) -> Whole:
        """A pharmacy or township centre of another area for each host."""
        places = cast.world.institutions
        among = places.among(Role.PHARMACY, Role.TOWNSHIP)
        chosen = among[cast.rng.integers(0, len(among), len(host))]
        for _ in range(4):
            same = places.area[chosen] == places.area[host]
            again = among[cast.rng.integers(0, len(among), len(host))]
            chosen = np.where(same, again, chosen)
        return chosen
