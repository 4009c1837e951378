"""Ranking: every claim of a batch by every way we know, one column a ranker.

`fundwatch` is the order of the queue: the expected recovery of the claim's strongest head.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.catalog import SIGNALS
from models.baselines import amount_rank, isolation_forest, rules_only
from models.frame import Reals
from models.head import Head, ScoredRows
from models.tails import Tails, tails

BASELINES = ("amount_rank", "rules_only", "isolation_forest")


@dataclass(frozen=True)
class Ranked:
    """A batch with its scores: by head, by tails, and the strongest expectation of each claim."""

    rows: pd.DataFrame
    scored: dict[str, ScoredRows]
    tails: Tails
    probability: Reals
    expected_fen: Reals
    strongest: list[str]


def rank(rows: pd.DataFrame, heads: dict[str, Head]) -> Ranked:
    """The batch scored by these heads; upcoding and the last fraud stage decide what is expected."""
    scored: dict[str, ScoredRows] = {}
    for key, head in heads.items():
        if head.name == "institution":
            continue
        scored[key] = head.score_rows(rows)
        supported = scored[key].supported
        if supported is not None:
            rows = rows.assign(**{str(name): supported[name] for name in supported.columns})
    deciding = [key for key in ("upcoding-post", _last_fraud(heads)) if key in scored]
    probability, expected = np.zeros(len(rows)), np.full(len(rows), -1.0)
    strongest = np.full(len(rows), "", dtype=object)
    for key in deciding:
        mine = np.nan_to_num(scored[key].expected_fen, nan=-1.0)
        better = mine > expected
        expected = np.where(better, mine, expected)
        probability = np.where(better, np.nan_to_num(scored[key].probability), probability)
        strongest[better] = key
    return Ranked(
        rows,
        scored,
        tails(rows, SIGNALS),
        probability,
        np.maximum(expected, 0.0),
        strongest.tolist(),
    )


def rankers(ranked: Ranked) -> dict[str, Reals]:
    """The score of every ranker, ours first, then the baselines."""
    found: dict[str, Reals] = {}
    if ranked.scored:
        found["fundwatch"] = ranked.expected_fen
    found |= {key: one.probability for key, one in sorted(ranked.scored.items())}
    found["tails"] = ranked.tails.scores
    found["amount_rank"] = amount_rank(ranked.rows)
    found["rules_only"] = rules_only(ranked.rows, ranked.tails)
    found["isolation_forest"] = isolation_forest(ranked.rows)
    return found


def _last_fraud(heads: dict[str, Head]) -> str:
    return next((f"fraud-{s}" for s in ("post", "in", "pre") if f"fraud-{s}" in heads), "")
