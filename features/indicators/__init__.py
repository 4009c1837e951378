"""The monthly indicators of institutions, by the names of the supervision catalogue (domain E)."""

from features.catalog.collection import collected, fingerprint_of
from features.indicators import casemix, cost, policy, quality, structure, volume
from features.signal import Indicator

MODULES = (volume, cost, structure, casemix, quality, policy)

INDICATORS: dict[str, Indicator] = collected(MODULES, Indicator)


OWN: dict[str, dict[str, Indicator]] = {
    "doctors": {},
    "pharmacies": {},
    "counties": {},
    "persons": {},
}


def fingerprint() -> str:
    """The fingerprint of the indicators."""
    return fingerprint_of(INDICATORS)


__all__ = ["INDICATORS", "MODULES", "fingerprint"]
