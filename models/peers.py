"""Peer figures that reasons quote: the middle of each signal among claims of one level and care."""

import warnings
from typing import Any

import numpy as np
import pandas as pd

from models.frame import Frame, Reals

FEWEST = 20
CARE = {"1": "visit", "5": "visit", "2": "stay", "4": "pharmacy"}


def peer_key(level: object, care: object) -> str:
    """The peers of a claim: its institution's level and its kind of care.

    >>> peer_key("02", "2101"), peer_key(None, "41")
    ('02/stay', '-/pharmacy')
    """
    text = "" if care is None or care != care else str(care)
    kind = "stay" if text.startswith("52") else CARE.get(text[:1], "other")
    return f"{'-' if level is None or level != level else level}/{kind}"


def peer_keys(rows: pd.DataFrame) -> list[str]:
    """The peers of each row."""
    levels = rows["hosp_lv"].astype(object)
    cares = rows["med_type"].astype(object)
    return [
        peer_key(None if pd.isna(level) else level, None if pd.isna(care) else care)
        for level, care in zip(levels, cares, strict=True)
    ]


def medians(rows: pd.DataFrame, frame: Frame) -> dict[str, dict[str, float]]:
    """For each numeric feature its median by peers (of a flag: how often it is true), and over all."""
    keys = np.array(peer_keys(rows))
    matrix = frame.matrix(rows)
    groups = {"": np.ones(len(rows), dtype=bool)}
    groups |= {key: keys == key for key in sorted(set(keys.tolist()))}
    flags = np.array([is_flag(rows[name]) for name in frame.features])
    found: dict[str, dict[str, float]] = {
        name: {} for name in frame.features if name not in frame.codes
    }
    for key, chosen in groups.items():
        if key and chosen.sum() < FEWEST:
            continue
        middles = _middles(matrix[chosen], flags)
        for name, middle in zip(frame.features, middles, strict=True):
            if name in found and middle == middle:
                found[name][key] = float(middle)
    return found


def _middles(part: Reals, flags: np.ndarray) -> Reals:
    """The median of each column, the mean of a flag; NaN where too few are known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column without any value
        middles = np.where(flags, np.nanmean(part, axis=0), np.nanmedian(part, axis=0))
    return np.where((~np.isnan(part)).sum(axis=0) < FEWEST, np.nan, middles)


def is_flag(column: "pd.Series[Any]") -> bool:
    """Whether the column holds true and false."""
    return "bool" in str(column.dtype)
