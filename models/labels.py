"""Labels: what inspections had decided by a day, and which claims nobody has looked at.

A verdict teaches only from the day it is decided on: a model of a training date sees no later one.
A claim is confirmed (1), cleared by an inspection (0), or unlabelled (NaN), which is never taken for
clean. Inspections are few and choose big hospitals and dear claims; see `models.fraud` for what is
assumed about that.
"""

from datetime import date

import numpy as np
import pandas as pd

from models.frame import Reals, reals

CONFIRMED, REJECTED = "confirmed", "rejected"
UPCODING = "U"


def decided(verdicts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The last verdict on each claim that was decided on or before that day, by setl_id.

    A later verdict, after an appeal, takes the place of an earlier one.
    """
    known = verdicts[verdicts["setl_id"].notna() & (verdicts["decided_date"] <= as_of)]
    ordered = known.sort_values(["setl_id", "decided_date", "verdict_id"])
    return ordered.drop_duplicates("setl_id", keep="last").set_index("setl_id")


def labels(setl_ids: pd.Series, known: pd.DataFrame, kinds: str = "") -> Reals:
    """1 confirmed, 0 cleared, NaN unlabelled, for each claim.

    With `kinds`, only violations whose id starts so count as confirmed; another confirmed violation
    is unlabelled then: it says nothing for or against.
    """
    result = known["result"].reindex(setl_ids).to_numpy(dtype=object)
    violation = known["vola_type"].reindex(setl_ids).to_numpy(dtype=object)
    found = np.full(len(result), np.nan)
    for place, (outcome, kind) in enumerate(zip(result, violation, strict=True)):
        if outcome == REJECTED:
            found[place] = 0.0
        elif outcome == CONFIRMED and (not kinds or str(kind).startswith(kinds)):
            found[place] = 1.0
    return found


def recovered(setl_ids: pd.Series, known: pd.DataFrame) -> Reals:
    """What was found at each claim, in fen; 0 where nothing was, or nobody looked."""
    confirmed = known[known["result"] == CONFIRMED]
    amounts = confirmed["vola_amt"].reindex(setl_ids)
    return np.nan_to_num(reals(amounts))


def at_random(setl_ids: pd.Series, known: pd.DataFrame) -> np.ndarray:
    """Whether each claim was inspected by the random draw (双随机), which no habit biases."""
    return (known["source"].reindex(setl_ids) == "random").fillna(False).to_numpy(dtype=bool)
