"""What is asked of the province: how many settlements, over which months, from which seed."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from features.settlement.province.chance import Whole

DAY = 86_400
BLOCK_CLAIMS = 500_000  # a block of so many claims is made within 2 GiB
_EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True)
class Order:
    """A province to be made.

    Attributes:
        claims: settlement rows to write, refunds among them.
        months: whole months from the first.
        seed: same seed, same bytes.
        start: first day of the first month.
        dials: strength of a scheme by its id; 1 is its usual share of claims, 0 leaves it out.
        block: which group of prefectures this is; a large province is made of several, each with
            its own areas, institutions, people and numbers. 0 in a small province.
        block_claims: claims of a block at most.
    """

    claims: int = 200_000
    months: int = 12
    seed: int = 7
    start: date = date(2025, 1, 1)
    dials: dict[str, float] = field(default_factory=dict[str, float])
    block: int = 0
    block_claims: int = BLOCK_CLAIMS

    @property
    def first_day(self) -> int:
        """The first day, in days since 1970."""
        return int((np.datetime64(self.start, "D") - _EPOCH).astype(np.int64))

    @property
    def month_starts(self) -> Whole:
        """First day of each month and of the month after the last, in days since 1970."""
        first = np.datetime64(self.start, "M")
        months = np.arange(self.months + 1) + first
        return (months.astype("datetime64[D]") - _EPOCH).astype(np.int64)

    @property
    def last_day(self) -> int:
        """The last day, in days since 1970."""
        return int(self.month_starts[-1]) - 1

    def month_names(self) -> list[str]:
        """The months as `2025-01`, in order."""
        first = np.datetime64(self.start, "M")
        return [str(first + np.timedelta64(n, "M")) for n in range(self.months)]

    def month_of(self, days: Whole) -> Whole:
        """Which month of the order each day (since 1970) falls in; outside days are clipped."""
        place = np.searchsorted(self.month_starts, days, side="right") - 1
        return np.clip(place, 0, self.months - 1).astype(np.int64)
