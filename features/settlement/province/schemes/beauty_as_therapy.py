"""F07 串换项目: covered therapy is billed for beauty care."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together

_BILLED = ("中频脉冲电治疗", "红外线照射", "超短波治疗", "推拿治疗")


@dataclass(frozen=True)
class BeautyAsTherapy(Scheme):
    """Who: clinics and private hospitals with a beauty room. Women of working age, skin diseases.

    Physiotherapy in a skin department, several units a visit. Care: the careless list their own
    name of what they did beside the code of what they bill; the careful do not.
    """

    id: ClassVar[str] = "F07"
    zh: ClassVar[str] = "串换诊疗项目"
    en: ClassVar[str] = "service swapping"
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (Role.CLINIC, Role.PRIVATE, Role.TCM)
    hosts: ClassVar[float] = 0.12
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add visits to the beauty room."""
        rng, people = cast.rng, cast.world.persons
        institution, day = cast.openings(cast.wanted, Kind.OUTPATIENT)
        women = ~people.male & (people.age >= 22) & (people.age < 56)
        person = neighbours(cast, institution, women, thirst=np.where(people.employee, 1.3, 0.3))
        codes = [r.code for r in reasons()]
        skin = np.array([codes.index("L20.900"), codes.index("L50.900")], dtype=np.int64)
        begin = day * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(day))
        made = new_visits(
            cast, visits, Kind.OUTPATIENT, person, institution,
            skin[rng.integers(0, 2, len(day))], begin, rng.choice([3, 5, 7], len(day)),
        )  # fmt: skip
        return together(visits, made)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Leave the consultation; bill units of physiotherapy for the rest."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        told = np.array([item.charge not in {"02", "12"} for item in catalogue.items])
        bills.drop(bills.of(visit, told))
        therapy = catalogue.named(*_BILLED)
        first = rng.integers(0, len(therapy), len(visit))
        for n in range(2):
            item = therapy[(first + n) % len(therapy)]
            units = rng.integers(2, 6, len(visit)).astype(np.float64)
            bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
