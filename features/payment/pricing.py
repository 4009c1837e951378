"""The price of stays under any way of paying, from their groups and their money."""

from dataclasses import dataclass

import numpy as np

from features.payment.bills import Bills
from features.payment.cases import Cases
from features.payment.coded import dip_group, placed_in
from features.payment.grouper import Groups
from features.payment.method import Method
from features.payment.prices import Placed, Prices, by_bed_day, by_points, by_rate, placed
from features.payment.rounding import POINT, Whole
from features.payment.scheme import CodedGroup, Scheme
from features.payment.stays import Codes


@dataclass(frozen=True)
class Coded:
    """The DIP groups of stays: those that occur, which of them each stay has, and their numbers."""

    groups: list[CodedGroup | None]
    which: Whole
    placed: Placed


def price_of(
    scheme: Scheme, method: Method, groups: Groups, bills: Bills, *, dip: Placed | None = None,
    value: Whole | int | None = None,
) -> Prices:  # fmt: skip
    """The prices of grouped stays under a way of paying.

    `value` is the value of a point in millionths of a yuan, the scheme's own unless said. Raises
    BadInput when the scheme does not tell the way, or it is none for stays.
    """
    match method:
        case Method.RATE:
            return by_rate(scheme, placed(groups, scheme.tables, POINT), bills)
        case Method.POINTS:
            unit = scheme.points_of(method)
            at = placed(groups, scheme.tables, unit.a_weight)
            return by_points(scheme, at, bills, unit.value if value is None else value)
        case Method.DIP if dip is not None:
            unit = scheme.points_of(method)
            return by_points(scheme, dip, bills, unit.value if value is None else value, method)
        case Method.BED_DAY:
            return by_bed_day(scheme, bills)
        case _:
            raise scheme.lacks(method)


def grouped_by_dip(scheme: Scheme, main: Codes, operations: Codes) -> Coded:
    """The DIP groups of stays by the words of their codes. Raises BadInput without DIP."""
    if scheme.dip is None or scheme.dip_points is None:
        raise scheme.lacks(Method.DIP)
    count, words = len(main.place), operations.words
    sets: dict[tuple[str, ...], int] = {(): 0}
    chosen = np.zeros(count, dtype=np.int64)
    single = np.bincount(operations.of, minlength=count)[operations.of] == 1
    of_word = np.array([sets.setdefault((word,), len(sets)) for word in words] or [0])
    chosen[operations.of[single]] = of_word[operations.place[single]]
    several: dict[int, list[str]] = {}
    for stay, place in zip(operations.of[~single].tolist(), operations.place[~single].tolist(),
                           strict=True):  # fmt: skip
        several.setdefault(stay, []).append(words[place])
    for stay, codes in several.items():
        chosen[stay] = sets.setdefault(tuple(codes), len(sets))
    listed = list(sets)
    keys, which = np.unique(main.place * len(listed) + chosen, return_inverse=True)
    found = [
        dip_group(scheme.dip, main.words[key // len(listed)], listed[key % len(listed)])
        for key in keys.tolist()
    ]
    return Coded(found, which, placed_in(found, which, scheme.dip_points.a_weight))


def merged(first: Cases, second: Cases) -> Cases:
    """Two stays as one, pair by pair: the first's diagnosis leads, all codes of both count."""
    count = first.count
    owner = np.concatenate([first.owner, np.arange(count), second.owner])
    secondary = np.concatenate([first.secondary, second.principal, second.secondary])
    order = np.argsort(owner, kind="stable")
    owner, secondary = owner[order], secondary[order]
    wide = int(max(secondary.max(initial=0), first.principal.max(initial=0))) + 1
    _, once = np.unique(owner * wide + secondary, return_index=True)
    keep = np.sort(once)
    keep = keep[secondary[keep] != first.principal[owner[keep]]]
    operated = np.concatenate([first.operated, second.operated])
    operation = np.concatenate([first.operation, second.operation])
    by_case = np.argsort(operated, kind="stable")
    return Cases(
        principal=first.principal,
        owner=owner[keep],
        secondary=secondary[keep],
        operated=operated[by_case],
        operation=operation[by_case],
        gend=first.gend,
        age=first.age,
        age_days=first.age_days,
        grams=first.grams,
        ventilated=first.ventilated + second.ventilated,
    )


def merged_bills(first: Bills, second: Bills) -> Bills:
    """The money of two stays as one: amounts and days added, the second's rate and coefficient."""
    return Bills(
        fee=first.fee + second.fee,
        borne=first.borne + second.borne,
        days=first.days + second.days,
        rate=second.rate,
        coefficient=second.coefficient,
        department=second.department,
        departments=second.departments,
        special=first.special | second.special,
    )
