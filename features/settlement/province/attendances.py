"""Honest visits without a bed: outpatient visits, chronic programmes and pharmacy purchases."""

import numpy as np

from features.settlement.province.admissions import band_of, fits
from features.settlement.province.chance import Real, Truth, Whole, pick, runs
from features.settlement.province.conditions import programmes, purchases, visits
from features.settlement.province.destinations import NEEDS, destinations
from features.settlement.province.holidays import holidays
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind, draw_days, draw_seconds, swings
from features.settlement.province.visits import Visits, together, visits_of
from features.settlement.province.world import World

# Seconds from arrival to settlement.
_TAKES = {Kind.OUTPATIENT: (300, 5_400), Kind.CHRONIC: (300, 5_400), Kind.PHARMACY: (40, 400)}
LONG_PRESCRIPTION = 0.05  # of people on a programme of monthly refills get two or three at once
_AGE_OF_BAND = (0, 3, 10, 17, 25, 36, 49, 60, 70, 82)
_PRESUPPOSES = {"I10.x00x002": "hypertension", "E11.900": "diabetes", "I25.103": "coronary",
                "I69.300": "stroke"}  # fmt: skip


def outpatients(rng: np.random.Generator, world: World, count: int) -> Visits:
    """That many plain outpatient and emergency visits, and the returns that some need."""
    people = world.persons
    person = pick(rng, people.thirst, count)
    condition = _conditions(rng, people.male[person], people.age[person])
    keys = [programme.key for programme in programmes()]
    for n, visit in enumerate(visits()):
        key = _PRESUPPOSES.get(visit.code)
        if key:
            having = np.flatnonzero(people.conditions[:, keys.index(key)])
            which = np.flatnonzero(condition == n)
            if len(having):
                person[which] = having[pick(rng, people.thirst[having], len(which))]
    names = list(NEEDS)
    need = np.full(count, names.index("outpatient"), dtype=np.int64)
    institution = destinations(rng, world, need, names, people.area[person])
    urgent = np.array([visit.emergency for visit in visits()])[condition]
    emergency = (rng.random(count) < urgent) & (world.institutions.group[institution] >= 2)
    seconds = np.where(
        emergency, rng.integers(0, DAY, count), draw_seconds(rng, Kind.OUTPATIENT, count)
    )
    swing = swings([visit.code for visit in visits()])[condition]
    begin = draw_days(rng, world.order, Kind.OUTPATIENT, swing) * DAY + seconds
    group = world.institutions.group
    institution = world.signing.drawn(rng, group, person, institution, begin // DAY)
    supply = rng.choice([3, 5, 7, 14], count, p=[0.3, 0.35, 0.25, 0.10])
    pathway = world.pathways.of_kind[Kind.OUTPATIENT] + condition
    level = np.array([0.55, 0.62, 0.88, 1.2])[group[institution]]
    made = ambulatory(rng, Kind.OUTPATIENT, person, institution, pathway, begin, supply, level)
    made = made.changed(emergency=emergency)
    return together(made, returns(rng, world, made))


def returns(rng: np.random.Generator, world: World, before: Visits) -> Visits:
    """Honest returns one to four days later: to show a test, to take out a stitch."""
    back = before.take(rng.random(before.count) < 0.012)
    later = rng.integers(1, 5, back.count) * DAY + rng.integers(-3_600, 3_600, back.count)
    inside = back.begin + later < (world.order.last_day + 1) * DAY
    again = back.changed(
        begin=back.begin + later,
        end=back.end + later,
        settled=back.settled + later,
        intensity=back.intensity * 0.6,
    )
    return again.take(inside)


def _conditions(rng: np.random.Generator, male: Truth, age: Whole) -> Whole:
    chosen = np.zeros(len(age), dtype=np.int64)
    group = band_of(age) * 2 + male
    for key in np.unique(group):
        years, man = _AGE_OF_BAND[key // 2], bool(key % 2)
        weights = np.array([v.frequency * fits(v.ages, v.sex, man, years) for v in visits()])
        which = np.flatnonzero(group == key)
        chosen[which] = pick(rng, weights, len(which))
    return chosen


def chronic(rng: np.random.Generator, world: World, count: int) -> Visits:
    """At least that many visits of chronic programmes, as runs of refills under registrations.

    Stable people have long prescriptions (长处方) and come less often; nobody comes in a long
    holiday but for dialysis, so medicines are fetched the week before.
    """
    people, order, listed = world.persons, world.order, world.registrations
    registration = rng.permutation(listed.count)
    person, column = listed.person[registration], listed.programme[registration]
    supply = np.array([p.supply for p in programmes()], dtype=np.int64)[column]
    a_year = np.array([p.visits_a_year for p in programmes()])[column]
    long = (rng.random(len(person)) < LONG_PRESCRIPTION) & (supply >= 28) & (supply < 60)
    supply = np.where(long, supply * rng.integers(2, 4, len(person)), supply)
    gap = np.maximum(supply, 365 / a_year * rng.uniform(0.7, 1.3, len(person)))
    phase = rng.random(len(person)) * gap
    many = np.maximum(0, np.ceil((order.last_day - order.first_day + 1 - phase) / gap))
    many = many.astype(np.int64)
    enough = int(np.searchsorted(np.cumsum(many), count * 1.12)) + 1
    person, column, gap, phase = person[:enough], column[:enough], gap[:enough], phase[:enough]
    registration = registration[:enough]
    owner, place = runs(many[:enough])
    day = (order.first_day + phase[owner] + place * gap[owner]).astype(np.int64)
    day += rng.integers(-2, 3, len(day))
    day += np.where((day + 3) % 7 == 6, 1, 0)  # Sundays wait for Monday
    names = list(NEEDS)
    dialysis = column == [p.key for p in programmes()].index("kidney")
    resting = np.isin(day, holidays(order).long) & ~dialysis[owner]
    day = np.where(resting, day - rng.integers(7, 13, len(day)), day)
    need = np.full(len(day), names.index("chronic"), dtype=np.int64)
    away = destinations(rng, world, need, names, people.area[person[owner]])
    elsewhere = (rng.random(len(day)) < 0.10) & ~dialysis[owner]
    institution = np.where(elsewhere, away, listed.institution[registration[owner]])
    keep = (day >= np.maximum(order.first_day, listed.begin[registration[owner]])) & (
        day <= order.last_day
    )
    begin = day * DAY + draw_seconds(rng, Kind.CHRONIC, len(day))
    level = np.array([0.85, 0.85, 1.0, 1.2])[world.institutions.group[institution]]
    pathway = world.pathways.of_kind[Kind.CHRONIC] + column[owner]
    made = ambulatory(
        rng,
        Kind.CHRONIC,
        person[owner],
        institution,
        pathway,
        begin,
        supply[: len(gap)][owner],
        level,
    )
    return made.take(keep)


def purchases_of(rng: np.random.Generator, world: World, count: int) -> Visits:
    """That many purchases at pharmacies, most at the one that a person always goes to."""
    people = world.persons
    person = pick(rng, people.pharmacy_thirst, count)
    names = list(NEEDS)
    everyone = np.full(people.count, names.index("pharmacy"), dtype=np.int64)
    usual = destinations(rng, world, everyone, names, people.area)
    other = destinations(rng, world, everyone[person], names, people.area[person])
    institution = np.where(rng.random(count) < 0.7, usual[person], other)
    condition = pick(rng, np.array([p.frequency for p in purchases()]), count)
    swing = swings([p.name for p in purchases()])[condition]
    begin = draw_days(rng, world.order, Kind.PHARMACY, swing) * DAY
    begin += draw_seconds(rng, Kind.PHARMACY, count)
    supply = rng.choice([5, 7, 10, 15], count, p=[0.3, 0.35, 0.25, 0.10])
    pathway = world.pathways.of_kind[Kind.PHARMACY] + condition
    level = np.ones(count)
    return ambulatory(rng, Kind.PHARMACY, person, institution, pathway, begin, supply, level)


def ambulatory(
    rng: np.random.Generator, kind: Kind, person: Whole, institution: Whole, pathway: Whole,
    begin: Whole, supply: Whole, level: Real,
) -> Visits:  # fmt: skip
    """Visits without a bed that cost as much as the level of the institution makes them."""
    intensity = level * np.exp(rng.normal(0, 0.33, len(person)) - 0.054)
    settled = begin + rng.integers(*_TAKES[kind], len(person))
    settled = np.minimum(settled, begin // DAY * DAY + DAY - 1)
    return visits_of(
        kind, person, institution, pathway, begin, settled, supply.astype(np.int64), intensity
    )
