"""Identifiers and area codes as they appear in every exported table."""

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.columns import Array, numbered
from features.settlement.province.province import Province

_SPREAD = 1_103_515_245  # encounter numbers do not follow settlement numbers


def settlement_number(place: Whole, absent: Truth | None = None) -> Array:
    """`setl_id` of settlement rows by their place in time."""
    return numbered("329900S", place + 1, 12, absent)


def encounter_number(visit: Whole) -> Array:
    """`mdtrt_id` of visits; a refund keeps the number of its visit."""
    return numbered("329900M", visit * _SPREAD % 2_147_483_647 + 1, 12)


def line_number(place: Whole, absent: Truth | None = None) -> Array:
    """`bkkp_sn` of lines by their place."""
    return numbered("F", place + 1, 15, absent)


def person_number(numbers: Whole) -> Array:
    """`psn_no`, twenty digits."""
    return numbered("329900", numbers, 14)


def admdvs(province: Province) -> tuple[list[str], Whole]:
    """Area codes, and the place among them of every person's insured area."""
    geography, people = province.world.geography, province.world.persons
    listed = [*geography.codes, *geography.outside]
    place = np.where(people.outside >= 0, geography.size + people.outside, people.area)
    return listed, place
