"""The catalogue: every claim signal by name, collected from small files by subject.

Declarations import no engine. A new signal is a variable in one of these files; its worked example
goes to tests/catalog and its line to features/CATALOG.md with `make document`.

A risk direction is declared only where it holds whatever the scheme, for models keep to it: sham
care is cheap and padded care is dear, so amounts, shares and an institution's mix have none.
"""

from features.catalog import (
    apg,
    benefits,
    clinical,
    clusters,
    coding,
    doctor,
    dose,
    drugs,
    evidence,
    fee_mix,
    frequent,
    habit,
    heads,
    hours,
    identity,
    intensive,
    items,
    money,
    night,
    operations,
    overlap,
    overuse,
    own_names,
    papers,
    payment,
    peers,
    person,
    places,
    programme,
    proof_lines,
    readmission,
    register,
    registrations,
    repeats,
    retail,
    sameness,
    shifting,
    shopping,
    signups,
    split_visits,
    stay,
    threshold,
    timing,
    trace_pasts,
    traces,
    transfers,
    trends,
    unproven,
    wards,
)
from features.catalog.collection import collected, fingerprint_of
from features.catalog.families import FAMILIES
from features.signal import Signal

MODULES = (
    person,
    benefits,
    money,
    items,
    hours,
    own_names,
    overuse,
    drugs,
    dose,
    clinical,
    repeats,
    stay,
    threshold,
    timing,
    night,
    shopping,
    split_visits,
    frequent,
    readmission,
    transfers,
    overlap,
    places,
    register,
    shifting,
    clusters,
    sameness,
    doctor,
    habit,
    trends,
    evidence,
    proof_lines,
    coding,
    unproven,
    fee_mix,
    operations,
    intensive,
    wards,
    peers,
    payment,
    papers,
    identity,
    programme,
    registrations,
    heads,
    signups,
    apg,
    retail,
    traces,
    trace_pasts,
)

SIGNALS: dict[str, Signal] = collected(MODULES, Signal)


def fingerprint() -> str:
    """The fingerprint of the claim signals."""
    return fingerprint_of(SIGNALS)


__all__ = ["FAMILIES", "MODULES", "SIGNALS", "fingerprint"]
