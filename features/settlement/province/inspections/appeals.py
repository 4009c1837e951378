"""What becomes of a confirmed verdict: appeal, review, and what is paid back.

A hospital may answer within fifteen days of the decision; a few ask for an administrative review
later, within sixty days (domain brief F.1). Until the day of the result the appeal is pending. Money
comes back within weeks, in part where a hospital is short, never where the verdict was withdrawn.
"""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.inspections.rounds import SELF

PENDING, UPHELD, REDUCED, REVERSED = range(4)
OUTCOMES = ("pending", "upheld", "reduced", "reversed")
_APPEALS = (0.12, 0.65)  # of confirmed verdicts: right ones, mistaken ones
_REVIEWS = (0.02, 0.10)  # of those left alone, asked for later
_OUTCOME = ((0.78, 0.16, 0.06), (0.22, 0.16, 0.62))  # upheld, reduced, reversed
_PAID_BACK = (0.84, 0.11)  # in full, in part; the rest within the period not at all


@dataclass(frozen=True)
class Appeals:
    """Appeals and recoveries as known at the end of the period, one element a verdict.

    Days are since 1970; -1 where there is none.
    """

    asked: Whole
    answered: Whole
    outcome: Whole
    final: Whole
    paid_day: Whole
    paid_back: Whole

    def take(self, which: Whole) -> Self:
        """Only the appeals of these verdicts."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})


def appeals(
    rng: np.random.Generator, confirmed: Truth, guilty: Truth, source: Whole, decided: Whole,
    amount: Whole, last_day: int,
) -> Appeals:  # fmt: skip
    """Appeals against the verdicts; what is later than the last day has not happened yet."""
    count = len(decided)
    able = confirmed & (source != SELF)  # nobody appeals against a fault that he named himself
    right = guilty.astype(np.int64)
    soon = able & (rng.random(count) < np.array(_APPEALS)[1 - right])
    late = able & ~soon & (rng.random(count) < np.array(_REVIEWS)[1 - right])
    wait = np.where(soon, rng.integers(1, 16, count), rng.integers(25, 61, count))
    asked = np.where(soon | late, decided + wait, -1)
    answered = asked + np.where(soon, rng.integers(12, 61, count), rng.integers(30, 91, count))
    edges = np.cumsum(np.array(_OUTCOME)[1 - right], axis=1)
    outcome = (rng.random(count)[:, None] >= edges[:, :2]).sum(axis=1) + UPHELD
    reduced = np.maximum(np.rint(amount * rng.uniform(0.25, 0.8, count)), 1).astype(np.int64)
    asked = np.where(asked <= last_day, asked, -1)
    answered = np.where((asked >= 0) & (answered <= last_day), answered, -1)
    outcome = np.where(answered >= 0, outcome, PENDING)
    final = np.select([outcome == REDUCED, outcome == REVERSED], [reduced, 0], amount)
    draw = rng.random(count)
    share = np.where(draw < _PAID_BACK[0], 1.0, rng.uniform(0.3, 0.9, count))
    owes = confirmed & (final > 0) & (draw < sum(_PAID_BACK)) & ((asked < 0) | (answered >= 0))
    paid_day = np.maximum(decided, answered) + rng.integers(10, 61, count)
    paid = owes & (paid_day <= last_day)
    return Appeals(
        asked=asked,
        answered=answered,
        outcome=outcome,
        final=final,
        paid_day=np.where(paid, paid_day, -1),
        paid_back=np.where(paid, np.rint(final * share), 0).astype(np.int64),
    )
