"""The catalogue: every claim signal by name, collected from small files by subject.

Declarations import no engine. A new signal is a variable in one of these files; its worked example
goes to tests/catalog and its line to features/CATALOG.md with `make document`.

A risk direction is declared only where it holds whatever the scheme, for models keep to it: sham
care is cheap and padded care is dear, so amounts, shares and an institution's mix have none.
"""

from features.catalog import (
    clusters,
    coding,
    doctor,
    drugs,
    evidence,
    habit,
    items,
    money,
    overlap,
    peers,
    person,
    proof_lines,
    readmission,
    shopping,
    stay,
    timing,
)
from features.catalog.collection import collected, fingerprint_of
from features.catalog.families import FAMILIES
from features.signal import Signal

MODULES = (
    person,
    money,
    items,
    drugs,
    stay,
    timing,
    shopping,
    readmission,
    overlap,
    clusters,
    doctor,
    habit,
    evidence,
    proof_lines,
    coding,
    peers,
)

SIGNALS: dict[str, Signal] = collected(MODULES, Signal)


def fingerprint() -> str:
    """The fingerprint of the claim signals."""
    return fingerprint_of(SIGNALS)


__all__ = ["FAMILIES", "MODULES", "SIGNALS", "fingerprint"]
