"""P03 签约人头挑选: the sick are taken off the list, the healthy are put on it."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.signing import Signing

_TAKEN_OFF = 0.45  # of the sick heads of a host
_PUT_ON = 0.35  # of the healthy people near by who are not signed yet


@dataclass(frozen=True)
class HealthyHeads(Scheme):
    """Who: grass-roots institutions paid by the head. No claim shows it, the list of heads does.

    People with two chronic diseases end within the year, young and healthy ones begin. Care: the
    careful do it to half as many.
    """

    id: ClassVar[str] = "P03"
    zh: ClassVar[str] = "签约人头挑选"
    en: ClassVar[str] = "choosing healthy heads"
    basis: ClassVar[Basis] = Basis.NONE
    usual: ClassVar[float] = 0.0001
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP,)
    hosts: ClassVar[float] = 0.12

    def bend_signing(self, cast: Cast, signed: Signing) -> Signing:
        """End the sign-ups of sick heads of the hosts, begin those of healthy neighbours."""
        rng, people, order = cast.rng, cast.world.persons, cast.world.order
        institution, begin, end = (a.copy() for a in (signed.institution, signed.begin, signed.end))
        sick = people.conditions.sum(axis=1)
        for host in cast.hosts:
            gentle = 1 - 0.5 * cast.care[host]
            months = np.flatnonzero(cast.strength[host] > 0)
            first = int(order.month_starts[months[0]])
            heads = np.flatnonzero(
                (institution == host) & (sick >= 2) & (end == 0) & (begin < first)
            )
            off = heads[rng.random(len(heads)) < _TAKEN_OFF * gentle]
            end[off] = rng.integers(first, order.last_day + 1, len(off))
            near = people.area == cast.world.institutions.area[host]
            free = np.flatnonzero(near & (institution < 0) & (sick == 0) & (people.age >= 15))
            many = min(len(free), round(len(off) * _PUT_ON / _TAKEN_OFF) + 1)
            on = rng.choice(free, many, replace=False)
            institution[on] = host
            begin[on] = rng.integers(first, order.last_day + 1, many)
        return replace(signed, institution=institution, begin=begin, end=end)
