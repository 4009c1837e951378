"""The clearing of a year (清算): points at the year's value, less what is borne and paid already."""

from collections.abc import Sequence
from dataclasses import dataclass

from features.errors import NotReady
from features.payment.accounts import Pool, point_value, worth_of


@dataclass(frozen=True)
class Cleared:
    """One institution's year: its points at the year's value, less what is paid already."""

    institution: str
    points: int
    price: int
    borne: int
    prepaid: int
    clearing: int


def clearing(pools: Sequence[Pool]) -> tuple[int, tuple[Cleared, ...]]:
    """The year's value of a point, and what each institution is still owed or owes (清算).

    The pools are months of one area under closed budgets. Raises NotReady when a month has none.
    """
    budgets = [pool.budget for pool in pools]
    known = [budget for budget in budgets if budget is not None]
    if len(known) < len(budgets) or not known:
        raise NotReady(
            "A month has no budget to clear",
            "Every month of points has a budget in months.csv, or budgets are in bgt_mon_d",
            "Add the budgets to the scheme folder, or load bgt_mon_d",
        )
    value = point_value(sum(known), sum(pool.points for pool in pools))
    sums: dict[str, list[int]] = {}
    for account in (account for pool in pools for account in pool.accounts):
        row = sums.setdefault(account.institution, [0, 0, 0])
        for n, added in enumerate((account.points, account.borne, account.prepaid)):
            row[n] += added
    made: list[Cleared] = []
    for institution, (points, borne, prepaid) in sums.items():
        price = worth_of(points, value)
        made.append(Cleared(institution, points, price, borne, prepaid, price - borne - prepaid))
    return value, tuple(sorted(made, key=lambda one: (-one.price, one.institution)))
