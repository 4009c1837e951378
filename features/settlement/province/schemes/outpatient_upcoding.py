"""P02 APG 高套: a dressing becomes a procedure, and the visit moves to a dearer class."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.single_tests import SMALL_PROCEDURES, SMALL_REASONS
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class OutpatientUpcoding(Scheme):
    """Who: outpatient departments in areas that pay by APG points. Local anaesthesia on paper.

    The share of procedures jumps at the host, its other lines stay as they were. Care: the careful
    keep to wounds and skin, where procedures are usual.
    """

    id: ClassVar[str] = "P02"
    zh: ClassVar[str] = "门诊病例高套"
    en: ClassVar[str] = "outpatient class upcoded"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00026
    roles: ClassVar[tuple[Role, ...]] = (Role.CLINIC, Role.TOWNSHIP, Role.PRIVATE, Role.GENERAL)
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill a small procedure on medical visits."""
        rng, world = cast.rng, cast.world
        pays = world.geography.pays_by_apg()[world.institutions.area[visits.institution]]
        able = visits.of_kind(Kind.OUTPATIENT) & (visits.mark == NOBODY) & ~visits.emergency & pays
        first = world.pathways.of_kind[Kind.OUTPATIENT]
        usual = np.array([r.code in SMALL_REASONS for r in reasons()])
        fits = usual[np.where(able, visits.pathway - first, 0)]
        careful = cast.care[visits.institution] > 0.5
        chosen = cast.choose(visits, able & (fits | ~careful))
        listed = world.catalogue.named(*SMALL_PROCEDURES)
        item = listed[rng.integers(0, len(listed), len(chosen))]
        bills.add(bill(rng, world, visits, chosen, item, np.ones(len(chosen)), cast.mark))
