"""O09 分解收费: a panel is billed, and its parts beside it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import only
from features.settlement.province.season import Kind
from features.settlement.province.single_tests import PANELS
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class ComponentCharge(Scheme):
    """Who: hospitals. The parts of a panel are billed on the day of the panel.

    Honest laboratories bill a part alone, to follow one value. Care: the careful bill one part.
    """

    id: ClassVar[str] = "O09"
    zh: ClassVar[str] = "分解收费"
    en: ClassVar[str] = "parts billed beside the whole"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00037
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add parts of the panels that are on some bills, at the panel's time."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        panels = catalogue.named(*PANELS)
        able = np.zeros(visits.count, dtype=bool)
        able[lines.visit[only(catalogue, panels)[lines.item]]] = True
        stay = visits.of_kind(Kind.INPATIENT)
        able &= visits.mark == NOBODY
        chosen = np.concatenate(
            [cast.choose(visits, able & stay, 0.8), cast.choose(visits, able & ~stay, 0.2)]
        )
        for panel, parts in PANELS.items():
            whole = lines.take(bills.of(chosen, only(catalogue, catalogue.named(panel))))
            listed = catalogue.named(*parts)
            care = cast.care[visits.institution[whole.visit]]
            for n, part in enumerate(listed):
                some = (n == 0) | (rng.random(whole.count) < 0.8 - 0.8 * care)
                of = whole.take(some)
                item = np.full(of.count, part, dtype=np.int64)
                made = bill(rng, cast.world, visits, of.visit, item, of.amount / 1e4, cast.mark)
                bills.add(made.changed(time=of.time, doctor=of.doctor))
