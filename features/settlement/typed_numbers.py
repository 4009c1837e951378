"""Numbers that a foreign file types itself, turned into stored ones without a detour through text.

A decimal of at most 18 digits is read as a double, multiplied, and rounded to a whole number. That is
exact: the stored number is below 10^15, and a double is off by less than a quarter there after one
division and one product.
"""

import re

from features.settlement.contract import Kind

DIGITS = 15  # a stored number has at most so many
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"})
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def stored_number(name: str, kind: str, holds: Kind, places: int) -> str | None:
    """The stored number in SQL, of a column of this DuckDB type; null when it is too large.

    `places` is how many decimals the stored number keeps: two for money in yuan. None when the type
    may have more decimals, or is no exact number: then it has to be looked at value by value.

    >>> stored_number("amt", "DECIMAL(12,2)", Kind.FEN, 2)
    'CAST(amt::DOUBLE * 1e2 AS BIGINT)'
    >>> stored_number("amt", "DECIMAL(16,4)", Kind.FEN, 2) is None
    True
    """
    if kind in INTEGERS:
        whole, decimals = 10, 0
    elif found := _DECIMAL.fullmatch(kind):
        decimals = int(found[2])
        whole = int(found[1]) - decimals
    else:
        return None
    if holds is Kind.YEARS and whole + decimals <= DIGITS:
        return f"CAST(floor({name}) AS BIGINT)"
    if decimals > places or whole + decimals > 18:
        return None
    number = f"{name}::DOUBLE"
    stored = f"CAST({number} * 1e{places} AS BIGINT)"
    if whole + places <= DIGITS:
        return stored
    return f"CASE WHEN abs({number}) < 1e{DIGITS - places} THEN {stored} END"


def stored_ratio(name: str, kind: str) -> str | None:
    """The double in SQL, of a column of this DuckDB type; None when it is no exact number."""
    exact = kind in INTEGERS or ((found := _DECIMAL.fullmatch(kind)) and int(found[1]) <= DIGITS)
    return f"{name}::DOUBLE" if exact else None
