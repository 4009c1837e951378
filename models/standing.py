"""Standing: how well a ranking serves inspectors who can check k claims. Never AUC alone.

Ties are counted as if drawn at random within the tie, so a coarse score is neither lucky nor unlucky.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from models.frame import Reals


@dataclass(frozen=True)
class Standing:
    """The figures of one ranking: at k, over all, and against choosing at random (lift)."""

    auc: float | None
    ap: float | None
    precision_at_k: float
    recall_at_k: float
    recovered_yuan_at_k: float
    lift: float | None
    k: int
    positives: int
    n: int

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def standing(score: Reals, positive: Reals, recovered_fen: Reals, k: int) -> Standing:
    """The standing of a ranking by score, highest first; a missing score ranks last."""
    ranked = np.where(np.isnan(score), -np.inf, score)
    finite = np.nan_to_num(ranked, neginf=float(np.min(ranked[np.isfinite(ranked)], initial=0)) - 1)
    n, positives = len(score), int(positive.sum())
    k = max(1, min(k, n)) if n else 0
    both = 0 < positives < n
    weights = top_weights(finite, k)
    found = float((weights * positive).sum())
    base = positives / n if n else 0.0
    precision = found / k if k else 0.0
    return Standing(
        auc=float(roc_auc_score(positive, finite)) if both else None,
        ap=float(average_precision_score(positive, finite)) if both else None,
        precision_at_k=precision,
        recall_at_k=found / positives if positives else 0.0,
        recovered_yuan_at_k=round(float((weights * recovered_fen).sum()) / 100, 2),
        lift=precision / base if base else None,
        k=k,
        positives=positives,
        n=n,
    )


def top_weights(score: Reals, k: int) -> Reals:
    """1 for what is surely among the top k, a share for what ties at the edge, else 0."""
    if k <= 0:
        return np.zeros(len(score))
    edge = np.sort(score)[::-1][k - 1]
    above, tied = score > edge, score == edge
    return above + tied * ((k - above.sum()) / max(tied.sum(), 1))


def calibration_table(probability: Reals, positive: Reals, bins: int = 5) -> list[dict[str, float]]:
    """Mean probability beside the found rate in bins of equal size."""
    order = np.argsort(probability, kind="stable")
    return [
        {
            "probability": float(probability[part].mean()),
            "found": float(positive[part].mean()),
            "n": len(part),
        }
        for part in np.array_split(order, min(bins, len(order)))
        if len(part)
    ]
