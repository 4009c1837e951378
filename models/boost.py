"""Growing trees: LightGBM the same way everywhere, to the same bytes from the same rows and seed."""

from collections.abc import Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from models.frame import Frame, Reals

SEED = 20250101
THREADS = 1  # fixed, so that bytes repeat; more threads wait for each other on a busy machine
FIXED: dict[str, Any] = {
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": THREADS,
    "verbosity": -1,
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "cat_l2": 20.0,
    "cat_smooth": 20.0,
    "min_data_per_group": 100,
}


def grow(
    frame: Frame,
    rows: Reals,
    target: Reals,
    *,
    objective: str,
    trees: int = 120,
    weights: Reals | None = None,
    monotone: Sequence[int] | None = None,
    seed: int = SEED,
    **more: Any,
) -> lgb.Booster:
    """A booster of that many trees on these rows, in their order.

    Rows are expected in an order that does not depend on how they were read (by setl_id): the same
    rows, weights and seed give the same bytes.
    """
    settings = {**FIXED, "objective": objective, "seed": seed, **more}
    if monotone is not None and any(monotone):
        settings |= {"monotone_constraints": list(monotone), "monotone_constraints_method": "basic"}
    table = lgb.Dataset(
        rows,
        label=target,
        weight=weights,
        feature_name=list(frame.features),
        categorical_feature=frame.coded(),
        params={"verbosity": -1, "max_bin": settings["max_bin"]},
        free_raw_data=True,
    )
    return lgb.train(settings, table, num_boost_round=trees)


def raw_scores(booster: lgb.Booster, rows: Reals) -> Reals:
    """The raw score of each row: log odds of a classifier, one column a class of several classes."""
    if not len(rows):
        return np.zeros(0)
    threads = 1 if len(rows) == 1 else THREADS
    return np.asarray(booster.predict(rows, raw_score=True, num_threads=threads))


def contributions(booster: lgb.Booster, rows: Reals) -> Reals:
    """Exact TreeSHAP: what each feature adds to each raw score, and the base in the last column."""
    threads = 1 if len(rows) == 1 else THREADS
    return np.asarray(booster.predict(rows, pred_contrib=True, num_threads=threads))
