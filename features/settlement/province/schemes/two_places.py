"""F13 时空冲突: a borrowed card is billed for a stay while its owner lies in another hospital."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import take_at_most
from features.settlement.province.checks import Checks
from features.settlement.province.conditions import stays
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.unseen import unseen
from features.settlement.province.season import Kind, stay_hours
from features.settlement.province.visits import NOBODY, Visits, together, visits_of

_PRETEXTS = ("IU2", "FV2", "GW1", "BR2", "ET1", "KS1")


@dataclass(frozen=True)
class TwoPlacesAtOnce(Scheme):
    """Who: small hospitals holding cards. The planted claim is theirs; the other stay is honest.

    Care: none is possible, unless the two institutions never compare their days.
    """

    id: ClassVar[str] = "F13"
    zh: ClassVar[str] = "时空冲突"
    en: ClassVar[str] = "one person in two places"
    usual: ClassVar[float] = 0.00031
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add stays at the hosts that overlap honest stays elsewhere by two days or more."""
        rng, world = cast.rng, cast.world
        month = world.order.month_of(visits.settled_day)
        weight = cast.strength.sum(axis=0)[month]
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.days >= 5)
        able &= (weight > 0) & (visits.settled_day < world.order.last_day - 5)
        able &= visits.begin // DAY >= world.order.first_day
        other = take_at_most(rng, np.flatnonzero(able).astype(np.int64), cast.wanted)
        institution = np.zeros(len(other), dtype=np.int64)
        for n in np.unique(month[other]):
            some = np.flatnonzero(month[other] == n)
            column = cast.strength[:, n]
            institution[some] = rng.choice(len(column), len(some), p=column / column.sum())
        apart = institution != visits.institution[other]
        other, institution = other[apart], institution[apart]
        count = len(other)
        adrgs = [s.adrg for s in stays()]
        pretexts = np.array([adrgs.index(adrg) for adrg in _PRETEXTS], dtype=np.int64)
        condition = pretexts[rng.integers(0, len(pretexts), count)]
        first = visits.begin[other] // DAY + rng.integers(1, 3, count)
        days = rng.integers(3, 8, count)
        begin, end, settled = stay_hours(rng, first, first + days)
        made = visits_of(
            Kind.INPATIENT, visits.person[other], institution,
            world.pathways.of_kind[Kind.INPATIENT] + condition, begin, end, days,
            world.institutions.cost_level[institution] * np.exp(rng.normal(0, 0.2, count)),
        )  # fmt: skip
        inside = (first + days) <= world.order.last_day
        marks = np.full(count, cast.mark, dtype=np.int64)
        return together(visits, made.changed(settled=settled, mark=marks).take(inside))

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """Let rounds find empty beds."""
        return unseen(cast, visits, checked, admission=0.7, rounds=0.8)
