"""G02 低标准入院: people whom a clinic could treat are admitted."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import pick
from features.settlement.province.conditions import stays
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.visits import Visits, together

_PRETEXTS = ("IU2", "FV2", "KS1", "GW1", "DS1", "FR4", "IT2")


@dataclass(frozen=True)
class LowThresholdStay(Scheme):
    """Who: small hospitals with empty beds. Light disease, three to five days, little treatment.

    Mostly the elderly of the neighbourhood. Care: careful places bill as much as a true stay.
    """

    id: ClassVar[str] = "G02"
    zh: ClassVar[str] = "低标准入院"
    en: ClassVar[str] = "low-threshold admission"
    usual: ClassVar[float] = 0.0026
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.TOWNSHIP, Role.REHABILITATION, Role.TCM)
    hosts: ClassVar[float] = 0.16

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add light stays at the hosts."""
        adrgs = [s.adrg for s in stays()]
        pretexts = np.array([adrgs.index(adrg) for adrg in _PRETEXTS], dtype=np.int64)
        condition = pretexts[pick(cast.rng, np.array([9, 4, 5, 5, 4, 4, 2.0]), cast.wanted)]
        days = cast.rng.integers(3, 6, cast.wanted)
        made = new_stays(cast, visits, condition, days, least_age=55)
        intensity = 0.40 + 0.35 * cast.care[made.institution]
        intensity *= np.exp(cast.rng.normal(0, 0.12, made.count))
        return together(visits, made.changed(intensity=intensity))
