"""DRG: a table-driven grouper over the province's own scheme, with weights and rates.

A principal operation leads to a surgical ADRG when it belongs to the major category of the
principal diagnosis, else the case is ambiguous (QY); without operation the principal diagnosis
leads. The heaviest complication that the principal diagnosis does not exclude gives the last digit
(domain brief D.1). Weight ratios within an ADRG follow D.3 (1.64 MCC, 1.36 CC); the three examples
there are reproduced to the digit.
"""

from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes, weight_beside
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses

VERSION = "CHS-DRG-FW1"
POINT = 10_000
UNGROUPED = -1
_PUBLISHED = {"ES3": (0.8526, 0.6370), "IJ1": (2.3541, 1.3200), "BR2": (0.7290, 0.7290)}


@dataclass(frozen=True)
class Groups:
    """The groups of cases: ADRG (place among `stays()`, -1 QY), severity that counts, weight."""

    adrg: Whole
    severity: Whole
    weight: Whole
    mcc: Whole
    cc: Whole

    @property
    def place(self) -> Whole:
        """The place of each case's group: ADRG × 3 + severity, the ambiguous group last."""
        adrg = np.where(self.adrg == UNGROUPED, len(stays()), self.adrg)
        return adrg * 3 + np.where(self.adrg == UNGROUPED, 0, self.severity)


@cache
def group_weights() -> Whole:
    """Weights in ten-thousandths: ADRG × severity (none, CC, MCC); the last row is QY, zero."""
    made = np.zeros((len(stays()) + 1, 3), dtype=np.int64)
    for n, stay in enumerate(stays()):
        wobble = (crc32(stay.adrg.encode()) % 100 - 50) / 1000
        major, minor = stay.weight * (1.64 + wobble), stay.weight * (1.36 + wobble)
        if stay.adrg in _PUBLISHED:
            major, minor = _PUBLISHED[stay.adrg]
        if stay.split == "9":
            major = minor = stay.weight
        elif stay.split == "35":
            major = minor
        made[n] = [round(w * POINT) for w in (stay.weight, minor, major)]
    return made


@cache
def group_names() -> tuple[tuple[str, str, str], ...]:
    """DRG codes: ADRG × severity; the last row is the ambiguous group."""
    digits = {"135": "531", "35": "533", "9": "999"}
    made = [tuple(s.adrg + digit for digit in digits[s.split]) for s in stays()]
    return (*((a, b, c) for a, b, c in made), ("0000", "0000", "0000"))


def group(count: int, principal: Whole, operation: Whole, secondary: Diagnoses | None) -> Groups:
    """The groups of cases 0 to count - 1.

    Args:
        count: how many cases there are.
        principal: the place of the principal diagnosis of each case.
        operation: the place of the main operation of each case, -1 for none.
        secondary: secondary diagnoses whose `visit` is the case; None for none at all.
    """
    table = codes()
    category = np.array([c[:1] or "0" for c in table.mdc])[principal]
    led = table.operation_adrg[np.maximum(operation, 0)]
    belongs = np.array([s.mdc for s in stays()])[led]
    fits = (belongs == category) | (belongs == "A")
    adrg = np.where(operation >= 0, np.where(fits, led, UNGROUPED), table.adrg[principal])
    heavy = np.zeros(count, dtype=np.int64)
    mcc = np.full(count, -1, dtype=np.int64)
    cc = np.full(count, -1, dtype=np.int64)
    if secondary is not None and len(secondary.visit):
        level = weight_beside(secondary.code, principal[secondary.visit])
        np.maximum.at(heavy, secondary.visit, level)
        for target, wanted in ((mcc, 2), (cc, 1)):
            at = np.flatnonzero(level == wanted)[::-1]
            target[secondary.visit[at]] = secondary.code[at]
    return Groups(adrg, heavy, group_weights()[adrg, heavy], mcc, cc)
