"""The one rounding of payment: half up, once for each amount, from exact whole numbers.

Money is fen, weights, points and coefficients are ten-thousandths, a point's value is millionths of
a yuan. Sums and products are taken in 64 bits before anything is rounded.
"""

from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Truth: TypeAlias = NDArray[np.bool_]

POINT = 10_000  # a weight, point or coefficient of 1
VALUE = 1_000_000  # a yuan, as a point's value is held
FEN_OF_POINTS = POINT * (VALUE // 100)
"""Points times a point's value, in this many parts of a fen."""


def half_up(numerator: Whole, denominator: Whole | int) -> Whole:
    """The quotient rounded half up, away from zero below it.

    >>> half_up(np.array([5, -5, 4]), 10).tolist()
    [1, -1, 0]
    """
    made = (np.abs(numerator) * 2 + denominator) // (2 * np.asarray(denominator))
    return np.where(numerator < 0, -made, made)


def ten_thousandths(value: Decimal) -> int:
    """A weight, share or coefficient as it is held. Raises ValueError when it has more digits.

    >>> ten_thousandths(Decimal("0.3825"))
    3825
    """
    return _whole(value, POINT)


def fen(value: Decimal) -> int:
    """Yuan as fen. Raises ValueError when it has parts of a fen."""
    return _whole(value, 100)


def millionths(value: Decimal) -> int:
    """The yuan that a point is worth, as it is held. Raises ValueError when it has more digits."""
    return _whole(value, VALUE)


def _whole(value: Decimal, unit: int) -> int:
    made = value * unit
    if made != made.to_integral_value():
        raise ValueError(value)
    return int(made)
