"""Scores become probabilities; the base rests on random draws."""

import numpy as np
import pytest

from models.calibration import Calibration, platt, rebased, smoothed_rate
from models.expected import Worth, worth_of_excess, worth_of_verdicts
from models.institution import shrunken


def test_platt_recovers_what_made_the_labels():
    rng = np.random.default_rng(3)
    raw = rng.normal(0, 2, 20_000)
    chance = 1 / (1 + np.exp(-(0.7 * raw - 1.0)))
    found = platt(raw, (rng.random(20_000) < chance).astype(float))
    assert found.slope == pytest.approx(0.7, abs=0.05)
    assert found.base == pytest.approx(-1.0, abs=0.08)


def test_a_calibration_keeps_the_order():
    found = platt(np.array([3.0, 2.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert found.slope > 0


def test_rebased_has_the_mean_of_the_draws():
    raw = np.linspace(-3, 3, 101)
    moved = rebased(Calibration(1.0, 2.0), raw, 0.04)
    assert moved.probabilities(raw).mean() == pytest.approx(0.04, abs=1e-6)
    assert moved.slope == 1.0
    assert smoothed_rate(np.zeros(90), 0.2) == pytest.approx(0.02)


def test_worth_is_never_more_than_the_fund_paid(rows, taught):
    worth = worth_of_verdicts(taught.rows, taught.confirmed, taught.found_fen)
    for fund in (0, 1, 5_000, 10_000_000):
        assert 0 <= worth.fen({"claim_fund": fund, "class_of_care": "21"}) <= fund
    assert worth.fen({"class_of_care": "21"}) > 0
    assert Worth.from_json(worth.as_json()) == worth


def test_excess_is_scaled_to_what_came_back():
    worth = worth_of_excess(np.full(200, 1000.0), np.ones(200), np.full(200, 500.0))
    assert 500 < worth.fen({"excess_if_unsupported": 1000.0}) < 600


def test_few_cases_are_drawn_toward_the_whole():
    found = shrunken(np.array([1.0, 40.0, 5.0, 100.0]), np.array([1.0, 100.0, 100.0, 900.0]))
    overall = 146 / 1101
    assert abs(found[0] - overall) < abs(1.0 - overall) / 2
    assert abs(found[1] - 0.4) < 0.1
