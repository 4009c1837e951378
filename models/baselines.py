"""Baselines: what a bureau can do without our models, ranked in the same run.

Amount rank: the dearest first. Rules only: how many simple rules a claim fires, nothing learned.
IsolationForest: how easily a claim is set apart, nothing known of the field.
"""

import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest

from features.catalog import SIGNALS
from features.settlement.contract import Kind
from features.signal import DOWN, UP
from models.boost import SEED
from models.frame import LEFT_OUT, Reals, coded_signals, reals
from models.tails import Tails

BEYOND = 0.99


def amount_rank(rows: pd.DataFrame) -> Reals:
    """The fund's payment; the whole fee where the fund's share is not known."""
    fund = rows["fund_pay_sumamt"].astype("Float64").fillna(rows["medfee_sumamt"].astype("Float64"))
    return np.nan_to_num(reals(fund))


def rules_only(rows: pd.DataFrame, found: Tails) -> Reals:
    """How many rules fire: flags that point to risk, and figures beyond 99 of 100 peers."""
    fired = np.zeros(len(rows))
    for name in found.ranks.columns:
        signal = SIGNALS[str(name)]
        if signal.risk != UP:
            continue
        if signal.measure.kind is Kind.FLAG:
            fired += np.nan_to_num(reals(rows[str(name)]))
        else:
            fired += np.nan_to_num(found.ranks[name].to_numpy(dtype=np.float64), nan=0.0) > BEYOND
    return fired


def isolation_forest(rows: pd.DataFrame, seed: int = SEED) -> Reals:
    """How far apart each claim stands by the numeric signals that have a risk direction."""
    coded = coded_signals(SIGNALS)
    names = [
        name
        for name, signal in SIGNALS.items()
        if signal.risk in {UP, DOWN} and name in rows.columns and name not in coded | LEFT_OUT
    ]
    matrix = np.column_stack([reals(rows[name]) for name in names])
    known = ~np.isnan(matrix).all(axis=0)
    matrix = matrix[:, known]
    middle = np.nanmedian(matrix, axis=0)
    filled = np.where(np.isnan(matrix), middle, matrix)
    forest = IsolationForest(n_estimators=100, max_samples="auto", random_state=seed, n_jobs=1)
    return -np.asarray(forest.fit(filled).score_samples(filled))
