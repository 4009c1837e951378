"""Training severity support: evidence in, weight and severity out, whole institutions held out.

Needs no labels and no fee lines. The contested codes (group, weight, payment, complications,
diagnosis lines) are what is asked, so no signal that reads them is evidence. Evidence is what was
seen of the person and done for them: no habit of the institution, no trail of visits. Without fee
lines the claim's amounts are payments for the group itself, and they are left out too. Where the
data bears no weights, a group's weight is its mean fee over the mean fee of all grouped cases (D.3).
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from features.catalog import SIGNALS
from features.catalog.contested import is_contested
from features.catalog.families import CHARGES, COST, DRUGS, EVIDENCE, PERSON, READMISSION, STAY
from features.errors import NotReady
from features.nodes import Column, walk
from features.record import place_of
from features.settlement.contract import Kind
from features.signal import Signal
from models.boost import SEED, grow
from models.frame import Frame, Reals, allowed, coded_signals, reals
from models.material import Material
from models.split import FOLDS, institution_folds
from models.support import POINT, SEVERITIES, Support

FEWEST_CASES = 200
FEWEST_OF_A_GROUP = 5
CLINICAL = frozenset({PERSON, STAY, EVIDENCE, CHARGES, DRUGS, COST, READMISSION})


def evidence(itemised: bool) -> tuple[str, ...]:
    """The signals that are evidence of care; without fee lines none that reads an amount."""
    return tuple(
        name
        for name in allowed(SIGNALS, "post")
        if SIGNALS[name].family in CLINICAL
        and not is_contested(SIGNALS[name])
        and (itemised or not reads_money(SIGNALS[name]))
    )


def reads_money(signal: Signal) -> bool:
    """Whether the signal reads an amount of the settlement."""
    return any(
        isinstance(part, Column)
        and part.table == "claim"
        and place_of("claim", part.name).column.kind is Kind.FEN
        for part in walk(signal.node)
    )


def wanted(itemised: bool) -> list[str]:
    """The columns that training and asking need."""
    return [*evidence(itemised), "case_severity"]


def train(material: Material, months: list[str], seed: int = SEED, folds: int = FOLDS) -> Support:
    """The support of the grouped stays of these months. Raises NotReady when they are too few."""
    rows = material.claims(months, wanted(material.itemised))
    return fit(rows, evidence(material.itemised), seed, folds)


def fit(
    rows: pd.DataFrame, names: tuple[str, ...], seed: int = SEED, folds: int = FOLDS
) -> Support:
    """The support of these rows, by the evidence of these names."""
    rows, by_group, rate = _weighed(rows)
    if len(rows) < FEWEST_CASES:
        raise NotReady(
            f"There are {len(rows)} grouped stays to learn from",
            f"Severity support takes at least {FEWEST_CASES}",
            "Load drg_case_d with drg_code for more months",
        )
    frame = Frame.of(names, rows, coded_signals(SIGNALS))
    matrix = frame.matrix(rows)
    target = np.log(rows["weight"].to_numpy(dtype=np.float64) / POINT)
    severity = reals(rows["case_severity"])
    fold = institution_folds(rows["fixmedins_code"].tolist(), folds)
    graded = len(np.unique(severity[~np.isnan(severity)])) > 1
    weights, severities, out_of_fold = [], [], np.full(len(rows), np.nan)
    for number in range(int(fold.max()) + 1):
        seen = fold != number if fold.max() > 0 else np.ones(len(rows), dtype=bool)
        weights.append(
            grow(frame, matrix[seen], target[seen], objective="regression", trees=100, seed=seed)
        )
        held = fold == number
        out_of_fold[held] = np.asarray(weights[-1].predict(matrix[held]))
        if graded:
            known = seen & ~np.isnan(severity)
            severities.append(
                grow(
                    frame, matrix[known], severity[known], objective="multiclass", trees=50,
                    num_class=SEVERITIES, seed=seed,
                )
            )  # fmt: skip
    held_out = dict(zip(rows["fixmedins_code"], (int(one) for one in fold), strict=True))
    figures = {**_figures(target, out_of_fold), "cases": len(rows), "graded": graded,
               "institutions": len(held_out), "folds": int(fold.max()) + 1}  # fmt: skip
    return Support(
        frame, weights, severities, held_out, _by_severity(rows, severity), by_group, rate, figures
    )


def _weighed(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float], float]:
    """The grouped rows with their weight in points; the weights by group; fen a weight of 1."""
    grouped = rows[rows["drg_code"].notna() & (rows["medfee_sumamt"] > 0)]
    fee = grouped["medfee_sumamt"].astype(np.float64)
    if grouped["rw"].notna().any():
        weighed = grouped.assign(weight=grouped["rw"].astype(np.float64))
        weighed = weighed[weighed["weight"] > 0]
        rate = weighed["pay_std"].astype(np.float64) / weighed["weight"] * POINT
        middle = float(rate.median()) if rate.notna().any() else float(fee.mean())
        return weighed.reset_index(drop=True), {}, middle
    groups = grouped.assign(fee=fee).groupby("drg_code")["fee"].agg(["mean", "size"])
    common = groups[groups["size"] >= FEWEST_OF_A_GROUP]["mean"]
    mean = float(fee.mean()) if len(fee) else 1.0
    by_group = {str(code): float(cost) / mean * POINT for code, cost in common.sort_index().items()}
    weighed = grouped.assign(weight=grouped["drg_code"].astype(object).map(by_group))
    return weighed[weighed["weight"].notna()].reset_index(drop=True), by_group, mean


def _by_severity(rows: pd.DataFrame, severity: Reals) -> dict[str, dict[int, float]]:
    """The middle weight of each ADRG and severity, where enough cases show it."""
    keyed = rows.assign(severity=severity)
    keyed = keyed[keyed["adrg"].notna() & keyed["severity"].notna()]
    found: dict[str, dict[int, float]] = {}
    for key, weights in keyed.groupby(["adrg", "severity"])["weight"]:
        adrg, level = str(key[0]), int(float(str(key[1])))
        if len(weights) >= FEWEST_OF_A_GROUP:
            found.setdefault(adrg, {})[level] = float(weights.median())
    return found


def _figures(target: Reals, out_of_fold: Reals) -> Mapping[str, float]:
    """How well held-out institutions' weights are told: R², and the middle error as a factor."""
    error = target - out_of_fold
    spread = float(((target - target.mean()) ** 2).sum()) or 1.0
    return {
        "r2_held_out": 1 - float((error**2).sum()) / spread,
        "middle_error_factor": float(np.exp(np.median(np.abs(error)))),
    }
