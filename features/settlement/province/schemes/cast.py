"""Who plays a scheme: its hosts among the institutions, their strength month by month, its chance.

Most of a scheme sits with its hosts, the rest is scattered over everyone. A host begins in some
month (or before the period) and grows over four, so institutions drift; after an inspection it
stops nearly everything for the rest of the period.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick, stream
from features.settlement.province.crooked import willing
from features.settlement.province.inspections.rounds import inspected_month
from features.settlement.province.institutions import Role
from features.settlement.province.season import Kind, day_weights
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

SCATTER = 0.10  # of a scheme's claims are not at its hosts
_CAP = 0.55  # no host bends more than this share of what it could bend
_AFTER_INSPECTION = 0.12  # of its strength is left to a host that was inspected


@dataclass(frozen=True)
class Cast:
    """A scheme's players in one province.

    Attributes:
        mark: the scheme's index, borne by what it makes or bends.
        wanted: how many claims it is to make.
        roles: institutions that may play it.
        strength: institutions × months, zero outside the hosts.
        care: how carefully each institution hides, 0 to 1.
        rng: the scheme's own chance.
    """

    world: World
    mark: int
    wanted: int
    roles: tuple[Role, ...]
    strength: Real
    care: Real
    rng: np.random.Generator

    @property
    def hosts(self) -> Whole:
        """The institutions that play the scheme."""
        return np.flatnonzero(self.strength.sum(axis=1) > 0).astype(np.int64)

    def choose(self, visits: Visits, able: Truth, share: float = 1.0) -> Whole:
        """The visits that are bent: of the able ones, mostly where and when hosts are strong."""
        place = np.flatnonzero(able).astype(np.int64)
        if not len(place) or not self.wanted:
            return place[:0]
        month = self.world.order.month_of(visits.settled_day[place])
        spot = visits.institution[place]
        volume = np.bincount(spot, minlength=len(self.strength))
        weights = self.strength[spot, month] * volume[spot] ** -0.4  # the small ones do more of it
        wanted = self.wanted * share
        chance = _chances(weights, wanted * (1 - SCATTER))
        chance = chance + wanted * SCATTER / len(place)
        return place[self.rng.random(len(place)) < chance]

    def openings(self, count: int, kind: Kind) -> tuple[Whole, Whole]:
        """An institution and a day for each of so many new visits; busy days more."""
        order = self.world.order
        places = self.world.institutions
        weights = self.strength * (places.size**0.3)[:, None]
        cell = pick(self.rng, weights.ravel(), count)
        institution, month = cell // order.months, cell % order.months
        by_day = day_weights(order, kind)
        days = np.arange(order.first_day, order.last_day + 1)
        of_month = order.month_of(days)
        day = np.zeros(count, dtype=np.int64)
        for n in np.unique(month):
            some, open_days = np.flatnonzero(month == n), np.flatnonzero(of_month == n)
            day[some] = days[open_days[pick(self.rng, by_day[open_days], len(some))]]
        return institution, day

    def marks(self, count: int) -> Whole:
        """The scheme's mark, so many times."""
        return np.full(count, self.mark, dtype=np.int64)


def _chances(weights: Real, wanted: float) -> Real:
    """Chances in proportion to the weights that sum to the wanted number, none above the cap."""
    if weights.sum() <= 0:
        return np.zeros(len(weights))
    chance = weights * (wanted / weights.sum())
    for _ in range(12):
        capped = np.minimum(chance, _CAP)
        free = chance < _CAP
        missing = wanted - capped.sum()
        if missing < 0.5 or not (chance[free] > 0).any():
            return capped
        chance = np.where(free, chance * (1 + missing / chance[free].sum()), chance)
    return np.minimum(chance, _CAP)


def cast_of(
    world: World, scheme_id: str, mark: int, wanted: int, roles: tuple[Role, ...], share: float,
    rush: float = 1.0,
) -> Cast:  # fmt: skip
    """The cast of a scheme: a share of the institutions of its roles, of those that are willing."""
    rng = stream(world.order.seed, "scheme", scheme_id)
    places, months = world.institutions, world.order.months
    hosts = _hosts(rng, world, places.among(*roles), share)
    many = len(hosts)
    strength = np.zeros((places.count, months))
    begins = rng.integers(-3 * months // 4, max(1, round(months * 0.6)), many)
    month = np.arange(months)
    ramp = np.clip((month[None, :] - begins[:, None] + 1) / 4, 0, 1)
    stops = inspected_month(world)[hosts]
    ramp = ramp * np.where(month[None, :] > stops[:, None], _AFTER_INSPECTION, 1.0)
    strength[hosts] = ramp * np.exp(rng.normal(0, 0.45, many))[:, None]
    if strength.sum() == 0:
        strength[hosts] = 1.0
    calendar = (world.order.start.month - 1 + month) % 12
    strength *= np.where(calendar >= 10, rush, 1.0)
    return Cast(
        world=world,
        mark=mark,
        wanted=wanted,
        roles=roles,
        strength=strength,
        care=rng.beta(1.5, 2.5, places.count),
        rng=rng,
    )


def _hosts(rng: np.random.Generator, world: World, among: Whole, share: float) -> Whole:
    """Hosts of every level, from among the willing; any institution where none is willing."""
    group = world.institutions.group[among]
    ready = willing(world)[among]
    chosen: list[Whole] = []
    for level in np.unique(group):
        known = among[(group == level) & ready]
        many = min(len(known), max(1, round(share * int((group == level).sum()))))
        chosen.append(rng.choice(known, many, replace=False))
    hosts = np.concatenate(chosen) if chosen else among[:0]
    return hosts if len(hosts) else rng.choice(among, 1)
