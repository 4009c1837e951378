"""Numbers turned into stored ones the short way: those that a foreign file types, and plain text.

A decimal of at most 18 digits is read as a double, multiplied, and rounded to a whole number. That is
exact: the stored number is below 10^15, and a double is off by less than a quarter there after one
division and one product.
"""

import re

from features.settlement.contract import Column, Kind
from features.settlement.mapping.mapping import Rule
from features.settlement.schema import WHOLE_NUMBERS, duckdb_type

DIGITS = 15
LARGEST = 10**DIGITS  # no stored number is larger, so sums over a row never overflow
PLACES: dict[Kind, int] = {Kind.QUANTITY: 4, Kind.POINTS: 4, Kind.PRICE: 6}
UNIT_PLACES: dict[str, int] = {"yuan": 2, "dollar": 2, "fen": 0}
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


def stored_plainly(text: str, column: Column, rule: Rule, otherwise: str) -> str:
    """The stored number in SQL of a text as nearly all amounts are written, such as 1234.50.

    Such a text has no exponent, no more decimals than are kept, and few enough digits; any other is
    read as `otherwise` says, which is exact and slow.
    """
    if column.kind is Kind.YEARS or rule.rounded:
        return otherwise
    kept, point = places(column, rule), f"instr({text}, '.')"
    few = (
        f"(CASE WHEN {point} = 0 THEN strlen({text}) <= {DIGITS - kept} ELSE "
        f"strlen({text}) - {point} <= {kept} AND {point} <= {DIGITS + 1 - kept} END)"
    )
    plain = f"{few} AND NOT contains({text}, 'e') AND NOT contains({text}, 'E')"
    number = f"TRY_CAST({text} AS DECIMAL(18,{kept}))"
    return (
        f"CASE WHEN {plain} THEN CAST({number}::DOUBLE * 1e{kept} AS BIGINT) ELSE {otherwise} END"
    )


def whole_number(column: Column, rule: Rule, number: str) -> str:
    """The stored number in SQL of an exact decimal; null with too many decimals or digits."""
    if column.kind not in WHOLE_NUMBERS:
        return f"({number})::{duckdb_type(column.kind)}"
    if column.kind is Kind.YEARS:
        return f"CASE WHEN abs({number}) < {LARGEST} THEN TRY_CAST(floor({number}) AS BIGINT) END"
    scale = 10 ** places(column, rule)
    if rule.rounded:
        number = f"round({number}, {places(column, rule)})"
    scaled = f"({number})" if scale == 1 else f"(({number}) * {scale}::DECIMAL(7,0))"
    sane = f"{scaled} = trunc({scaled}) AND abs({scaled}) < {LARGEST}"
    return f"CASE WHEN {sane} THEN TRY_CAST({scaled} AS BIGINT) END"


def places(column: Column, rule: Rule) -> int:
    """How many decimals of the foreign unit a stored number keeps."""
    return (
        UNIT_PLACES[rule.unit or "yuan"] if column.kind is Kind.FEN else PLACES.get(column.kind, 0)
    )


def stored_ratio(name: str, kind: str) -> str | None:
    """The double in SQL, of a column of this DuckDB type; None when it is no exact number."""
    exact = kind in INTEGERS or ((found := _DECIMAL.fullmatch(kind)) and int(found[1]) <= DIGITS)
    return f"{name}::DOUBLE" if exact else None
