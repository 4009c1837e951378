"""P04 签约服务不足: those who are signed are seen elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import pick
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import untouched
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_SENT_AWAY = 0.8  # of the visits of signed heads


@dataclass(frozen=True)
class UnservedHeads(Scheme):
    """Who: grass-roots institutions paid by the head that keep the money and send people away.

    No claim shows it: the visits of signed heads are at hospitals, and there they are honest. Care:
    the careful keep half of those whom the others send away.
    """

    id: ClassVar[str] = "P04"
    zh: ClassVar[str] = "签约服务不足"
    en: ClassVar[str] = "signed heads sent elsewhere"
    basis: ClassVar[Basis] = Basis.NONE
    usual: ClassVar[float] = 0.0001
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP,)
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Move outpatient visits of signed heads from the hosts to hospitals."""
        rng, world = cast.rng, cast.world
        host, month = visits.institution, world.order.month_of(visits.settled_day)
        signed = world.signing.on(visits.person, visits.begin // DAY)
        signed &= world.signing.institution[visits.person] == host
        at_work = (cast.strength > 0)[host, month]
        gentle = 1 - 0.5 * cast.care[host]
        sent = visits.of_kind(Kind.OUTPATIENT) & untouched(visits) & signed & at_work
        sent &= rng.random(visits.count) < _SENT_AWAY * gentle
        some = np.flatnonzero(sent)
        places = world.institutions
        weight = places.size * np.isin(places.role, (Role.GENERAL, Role.TCM)) * (places.group >= 2)
        institution, doctor = visits.institution.copy(), visits.doctor.copy()
        institution[some] = pick(rng, weight, len(some))
        doctor[some] = NOBODY
        return visits.changed(institution=institution, doctor=doctor)
