"""Identifiers and area codes as they appear in every exported table.

The first two digits of a running number are those of the block, so that no two blocks share one.
"""

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.columns import Array, numbered
from features.settlement.province.order import Order
from features.settlement.province.province import Province

_SPREAD = 1_103_515_245  # encounter numbers do not follow settlement numbers


def running(
    order: Order, prefix: str, numbers: Whole, width: int, absent: Truth | None = None
) -> Array:
    """Identifiers of a prefix and so many digits, of numbers below 10^(width - 2)."""
    return numbered(prefix, numbers + order.block * 10 ** (width - 2), width, absent)


def settlement_number(order: Order, place: Whole, absent: Truth | None = None) -> Array:
    """`setl_id` of settlement rows by their place in time."""
    return running(order, "329900S", place + 1, 12, absent)


def encounter_number(order: Order, visit: Whole, absent: Truth | None = None) -> Array:
    """`mdtrt_id` of visits; a refund keeps the number of its visit."""
    return running(order, "329900M", visit * _SPREAD % 2_147_483_647 + 1, 12, absent)


def line_number(order: Order, place: Whole, absent: Truth | None = None) -> Array:
    """`bkkp_sn` of lines by their place."""
    return running(order, "F", place + 1, 15, absent)


def employer_number(order: Order, employer: Whole, absent: Truth | None = None) -> Array:
    """`emp_no` of employers."""
    return running(order, "EMP", employer, 9, absent)


def person_number(numbers: Whole, absent: Truth | None = None) -> Array:
    """`psn_no`, twenty digits; the numbers of the register bear the block already."""
    return numbered("329900", numbers, 14, absent)


def admdvs(province: Province) -> tuple[list[str], Whole]:
    """Area codes, and the place among them of every person's insured area."""
    geography, people = province.world.geography, province.world.persons
    listed = [*geography.codes, *geography.outside]
    place = np.where(people.outside >= 0, geography.size + people.outside, people.area)
    return listed, place
