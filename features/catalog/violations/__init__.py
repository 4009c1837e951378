"""Which signals speak to which violation of the taxonomy, so that an inspector finds what to read.

The taxonomy is that of the domain brief C.1 to C.6. A violation that no column of a claim shows
says why; every other one names at least one signal, the most telling first.
"""

from features.catalog.violations.charging import CHARGING
from features.catalog.violations.fraud import FRAUD
from features.catalog.violations.gaming import GAMING
from features.catalog.violations.outpatient import OUTPATIENT
from features.catalog.violations.pharmacy import PHARMACY
from features.catalog.violations.upcoding import UPCODING
from features.catalog.violations.violation import Violation

VIOLATIONS: dict[str, Violation] = {
    violation.id: violation
    for violation in (*FRAUD, *UPCODING, *GAMING, *CHARGING, *OUTPATIENT, *PHARMACY)
}


def pointing_at(signal: str) -> tuple[str, ...]:
    """The ids of the violations that a signal speaks to, in the order of the taxonomy."""
    return tuple(found.id for found in VIOLATIONS.values() if signal in found.signals)


__all__ = ["VIOLATIONS", "Violation", "pointing_at"]
