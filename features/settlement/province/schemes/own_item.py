"""O10 串换收费、自立项目: an item of the hospital's own is billed under a covered code."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.more_lines import days_of
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_UNDER = ("特级护理", "压力性损伤护理", "营养评估", "院内会诊费")


@dataclass(frozen=True)
class OwnItem(Scheme):
    """Who: hospitals. Heating, companions, documents: no fund covers them, so another code is used.

    The hospital's own name beside the national one is of something else. Care: the careful give it
    the national name; then only its frequency is odd.
    """

    id: ClassVar[str] = "O10"
    zh: ClassVar[str] = "自立项目、串换收费"
    en: ClassVar[str] = "self-made items under covered codes"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00031
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.10

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill the host's stand-in code by the day."""
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.days >= 2)
        chosen = cast.choose(visits, able)
        listed = cast.world.catalogue.named(*_UNDER)
        item = listed[(visits.institution[chosen] * 3) % len(listed)]
        units = np.minimum(days_of(cast, visits, chosen, 0.4, 1.0), 8.0)
        bills.add(bill(cast.rng, cast.world, visits, chosen, item, units, cast.mark))
