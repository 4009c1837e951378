"""F11 倒卖回流药: a few people tour institutions for the same costly drugs and sell them."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import pick, runs
from features.settlement.province.conditions import programmes
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.collecting import collecting
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.visits import Visits, together

_WORTH_SELLING = ("diabetes", "copd", "coronary", "rheumatoid", "hepatitis")
_A_MONTH = 5  # further prescriptions of a traveller in a month on tour


@dataclass(frozen=True)
class TouringForDrugs(Scheme):
    """Who: rings of chronic patients. A month's supply each at four to six places within days.

    The place that a patient always uses sees nothing odd. Care: they change places from month to
    month and rest for some months.
    """

    id: ClassVar[str] = "F11"
    zh: ClassVar[str] = "倒卖回流药"
    en: ClassVar[str] = "touring for drugs to resell"
    usual: ClassVar[float] = 0.00056
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.GENERAL, Role.PRIVATE)
    hosts: ClassVar[float] = 0.20
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the tours of the rings."""
        rng, world = cast.rng, cast.world
        keys = [p.key for p in programmes()]
        columns = np.array([keys.index(key) for key in _WORTH_SELLING], dtype=np.int64)
        person, which = np.nonzero(world.persons.conditions[:, columns])
        tours = max(1, cast.wanted // _A_MONTH)
        travellers = max(1, tours // max(1, min(6, world.order.months)))
        chosen = rng.choice(len(person), min(travellers, len(person)), replace=False)
        who = chosen[rng.integers(0, len(chosen), tours)]
        months = world.order.month_starts
        month = rng.integers(0, world.order.months, tours)
        owner, _ = runs(rng.integers(_A_MONTH - 1, _A_MONTH + 2, tours))
        first = months[month] + rng.integers(0, 18, tours)
        day = first[owner] + rng.integers(0, 9, len(owner))
        weight = cast.strength.sum(axis=1) * np.sqrt(world.institutions.size)
        institution = pick(rng, weight, len(owner))
        made = collecting(
            cast, visits, person[who][owner].astype(np.int64), columns[which[who]][owner],
            institution, day * DAY,
        )  # fmt: skip
        return together(visits, made)
