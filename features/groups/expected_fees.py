"""What a fee is expected to be, with an interval: a line through peers of one diagnosis, by days.

    log(1 + fee) = a + b · log(days)     ordinary least squares over the peers of a group
    interval     = estimate ± z · s · √(1 + 1/n + (x − x̄)² / Sxx)

Groups with too few cases take the line of all. Sums run in the order of the rows, so the same rows
give the same bits. Source: the prediction interval of simple linear regression, e.g. Draper and
Smith, Applied Regression Analysis (1998), 1.4.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Real: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Expected:
    """The estimate of each row, and the lower and upper end of its interval, in fen."""

    estimate: Real
    lower: Real
    upper: Real


def expected_fees(group: Whole, days: Real, fee: Real, least: int, z: float) -> Expected:
    """The expected fee of each row.

    Args:
        group: the peers of each row, as numbers from 0.
        days: length of stay; less than one counts as one.
        fee: fen.
        least: cases below which a group takes the line of all.
        z: half the width of the interval in standard errors.
    """
    x, y = np.log(np.maximum(days, 1.0)), np.log1p(fee)
    small = np.bincount(group, minlength=1)[group] < least
    peers = np.where(small, 0, group + 1)  # 0: all rows
    own = _Lines.through(peers, x, y, int(peers.max(initial=0)) + 1)
    everybody = _Lines.through(np.zeros_like(peers), x, y, 1)
    lines = own.with_first(everybody)
    middle, half = lines.at(peers, x)
    return Expected(
        np.expm1(middle), np.maximum(0.0, np.expm1(middle - z * half)), np.expm1(middle + z * half)
    )


@dataclass(frozen=True)
class _Lines:
    """One line for each group of peers."""

    many: Real
    mean: Real
    spread: Real
    level: Real
    slope: Real
    error: Real

    @classmethod
    def through(cls, peers: Whole, x: Real, y: Real, groups: int) -> "_Lines":
        def total(values: Real) -> Real:
            return np.bincount(peers, values, minlength=groups).astype(np.float64)

        many = np.maximum(total(np.ones_like(x)), 1.0)
        mean, level = total(x) / many, total(y) / many
        dx, dy = x - mean[peers], y - level[peers]
        spread = total(dx * dx)
        slope = np.divide(total(dx * dy), spread, out=np.zeros(groups), where=spread > 1e-9)
        rest = total((dy - slope[peers] * dx) ** 2)
        return cls(many, mean, spread, level, slope, np.sqrt(rest / np.maximum(many - 2, 1.0)))

    def with_first(self, other: "_Lines") -> "_Lines":
        """These lines, with the other's only line in the first place."""
        return _Lines(
            *(
                np.concatenate([getattr(other, name), getattr(self, name)[1:]])
                for name in ("many", "mean", "spread", "level", "slope", "error")
            )
        )

    def at(self, peers: Whole, x: Real) -> tuple[Real, Real]:
        """The value of each row's line, and the standard error of a new case there."""
        away = x - self.mean[peers]
        leverage = np.divide(
            away * away, self.spread[peers], out=np.zeros_like(x), where=self.spread[peers] > 1e-9
        )
        middle = self.level[peers] + self.slope[peers] * away
        return middle, self.error[peers] * np.sqrt(1 + 1 / self.many[peers] + leverage)
