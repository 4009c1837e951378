"""G11 床日延长: where beds are paid by the day, patients stay longer than they need."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import QUANTITY
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import charged, untouched
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class StretchedDays(Scheme):
    """Who: psychiatric and rehabilitation hospitals. Half as many days again, with little care.

    Drugs and treatments are as for the shorter stay. Care: only single stays of a person are
    stretched, so no two of them meet.
    """

    id: ClassVar[str] = "G11"
    zh: ClassVar[str] = "床日延长"
    en: ClassVar[str] = "bed-days stretched"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00025
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.PSYCHIATRIC, Role.REHABILITATION)
    hosts: ClassVar[float] = 0.50

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Admit some patients earlier than they came."""
        stay = visits.of_kind(Kind.INPATIENT)
        times = np.bincount(visits.person[stay], minlength=cast.world.persons.count)
        able = stay & untouched(visits) & (visits.days >= 6) & (times[visits.person] == 1)
        able &= np.isin(cast.world.institutions.role[visits.institution], self.roles)
        some = cast.choose(visits, able)
        more = visits.days[some] // 2
        begin, days, mark = visits.begin.copy(), visits.days.copy(), visits.mark.copy()
        intensity = visits.intensity.copy()
        begin[some] -= more * DAY
        intensity[some] *= days[some] / (days[some] + more)
        days[some] += more
        mark[some] = cast.mark
        return visits.changed(begin=begin, days=days, mark=mark, intensity=intensity)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Note the third of the ward's days that was not needed."""
        stay = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        ward = bills.of(stay, charged(cast.world.catalogue, "01", "02", "07"))
        amount = bills.lines.amount[ward]
        bills.change(ward, cast.mark, wrong=amount // (3 * QUANTITY) * QUANTITY)
