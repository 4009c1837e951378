"""Honest hospital stays: who is admitted, with what, where, for how long and how severely ill."""

import numpy as np

from features.settlement.province.chance import Truth, Whole, pick, runs
from features.settlement.province.conditions import programmes, stays
from features.settlement.province.destinations import NEEDS, destinations, need_of_stay
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind, draw_days, draw_seconds, swings
from features.settlement.province.visits import Visits, visits_of
from features.settlement.province.world import World

# Long-term conditions that an admission presupposes.
_PRESUPPOSES = {"KS1": "diabetes", "FV2": "hypertension", "FR4": "coronary", "ET1": "copd",
                "LR1": "kidney", "RE1": "cancer", "TR1": "mental", "IT2": "rheumatoid"}  # fmt: skip
# Share of stays that come back within a month, beyond 1 %.
_RETURNS = {"FR1": 0.11, "ET1": 0.12, "HS2": 0.13, "LR1": 0.10, "ER1": 0.12, "HR1": 0.12,
            "BR2": 0.05, "KS1": 0.04, "SR1": 0.06, "QS3": 0.08, "TR1": 0.06}  # fmt: skip
_BANDS = np.array([1, 6, 15, 20, 30, 43, 55, 65, 75])
_AGE_OF_BAND = np.array([0, 3, 10, 17, 25, 36, 49, 60, 70, 82])
LENGTH = 0.817  # of the mean stay of a condition, so that all come out at Nanjing's 7.04 days
STAY_FACTOR = np.array([1.0, 1.20, 1.45])  # days, by severity
# What is billed a day, by severity; with longer stays and the lines of treated complications the
# whole case costs 1.36 and 1.64 times as much (domain brief D.3).
DAY_FACTOR = np.array([1.0, 1.24, 1.30])


def band_of(age: Whole) -> Whole:
    """The age band of each age."""
    return np.searchsorted(_BANDS, age, side="right").astype(np.int64)


def fits(ages: str, sex: str, male: bool, age: int) -> float:
    """How likely a condition of those ages and that sex is in a person, relative to others."""
    if sex != "*" and (sex == "M") != male:
        return 0.0
    match ages:
        case "b":
            return 40.0 if age < 1 else 0.0
        case "c":
            return 5.0 if 1 <= age < 15 else 0.0
        case "w":
            return 4.0 if 20 <= age < 43 else 0.0
        case "a":
            return 1.0 if age >= 15 else 0.0
        case "o":
            return float(2.2 / (1 + np.exp((58 - age) / 8)))
        case _:
            return 1.0


def admissions(rng: np.random.Generator, world: World, count: int) -> Visits:
    """That many stays, with discharge within the period; some of them may overlap still."""
    people = world.persons
    person = pick(rng, people.thirst * (1 + (people.age >= 60) * 0.8), count)
    condition = _conditions(rng, people.male[person], people.age[person])
    for n, stay in enumerate(stays()):
        key = _PRESUPPOSES.get(stay.adrg)
        if key:
            column = [programme.key for programme in programmes()].index(key)
            having = np.flatnonzero(people.conditions[:, column])
            which = np.flatnonzero(condition == n)
            if len(having):
                person[which] = having[pick(rng, people.thirst[having], len(which))]
    names = list(NEEDS)
    need = np.array(
        [names.index(need_of_stay(s.adrg, s.kind, s.weight, s.base_group)) for s in stays()]
    )
    institution = destinations(rng, world, need[condition], names, people.area[person])
    severity = severities(rng, world, person, condition)
    days = lengths(rng, condition, severity)
    swing = swings([s.adrg for s in stays()])[condition]
    last = draw_days(rng, world.order, Kind.INPATIENT, swing)
    return stay_visits(rng, world, person, institution, condition, severity, last, days)


def _conditions(rng: np.random.Generator, male: Truth, age: Whole) -> Whole:
    chosen = np.zeros(len(age), dtype=np.int64)
    group = band_of(age) * 2 + male
    for key in np.unique(group):
        years, man = int(_AGE_OF_BAND[key // 2]), bool(key % 2)
        weights = np.array([s.frequency * fits(s.ages, s.sex, man, years) for s in stays()])
        which = np.flatnonzero(group == key)
        chosen[which] = pick(rng, weights, len(which))
    return chosen


def severities(
    rng: np.random.Generator, world: World, person: Whole, condition: Whole
) -> Whole:  # fmt: skip
    """What complication each stay really has: 0 none, 1 CC, 2 MCC; more with age."""
    age = world.persons.age[person]
    ill = 0.55 + 0.9 / (1 + np.exp((66 - age) / 9.0))
    splits = np.array([s.split for s in stays()])[condition]
    major = np.where(splits == "135", 0.19, 0.0) * ill
    minor = np.where(splits == "9", 0.10, 0.29) * ill
    draw = rng.random(len(person))
    return np.where(draw < major, 2, np.where(draw < major + minor, 1, 0)).astype(np.int64)


def lengths(rng: np.random.Generator, condition: Whole, severity: Whole) -> Whole:
    """Days of stay, lognormal around the mean of the condition."""
    mean = np.array([s.days for s in stays()])[condition] * LENGTH * STAY_FACTOR[severity]
    spread = 0.40
    days = mean * np.exp(rng.normal(0, spread, len(condition)) - spread**2 / 2)
    return np.maximum(1, np.rint(days)).astype(np.int64)


def stay_visits(
    rng: np.random.Generator, world: World, person: Whole, institution: Whole, condition: Whole,
    severity: Whole, last: Whole, days: Whole,
) -> Visits:  # fmt: skip
    """Stays as visits, from their last day and length; cost follows level, severity and length."""
    count = len(person)
    emergency = rng.random(count) < np.where(severity == 2, 0.55, 0.22)
    begins = np.where(
        emergency, rng.integers(0, DAY, count), draw_seconds(rng, Kind.INPATIENT, count)
    )
    settled = last * DAY + draw_seconds(rng, Kind.INPATIENT, count)
    end = settled - rng.integers(600, 7_200, count)
    usual = np.array([s.days for s in stays()])[condition] * LENGTH * STAY_FACTOR[severity]
    places = world.institutions
    intensity = (
        places.cost_level[institution]
        * DAY_FACTOR[severity]
        * (days / usual) ** -0.45  # what goes by the day already follows the days
        * np.exp(rng.normal(0, 0.30, count) - 0.045)
    )
    costly = np.isin(places.role[institution], (Role.BURNS, Role.INTENSIVE))
    made = visits_of(
        Kind.INPATIENT, person, institution, world.pathways.of_kind[Kind.INPATIENT] + condition,
        (last - days) * DAY + begins, end, days,
        intensity * np.where(costly, 1.35, 1.0),
    )  # fmt: skip
    age = world.persons.age[person]
    risk = np.array([0.002, 0.008, 0.05])[severity] * np.where(age >= 75, 2.0, 0.7)
    return made.changed(
        settled=settled, severity=severity, emergency=emergency, dead=rng.random(count) < risk
    )


def readmissions(rng: np.random.Generator, world: World, stays_before: Visits) -> Visits:
    """Honest returns within a month, of failing hearts, lungs, livers and kidneys."""
    order = world.order
    condition = stays_before.pathway - world.pathways.of_kind[Kind.INPATIENT]
    chance = np.array([_RETURNS.get(s.adrg, 0.01) for s in stays()])[condition]
    back = np.flatnonzero((rng.random(len(condition)) < chance) & ~stays_before.dead)
    severity = severities(rng, world, stays_before.person[back], condition[back])
    days = lengths(rng, condition[back], severity)
    gap = rng.integers(3, 31, len(back))
    last = stays_before.settled_day[back] + gap + days
    inside = last <= order.last_day
    back, last, days, severity = back[inside], last[inside], days[inside], severity[inside]
    return stay_visits(
        rng, world, stays_before.person[back], stays_before.institution[back], condition[back],
        severity, last, days,
    )  # fmt: skip


def chemotherapy(rng: np.random.Generator, world: World, count: int) -> Visits:
    """Planned readmissions for chemotherapy every three weeks, mostly at the cancer centre."""
    people, order = world.persons, world.order
    column = [programme.key for programme in programmes()].index("cancer")
    having = np.flatnonzero(people.conditions[:, column])
    cycles = rng.integers(4, 9, max(1, count // 5))
    owner, place = runs(cycles)
    person = rng.choice(having, len(cycles))[owner]
    first = rng.integers(order.first_day - 90, order.last_day, len(cycles))[owner]
    last = first + place * 21 + rng.integers(-1, 3, len(owner))
    inside = (last >= order.first_day) & (last <= order.last_day)
    person, last, owner = person[inside], last[inside], owner[inside]
    condition = np.full(len(person), [s.adrg for s in stays()].index("RE1"), dtype=np.int64)
    names = list(NEEDS)
    need = np.full(len(cycles), names.index("cancer"))
    home = destinations(rng, world, need, names, people.area[rng.choice(having, len(cycles))])
    severity = np.zeros(len(person), dtype=np.int64)
    days = rng.integers(2, 6, len(person))
    made = stay_visits(rng, world, person, home[owner], condition, severity, last, days)
    return made.changed(planned=np.ones(made.count, dtype=bool))
