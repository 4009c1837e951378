"""F09 虚记费用: hours that a day does not have, treatment after discharge."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import charged
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_BY_THE_HOUR = ("心电监测", "氧气吸入", "微量泵输注")


@dataclass(frozen=True)
class InventedCharge(Scheme):
    """Who: hospitals. Monitoring and oxygen by the hour, more than there are hours; late lines.

    Care: the careful stay just below 24 hours a day on patients who needed none of it; the careless
    go above, and book treatment on days after discharge.
    """

    id: ClassVar[str] = "F09"
    zh: ClassVar[str] = "虚记费用"
    en: ClassVar[str] = "invented charges"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00031
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.12

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add hours to light stays, and lines after discharge at careless hosts."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.severity == 0)
        chosen = cast.choose(visits, able & (visits.days >= 3))
        careless = cast.care[visits.institution[chosen]] < 0.4
        hours = visits.days[chosen] * np.where(
            careless, rng.uniform(22, 32, len(chosen)), rng.uniform(12, 23, len(chosen))
        )
        named = catalogue.named(*_BY_THE_HOUR)
        item = named[rng.integers(0, len(named), len(chosen))]
        bills.add(bill(rng, cast.world, visits, chosen, item, np.rint(hours), cast.mark))
        treated = bills.of(chosen[careless], charged(catalogue, "05"))
        late = lines.take(treated[rng.random(len(treated)) < 0.35])
        after = visits.end[late.visit] + rng.integers(3 * 3600, 3 * DAY, late.count)
        bills.add(late.changed(time=after, wrong=late.amount, mark=cast.marks(late.count)))
