"""Public holidays of the mainland, and the weekends worked in exchange for them (调休).

The days of 2024 to 2026 are those that the State Council announced for each year; of the other
years only the Spring Festival is known here, and the fixed holidays take their usual length.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.order import Order

# Year: (first day, days off) of each holiday of three days and more; the Spring Festival first.
_HOLIDAYS: dict[int, tuple[tuple[str, int], ...]] = {
    2024: (("02-10", 8), ("04-04", 3), ("05-01", 5), ("09-15", 3), ("10-01", 7)),
    2025: (("01-28", 8), ("04-04", 3), ("05-01", 5), ("05-31", 3), ("10-01", 8)),
    2026: (("02-15", 9), ("01-01", 3), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3),
           ("10-01", 7)),
}  # fmt: skip
# Single days off: New Year, and in 2024 the Dragon Boat Festival on a Monday.
_SINGLE = {2024: ("01-01", "06-10"), 2025: ("01-01",), 2026: ()}
_WORKED = {
    2024: ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    2025: ("01-26", "02-08", "04-27", "09-28", "10-11"),
    2026: ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
}
_SPRING = {2022: "01-31", 2023: "01-21", 2027: "02-05", 2028: "01-26", 2029: "02-12"}
_LONG = 5  # days off from which people travel and hospitals empty


@dataclass(frozen=True)
class Holidays:
    """Days since 1970 that are not what their weekday says.

    Attributes:
        long: days of the long holidays: Spring Festival, May, October.
        short: days of the short ones.
        worked: Saturdays and Sundays that are worked.
        before_spring: the fourteen days before the Spring Festival.
        after_long: the five days after each long holiday.
    """

    long: Whole
    short: Whole
    worked: Whole
    before_spring: Whole
    after_long: Whole


def holidays(order: Order) -> Holidays:
    """The holidays of the years of an order and of the year before, whose end may matter."""
    long: list[int] = []
    short: list[int] = []
    worked: list[int] = []
    before: list[int] = []
    after: list[int] = []
    for year in range(order.start.year - 1, order.start.year + order.months // 12 + 2):
        spring = _SPRING.get(year, "02-05")
        usual = ((spring, 8), ("04-04", 3), ("05-01", 5), ("10-01", 7))
        listed = _HOLIDAYS.get(year, usual)
        first = _day(year, listed[0][0])
        before += range(first - 14, first)
        for begins, length in listed:
            days = range(_day(year, begins), _day(year, begins) + length)
            (long if length >= _LONG else short).extend(days)
            if length >= _LONG:
                after += range(days[-1] + 1, days[-1] + 6)
        short += [_day(year, day) for day in _SINGLE.get(year, ("01-01",))]
        worked += [_day(year, day) for day in _WORKED.get(year, ())]
    return Holidays(
        *(np.array(days, dtype=np.int64) for days in (long, short, worked, before, after))
    )


def _day(year: int, day: str) -> int:
    return int(np.datetime64(f"{year}-{day}", "D").astype(np.int64))
