"""Who pays a settlement: pooled fund, supplementary funds, account and cash, to the fen (B.2).

Deductibles run within the calendar year: outpatient and pharmacy visits share one, each hospital
stay has its own by level, half from the second on, none for a planned readmission. Ratios follow
the ranges that the source notices give (domain brief E.8: 70 % overall, residents 65 to 88 % by
level). All amounts are fen, all ratios ten-thousandths.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, stream
from features.settlement.province.fees import Fees, by_visit, half_up
from features.settlement.province.lines import Lines
from features.settlement.province.pharmacies import POOLED
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

_RATIO = 10_000
# Ratios by level group (0 clinic or pharmacy … 3 tertiary): employees, then residents.
_RATIOS = {
    Kind.INPATIENT: ((9_200, 9_200, 8_800, 8_500), (8_800, 8_800, 7_700, 6_500)),
    Kind.CHRONIC: ((8_500, 8_500, 8_200, 8_000), (7_000, 7_000, 6_600, 6_200)),
    Kind.OUTPATIENT: ((7_000, 7_000, 6_500, 6_000), (5_500, 5_500, 4_000, 3_000)),
    Kind.PHARMACY: ((6_500,) * 4, (0,) * 4),
}
_STAY_DEDUCTIBLE = np.array([20_000, 30_000, 50_000, 80_000])
_YEAR_DEDUCTIBLE = (60_000, 20_000)  # employees, residents
_LARGE = (1_200_000, 8_000)  # employees: large-amount fund above, ratio
_SERIOUS = (450_000, 6_000)  # residents: serious-illness insurance above, ratio


@dataclass(frozen=True)
class Payment:
    """The amounts of each settlement in fen, and the ratio in ten-thousandths.

    `account` is what personal accounts pay, `mutual` the part of it from a relative's (共济).
    """

    total: Whole
    outside: Whole
    over_limit: Whole
    first_share: Whole
    in_scope: Whole
    deductible: Whole
    pooled: Whole
    ratio: Whole
    civil_servant: Whole
    large: Whole
    serious: Whole
    aid: Whole
    fund: Whole
    person: Whole
    account: Whole
    mutual: Whole
    cash: Whole
    balance: Whole


def payment(world: World, visits: Visits, lines: Lines, fees: Fees) -> Payment:
    """The payment of every visit."""
    count = visits.count
    total, outside, over, first, scope = (
        by_visit(amounts, lines.visit, count)
        for amounts in (fees.total, fees.outside, fees.over_limit, fees.first_share, fees.in_scope)
    )
    ratio = _ratios(world, visits)
    deductible = np.where(ratio > 0, _deductibles(world, visits, scope), 0)
    pooled = half_up((scope - deductible) * ratio, _RATIO)
    burden = scope - pooled
    employee = world.persons.employee[visits.person]
    stay = visits.of_kind(Kind.INPATIENT)
    civil = world.persons.civil_servant[visits.person] & stay
    above, share = (
        np.where(employee, _LARGE[0], _SERIOUS[0]),
        np.where(employee, _LARGE[1], _SERIOUS[1]),
    )
    extra = half_up(np.maximum(burden - above, 0) * share, _RATIO)
    burden = burden - extra
    servant = np.where(civil, half_up(burden * 4_000, _RATIO), 0)
    aided = world.persons.aided[visits.person] & ~visits.of_kind(Kind.PHARMACY)
    aid = np.where(aided, half_up((burden - servant) * 8_500, _RATIO), 0)
    fund = pooled + extra + servant + aid
    person = total - fund
    account, balance, shared = _accounts(world, visits, person)
    return Payment(
        total=total,
        outside=outside,
        over_limit=over,
        first_share=first,
        in_scope=scope,
        deductible=deductible,
        pooled=pooled,
        ratio=ratio,
        civil_servant=servant,
        large=np.where(employee, extra, 0),
        serious=np.where(employee, 0, extra),
        aid=aid,
        fund=fund,
        person=person,
        account=account,
        mutual=np.where(shared, account, 0),
        cash=person - account,
        balance=balance,
    )


def _ratios(world: World, visits: Visits) -> Whole:
    """The pooling ratio of each visit; at most pharmacies nothing is pooled."""
    group = world.institutions.group[visits.institution]
    employee = world.persons.employee[visits.person]
    ratio = np.zeros(visits.count, dtype=np.int64)
    for kind, (for_employees, for_residents) in _RATIOS.items():
        which = visits.of_kind(kind)
        paid = np.where(employee, np.array(for_employees)[group], np.array(for_residents)[group])
        ratio = np.where(which, paid, ratio)
    retired = world.persons.retired[visits.person] & (ratio > 0)
    ratio = np.minimum(ratio + np.where(retired, 300, 0), 9_700)
    pooling = world.institutions.drugstore[visits.institution] >= POOLED
    return np.where(visits.of_kind(Kind.PHARMACY) & ~pooling, 0, ratio)


def _year_order(visits: Visits, person: Whole) -> tuple[Whole, Whole]:
    """Visits in order of person, year and settlement; and where each person's year begins."""
    year = visits.settled.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64)
    key = person * 400 + year
    order = np.lexsort((visits.settled, key))
    ordered = key[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    begins = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    return order, begins


def _so_far(amounts: Whole, order: Whole, begins: Whole) -> Whole:
    """For each visit, the sum of amounts of the same person and year up to and with it."""
    running = np.concatenate([[0], np.cumsum(amounts[order])])
    made = np.empty_like(amounts)
    made[order] = running[1:] - running[begins]
    return made


def _deductibles(world: World, visits: Visits, scope: Whole) -> Whole:
    order, begins = _year_order(visits, visits.person)
    employee = world.persons.employee[visits.person]
    stay = visits.of_kind(Kind.INPATIENT)
    light = visits.of_kind(Kind.OUTPATIENT, Kind.PHARMACY)
    through = _so_far(np.where(light, scope, 0), order, begins)
    limit = np.where(employee, *_YEAR_DEDUCTIBLE)
    light_part = np.minimum(through, limit) - np.minimum(through - scope, limit)
    nth = _so_far(stay.astype(np.int64), order, begins)
    own = _STAY_DEDUCTIBLE[world.institutions.group[visits.institution]]
    own = np.where(nth > 1, np.where(visits.planned, 0, own // 2), own)
    return np.where(stay, np.minimum(own, scope), np.where(light, light_part, 0))


def _accounts(world: World, visits: Visits, person: Whole) -> tuple[Whole, Whole, Truth]:
    """What a personal account pays of each visit, what is left on it, and if it is a relative's."""
    rng = stream(world.order.seed, "accounts")
    people = world.persons
    opening: Real = rng.gamma(1.2, 900.0, people.count) * people.employee
    a_month: Real = np.where(people.retired, 110.0, rng.uniform(120, 420, people.count))
    a_month = a_month * people.employee
    month = world.order.month_of(visits.settled_day)
    holder = people.holder[visits.person]
    holder = np.where(holder >= 0, holder, visits.person)
    order, begins = _year_order(visits, holder)
    held = np.rint((opening[holder] + a_month[holder] * (month + 1)) * 100)
    held = held.astype(np.int64)
    wanted = _so_far(person, order, begins)
    drawn = np.minimum(wanted, held)
    before = np.empty_like(drawn)
    before[order] = np.concatenate([[0], drawn[order][:-1]])
    first = np.zeros(len(order), dtype=bool)
    first[order] = begins == np.arange(len(order))
    before[first] = 0
    account = np.clip(drawn - before, 0, person)
    return account, held - _so_far(account, order, begins), holder != visits.person
