"""The model's view of a claim: which signals a head may read, in which order, and as which numbers.

A row of the batch and one live claim go through the same few rules, so their scores are equal to
the bit: whole numbers and ratios as doubles, true and false as 1 and 0, codes as their place in a
list that is kept with the model. Null and a code that training never saw are missing (NaN).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from features.nodes import Value
from features.settlement.contract import Kind, Stage
from features.signal import DOWN, UP, Described

if TYPE_CHECKING:
    import pandas as pd

Reals: TypeAlias = NDArray[np.float64]

STAGES: dict[str, Stage] = {"pre": Stage.PRE, "in": Stage.IN, "post": Stage.POST}
CODED = frozenset({Kind.TEXT, Kind.CODE})
UNUSABLE = frozenset({Kind.DATE, Kind.MOMENT})
FEWEST_OF_A_CODE = 30  # rarer codes are missing: their claims would be known one by one
MOST_CODES = 250
# The month of the year says only which year's month it was while less than two years are known.
LEFT_OUT = frozenset({"settled_month"})


def allowed(signals: Mapping[str, Described], stage: str) -> tuple[str, ...]:
    """The signals that a head of this stage may read: those answered by then, times left out."""
    latest = STAGES[stage].value
    return tuple(
        name
        for name, signal in signals.items()
        if signal.stage.value <= latest
        and signal.measure.kind not in UNUSABLE
        and name not in LEFT_OUT
    )


@dataclass(frozen=True)
class Frame:
    """Features in their order, and the code list of each that holds codes."""

    features: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str], rows: "pd.DataFrame", coded: frozenset[str]) -> "Frame":
        """The frame of these features, its code lists from these rows; all-null features left out."""
        filled = [name for name in names if name in rows.columns and rows[name].notna().any()]
        codes: dict[str, tuple[str, ...]] = {}
        for name in filled:
            if name in coded:
                counts = rows[name].dropna().astype(str).value_counts()
                common = counts[counts >= min(FEWEST_OF_A_CODE, counts.max())].head(MOST_CODES)
                codes[name] = tuple(sorted(str(code) for code in common.index))
        return cls(tuple(filled), codes)

    @cached_property
    def _places(self) -> dict[str, dict[str, float]]:
        return {
            name: {code: float(place) for place, code in enumerate(codes)}
            for name, codes in self.codes.items()
        }

    def number(self, name: str, value: Value) -> float:
        """One value as the model takes it in."""
        if value is None:
            return np.nan
        if name in self.codes:
            return self._places[name].get(str(value), np.nan)
        if isinstance(value, bool | int | float):
            return float(value)
        return np.nan

    def row(self, values: Mapping[str, Value]) -> Reals:
        """One claim as a matrix of one row; a signal that is not given is missing."""
        return np.array([[self.number(name, values.get(name)) for name in self.features]])

    def matrix(self, rows: "pd.DataFrame") -> Reals:
        """Claims as a matrix, one row each, in the order of the rows."""
        made = np.full((len(rows), len(self.features)), np.nan)
        for place, name in enumerate(self.features):
            if name not in rows.columns:
                continue
            if name in self.codes:
                made[:, place] = reals(rows[name].astype(object).map(self._places[name]))
            else:
                made[:, place] = reals(rows[name])
        return made

    def monotone(self, risks: Mapping[str, str]) -> list[int]:
        """1 where a higher value may only raise the score, -1 only lower it, 0 elsewhere."""
        sign = {UP: 1, DOWN: -1}
        return [
            0 if name in self.codes else sign.get(risks.get(name, ""), 0) for name in self.features
        ]

    def coded(self) -> list[int]:
        """The places of the features that hold codes."""
        return [place for place, name in enumerate(self.features) if name in self.codes]

    def as_json(self) -> dict[str, Any]:
        """The frame as it is kept with a model."""
        return {
            "features": list(self.features),
            "codes": {n: list(c) for n, c in self.codes.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Frame":
        """The frame as it was kept."""
        return cls(tuple(kept["features"]), {n: tuple(c) for n, c in kept["codes"].items()})


def reals(column: "pd.Series[Any]") -> Reals:
    """A column as doubles: true and false as 1 and 0, null as NaN."""
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def coded_signals(signals: Mapping[str, Described]) -> frozenset[str]:
    """The signals that answer with a code."""
    return frozenset(name for name, signal in signals.items() if signal.measure.kind in CODED)
