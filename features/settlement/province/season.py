"""When people seek care: growth over the months, winter, weekends and the long holidays."""

from enum import IntEnum

import numpy as np

from features.settlement.province.chance import Real, Whole, pick
from features.settlement.province.order import DAY, Order

# The two long holidays as (month, day, days); the Spring Festival by year.
_SPRING = {2023: (1, 21), 2024: (2, 10), 2025: (1, 28), 2026: (2, 15), 2027: (2, 5), 2028: (1, 26)}
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
# Amplitude of winter (peak in mid January) and dip of the long holidays.
_WINTER = {
    Kind.OUTPATIENT: 0.10,
    Kind.CHRONIC: 0.02,
    Kind.INPATIENT: 0.09,
    Kind.PHARMACY: 0.12,
}
_HOLIDAY = {
    Kind.OUTPATIENT: 0.45,
    Kind.CHRONIC: 0.30,
    Kind.INPATIENT: 0.55,
    Kind.PHARMACY: 0.75,
}
_OPEN = {
    Kind.OUTPATIENT: (8.0, 17.5),
    Kind.CHRONIC: (8.0, 16.5),
    Kind.INPATIENT: (9.0, 16.5),
    Kind.PHARMACY: (8.0, 21.5),
}


def holidays(order: Order) -> Whole:
    """The days (since 1970) of the Spring Festival, May and October holidays in the period."""
    years = range(order.start.year, order.start.year + order.months // 12 + 2)
    days: list[int] = []
    for year in years:
        spring = _SPRING.get(year, (2, 5))
        for (month, day), length in ((spring, 8), ((5, 1), 5), ((10, 1), 8)):
            first = np.datetime64(f"{year}-{month:02d}-{day:02d}", "D").astype(np.int64)
            days += [int(first) + n for n in range(length)]
    inside = [day for day in days if order.first_day <= day <= order.last_day]
    return np.array(inside, dtype=np.int64)


def day_weights(order: Order, kind: Kind) -> Real:
    """How busy each day of the period is for a kind of settlement."""
    days = np.arange(order.first_day, order.last_day + 1)
    since = days - order.first_day
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    year_angle = 2 * np.pi * ((days % 365.25) - 14) / 365.25
    weight = np.array(_WEEK[kind])[weekday]
    weight = weight * (1 + _WINTER[kind] * np.cos(year_angle)) * (1 + _GROWTH_A_YEAR * since / 365)
    weight[np.isin(days, holidays(order))] *= _HOLIDAY[kind]
    return weight


def draw_days(rng: np.random.Generator, order: Order, kind: Kind, count: int) -> Whole:
    """Days (since 1970) for that many settlements of a kind."""
    return pick(rng, day_weights(order, kind), count) + order.first_day


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
