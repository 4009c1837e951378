"""Tails: how far a claim lies in the tail of its peers, without any label.

Every signal with a risk direction is ranked among the claims of the same month, level and kind of
care; of each family the most extreme signal speaks, so that ten signals about one oddity weigh as
one; the score is the mean of the highest few family ranks. Only for batches: a rank needs its peers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.signal import DOWN, UP, Described
from models.frame import LEFT_OUT, Reals, coded_signals, reals
from models.peers import peer_keys

TOP_FAMILIES = 5
FEWEST_PEERS = 20


@dataclass(frozen=True)
class Tails:
    """Ranks of a batch: one row a claim, one column a signal, from 0 to 1 toward risk."""

    ranks: pd.DataFrame
    families: Mapping[str, str]

    @property
    def scores(self) -> Reals:
        """The mean of the highest family ranks of each claim; 0 where nothing could be ranked."""
        by_family = self.by_family().to_numpy(dtype=np.float64)
        highest = -np.sort(-np.nan_to_num(by_family, nan=0.0), axis=1)[:, :TOP_FAMILIES]
        return highest.mean(axis=1) if highest.shape[1] else np.zeros(len(self.ranks))

    def by_family(self) -> pd.DataFrame:
        """The highest rank within each family."""
        groups: dict[str, list[str]] = {}
        for name in self.ranks.columns:
            groups.setdefault(self.families[name], []).append(name)
        return pd.DataFrame(
            {family: self.ranks[names].max(axis=1) for family, names in groups.items()},
            index=self.ranks.index,
        )

    def parts(self, place: int) -> dict[str, float]:
        """What each signal adds to one claim's score: the speaking signals of the top families."""
        row = self.ranks.iloc[place].dropna()
        best: dict[str, tuple[float, str]] = {}
        for name, rank in row.items():
            family = self.families[str(name)]
            best[family] = max(best.get(family, (-1.0, "")), (float(rank), str(name)))
        highest = sorted(best.values(), reverse=True)[:TOP_FAMILIES]
        return {name: rank / TOP_FAMILIES for rank, name in highest}


def tails(
    rows: pd.DataFrame, signals: Mapping[str, Described], peers: list[str] | None = None
) -> Tails:
    """The tails of a batch; `peers` groups the rows, by month, level and kind of care if not given."""
    keys = pd.Series(peers or _peers(rows), index=rows.index)
    coded = coded_signals(signals)
    wanted = [
        name
        for name, signal in signals.items()
        if signal.risk in {UP, DOWN} and name in rows.columns and name not in coded | LEFT_OUT
    ]
    ranks: dict[str, pd.Series] = {}
    for name in wanted:
        value = pd.Series(reals(rows[name]), index=rows.index)
        if value.notna().sum() < FEWEST_PEERS or value.nunique() < 2:
            continue
        value = -value if signals[name].risk == DOWN else value
        groups = value.groupby(keys)
        rank = groups.rank(pct=True)
        ranks[name] = rank.where(groups.transform("count") >= FEWEST_PEERS)
    families = {name: signals[name].family for name in ranks}
    return Tails(pd.DataFrame(ranks, index=rows.index), families)


def _peers(rows: pd.DataFrame) -> list[str]:
    return [f"{month}/{key}" for month, key in zip(rows["month"], peer_keys(rows), strict=True)]
