"""Evaluation on a fixed protocol: our rankings and every baseline in one run, on unseen months.

Against verdicts, the claims are those of the gap and test months on which something was decided: no
model saw them, and one that nobody looked at is neither right nor wrong. They are a biased choice of
claims, and the figures say so. Against planted truth, the claims are all of the test months.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from features.errors import NotReady
from models.frame import Reals
from models.head import Head
from models.labels import decided, labels, recovered
from models.material import Material
from models.ranking import Ranked, rank, rankers
from models.split import Protocol
from models.standing import calibration_table, standing
from models.truth import Truth

LEVELS = {"01": "3", "02": "3", "03": "3", "04": "3", "05": "2", "06": "2", "07": "2"}


@dataclass(frozen=True)
class Judged:
    """A ranked batch with what is known of it."""

    ranked: Ranked
    positive: Reals
    recovered_fen: Reals
    against: str
    months: tuple[str, ...]

    def take(self, chosen: np.ndarray) -> "Judged":
        """Only the chosen claims."""
        return Judged(
            self.ranked,
            self.positive[chosen],
            self.recovered_fen[chosen],
            self.against,
            self.months,
        )


def judge(
    material: Material,
    protocol: Protocol,
    heads: dict[str, Head],
    truth: Truth | None,
    kinds: str = "",
) -> tuple[Judged, dict[str, Reals]]:
    """The test claims ranked by every ranker, with the labels or the truth beside them.

    Raises NotReady when nothing was decided on unseen claims.
    """
    months = protocol.test if truth is not None else (*protocol.gap, *protocol.test)
    ranked = rank(material.claims(months), heads)
    scores, ids = rankers(ranked), ranked.rows["setl_id"]
    if truth is not None:
        return Judged(
            ranked, truth.positive(ids, kinds), truth.loss(ids), "planted truth", months
        ), scores
    known = decided(material.verdicts(), date.max)
    found = labels(ids, known, kinds)
    chosen = ~np.isnan(found)
    if not (found == 1).any():
        raise NotReady(
            f"No verdict was confirmed on claims of {months[0]} to {months[-1]}",
            "An evaluation takes verdicts on claims that training did not see",
            "Load newer verdicts (verdict_d), or judge a synthetic province by --truth DIR",
        )
    whole = Judged(ranked, np.nan_to_num(found), recovered(ids, known), "matured verdicts", months)
    return whole.take(chosen), {name: score[chosen] for name, score in scores.items()}


def report(
    material: Material,
    protocol: Protocol,
    heads: dict[str, Head],
    capacity: int,
    truth: Truth | None = None,
) -> dict[str, Any]:
    """What is printed and recorded: {"protocol": {…}, "rankers": {NAME: {…}}}.

    Against truth also "upcoding" (the rankers on grouped stays), "stability" by level, "schemes"
    found at k, and "calibration".
    """
    judged, scores = judge(material, protocol, heads, truth)
    n = len(judged.positive)
    asked = capacity * len(judged.months) if truth is not None else capacity
    k = min(asked, max(1, n // 4))
    found = {
        name: standing(score, judged.positive, judged.recovered_fen, k).as_json()
        for name, score in scores.items()
    }
    shown: dict[str, Any] = {
        "protocol": {
            **protocol.as_json(),
            "against": judged.against,
            "claims_of": judged.months,
            "claims": n,
            "positives": int(judged.positive.sum()),
            "capacity": capacity,
            "k": k,
            "heads": {key: head.version for key, head in heads.items()},
        },
        "rankers": found,
    }
    if truth is not None:
        shown["upcoding"] = _upcoding(judged, scores, truth, k)
        shown["stability"] = _stability(judged, scores, k)
        shown["schemes"] = _schemes(judged, scores, truth, k)
        shown["calibration"] = _calibration(judged, scores)
    return shown


def draw(shown: dict[str, Any], folder: Path) -> list[Path]:
    """The plots of a report."""
    from models.plots import draw_report

    return draw_report(shown, folder)


def _upcoding(judged: Judged, scores: dict[str, Reals], truth: Truth, k: int) -> dict[str, Any]:
    """The same rankers on grouped stays, against upcoding only."""
    rows = judged.ranked.rows
    grouped = rows["drg_code"].notna().to_numpy()
    positive = truth.positive(rows["setl_id"], "U")[grouped]
    part = min(k, max(1, int(grouped.sum()) // 10))
    return {
        name: standing(score[grouped], positive, judged.recovered_fen[grouped], part).as_json()
        for name, score in scores.items()
    }


def _stability(judged: Judged, scores: dict[str, Reals], k: int) -> dict[str, Any]:
    """The queue's standing by level of institution, k shared by claims."""
    rows, name = judged.ranked.rows, "fundwatch" if "fundwatch" in scores else "tails"
    levels = rows["hosp_lv"].astype(object).map(LEVELS).fillna("1").to_numpy()
    shares: dict[str, Any] = {}
    for level in sorted(set(levels.tolist())):
        chosen = levels == level
        part = max(1, round(k * float(chosen.mean())))
        shares[f"level {level}"] = standing(
            scores[name][chosen], judged.positive[chosen], judged.recovered_fen[chosen], part
        ).as_json()
    return shares


def _calibration(judged: Judged, scores: dict[str, Reals]) -> dict[str, Any]:
    return {
        name: calibration_table(score, judged.positive, 10)
        for name, score in scores.items()
        if name.startswith("fraud-")
    }


def _schemes(judged: Judged, scores: dict[str, Reals], truth: Truth, k: int) -> dict[str, Any]:
    """How many claims of each planted scheme there are, and how many the queue finds at k."""
    score = scores["fundwatch"] if "fundwatch" in scores else scores["tails"]
    ids = [str(one) for one in judged.ranked.rows["setl_id"]]
    first = {ids[int(place)] for place in np.argsort(-score, kind="stable")[:k]}
    counts: dict[str, dict[str, int]] = {}
    for one in ids:
        for scheme in truth.schemes.get(one, frozenset()):
            counted = counts.setdefault(scheme, {"planted": 0, "found": 0})
            counted["planted"] += 1
            counted["found"] += one in first
    return dict(sorted(counts.items()))
