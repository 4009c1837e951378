"""What each visit hides from inspectors: its scheme and the loss, or a slip that looks like one."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.slips import SLIPS
from features.settlement.province.slips.slipping import Slipped
from features.settlement.province.truth import Truth as Planted


@dataclass(frozen=True)
class Guilt:
    """What visits hide, one element a visit.

    Attributes:
        scheme: the planted scheme, the dearest where there are several; -1 for honest visits.
        loss: what was lost by all of them, in fen.
        alike: the scheme that an honest visit looks like for a slip in it, -1 for all others.
    """

    scheme: Whole
    loss: Whole
    alike: Whole


def guilt_of(truth: Planted, slips: Slipped, count: int) -> Guilt:
    """What each of that many visits hides."""
    scheme = np.full(count, -1, dtype=np.int64)
    loss = np.zeros(count, dtype=np.int64)
    order = np.argsort(truth.loss, kind="stable")
    scheme[truth.visit[order]] = truth.scheme[order]
    np.add.at(loss, truth.visit, truth.loss)
    place = {one.id: n for n, one in enumerate(SCHEMES)}
    like = np.array(
        [next((place[i] for i in slip.looks_like if i in place), -1) for slip in SLIPS],
        dtype=np.int64,
    )
    alike = np.full(count, -1, dtype=np.int64)
    alike[slips.visit] = like[slips.slip]
    return Guilt(scheme, loss, np.where(scheme >= 0, -1, alike))
