"""F17 死亡后结算: a card goes on being used after its owner died."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.attendance import deaths
from features.settlement.province.chance import pick
from features.settlement.province.destinations import pull
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together, visits_of


@dataclass(frozen=True)
class ClaimAfterDeath(Scheme):
    """Who: relatives at pharmacies. Purchases 5 to 60 days after the death in the register."""

    id: ClassVar[str] = "F17"
    zh: ClassVar[str] = "死亡后结算"
    en: ClassVar[str] = "claim after death"
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.03
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add purchases with the cards of the dead."""
        rng, world = cast.rng, cast.world
        died = deaths(visits, world.persons.count)
        gone = died // DAY < world.order.last_day - 6
        cards = gone & world.persons.employee  # an account is left on these
        gone = np.flatnonzero(cards if cards.any() else gone).astype(np.int64)
        if not len(gone):
            return visits
        person = gone[rng.integers(0, len(gone), cast.wanted)]
        day = died[person] // DAY + rng.integers(5, 60, cast.wanted)
        keep = day <= world.order.last_day
        person, day = person[keep], day[keep]
        institution = np.zeros(len(person), dtype=np.int64)
        for area in range(world.geography.size):
            some = np.flatnonzero(world.persons.area[person] == area)
            institution[some] = pick(rng, pull(world, "pharmacy", area), len(some))
        begin = day * DAY + draw_seconds(rng, Kind.PHARMACY, len(person))
        made = visits_of(
            Kind.PHARMACY, person, institution,
            world.pathways.of_kind[Kind.PHARMACY] + rng.integers(0, 10, len(person)),
            begin, begin + rng.integers(40, 400, len(person)),
            rng.choice([5, 7, 10, 15], len(person)), np.ones(len(person)),
        )  # fmt: skip
        return together(visits, made.changed(mark=np.full(len(person), cast.mark, dtype=np.int64)))
