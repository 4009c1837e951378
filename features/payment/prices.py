"""Prices of cases under each way of paying, as columns (domain brief D.3 to D.7).

    rate       weight × rate × coefficient, beyond the limits by cost
    points     points × value of a point; points = base points × coefficient, beyond the limits by cost
    bed-day    days × the rate of their band

The fund pays what remains of the price when the patient and other funds have borne their part.
"""

from dataclasses import dataclass, fields

import numpy as np

from features.payment.bills import Bills
from features.payment.group_tables import GroupTables
from features.payment.grouper import AMBIGUOUS, GROUPED, UNGROUPED, Groups
from features.payment.method import Method
from features.payment.rounding import FEN_OF_POINTS, POINT, Whole, half_up
from features.payment.scheme import Limits, Points, Scheme
from features.settlement.codes import CASE_TYPE

KINDS = tuple(CASE_TYPE)
NORMAL, HIGH, LOW, NO_GROUP, QY, BY_DAY = range(len(KINDS))


@dataclass(frozen=True)
class Placed:
    """What a price asks of the group of each case: weight, points of it, mean cost, basic or not."""

    weight: Whole
    points: Whole
    mean_fee: Whole
    base: Whole
    status: Whole

    def again(self, which: Whole) -> "Placed":
        """The groups of these cases, in this order, as often as they are named."""
        return Placed(**{one.name: getattr(self, one.name)[which] for one in fields(self)})


@dataclass(frozen=True)
class Prices:
    """Prices of cases: points in ten-thousandths, amounts in fen.

    Attributes:
        kind: place among `KINDS`, by cost and group.
        high: the cost from which on a case is a high outlier; `low` below which it is a low one.
        standard: what a normal case of the group is paid.
        price: what this case is paid by all payers together; `fund` the pooled fund's part.
    """

    kind: Whole
    low: Whole
    high: Whole
    coefficient: Whole
    points: Whole
    standard: Whole
    price: Whole
    fund: Whole

    def row(self, n: int) -> "Prices":
        """The price of one case alone."""
        return Prices(**{one.name: getattr(self, one.name)[n : n + 1] for one in fields(self)})


def placed(groups: Groups, tables: GroupTables, a_weight: int) -> Placed:
    """The groups of cases as prices ask for them."""
    columns = tables.columns
    weight = columns["weight"][groups.group]
    return Placed(
        weight=weight,
        points=half_up(weight * a_weight, POINT),
        mean_fee=columns["mean_fee"][groups.group],
        base=columns["base"][groups.group],
        status=groups.status,
    )


def by_rate(scheme: Scheme, at: Placed, bills: Bills) -> Prices:
    """Prices by the rate method (费率法)."""
    limits = scheme.limits_of(Method.RATE)
    kind, low, high = _kinds(limits, at, bills.fee)
    factor = _factor(scheme, at, bills)
    standard = half_up(at.weight * bills.rate * factor, POINT * POINT)
    above = half_up(np.maximum(bills.fee - high, 0) * limits.high_share, POINT)
    below = bills.fee
    if limits.low_pays == "share":
        below = np.minimum(standard, half_up(standard * bills.fee, np.maximum(at.mean_fee, 1)))
    price = np.select(
        [kind == HIGH, kind == LOW, kind == QY, kind == NO_GROUP],
        [
            standard + above,
            below,
            half_up(bills.fee * limits.ambiguous, POINT),
            half_up(bills.fee * limits.ungrouped, POINT),
        ],
        standard,
    )
    least = np.where(bills.special, half_up(bills.fee * limits.special, POINT), 0)
    price = np.maximum(price, least)
    zero = np.zeros_like(price)
    return Prices(kind, low, high, factor, zero, standard, price, fund_part(price, bills))


def by_points(
    scheme: Scheme, at: Placed, bills: Bills, value: Whole | int, method: Method = Method.POINTS
) -> Prices:
    """Prices by points (点数法, DIP), at this value of a point in millionths of a yuan."""
    limits, unit = scheme.limits_of(method), scheme.points_of(method)
    kind, low, high = _kinds(limits, at, bills.fee)
    factor = _factor(scheme, at, bills)
    normal = half_up(at.points * factor, POINT)
    mean = np.maximum(at.mean_fee, 1)
    above = half_up(at.points * np.maximum(bills.fee - high, 0), mean)
    below = np.minimum(at.points, half_up(at.points * bills.fee, mean))
    points = np.select(
        [kind == HIGH, kind == LOW, kind == QY, kind == NO_GROUP],
        [
            normal + above,
            below,
            _of_cost(bills.fee, limits.ambiguous, unit),
            _of_cost(bills.fee, limits.ungrouped, unit),
        ],
        normal,
    )
    least = np.where(bills.special, _of_cost(bills.fee, limits.special, unit), 0)
    points = np.maximum(points, least)
    price = worth(points, value)
    standard = worth(normal, value)
    return Prices(kind, low, high, factor, points, standard, price, fund_part(price, bills))


def by_bed_day(scheme: Scheme, bills: Bills) -> Prices:
    """Prices by bed-days (床日): each day at the rate of its band. Raises BadInput without any."""
    if not scheme.bed_days:
        raise scheme.lacks(Method.BED_DAY)
    price = np.zeros_like(bills.fee)
    for place, department in enumerate(bills.departments):
        own = bills.department == place
        for band in scheme.bands_of(department):
            days = bills.days - band.since_day + 1
            if band.until_day is not None:
                days = np.minimum(days, band.until_day - band.since_day + 1)
            price += np.where(own, np.maximum(days, 0) * band.fee, 0)
    zero, one = np.zeros_like(price), np.full_like(price, POINT)
    kind = np.full_like(price, BY_DAY)
    return Prices(kind, zero, zero, one, zero, price, price, fund_part(price, bills))


def worth(points: Whole, value: Whole | int) -> Whole:
    """What points are worth, in fen."""
    return half_up(points * value, FEN_OF_POINTS)


def _kinds(limits: Limits, at: Placed, fee: Whole) -> tuple[Whole, Whole, Whole]:
    """The kind of each case by its cost, and the limits of its group in fen."""
    ends = np.array([band.up_to for band in limits.high[:-1]], dtype=np.int64)
    times = np.array([band.times for band in limits.high], dtype=np.int64)
    high = half_up(at.mean_fee * times[np.searchsorted(ends, at.weight, side="left")], POINT)
    low = half_up(at.mean_fee * limits.low, POINT)
    kind = np.select(
        [at.status == AMBIGUOUS, at.status == UNGROUPED, fee > high, fee < low],
        [QY, NO_GROUP, HIGH, LOW],
        NORMAL,
    ).astype(np.int64)
    grouped = at.status == GROUPED
    return kind, np.where(grouped, low, 0), np.where(grouped, high, 0)


def _factor(scheme: Scheme, at: Placed, bills: Bills) -> Whole:
    """The coefficient of each case: base groups pay all institutions alike (同城同病同价)."""
    return np.where(at.base > 0, scheme.coefficients.base_groups, bills.coefficient)


def _of_cost(fee: Whole, share: int, unit: Points) -> Whole:
    """The points of a case that is paid by its cost."""
    return half_up(half_up(fee * share, POINT) * unit.a_weight, unit.mean_fee)


def fund_part(price: Whole, bills: Bills) -> Whole:
    """What the pooled fund pays of a price, in fen."""
    return np.maximum(price - bills.borne, 0)
