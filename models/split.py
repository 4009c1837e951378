"""Splits: by time with a gap for the delay of labels, and by whole institutions. Never by row.

    train months | gap: decisions on train claims come in | test months
                                          as_of: the last day before the test months

Rows of one institution or one patient resemble each other, and tomorrow's rows are not known today:
a split by row would let a model recite what it should foretell.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from features.errors import NotReady
from features.month import month_days

GAP_MONTHS = 2
TEST_MONTHS = 2
FOLDS = 4


@dataclass(frozen=True)
class Protocol:
    """The months of a fixed comparison; two models are compared only under the same one."""

    train: tuple[str, ...]
    gap: tuple[str, ...]
    test: tuple[str, ...]

    @property
    def as_of(self) -> date:
        """The training date: nothing decided after it is known to the model."""
        return month_days(self.test[0])[0] - timedelta(days=1)

    def as_json(self) -> dict[str, Any]:
        """The protocol as figures are printed under it."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def by_time(months: Sequence[str], gap: int = GAP_MONTHS, test: int = TEST_MONTHS) -> Protocol:
    """The protocol of these months, the last for testing. Raises NotReady when they are too few."""
    train = len(months) - gap - test
    if train < 2 or gap < 0 or test < 1:
        raise NotReady(
            f"There are signals of {len(months)} months",
            f"A split by time takes at least 2 train months, {gap} of gap and {test} of test",
            "Load and build more months, or train what needs no labels: "
            "`fundwatch score --unsupervised`",
        )
    return Protocol(
        tuple(months[:train]), tuple(months[train : train + gap]), tuple(months[-test:])
    )


def institution_folds(institutions: Sequence[str], folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each row, so that an institution lies in one fold as a whole.

    Folds are of near equal numbers of rows. With fewer institutions than folds there are fewer
    folds; one institution alone makes one fold.
    """
    distinct = sorted(set(institutions))
    made = np.zeros(len(institutions), dtype=np.int64)
    if len(distinct) < 2:
        return made
    splitter = GroupKFold(n_splits=min(folds, len(distinct)))
    rows = np.zeros((len(institutions), 1))
    for fold, (_, held_out) in enumerate(splitter.split(rows, groups=list(institutions))):
        made[held_out] = fold
    return made


def month_folds(months: Sequence[str], folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each row, so that folds are runs of whole months, as equal as whole months allow."""
    distinct = sorted(set(months))
    runs = np.array_split(np.arange(len(distinct)), min(folds, len(distinct)))
    place = {distinct[n]: fold for fold, run in enumerate(runs) for n in run}
    return np.array([place[month] for month in months], dtype=np.int64)
