"""The monthly indicators of institutions, by the names of the supervision catalogue (domain E).

`INDICATORS` are asked of institutions and, as the same expressions, of what they are made of and add
up to. `OWN` holds what only a doctor, pharmacy, county or person is asked at a month's end.
"""

from features.catalog.collection import collected, fingerprint_of
from features.indicators import (
    budgets,
    casemix,
    chronic,
    cost,
    counties,
    days,
    doctors,
    expected,
    honesty,
    persons,
    pharmacies,
    policy,
    quality,
    returns,
    structure,
    tracing,
    volume,
)
from features.signal import Indicator

MODULES = (
    volume, days, cost, structure, casemix, expected, quality, returns, chronic, tracing, policy,
    budgets, honesty,
)  # fmt: skip
INDICATORS: dict[str, Indicator] = collected(MODULES, Indicator)
OWN_MODULES = {
    "doctors": doctors,
    "pharmacies": pharmacies,
    "counties": counties,
    "persons": persons,
}
OWN: dict[str, dict[str, Indicator]] = {
    name: collected([module], Indicator) for name, module in OWN_MODULES.items()
}


def fingerprint() -> str:
    """The fingerprint of the indicators of institutions."""
    return fingerprint_of(INDICATORS)


def whole_fingerprint() -> str:
    """The fingerprint of every subject's indicators."""
    every = {f"{kind}.{name}": one for kind, some in OWN.items() for name, one in some.items()}
    return fingerprint_of({**INDICATORS, **every})


__all__ = ["INDICATORS", "MODULES", "OWN", "OWN_MODULES", "fingerprint", "whole_fingerprint"]
