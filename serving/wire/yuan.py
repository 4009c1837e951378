"""Money as messages write it: a number of yuan with at most two decimals, from exact fen."""


def yuan(fen: int | None) -> float:
    """The fen as yuan; 0 for an amount not computed. The last step before writing, never summed.

    >>> yuan(123450), yuan(-1), yuan(None), yuan(29)
    (1234.5, -0.01, 0.0, 0.29)
    """
    return (fen or 0) / 100
