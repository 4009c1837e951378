"""Claim fraud: the probability that an inspection would confirm a violation, at one stage.

Positive-unlabelled: most claims were never inspected and are not clean for that. They stand in as
weak negatives, weighed down to a few times the confirmed ones in sum. Inspections choose big
hospitals, so the unlabelled are also weighed to the levels and classes of care of the inspected:
being of a kind that is often inspected is then no sign of guilt. Inspected and cleared claims count
in full. What is assumed: within a level and class of care, what inspections choose by is among the
signals. Elkan and Noto's constant (the mean score of held-out confirmed claims) is kept beside the
model: under their stronger assumption, that positives are labelled at random, score / constant is
the probability. Ours comes from calibration on later inspected claims (`models.calibration`).

Source: C. Elkan, K. Noto, Learning classifiers from only positive and unlabeled data (KDD 2008).
"""

from dataclasses import dataclass, replace
from typing import Any

import lightgbm as lgb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.catalog import SIGNALS, fingerprint
from features.errors import NotReady
from features.signal import NEITHER
from models.boost import SEED, grow, raw_scores
from models.calibration import Calibration, enough_at_random, platt, rebased, smoothed_rate
from models.expected import worth_of_verdicts
from models.frame import Frame, Reals, allowed, coded_signals
from models.head import Head
from models.labels import at_random, decided, labels, recovered
from models.material import Material
from models.oddity import DERIVED as ODD
from models.oddity import Oddity
from models.peers import medians
from models.split import Protocol, institution_folds, month_folds
from models.standing import standing

MOST_UNLABELLED = 15_000
UNLABELLED_TO_CONFIRMED = 10.0
FEWEST_CONFIRMED = 5
CONTEXT = frozenset({"class_of_care", "insurance_scheme", "sex", "patient_age", "length_of_stay"})
FEW_LABELS: dict[str, Any] = {
    "trees": 200,
    "num_leaves": 4,
    "feature_fraction": 0.3,
}  # small trees, many views
FOLDS = 3
RISKS = {name: signal.risk for name, signal in {**SIGNALS, **ODD}.items()}


@dataclass(frozen=True)
class Lesson:
    """Claims to learn from, by setl_id, with labels as of the training date."""

    rows: pd.DataFrame
    confirmed: Reals  # of the violations asked about: 1, 0, NaN unlabelled
    violation: Reals  # of any violation: 1, 0, NaN not inspected
    found_fen: Reals
    random: np.ndarray

    def take(self, chosen: np.ndarray) -> "Lesson":
        """The chosen claims."""
        return Lesson(
            self.rows[chosen].reset_index(drop=True),
            self.confirmed[chosen],
            self.violation[chosen],
            self.found_fen[chosen],
            self.random[chosen],
        )

    def of_rows(self, rows: pd.DataFrame) -> "Lesson":
        """The same claims with other columns."""
        return replace(self, rows=rows)

    def narrowed(self, known: pd.DataFrame, kinds: str) -> "Lesson":
        """The same claims, asked about violations whose id starts so."""
        return replace(self, confirmed=labels(self.rows["setl_id"], known, kinds))

    def thinned(self, seed: int) -> "Lesson":
        """Every labelled claim, and at most MOST_UNLABELLED of the others, drawn by the seed."""
        away = np.flatnonzero(np.isnan(self.confirmed))
        if len(away) <= MOST_UNLABELLED:
            return self
        drawn = np.random.default_rng(seed).choice(away, MOST_UNLABELLED, replace=False)
        chosen = ~np.isnan(self.confirmed)
        chosen[drawn] = True
        return self.take(chosen)


def lesson(material: Material, protocol: Protocol) -> Lesson:
    """The claims of the train months with the labels that were known at the training date."""
    rows = material.claims(protocol.train)
    known = decided(material.verdicts(), protocol.as_of)
    ids = rows["setl_id"]
    any_kind = labels(ids, known)
    return Lesson(rows, any_kind, any_kind, recovered(ids, known), at_random(ids, known))


def train(whole: Lesson, protocol: Protocol, stage: str, seed: int = SEED) -> Head:
    """The head of one stage. Raises NotReady when too few violations are confirmed."""
    return fit(whole, protocol, "fraud", stage, claim_features(stage), RISKS, seed)


def claim_features(stage: str) -> tuple[str, ...]:
    """The signals that a head of claims reads at a stage: those with a risk direction, and context.

    Labels are few. A signal that declares no direction mostly tells which institution or kind of
    case a claim is, and trees would learn the inspectors' routes from it.
    """
    return tuple(
        name for name in allowed(SIGNALS, stage) if SIGNALS[name].risk != NEITHER or name in CONTEXT
    )


def fit(
    whole: Lesson,
    protocol: Protocol,
    name: str,
    stage: str,
    features: tuple[str, ...],
    risks: dict[str, str],
    seed: int = SEED,
) -> Head:
    """A calibrated head of these features on these claims; worth is from the verdicts."""
    confirmed = int((whole.confirmed == 1).sum())
    if confirmed < FEWEST_CONFIRMED:
        raise NotReady(
            f"{confirmed} confirmed violations were decided by {protocol.as_of}",
            f"{name} is learned from at least {FEWEST_CONFIRMED}",
            "Load more verdicts (verdict_d), or score without labels: "
            "`fundwatch score --unsupervised`",
        )
    part = whole.thinned(seed)
    oddity = Oddity.of(part.rows, SIGNALS, features)
    part = part.of_rows(part.rows.assign(**oddity.many(part.rows)))
    frame = Frame.of((*features, *ODD), part.rows, coded_signals(SIGNALS))
    matrix = frame.matrix(part.rows)
    booster = tree(frame, matrix, part, np.ones(len(part.rows), dtype=bool), risks, seed)
    blocks = month_folds(part.rows["month"].tolist(), FOLDS)
    raw = held_out(frame, matrix, part, blocks, matrix, blocks, risks, seed)
    weights = weighed(part, np.ones(len(part.rows), dtype=bool))
    calibration = platt(raw, np.nan_to_num(part.confirmed, nan=0.0), weights)
    drawn = ~np.isnan(part.violation) & part.random
    fair = enough_at_random(part.violation[drawn])
    base = drawn if fair else ~np.isnan(part.violation)
    # what is asked about is some of all violations: the same part of those found at random
    asked_share = confirmed / max(float((part.violation == 1).sum()), 1.0)
    of_all = float(np.nanmean(part.violation))
    rate = smoothed_rate(part.violation[base], of_all) * asked_share
    calibration = rebased(calibration, raw[base], rate)
    meta = {
        "trained_on": protocol.as_json(),
        "fingerprint": fingerprint(),
        "medians": medians(part.rows, frame),
        "seed": seed,
        "labels": {
            "confirmed": confirmed,
            "cleared": int((whole.confirmed == 0).sum()),
            "unlabelled": int(np.isnan(whole.confirmed).sum()),
            "drawn_at_random": int((whole.random & ~np.isnan(whole.confirmed)).sum()),
        },
        "calibrated_on": {
            "slope": "months held out in blocks",
            "base": "drawn at random" if fair else "all inspected, which promises too much",
            "inspected": int(base.sum()),
        },
        "elkan_noto_constant": _constant(raw, part.confirmed),
    }
    if stage == "post":
        meta["institutions_held_out"] = _second_view(frame, matrix, part, risks, seed)
    worth = worth_of_verdicts(part.rows, part.confirmed, part.found_fen)
    return Head(name, stage, frame, booster, calibration, worth, None, oddity, meta)


def _second_view(
    frame: Frame, matrix: Reals, part: Lesson, risks: dict[str, str], seed: int
) -> dict[str, Any]:
    """How trees that never saw an institution rank its inspected claims."""
    folds = institution_folds(part.rows["fixmedins_code"].astype(str).tolist(), FOLDS)
    raw = held_out(frame, matrix, part, folds, matrix, folds, risks, seed)
    asked = ~np.isnan(part.confirmed)
    k = max(1, int((part.confirmed == 1).sum()))
    return standing(raw[asked], part.confirmed[asked], part.found_fen[asked], k).as_json()


def tree(
    frame: Frame, matrix: Reals, part: Lesson, seen: np.ndarray, risks: dict[str, str], seed: int
) -> lgb.Booster:
    """The trees of the claims that may be seen."""
    weights = weighed(part, seen)
    return grow(
        frame, matrix[seen], np.nan_to_num(part.confirmed[seen], nan=0.0), objective="binary",
        weights=weights[seen], monotone=frame.monotone(risks), seed=seed, **FEW_LABELS,
    )  # fmt: skip


def weighed(part: Lesson, seen: np.ndarray) -> Reals:
    """How much each claim counts: labelled ones 1, the unlabelled by how often their like is inspected."""
    labelled = ~np.isnan(part.confirmed) & seen
    away = np.flatnonzero(np.isnan(part.confirmed) & seen)
    weights = np.where(labelled, 1.0, 0.0)
    if not len(away):
        return weights
    stratum = _stratum(part.rows)
    inspected = stratum[labelled].value_counts(normalize=True)
    present = stratum.iloc[away].value_counts(normalize=True)
    ratio = (inspected.reindex(present.index).fillna(0.0) + 0.1 * present) / (1.1 * present)
    each = stratum.iloc[away].map(ratio).to_numpy(dtype=np.float64)
    total = UNLABELLED_TO_CONFIRMED * float((part.confirmed[seen] == 1).sum())
    weights[away] = np.minimum(each * total / each.sum(), 1.0)
    return weights


def held_out(
    frame: Frame,
    matrix: Reals,
    part: Lesson,
    part_folds: NDArray[np.int64],
    asked: Reals,
    asked_folds: NDArray[np.int64],
    risks: dict[str, str],
    seed: int,
) -> Reals:
    """The raw score of each asked row by trees that never saw its fold: its months, its institution."""
    raw = np.full(len(asked_folds), np.nan)
    numbers = sorted(set(asked_folds.tolist()))
    for number in numbers:
        seen = part_folds != number if len(numbers) > 1 else np.ones(len(part_folds), dtype=bool)
        chosen = asked_folds == number
        raw[chosen] = raw_scores(tree(frame, matrix, part, seen, risks, seed), asked[chosen])
    return raw


def _stratum(rows: pd.DataFrame) -> "pd.Series[str]":
    level = rows["hosp_lv"].astype(object).fillna("-")
    care = rows["med_type"].astype(object).fillna("-").str[:1]
    return level.astype(str) + "/" + care.astype(str)


def _constant(raw: Reals, confirmed: Reals) -> float:
    found = raw[confirmed == 1]
    return float(Calibration().probabilities(found).mean()) if len(found) else float("nan")
