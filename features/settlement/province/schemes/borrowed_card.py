"""F04 冒名就医: a card of the family is used by another of its members."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.attendance import alive, beds, deaths
from features.settlement.province.chance import Truth, Whole
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import CLINICS, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class BorrowedCard(Scheme):
    """Who: families, with one employee's card for all; clinics that do not look at the photograph.

    What is treated belongs to another sex or another age, or to a disease that the owner does not
    have. Care: half of it fits the owner well enough.
    """

    id: ClassVar[str] = "F04"
    zh: ClassVar[str] = "冒名就医"
    en: ClassVar[str] = "impersonation"
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (*CLINICS, Role.GENERAL)
    hosts: ClassVar[float] = 0.14
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Let relatives settle some outpatient visits with the card of an employee."""
        owner = self._relatives(cast)[visits.person]
        people = cast.world.persons
        first = cast.world.pathways.of_kind[Kind.OUTPATIENT]
        able = visits.of_kind(Kind.OUTPATIENT) & (visits.mark == NOBODY) & (owner >= 0)
        owner = np.maximum(owner, 0)
        lying = beds(visits).during(owner, visits.begin // DAY) >= 0
        able &= ~lying & alive(visits.changed(person=owner), deaths(visits, people.count))
        reason = np.where(able, visits.pathway - first, 0)
        of_women = np.array([r.sex == "F" for r in reasons()])[reason]
        of_children = np.array([r.ages == "c" for r in reasons()])[reason]
        unlike = able & ((of_women & people.male[owner]) | (of_children & (people.age[owner] > 18)))
        used = np.concatenate(
            [cast.choose(visits, unlike, 0.6), cast.choose(visits, able & ~unlike, 0.4)]
        )
        person, mark = visits.person.copy(), visits.mark.copy()
        person[used] = owner[used]
        mark[used] = cast.mark
        return visits.changed(person=person, mark=mark)

    def _relatives(self, cast: Cast) -> Whole:
        """For each person without employee insurance an employee of the same family, else -1."""
        people = cast.world.persons
        adult: Truth = people.employee & (people.age >= 20) & (people.age < 60)
        card = np.full(int(people.family.max()) + 1, NOBODY, dtype=np.int64)
        card[people.family[adult]] = np.flatnonzero(adult)
        return np.where(adult, NOBODY, card[people.family])
