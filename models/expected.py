"""Expected recovery: what inspecting a claim brings back on average, in fen.

The probability that a violation is confirmed, times what it is worth then. What it is worth comes
from confirmed verdicts of the training months: it grows with the fund's payment by a power that
they show, between 0 (the same for all) and 1 (a fixed share). For upcoding it comes from the claim
itself: Δ weight × rate × coefficient (domain brief D.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.nodes import Value
from models.frame import Reals, reals

PRIOR_CASES = 20.0
YUAN = 100.0
CLASS, FUND = "class_of_care", "claim_fund"
POWER, EXCESS, CLAIMS = "power", "excess", "claims"


@dataclass(frozen=True)
class Worth:
    """What one confirmed finding is worth: by a power of the fund's payment, excess, or claims' sum."""

    kind: str
    overall: float = 1.0
    power: float = 1.0
    mean_fen: float = 0.0
    mean_fen_by_class: Mapping[str, float] | None = None

    def fen(self, values: Mapping[str, Value]) -> float:
        """What the finding is worth if it is confirmed, in fen."""
        if self.kind == EXCESS:
            return self.overall * _number(values.get("excess_if_unsupported"))
        if self.kind == CLAIMS:
            return self.overall * _number(values.get("claims_expected_fen"))
        group = str(values.get(CLASS))
        if values.get(FUND) is None:
            return (self.mean_fen_by_class or {}).get(group, self.mean_fen)
        fund = max(0.0, _number(values.get(FUND)))
        return min(fund, self.overall * (fund + YUAN) ** self.power)

    def as_json(self) -> dict[str, Any]:
        """The worth as it is kept with a head."""
        return {
            "kind": self.kind,
            "overall": self.overall,
            "power": self.power,
            "mean_fen": self.mean_fen,
            "mean_fen_by_class": dict(self.mean_fen_by_class or {}),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Worth":
        """The worth as it was kept."""
        return cls(**kept)


def worth_of_verdicts(rows: pd.DataFrame, confirmed: Reals, found_fen: Reals) -> Worth:
    """The worth that confirmed claims show: log found on log fund payment, scaled to their sum."""
    fund = np.maximum(np.nan_to_num(reals(rows["fund_pay_sumamt"])), 0.0)
    chosen = (confirmed == 1) & (found_fen > 0)
    if not chosen.any():
        return Worth(POWER, 1.0, 1.0, float(fund.mean()) if len(fund) else 0.0, {})
    found, paid = found_fen[chosen], fund[chosen] + YUAN
    x, y = np.log(paid) - np.log(paid).mean(), np.log(found) - np.log(found).mean()
    variance = float((x**2).sum())
    power = float((x * y).sum()) / (variance + PRIOR_CASES) if variance > 0 else 1.0
    power = min(max(power, 0.0), 1.0)
    overall, mean = float(found.sum() / (paid**power).sum()), float(found.mean())
    group = rows[CLASS].astype(object).to_numpy()[chosen]
    means: dict[str, float] = {}
    for name in sorted({str(one) for one in group}):
        here = group == name
        means[name] = float((found[here].sum() + PRIOR_CASES * mean) / (here.sum() + PRIOR_CASES))
    return Worth(POWER, overall, power, mean, means)


def worth_of_excess(excess_fen: Reals, confirmed: Reals, found_fen: Reals) -> Worth:
    """The derived excess, scaled to what confirmed upcoding gave back; toward 1 where seldom."""
    chosen = (confirmed == 1) & (found_fen > 0) & (excess_fen > 0)
    if not chosen.any():
        return Worth(EXCESS)
    prior = PRIOR_CASES * float(excess_fen[chosen].mean())
    scale = float((found_fen[chosen].sum() + prior) / (excess_fen[chosen].sum() + prior))
    return Worth(EXCESS, scale)


def _number(value: Value) -> float:
    if isinstance(value, int | float) and value == value:
        return float(value)
    return 0.0
