"""Institution: the probability that a month's inspection would confirm something, and the yuan.

One row an institution and month: its indicators, their ranks among peers, and what the claim models
say of its claims by trees that never saw the institution. What few claims cannot show is drawn
toward the whole (empirical Bayes): the rate of confirmed among inspected, and the expected recovery
a claim. Expected recovery is the probability times what its claims promise, scaled to what confirmed
months gave back.
"""

from datetime import timedelta
from typing import Any

import lightgbm as lgb
import numpy as np
import pandas as pd

from features.catalog.families import COST, QUALITY, VOLUME
from features.errors import NotReady
from features.indicators import INDICATORS
from features.indicators import fingerprint as indicators_fingerprint
from features.month import month_days
from features.settlement.contract import Kind
from features.signal import NEITHER, UP
from models import fraud
from models.boost import SEED, grow, raw_scores
from models.calibration import platt
from models.described import Derived
from models.expected import CLAIMS, Worth
from models.frame import Frame, Reals, reals
from models.head import Head
from models.labels import CONFIRMED, standing
from models.material import Material
from models.split import Protocol, institution_folds

NAME, STAGE = "institution", "month"
FEWEST_CONFIRMED = 8
SUSPECT = 0.5
WEAK_WEIGHT = 0.2  # an institution-month that nobody inspected is a weak negative


SUMMARIES = {
    "claims_expected_fen": Derived(
        "本月结算的预期追回合计? | Expected recovery of its claims?", UP, COST, Kind.FEN
    ),
    "claims_expected_per_claim": Derived(
        "例均预期追回(收缩后)? | Expected recovery a claim, shrunken?", UP, COST, Kind.FEN
    ),
    "claims_mean_score": Derived(
        "结算查实可能性的平均占比? | Mean probability of its claims?", UP, QUALITY
    ),
    "claims_high_share": Derived(
        "可能性居前5%的结算占比? | Share of claims in the top 5%?", UP, QUALITY
    ),
    "confirmed_rate_before": Derived(
        "此前检查的查实率(收缩后)? | Confirmed share of earlier checks, shrunken?", UP, QUALITY
    ),
    "claims": Derived("本月结算几笔? | How many claims this month?", NEITHER, VOLUME, Kind.COUNT),
}
DESCRIBED: dict[str, Any] = {**INDICATORS, **SUMMARIES}


def shrunken(total: Reals, cases: Reals) -> Reals:
    """Means of few cases drawn toward the mean of all, as far as their spread is luck.

    The method of moments: the weight of an own mean is n / (n + k), where k is the variance within
    over the variance between, at least 1.
    """
    cases = np.maximum(cases, 0.0)
    means = np.divide(total, cases, out=np.zeros(len(total)), where=cases > 0)
    overall = float(total.sum() / max(cases.sum(), 1.0))
    known = cases > 0
    if known.sum() < 3:
        return np.full(len(total), overall)
    within = (
        max(overall * (1 - overall), 1e-9) if 0 <= overall <= 1 else float(np.var(means[known]))
    )
    between = float(np.average((means[known] - overall) ** 2, weights=cases[known]))
    luck = within * float(known.sum()) / float(cases[known].sum())
    k = within / max(between - luck, within / 200)
    return (total + k * overall) / (cases + k)


def summaries(claims: pd.DataFrame, probability: Reals, expected_fen: Reals) -> pd.DataFrame:
    """What the claims say of each institution and month."""
    known = np.nan_to_num(probability, nan=0.0)
    limit = float(np.quantile(known, 0.95)) if len(known) else 1.0
    table = pd.DataFrame(
        {
            "fixmedins_code": claims["fixmedins_code"].astype(object).to_numpy(),
            "month": claims["month"].to_numpy(),
            "expected": np.nan_to_num(expected_fen, nan=0.0),
            "score": known,
            "high": (known > limit).astype(np.float64),
        }
    )
    grouped = table.groupby(["fixmedins_code", "month"], sort=True)
    made = grouped.agg(
        claims=("score", "size"), claims_expected_fen=("expected", "sum"),
        claims_mean_score=("score", "mean"), high=("high", "sum"),
    ).reset_index()  # fmt: skip
    cases = made["claims"].to_numpy(dtype=np.float64)
    made["claims_high_share"] = shrunken(made["high"].to_numpy(dtype=np.float64), cases)
    expected = made["claims_expected_fen"].to_numpy(dtype=np.float64)
    weight = cases / (cases + float(np.median(cases)) if len(cases) else 1.0)
    overall = float(expected.sum() / max(cases.sum(), 1.0))
    made["claims_expected_per_claim"] = (
        weight * expected / np.maximum(cases, 1) + (1 - weight) * overall
    )
    return made.drop(columns="high")


def with_history(rows: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """The rows with the shrunken confirmed share of checks decided before each row's month."""
    rates = np.full(len(rows), np.nan)
    for month in sorted(set(rows["month"])):
        before = standing(verdicts, month_days(month)[0] - timedelta(days=1))
        before = before[~before["under_appeal"]]
        chosen = (rows["month"] == month).to_numpy()
        counts = (
            before.assign(confirmed=before["result"] == CONFIRMED)
            .groupby("fixmedins_code")["confirmed"]
            .agg(["sum", "size"])
        )
        codes = rows.loc[chosen, "fixmedins_code"].astype(object)
        if len(counts):
            found = counts["sum"].reindex(codes).fillna(0).to_numpy(dtype=np.float64)
            cases = counts["size"].reindex(codes).fillna(0).to_numpy(dtype=np.float64)
            rates[chosen] = shrunken(found, cases)
    return rows.assign(confirmed_rate_before=rates)


def features(rows: pd.DataFrame) -> tuple[str, ...]:
    """Indicators, their ranks among peers, and the summaries."""
    ranks = [f"{name}_pct_rank" for name in INDICATORS if f"{name}_pct_rank" in rows.columns]
    return (*(name for name in INDICATORS if name in rows.columns), *ranks, *SUMMARIES)


def table(
    material: Material, claims: pd.DataFrame, probability: Reals, expected_fen: Reals
) -> pd.DataFrame:
    """The institution-months of these claims, ready for the head."""
    months = sorted(set(claims["month"]))
    made = summaries(claims, probability, expected_fen)
    rows = material.institutions(months).merge(made, on=["fixmedins_code", "month"], how="inner")
    return with_history(rows, material.verdicts())


def train(
    material: Material, protocol: Protocol, whole: fraud.Lesson, claims_head: Head, seed: int = SEED
) -> Head:
    """The head of the train months, over the scores of a claims head.

    Claim scores of the train months come from trees that never saw the institution. Raises NotReady
    when too few institutions have anything confirmed.
    """
    whole = whole.of_rows(claims_head.derive(whole.rows))
    part, frame = whole.thinned(seed), claims_head.frame
    codes = whole.rows["fixmedins_code"].astype(str)
    folds = institution_folds(codes.tolist(), fraud.FOLDS)
    fold_of = dict(zip(codes, folds, strict=True))
    own = part.rows["fixmedins_code"].astype(str).map(fold_of).to_numpy()
    raw = fraud.held_out(
        frame,
        frame.matrix(part.rows),
        part,
        own,
        frame.matrix(whole.rows),
        folds,
        fraud.RISKS,
        seed,
    )
    probability = claims_head.calibration.probabilities(raw)
    scored = claims_head.score_rows(whole.rows)
    worth = np.divide(
        scored.expected_fen,
        scored.probability,
        out=np.zeros(len(raw)),
        where=scored.probability > 0,
    )
    rows = table(material, whole.rows, probability, probability * worth)
    return fit(rows, whole, protocol, seed)


def fit(rows: pd.DataFrame, whole: fraud.Lesson, protocol: Protocol, seed: int) -> Head:
    """The head of these institution-months, labelled by what was confirmed of their claims."""
    confirmed, found = outcome_of(rows, whole.rows, whole.confirmed), _found(rows, whole)
    if int((confirmed == 1).sum()) < FEWEST_CONFIRMED:
        raise NotReady(
            f"{int((confirmed == 1).sum())} institution-months have a confirmed violation",
            f"The institution head is learned from at least {FEWEST_CONFIRMED}",
            "Load more verdicts (verdict_d); institutions are ranked by their claims until then",
        )
    frame = Frame.of(features(rows), rows, frozenset())
    matrix, target = frame.matrix(rows), np.nan_to_num(confirmed, nan=0.0)
    weights = np.where(np.isnan(confirmed), WEAK_WEIGHT, 1.0)
    risks = {name: described.risk for name, described in SUMMARIES.items()}

    def grown(part: np.ndarray) -> lgb.Booster:
        return grow(
            frame, matrix[part], target[part], objective="binary", trees=40, weights=weights[part],
            monotone=frame.monotone(risks), seed=seed, num_leaves=7, min_data_in_leaf=20,
        )  # fmt: skip

    booster = grown(np.ones(len(rows), dtype=bool))
    inspected, raw = ~np.isnan(confirmed), np.zeros(len(rows))
    fold = institution_folds(rows["fixmedins_code"].astype(str).tolist())
    for number in range(int(fold.max()) + 1):
        held = fold == number
        raw[held] = raw_scores(grown(~held if fold.max() else held), matrix[held])
    calibration = platt(raw[inspected], confirmed[inspected])
    promised = rows["claims_expected_fen"].to_numpy(dtype=np.float64)
    chosen = (confirmed == 1) & (promised > 0)
    prior = 5 * float(promised[chosen].mean()) if chosen.any() else 1.0
    scale = float((found[chosen].sum() + prior) / (promised[chosen].sum() + prior))
    meta = {
        "trained_on": protocol.as_json(),
        "fingerprint": indicators_fingerprint(),
        "medians": {},
        "seed": seed,
        "labels": {
            "confirmed": int((confirmed == 1).sum()),
            "cleared": int((confirmed == 0).sum()),
            "unlabelled": int((~inspected).sum()),
        },
    }
    return Head(NAME, STAGE, frame, booster, calibration, Worth(CLAIMS, scale), None, None, meta)


def outcome_of(rows: pd.DataFrame, claims: pd.DataFrame, confirmed: Reals) -> Reals:
    """1 when something of the month was confirmed, 0 when all that was checked was cleared."""
    best = _by_month(claims, confirmed, "max")
    return reals(best.reindex(_keys(rows)))


def _found(rows: pd.DataFrame, whole: fraud.Lesson) -> Reals:
    inspected = np.where(np.isnan(whole.confirmed), np.nan, whole.found_fen)
    return np.nan_to_num(reals(_by_month(whole.rows, inspected, "sum").reindex(_keys(rows))))


def _by_month(claims: pd.DataFrame, value: Reals, how: str) -> "pd.Series[float]":
    table = pd.DataFrame(
        {
            "fixmedins_code": claims["fixmedins_code"].astype(object).to_numpy(),
            "month": claims["month"].to_numpy(),
            "value": value,
        }
    )
    return table.dropna(subset="value").groupby(["fixmedins_code", "month"])["value"].agg(how)


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([rows["fixmedins_code"].astype(object), rows["month"]])
