"""Standings are right by hand; the report has the shape that other tools rely on."""

import json

import numpy as np
import pandas as pd
import pytest

from features.catalog import SIGNALS
from models import evaluate
from models.baselines import isolation_forest, rules_only
from models.card import card
from models.plots import draw_report
from models.ranking import BASELINES
from models.standing import standing, top_weights
from models.tails import tails
from models.truth import Truth
from tests.models.examples import PROTOCOL


class Shelf:
    """Claims and verdicts in memory, in place of a home's."""

    def __init__(self, rows: pd.DataFrame, known: pd.DataFrame) -> None:
        self._rows, self._known = rows, known
        self.months = sorted(set(rows["month"]))

    def claims(self, months, signals=None):
        return self._rows[self._rows["month"].isin(months)].reset_index(drop=True)

    def verdicts(self):
        return self._known


@pytest.fixture(scope="module")
def truth(rows) -> Truth:
    odd = rows[rows["odd"]]["setl_id"]
    return Truth({one: frozenset({"U02"}) for one in odd}, dict.fromkeys(odd, 10_000.0))


@pytest.fixture(scope="module")
def shown(rows, known, head, upcoder, truth):
    heads = {"fraud-post": head, "upcoding-post": upcoder}
    return evaluate.report(Shelf(rows, known), PROTOCOL, heads, 20, truth)


def test_the_shape(shown):
    again = json.loads(json.dumps(shown))
    assert {"train", "gap", "test", "as_of", "against", "k", "claims"} <= set(again["protocol"])
    assert {"fundwatch", "fraud-post", "upcoding-post", "tails", *BASELINES} == set(
        again["rankers"]
    )
    for one in again["rankers"].values():
        assert {"auc", "ap", "precision_at_k", "k", "recovered_yuan_at_k", "lift"} <= set(one)
        assert one["k"] == again["protocol"]["k"] == 40


def test_ours_stand_above_the_baselines(shown):
    ranks = shown["rankers"]
    assert ranks["fraud-post"]["ap"] > max(ranks[name]["ap"] for name in BASELINES)


def test_against_verdicts_only_unseen_claims_count(rows, known, head):
    shown = evaluate.report(Shelf(rows, known), PROTOCOL, {"fraud-post": head}, 20)
    assert shown["protocol"]["against"] == "matured verdicts"
    assert not set(shown["protocol"]["claims_of"]) & set(PROTOCOL.train)
    unseen = rows[rows["month"].isin(shown["protocol"]["claims_of"])]["setl_id"]
    assert shown["protocol"]["claims"] == known["setl_id"].isin(unseen).sum()


def test_a_standing_by_hand():
    score = np.array([4.0, 3.0, 2.0, 1.0])
    found = standing(score, np.array([1.0, 0.0, 1.0, 0.0]), np.array([300.0, 0, 500.0, 0]), 2)
    assert (found.precision_at_k, found.recall_at_k, found.recovered_yuan_at_k) == (0.5, 0.5, 3.0)
    assert found.ap == pytest.approx((1 + 2 / 3) / 2)
    assert found.lift == 1.0


def test_ties_count_as_drawn():
    assert top_weights(np.array([2.0, 1.0, 1.0, 0.0]), 2).tolist() == [1.0, 0.5, 0.5, 0.0]
    found = standing(np.zeros(4), np.array([1.0, 0, 0, 0]), np.zeros(4), 2)
    assert found.precision_at_k == 0.25


def test_baselines_repeat(rows):
    held = rows.head(500)
    first, second = isolation_forest(held), isolation_forest(held)
    assert first.tolist() == second.tolist()
    fired = rules_only(held, tails(held, SIGNALS))
    assert fired.min() >= 0
    assert fired.max() > 1


def test_tails_find_what_was_planted_without_labels(rows):
    found = tails(rows, SIGNALS)
    odd = rows["odd"].to_numpy()
    assert ((found.scores >= 0) & (found.scores <= 1)).all()
    assert np.median(found.scores[odd]) > np.median(found.scores[~odd])
    assert sum(found.parts(0).values()) == pytest.approx(found.scores[0])


def test_plots_and_card(shown, head, upcoder, tmp_path):
    files = draw_report(shown, tmp_path)
    assert [file.name for file in files] == ["rankers.png", "calibration.png"]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    text = card({"fraud-post": head, "upcoding-post": upcoder}, {"truth": shown})
    assert "## fraud-post" in text
    assert f"{shown['rankers']['tails']['ap']:.3f}" in text
    assert "not" not in text.splitlines()[0]
