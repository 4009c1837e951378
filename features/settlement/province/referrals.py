"""Referrals (双向转诊): from the county hospital up to a tertiary one, and down again to recover.

A patient sent up has a short stay at the county hospital of the area that ends hours before the
next one begins, with a working diagnosis of the same organ; one sent down recovers at a township
centre or a rehabilitation hospital from the day of discharge on. Both look like a split stay (G01)
to a method that does not read the discharge way (`dscg_way` 2 and 3).
"""

import numpy as np

from features.settlement.province.admissions import lengths, stay_visits
from features.settlement.province.attendance import without_overlap
from features.settlement.province.chance import Whole, stream
from features.settlement.province.conditions import stays as conditions
from features.settlement.province.destinations import NEEDS, destinations
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.papers import COMMUNITY, TRANSFER
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together
from features.settlement.province.world import World

UP = 0.045  # of stays at tertiary hospitals were sent up
HUB = 2.4  # times as many at the referral hub
_DOWN = {"BR1": 0.22, "BR2": 0.10, "BB2": 0.16, "IC2": 0.22, "IC4": 0.16, "IB3": 0.08,
         "ET1": 0.06, "FR1": 0.06, "GB1": 0.04}  # fmt: skip
_RECOVERS = {"ET1": "ET1", "FR1": "FR1", "GB1": "GV1"}  # all others in rehabilitation
_WORKING = {"FM1": "FR3", "BB2": "BR1", "EB1": "ER1", "IC2": "IR2", "IC4": "IU2", "IB3": "IU2",
            "GB1": "GV1", "HC2": "HT1", "LE1": "LU1", "FN1": "FR4", "GD2": "GV1"}  # fmt: skip
_ADRGS = [condition.adrg for condition in conditions()]


def hub(world: World) -> int:
    """The referral hub: the largest tertiary general hospital."""
    places = world.institutions
    general = (places.role == Role.GENERAL) & (places.group == 3)
    return int(np.argmax(np.where(general, places.size, -1.0)))


def referred(world: World, stays: Visits) -> Visits:
    """The stays with those before and after a referral, and with how each ended."""
    rng = stream(world.order.seed, "care", "referrals")
    earlier = _sent_up(rng, world, stays)
    below, later = _sent_down(rng, world, stays)
    way = stays.way.copy()
    way[below] = np.where(world.institutions.group[later.institution] == 1, COMMUNITY, TRANSFER)
    held = stays.changed(way=way)
    return without_overlap(together(held, earlier, later), gap=0)


def _sent_up(rng: np.random.Generator, world: World, stays: Visits) -> Visits:
    """The stays at county hospitals before those at tertiary ones."""
    places, condition = world.institutions, _condition(world, stays)
    county = _county_hospitals(world)[world.persons.area[stays.person]]
    working = np.array([_ADRGS.index(_WORKING.get(adrg, adrg)) for adrg in _ADRGS])
    medical = np.array([c.kind == "M" for c in conditions()])[working]
    able = (places.group[stays.institution] == 3) & (county >= 0) & ~stays.planned
    able &= medical[condition]
    chance = UP * np.array([0.7, 1.1, 2.0])[stays.severity]
    chance = chance * np.where(stays.institution == hub(world), HUB, 1.0)
    up = np.flatnonzero(able & (rng.random(stays.count) < chance)).astype(np.int64)
    days = rng.integers(1, 4, len(up))
    began = working[condition[up]]
    made = stay_visits(
        rng, world, stays.person[up], county[up], began, stays.severity[up],
        stays.begin[up] // DAY, days,
    )  # fmt: skip
    end = stays.begin[up] - rng.integers(5_400, 18_000, len(up))
    return made.changed(
        begin=np.minimum(made.begin, end - 7_200),
        end=end,
        settled=end + rng.integers(300, 3_600, len(up)),
        way=np.full(len(up), TRANSFER, dtype=np.int64),
        dead=np.zeros(len(up), dtype=bool),
    )


def _sent_down(rng: np.random.Generator, world: World, stays: Visits) -> tuple[Whole, Visits]:
    """Which stays were followed by recovery near home, and the stays there."""
    places, condition = world.institutions, _condition(world, stays)
    chance = np.array([_DOWN.get(adrg, 0.0) for adrg in _ADRGS])[condition]
    able = (places.group[stays.institution] == 3) & ~stays.dead
    down = np.flatnonzero(able & (rng.random(stays.count) < chance)).astype(np.int64)
    target = np.array([_ADRGS.index(_RECOVERS.get(adrg, "XR2")) for adrg in _ADRGS])
    recovers = target[condition[down]]
    person = stays.person[down]
    names = list(NEEDS)
    need = np.full(len(down), names.index("recovery"), dtype=np.int64)
    place = destinations(rng, world, need, names, world.persons.area[person])
    severity = np.zeros(len(down), dtype=np.int64)
    days = lengths(rng, recovers, severity)
    last = stays.end[down] // DAY + days
    made = stay_visits(rng, world, person, place, recovers, severity, last, days)
    begin = np.maximum(made.begin, stays.end[down] + rng.integers(5_400, 14_400, len(down)))
    return down, made.changed(begin=begin, emergency=np.zeros(len(down), dtype=bool))


def _condition(world: World, stays: Visits) -> Whole:
    return stays.pathway - world.pathways.of_kind[Kind.INPATIENT]


def _county_hospitals(world: World) -> Whole:
    """The largest secondary general hospital of each area, -1 where there is none."""
    places = world.institutions
    made = np.full(world.geography.size, -1, dtype=np.int64)
    some = np.flatnonzero((places.role == Role.GENERAL) & (places.group == 2))
    for place in some[np.argsort(places.size[some], kind="stable")]:
        made[places.area[place]] = place
    return made
