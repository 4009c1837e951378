"""The insured people: age, sex, scheme, home, work, long-term conditions and thirst for care."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick, stream
from features.settlement.province.conditions import programmes
from features.settlement.province.geography import Geography
from features.settlement.province.households import households
from features.settlement.province.order import Order

PERSONS_A_CLAIM = 0.24
_TWICE = 0.0015  # of people have two numbers for a time
# Share of the insured by age band 0-4, 5-14, 15-24 ... 85+, and the pull of care in each.
_BANDS = (0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 96)
_SHARE = (0.05, 0.10, 0.09, 0.13, 0.15, 0.14, 0.14, 0.12, 0.06, 0.02)
_PULL = (1.3, 0.7, 0.5, 0.6, 0.7, 0.9, 1.25, 1.7, 2.1, 2.0)


@dataclass(frozen=True)
class Persons:
    """The register of the insured, one element a person.

    Attributes:
        age: whole years on the first day of the order.
        employee: in the employee scheme (310), else residents (390).
        outside: index of the outside area a visitor is insured in, -1 for people of the city.
        conditions: persons × chronic conditions, true where the person has the condition.
        thirst: pull of care; the draws of visits are in proportion to it.
        employer: number of the employer, -1 for residents.
        village, family, holder: see `Households`.
        old_number: a second number the person was registered under, -1 for nearly everyone; used
            until the day `switched`, found out and merged on the day `merged`.
    """

    number: Whole
    male: Truth
    born: Whole
    age: Whole
    employee: Truth
    retired: Truth
    civil_servant: Truth
    aided: Truth
    area: Whole
    outside: Whole
    employer: Whole
    village: Whole
    family: Whole
    holder: Whole
    conditions: Truth
    thirst: Real
    pharmacy_thirst: Real
    died: Whole
    old_number: Whole
    switched: Whole
    merged: Whole

    @property
    def count(self) -> int:
        """How many people are registered."""
        return len(self.number)


def persons(order: Order, geography: Geography) -> Persons:
    """The people of an order, about one for every four claims."""
    rng = stream(order.seed, "persons")
    count = max(1_500, round(order.claims * PERSONS_A_CLAIM))
    band = pick(rng, np.array(_SHARE), count)
    low, high = np.array(_BANDS)[band], np.array(_BANDS)[band + 1]
    days_old = ((low + (high - low) * rng.random(count)) * 365.25).astype(np.int64)
    age = (days_old / 365.25).astype(np.int64)
    male = rng.random(count) < np.where(age > 70, 0.46, 0.505)
    area = pick(rng, geography.people, count)
    urban = np.array(geography.urban)[area]
    works = (age >= 20) & (rng.random(count) < np.where(urban, 0.62, 0.34))
    conditions = _conditions(rng, age)
    thirst = rng.gamma(1.6, 1 / 1.6, count) * np.array(_PULL)[band]
    thirst = thirst * (1 + 0.5 * conditions.sum(axis=1))
    homes = households(rng, area, np.array(geography.urban), age, works)
    numbers = rng.permutation(count * 9)[: count + count // 50] + 10_000_000
    numbers = numbers + order.block * 10**12
    twice, switched, merged = _numbered_twice(rng, order, count)
    old_number = np.full(count, -1, dtype=np.int64)
    old_number[twice] = numbers[count : count + len(twice)]
    die = rng.random(count) < np.where(age >= 75, 0.03, np.where(age >= 60, 0.006, 0.0005))
    died = np.where(die, order.first_day + rng.integers(0, order.months * 30, count), 0)
    return Persons(
        number=numbers[:count],
        male=male,
        born=order.first_day - days_old,
        age=age,
        employee=works,
        retired=works & (age >= np.where(male, 60, 53)),
        civil_servant=works & (rng.random(count) < 0.06),
        aided=~works & (rng.random(count) < 0.05),
        area=area,
        outside=np.where(
            rng.random(count) < 0.035, rng.integers(0, len(geography.outside), count), -1
        ),
        employer=_employers(rng, area, works),
        village=homes.village,
        family=homes.family,
        holder=homes.holder,
        conditions=conditions,
        thirst=thirst,
        pharmacy_thirst=rng.gamma(1.1, 1 / 1.1, count) * np.where(works, 1.5, 0.35) * (age >= 16),
        died=died,
        old_number=old_number,
        switched=switched,
        merged=merged,
    )


def _employers(rng: np.random.Generator, area: Whole, works: Truth) -> Whole:
    """The employer of everyone who works: near home, a few of them very large."""
    made = np.full(len(area), -1, dtype=np.int64)
    first = 0
    for home in np.unique(area):
        staff = np.flatnonzero(works & (area == home))
        many = max(5, len(staff) // 26)
        made[staff] = first + pick(rng, 1 / np.arange(1, many + 1) ** 0.7, len(staff))
        first += many
    elsewhere = works & (rng.random(len(area)) < 0.12)  # commuters
    made[elsewhere] = rng.permutation(made[elsewhere])
    return made


def _numbered_twice(rng: np.random.Generator, order: Order, count: int) -> tuple[Whole, ...]:
    """Who has two numbers, until when the old one is used, and when the two are merged.

    The second number comes with a new employer or a move; it is found out one to six months later,
    some of them only after the period.
    """
    twice = np.sort(rng.choice(count, max(3, round(count * _TWICE)), replace=False))
    switched = np.zeros(count, dtype=np.int64)
    merged = np.zeros(count, dtype=np.int64)
    days = order.last_day - order.first_day + 1
    switched[twice] = order.first_day + rng.integers(days // 6, days * 5 // 6 + 1, len(twice))
    merged[twice] = switched[twice] + rng.integers(30, 181, len(twice))
    merged[twice[0]] = min(merged[twice[0]], order.last_day)  # one at least is known
    return twice.astype(np.int64), switched, merged


def _conditions(rng: np.random.Generator, age: Whole) -> Truth:
    """Who has which chronic condition, from the shares at 40, 60 and 80 years."""
    known_as = programmes()
    has = np.zeros((len(age), len(known_as)), dtype=bool)
    for column, programme in enumerate(known_as):
        known = np.interp(age, [18, 40, 60, 80], [0.0, *programme.shares])
        has[:, column] = rng.random(len(age)) < known
    return has
