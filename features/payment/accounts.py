"""The accounts of a month: what each institution is owed, and what a point of its pool is worth."""

from dataclasses import dataclass

from features.payment.method import Method
from features.payment.rounding import FEN_OF_POINTS


@dataclass(frozen=True)
class Account:
    """One institution's month, in fen and ten-thousandths of a point.

    Attributes:
        price: what its cases are paid by all payers; `borne` what others than the fund bear.
        due: what the fund owes; `prepaid` the share of it that is paid at once.
        billed: what the data says was paid, where it says so; of APG what head budgets paid.
        share: its part of all points, in ten-thousandths.
    """

    institution: str
    cases: int
    points: int
    fee: int
    price: int
    borne: int
    due: int
    prepaid: int
    billed: int
    share: int


@dataclass(frozen=True)
class Pool:
    """One pooling area's month under one scheme. `value` is millionths of a yuan a point, or None.

    Attributes:
        budget: fen that the points share: the fund's budget and what others bear of these cases;
            None where no budget is closed.
        source: where budget or value come from: "months", "bgt_mon_d", "scheme".
        kinds: cases by kind.
    """

    month: str
    area: str
    scheme: str
    method: Method
    points: int
    budget: int | None
    value: int | None
    source: str
    kinds: dict[str, int]
    accounts: tuple[Account, ...]

    def share_of(self, institution: str) -> int:
        """The part of all points that an institution has, in ten-thousandths."""
        return next((a.share for a in self.accounts if a.institution == institution), 0)

    @property
    def left_over(self) -> int | None:
        """What rounding leaves of the budget: fen that the accounts do not add up to."""
        if self.budget is None:
            return None
        return self.budget - sum(account.price for account in self.accounts)


def worth_of(points: int, value: int) -> int:
    """What points are worth in fen, half up, at a value in millionths of a yuan.

    >>> worth_of(500_000, 200_000_000)  # 50 points of 200 yuan
    1000000
    """
    return (2 * points * value + FEN_OF_POINTS) // (2 * FEN_OF_POINTS)


def point_value(budget: int, points: int) -> int:
    """The value of a point in millionths of a yuan, half up, of a budget in fen.

    >>> point_value(1_000_000, 500_000)  # 10,000 yuan over 50 points
    200000000
    """
    if points <= 0:
        return 0
    return (2 * budget * FEN_OF_POINTS + points) // (2 * points)
