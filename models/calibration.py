"""Calibration: raw scores to probabilities, by Platt's two numbers.

The slope says how well the score tells confirmed claims from the rest, on claims that the trees did
not see. The base cannot come from there, since the rest was never inspected: it is moved until the
mean probability over claims that were drawn at random for inspection (双随机) equals the rate found
among them. Targeted inspections know more than any signal, so their rate would promise too much;
it serves only where too few claims were drawn at random, and the model's card says so.

Sources: J. Platt, Probabilistic outputs for support vector machines (1999); C. Elkan, K. Noto,
Learning classifiers from only positive and unlabeled data (2008), whose constant this base replaces.
"""

from dataclasses import dataclass
from math import exp

import numpy as np

from models.frame import Reals

FEWEST_AT_RANDOM = 30
PRIOR_CASES = 10


@dataclass(frozen=True)
class Calibration:
    """Log odds = slope · raw + base; the slope is never negative, so ranks stay."""

    slope: float = 1.0
    base: float = 0.0

    def probability(self, raw: float) -> float:
        """The probability of one raw score."""
        return logistic(self.slope * raw + self.base)

    def probabilities(self, raw: Reals) -> Reals:
        """The probability of each raw score, one by one, so that one alone is equal to the bit."""
        return np.array([self.probability(float(one)) for one in raw])


def logistic(odds: float) -> float:
    """The probability of log odds, without overflow."""
    if odds >= 0:
        return 1.0 / (1.0 + exp(-min(odds, 700.0)))
    grown = exp(max(odds, -700.0))
    return grown / (1.0 + grown)


def platt(raw: Reals, confirmed: Reals, weights: Reals | None = None) -> Calibration:
    """The calibration that fits best: Newton's steps on the weighted, smoothed log loss."""
    weights = np.ones(len(raw)) if weights is None else weights
    positives, negatives = (
        float((weights * confirmed).sum()),
        float((weights * (1 - confirmed)).sum()),
    )
    target = np.where(confirmed > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    middle, spread = float(np.mean(raw)), float(np.std(raw)) or 1.0
    scaled = (raw - middle) / spread
    design = np.column_stack([scaled, np.ones(len(raw))])
    at = np.array([1.0, float(np.log((positives + 1) / (negatives + 1)))])
    for _ in range(50):
        odds = np.clip(design @ at, -30, 30)
        p = 1 / (1 + np.exp(-odds))
        slope = design.T @ (weights * (p - target)) + 1e-3 * np.array([at[0] - 1.0, 0.0])
        curve = design.T @ (design * (weights * p * (1 - p))[:, None]) + np.diag([1e-3, 1e-6])
        step = np.linalg.solve(curve, slope)
        at = at - np.clip(step, -5, 5)
        if float(np.abs(step).max()) < 1e-9:
            break
    steepness = max(float(at[0]), 0.05) / spread
    return Calibration(steepness, float(at[1]) - steepness * middle)


def enough_at_random(confirmed: Reals) -> bool:
    """Whether so many were drawn at random that they can tell the base."""
    return len(confirmed) >= FEWEST_AT_RANDOM


def smoothed_rate(confirmed: Reals, of_all_inspected: float) -> float:
    """The part that was confirmed, drawn toward that of all inspected by PRIOR_CASES cases.

    >>> round(smoothed_rate(np.zeros(90), 0.2), 3)
    0.02
    """
    return float(confirmed.sum() + PRIOR_CASES * of_all_inspected) / (len(confirmed) + PRIOR_CASES)


def rebased(found: Calibration, raw: Reals, rate: float) -> Calibration:
    """The calibration moved so that its mean over these scores is that rate."""
    if not len(raw):
        return found
    low, high = -20.0, 20.0
    for _ in range(60):
        shift = (low + high) / 2
        moved = Calibration(found.slope, found.base + shift)
        if float(moved.probabilities(raw).mean()) < rate:
            low = shift
        else:
            high = shift
    return Calibration(found.slope, found.base + (low + high) / 2)
