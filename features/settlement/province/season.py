"""When people seek care: growth over the months, winter and summer, weekends and holidays."""

from enum import IntEnum

import numpy as np

from features.settlement.province.chance import Real, Whole, pick
from features.settlement.province.holidays import holidays
from features.settlement.province.order import DAY, Order

_GROWTH_A_YEAR = 0.0757  # discharges, year on year (Nanjing bulletin)


class Kind(IntEnum):
    """What a settlement is for."""

    OUTPATIENT = 0
    CHRONIC = 1
    INPATIENT = 2
    PHARMACY = 3


# Factor of each weekday, Monday first.
_WEEK = {
    Kind.OUTPATIENT: (1.22, 1.12, 1.08, 1.05, 1.06, 0.80, 0.67),
    Kind.CHRONIC: (1.30, 1.20, 1.12, 1.08, 1.05, 0.72, 0.53),
    Kind.INPATIENT: (1.02, 1.05, 1.06, 1.08, 1.22, 0.95, 0.62),
    Kind.PHARMACY: (0.96, 0.95, 0.96, 0.97, 1.02, 1.10, 1.04),
}
# Amplitude of winter (peak in mid January), and how much is left on a day of a long holiday.
_WINTER = {
    Kind.OUTPATIENT: 0.06,
    Kind.CHRONIC: 0.02,
    Kind.INPATIENT: 0.05,
    Kind.PHARMACY: 0.06,
}
_HOLIDAY = {
    Kind.OUTPATIENT: 0.45,
    Kind.CHRONIC: 0.30,
    Kind.INPATIENT: 0.50,
    Kind.PHARMACY: 0.75,
}
# The days before the Spring Festival: people go home from hospital and stock up; then a rebound.
_BEFORE_SPRING = {
    Kind.OUTPATIENT: 0.97,
    Kind.CHRONIC: 1.25,
    Kind.INPATIENT: 1.16,
    Kind.PHARMACY: 1.22,
}
_AFTER_LONG = {
    Kind.OUTPATIENT: 1.14,
    Kind.CHRONIC: 1.12,
    Kind.INPATIENT: 0.86,  # beds fill first, discharges follow
    Kind.PHARMACY: 0.98,
}
# Winter (above zero) and summer (below) of conditions, beside that of their kind: ADRGs of stays,
# codes of visits, reasons of purchases. Airways and hearts in winter; bowels, stones and skin in
# summer; children's tonsils wait for the school holidays.
_SWING = {
    "ES3": 0.45, "ET1": 0.40, "EX2": 0.30, "DT1": 0.45, "FR1": 0.20, "BR1": 0.20, "BR2": 0.10,
    "FM1": 0.10, "FV2": 0.10, "GW1": -0.20, "LE1": -0.25, "JU1": -0.30, "VS1": -0.10, "DE1": -0.40,
    "J06.900": 0.45, "J20.900": 0.45, "J18.900": 0.50, "A09.900": -0.45, "N20.100": -0.35,
    "L50.900": -0.30, "L20.900": -0.20, "H10.900": -0.15, "I10.x00x002": 0.10, "I25.103": 0.10,
    "感冒发热": 0.50, "咽痛咳嗽": 0.45, "皮肤瘙痒": -0.35, "胃部不适": -0.15,
}  # fmt: skip
_OPEN = {
    Kind.OUTPATIENT: (8.0, 17.5),
    Kind.CHRONIC: (8.0, 16.5),
    Kind.INPATIENT: (9.0, 16.5),
    Kind.PHARMACY: (8.0, 21.5),
}


def day_weights(order: Order, kind: Kind, swing: float = 0.0) -> Real:
    """How busy each day of the period is for a kind of settlement.

    Args:
        order: the period.
        kind: the kind of settlement.
        swing: amplitude of winter beside that of the kind; below zero for summer.
    """
    days = np.arange(order.first_day, order.last_day + 1)
    since = days - order.first_day
    free = holidays(order)
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    weekday = np.where(np.isin(days, free.worked), 3, weekday)
    winter = np.cos(2 * np.pi * ((days % 365.25) - 14) / 365.25)
    weight = np.array(_WEEK[kind])[weekday]
    weight = weight * (1 + (_WINTER[kind] + swing) * winter) * (1 + _GROWTH_A_YEAR * since / 365)
    weight[np.isin(days, free.before_spring)] *= _BEFORE_SPRING[kind]
    weight[np.isin(days, free.after_long)] *= _AFTER_LONG[kind]
    weight[np.isin(days, free.short)] *= (1 + _HOLIDAY[kind]) / 2
    weight[np.isin(days, free.long)] *= _HOLIDAY[kind]
    return weight


def swings(names: list[str]) -> Real:
    """The winter or summer of each condition, by ADRG, code or reason; none by default."""
    return np.array([_SWING.get(name, 0.0) for name in names])


def draw_days(rng: np.random.Generator, order: Order, kind: Kind, swing: Real) -> Whole:
    """A day (since 1970) for each settlement of a kind, in the season of its condition."""
    made = np.empty(len(swing), dtype=np.int64)
    for amplitude in np.unique(swing):
        some = np.flatnonzero(swing == amplitude)
        made[some] = pick(rng, day_weights(order, kind, float(amplitude)), len(some))
    return made + order.first_day


def stay_hours(rng: np.random.Generator, first: Whole, last: Whole) -> tuple[Whole, Whole, Whole]:
    """Admission, discharge and settlement of planned stays, in seconds since 1970, from their days.

    A patient leaves the ward within two hours before the settlement.
    """
    begin = first * DAY + draw_seconds(rng, Kind.INPATIENT, len(first))
    settled = last * DAY + draw_seconds(rng, Kind.INPATIENT, len(last))
    return begin, settled - rng.integers(600, 7_200, len(last)), settled


def draw_seconds(rng: np.random.Generator, kind: Kind, count: int) -> Whole:
    """Seconds of the day within opening hours, busier in the morning."""
    opens, closes = _OPEN[kind]
    morning = rng.beta(1.3, 2.0, count)
    return ((opens + (closes - opens) * morning) * 3600).astype(np.int64) % DAY
