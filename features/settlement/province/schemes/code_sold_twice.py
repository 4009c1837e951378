"""T01 追溯码重复结算: the code of a box is settled again and again."""

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
class CodeSoldTwice(Scheme):
    """Who: pharmacies and clinics that keep a few boxes, or buy back what was sold with the fund.

    The code of an earlier sale of the drug is scanned for other people. Care: the careful take the
    code of another shop of theirs or a long time ago; the careless the same box all month.
    """

    id: ClassVar[str] = "T01"
    zh: ClassVar[str] = "追溯码重复结算"
    en: ClassVar[str] = "traceability code sold twice"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00026
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.10

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """Put the code of another sold box of the drug on some sales."""
        del billed
        again = chosen_sales(cast, visits, scanned)
        drug = scanned.item[again]
        near = scanned.institution[again] * 100_000 + drug
        careful = cast.rng.random(len(again)) < cast.care[scanned.institution[again]]
        box, product = scanned.box.copy(), scanned.product.copy()
        bent = np.zeros(len(again), dtype=bool)
        for key in np.unique(np.where(careful, -drug - 1, near)):
            group = np.flatnonzero(np.where(careful, -drug - 1, near) == key)
            if len(group) < 2:
                group = np.flatnonzero(drug == drug[group[0]])
            if len(group) < 2:
                continue
            first = group[np.argmin(scanned.time[again[group]])]
            others = group[group != first]
            box[again[others]] = scanned.box[again[first]]
            product[again[others]] = scanned.product[again[first]]
            bent[others] = True
        gone = arrivals_of(scanned, again[bent])  # these boxes were never there
        made = marked(
            cast, scanned, again[bent], box=box[again[bent]], product=product[again[bent]]
        )
        keep = np.ones(made.count, dtype=bool)
        keep[gone] = False
        return made.take(keep)
