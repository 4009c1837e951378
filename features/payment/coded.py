"""Which DIP group a stay falls into, and which APG group a visit: looked up, never computed."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from features.payment.grouper import GROUPED, UNGROUPED
from features.payment.prices import Placed
from features.payment.rounding import POINT, Whole, half_up
from features.payment.scheme import ApgGroups, CodedGroup, DipGroups

CATEGORY, SUBCATEGORY = 3, 5  # signs of an ICD-10 code: J18, J18.9


def dip_group(groups: DipGroups, diagnosis: str, operations: Iterable[str]) -> CodedGroup | None:
    """The DIP group of a main diagnosis and its operations; None when not even the letter is listed.

    Only operations that a core group names count. All of them together lead first, then each alone
    in its order; what no core group takes falls into a comprehensive one by category, then letter.
    """
    counted = [code for code in dict.fromkeys(operations) if code in groups.operations]
    short = diagnosis[:SUBCATEGORY]
    for asked in ("+".join(sorted(counted)), *counted):
        found = groups.core.get((short, asked))
        if found is not None:
            return found
    operated = "1" if counted else "0"
    for length in (CATEGORY, 1):
        found = groups.wide.get((diagnosis[:length], operated))
        if found is not None:
            return found
    return None


def apg_class(groups: ApgGroups, charged: Mapping[str, int]) -> str:
    """The class of a visit: the first whose kind of charge was charged, at its unit price in fen."""
    for one in groups.classes:
        if any(charged.get(charge, -1) >= since for charge, since in one.charges):
            return one.name
    return groups.otherwise


def apg_group(groups: ApgGroups, of_class: str, diagnosis: str) -> CodedGroup | None:
    """The APG group of a class and diagnosis: the longest beginning that is listed."""
    for length in range(min(groups.longest, len(diagnosis)), -1, -1):
        found = groups.by_diagnosis.get((of_class, diagnosis[:length]))
        if found is not None:
            return found
    return None


def placed_in(found: Sequence[CodedGroup | None], which: Whole, a_weight: int) -> Placed:
    """Cases as prices ask for them, `which` of these groups each falls into."""

    def column(name: str) -> Whole:
        numbers = [0 if one is None else int(getattr(one, name)) for one in found]
        return np.array(numbers, dtype=np.int64)[which]

    points = column("points")
    status = np.array([UNGROUPED if one is None else GROUPED for one in found], dtype=np.int64)
    return Placed(
        weight=half_up(points * POINT, a_weight),
        points=points,
        mean_fee=column("mean_fee"),
        base=column("base"),
        status=status[which],
    )
