"""What a stay would be worth else: without codes, with the severity that is supported, as one stay.

Each answer is a price beside the billed one. Under an open budget the fund loses the difference; under
a closed one the other hospitals do, all but the share that the gainer would lose itself (D.5).
"""

from dataclasses import dataclass, replace

import numpy as np

from features.payment.bills import Bills
from features.payment.cases import Cases
from features.payment.group_tables import NOWHERE
from features.payment.grouper import Groups, group_all, group_of, weights
from features.payment.method import CLOSED, Method
from features.payment.prices import Placed, Prices
from features.payment.pricing import grouped_by_dip, merged, merged_bills, price_of
from features.payment.rounding import POINT, Truth, Whole, half_up
from features.payment.scheme import Scheme
from features.payment.stays import Stays


@dataclass(frozen=True)
class Asked:
    """Stays whose alternatives are asked for, under one way of paying.

    `value` is the value of a point in millionths of a yuan, the scheme's own where None.
    """

    scheme: Scheme
    method: Method
    cases: Cases
    bills: Bills
    value: Whole | int | None = None
    dip: Placed | None = None

    @classmethod
    def of(cls, own: Stays, method: Method, value: Whole | int | None = None) -> "Asked":
        """Stays under a way of paying, DIP with their groups. Raises BadInput when the scheme lacks it."""
        dip = None
        if method is Method.DIP:
            dip = grouped_by_dip(own.scheme, own.main, own.operations).placed
        return cls(own.scheme, method, own.cases, own.bills, value, dip)

    def again(self, which: Whole) -> "Asked":
        """These stays, in this order, as often as they are named."""
        return replace(
            self,
            cases=self.cases.again(which),
            bills=self.bills.again(which),
            value=self.value[which] if isinstance(self.value, np.ndarray) else self.value,
            dip=None if self.dip is None else self.dip.again(which),
        )

    def prices(self, groups: Groups, bills: Bills, which: Whole | None = None) -> Prices:
        """The prices of groups; `which` stays they are alternatives of, for DIP."""
        dip, value = self.dip, self.value
        if which is not None:
            dip = None if dip is None else dip.again(which)
            value = value[which] if isinstance(value, np.ndarray) else value
        return price_of(self.scheme, self.method, groups, bills, dip=dip, value=value)


@dataclass(frozen=True)
class Without:
    """Each stay without one secondary code, for the codes that may move its group.

    Attributes:
        owner, code: the stay, and the place of the code among the scheme's diagnoses.
        groups, prices: of the stay without it.
        gain: fen that the code brings.
        marginal: whether the group is another without it.
    """

    owner: Whole
    code: Whole
    groups: Groups
    prices: Prices
    gain: Whole
    marginal: Truth


def without_each(asked: Asked, groups: Groups, prices: Prices) -> Without:
    """Each stay without each of the secondary codes that may move it (边际编码)."""
    cases, tables = asked.cases, asked.scheme.tables
    moving = weights(cases, tables) > 0
    if any(category.regions for category in tables.categories):
        moving |= tables.region[cases.secondary] >= 0
    at = np.flatnonzero(moving)
    owner, code = cases.owner[at], cases.secondary[at]
    less = cases.again(owner)
    less = less.without_secondary(less.secondary != code[less.owner])
    made = group_all(less, tables)
    priced = asked.prices(made, asked.bills.again(owner), owner)
    other = made.group != groups.group[owner]
    gain = prices.price[owner] - priced.price
    return Without(owner, code, made, priced, gain, other)


def with_severity(asked: Asked, groups: Groups, severity: Whole) -> tuple[Groups, Prices]:
    """The stays with a severity from outside: 2 MCC, 1 CC, 0 neither, -1 as billed."""
    level = np.where(severity < 0, groups.severity, np.minimum(severity, groups.severity))
    group = group_of(asked.scheme.tables, groups.adrg, level, asked.cases.age)
    made = replace(groups, group=group, severity=level)
    return made, asked.prices(made, asked.bills)


def without_operations(asked: Asked) -> tuple[Groups, Prices]:
    """The stays as if nothing had been operated."""
    made = group_all(asked.cases.without_operations(), asked.scheme.tables)
    return made, asked.prices(made, asked.bills)


def as_one(asked: Asked, first: Cases, bills: Bills) -> tuple[Groups, Prices]:
    """Each stay merged with an earlier one, pair by pair (分解住院)."""
    made = group_all(merged(first, asked.cases), asked.scheme.tables)
    return made, asked.prices(made, merged_bills(bills, asked.bills))


@dataclass(frozen=True)
class Added:
    """What each stay adds to an earlier one when the two are one stay (分解住院).

    Attributes:
        groups: of the merged stays. prices: of the merged stay less those of the earlier one alone.
        alike: whether the two fall into one ADRG, so that one may be a part of the other.
    """

    groups: Groups
    prices: Prices
    alike: Truth


def added_to(asked: Asked, first: Asked) -> Added:
    """What each stay adds to the earlier one, pair by pair.

    The first stay's diagnosis leads, and under DIP its group: the merged stay keeps it.
    """
    tables = asked.scheme.tables
    before, after = group_all(first.cases, tables), group_all(asked.cases, tables)
    alone = first.prices(before, first.bills)
    groups, joint = as_one(replace(asked, dip=first.dip), first.cases, first.bills)
    less = ("points", "standard", "price", "fund")
    prices = replace(joint, **{name: getattr(joint, name) - getattr(alone, name) for name in less})
    return Added(groups, prices, (before.adrg == after.adrg) & (after.adrg >= 0))


def codes_needed(asked: Asked, groups: Groups) -> Whole:
    """How many codes have to go until the group is another; 0 when none can move it.

    All MCC for a group with MCC, then all CC too where CC leads to the same group.
    """
    tables, age = asked.scheme.tables, asked.cases.age

    def at(level: int) -> Whole:
        return group_of(tables, groups.adrg, np.full(len(age), level), age)

    with_cc, bare = at(1), at(0)
    heavy, light = groups.heavy, groups.light
    second = np.where(light > 0, with_cc, bare)
    by_mcc = np.where(
        second != groups.group, heavy, np.where(bare != groups.group, heavy + light, 0)
    )
    by_cc = np.where(bare != groups.group, light, 0)
    made = np.select([groups.severity == 2, groups.severity == 1], [by_mcc, by_cc], 0)
    return np.where(groups.group != NOWHERE, made, 0)


@dataclass(frozen=True)
class Harm:
    """Who bears a difference, in fen: the fund, or the other hospitals of a closed budget."""

    fund_loss: Whole
    redistribution: Whole


def harm(method: Method, billed: Prices, other: Prices, share: Whole | int = 0) -> Harm:
    """Who bears the difference of two prices.

    `share` is the institution's part of all points, in ten-thousandths: what it would take from
    itself is no harm to others.
    """
    zero = np.zeros_like(billed.price)
    if method not in CLOSED:
        return Harm(billed.fund - other.fund, zero)
    taken = (billed.price - other.price) * (POINT - np.asarray(share))
    return Harm(zero, half_up(taken, POINT))
