"""Labels: what inspections had decided by a day, and which claims nobody has looked at.

A verdict teaches only from the day it is decided on: a model of a training date sees no later one.
While an appeal is open the verdict teaches nothing; from the day of its result the outcome counts,
and a verdict withdrawn is a claim cleared (domain brief C.9).
A claim is confirmed (1), cleared by an inspection (0), or unlabelled (NaN), which is never taken for
clean. Inspections are few and choose big hospitals and dear claims; see `models.fraud` for what is
assumed about that.
"""

from datetime import date

import numpy as np
import pandas as pd

from models.frame import Reals, reals

CONFIRMED, REJECTED = "confirmed", "rejected"
REDUCED, REVERSED = "reduced", "reversed"
UPCODING = "U"


def decided(verdicts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The last verdict on each claim as it stood at the end of that day, by setl_id.

    A later verdict takes the place of an earlier one. A claim whose last verdict is under appeal
    is not among them: nothing is settled about it.
    """
    known = standing(verdicts[verdicts["setl_id"].notna()], as_of)
    ordered = known.sort_values(["setl_id", "decided_date", "verdict_id"])
    last = ordered.drop_duplicates("setl_id", keep="last").set_index("setl_id")
    return last[~last["under_appeal"]].drop(columns="under_appeal")


def standing(verdicts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The verdicts decided by that day, with the result and amount that stood at its end.

    The column `under_appeal` says which were appealed against by then without a result. Verdicts of
    a source that keeps no appeals stand as they are.
    """
    known = verdicts[_by(verdicts["decided_date"], as_of)]
    if "appeal_date" not in known.columns:
        return known.assign(under_appeal=False)
    answered = _by(known["appeal_rslt_date"], as_of)
    outcome = known["appeal_rslt"].to_numpy(dtype=object)
    withdrawn = answered & (outcome == REVERSED)
    changed = answered & np.isin(outcome, [REDUCED, REVERSED])
    final = reals(known["final_vola_amt"])
    amount = np.where(changed & ~np.isnan(final), final, reals(known["vola_amt"]))
    return known.assign(
        result=np.where(withdrawn, REJECTED, known["result"].to_numpy(dtype=object)),
        vola_amt=np.where(withdrawn, 0.0, amount),
        under_appeal=_by(known["appeal_date"], as_of) & ~answered,
    )


def _by(days: pd.Series, as_of: date) -> np.ndarray:
    """Which days are there and not after that day."""
    return np.array([bool(pd.notna(day)) and day <= as_of for day in days], dtype=bool)


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
