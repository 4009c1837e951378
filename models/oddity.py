"""Oddity: how far one claim lies beyond what its peers did in the training months, by every signal.

Prior knowledge where labels are few: each signal with a risk direction says how rare a value toward
risk is among peers of the same level and kind of care (its surprise, -log10 of the share of peers
beyond), of each family the most surprising signal speaks, and the families add up. Peers' limits are
kept with the head, so one live claim is judged as the batch is. No label is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log10
from typing import TYPE_CHECKING, Any

import numpy as np

from features.catalog.families import PEERS
from features.nodes import Value
from features.settlement.contract import Kind
from features.signal import DOWN, UP, Described
from models.described import Derived
from models.frame import Frame, Reals, coded_signals
from models.peers import FEWEST, is_flag, peer_key

if TYPE_CHECKING:
    import pandas as pd

BEYOND = (0.95, 0.99, 0.998)
SURPRISES = tuple(-log10(1 - share) for share in BEYOND)
ODD = SURPRISES[1]
MOST_SURPRISE = 4.0
LEVEL, CARE = "hospital_level", "class_of_care"

DERIVED: dict[str, Derived] = {
    "oddity": Derived("各方面偏离同类的程度? | How odd among peers, over all aspects?", UP, PEERS),
    "odd_signals": Derived(
        "有几项超出99%的同类? | How many signals lie beyond 99% of peers?", UP, PEERS, Kind.COUNT
    ),
}


@dataclass(frozen=True)
class Oddity:
    """Peers' limits by signal, and which family each signal belongs to.

    `limits` holds, by peers, for each signal: three limits of a number (its sign turned where less
    is risk), or the surprise of a yes.
    """

    signals: tuple[str, ...]
    families: tuple[str, ...]
    signs: tuple[float, ...]
    flags: tuple[bool, ...]
    limits: Mapping[str, tuple[tuple[float, ...], ...]]

    @classmethod
    def of(
        cls, rows: "pd.DataFrame", signals: Mapping[str, Described], names: tuple[str, ...]
    ) -> "Oddity":
        """The limits that these claims show, for those of the names that have a risk direction."""
        coded = coded_signals(signals)
        chosen = [
            n for n in names
            if n in signals and n in rows.columns and signals[n].risk in {UP, DOWN} and n not in coded
        ]  # fmt: skip
        signs = np.array([-1.0 if signals[n].risk == DOWN else 1.0 for n in chosen])
        flags = tuple(is_flag(rows[n]) for n in chosen)
        matrix = Frame(tuple(chosen), {}).matrix(rows) * signs
        keys = np.array(_keys(rows))
        groups = {"": np.ones(len(rows), dtype=bool)}
        groups |= {
            key: keys == key for key in sorted(set(keys.tolist())) if (keys == key).sum() >= FEWEST
        }
        limits = {
            key: tuple(_limits(matrix[part, place], flags[place]) for place in range(len(chosen)))
            for key, part in groups.items()
        }
        families = tuple(signals[n].family for n in chosen)
        return cls(tuple(chosen), families, tuple(signs.tolist()), flags, limits)

    def one(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The oddity of one claim."""
        row = np.array([[_number(values.get(name)) for name in self.signals]]) * np.array(
            self.signs
        )
        key = peer_key(values.get(LEVEL), values.get(CARE))
        return {n: float(c[0]) for n, c in self._judged(row, np.array([key])).items()}

    def many(self, rows: "pd.DataFrame") -> dict[str, Reals]:
        """The oddity of each row of a batch."""
        matrix = Frame(self.signals, {}).matrix(rows) * np.array(self.signs)
        return self._judged(matrix, np.array(_keys(rows)))

    def _judged(self, matrix: Reals, keys: np.ndarray) -> dict[str, Reals]:
        surprise = np.zeros(matrix.shape)
        for key in sorted(set(keys.tolist())):
            part = keys == key
            surprise[part] = self._surprise(matrix[part], key if key in self.limits else "")
        total = np.zeros(len(matrix))
        for places in self._places.values():
            total += surprise[:, places].max(axis=1)
        return {"oddity": total, "odd_signals": (surprise >= ODD).sum(axis=1).astype(np.float64)}

    def _surprise(self, part: Reals, key: str) -> Reals:
        found = np.zeros(part.shape)
        limits, yes = self._tables[key]
        for level, worth in enumerate(SURPRISES):
            found = np.where(part > limits[level], worth, found)
        return np.where(np.array(self.flags), np.where(part == 1.0, yes, 0.0), found)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, family in enumerate(self.families):
            places.setdefault(family, []).append(place)
        return places

    @cached_property
    def _tables(self) -> dict[str, tuple[Reals, Reals]]:
        tables: dict[str, tuple[Reals, Reals]] = {}
        for key, limits in self.limits.items():
            numbers = [
                (np.inf,) * len(BEYOND) if flag or not limit else limit
                for limit, flag in zip(limits, self.flags, strict=True)
            ]
            yes = [
                limit[0] if flag and limit else 0.0
                for limit, flag in zip(limits, self.flags, strict=True)
            ]
            tables[key] = (np.array(numbers).T.reshape(len(BEYOND), -1), np.array(yes))
        return tables

    def as_json(self) -> dict[str, Any]:
        """The limits as they are kept with a head."""
        return {
            "signals": list(self.signals),
            "families": list(self.families),
            "signs": list(self.signs),
            "flags": list(self.flags),
            "limits": {key: [list(one) for one in limits] for key, limits in self.limits.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Oddity":
        """The limits as they were kept."""
        limits = {key: tuple(tuple(one) for one in found) for key, found in kept["limits"].items()}
        return cls(
            tuple(kept["signals"]),
            tuple(kept["families"]),
            tuple(kept["signs"]),
            tuple(kept["flags"]),
            limits,
        )


def _limits(values: Reals, flag: bool) -> tuple[float, ...]:
    """The limits of one signal among some peers; nothing where too few are known."""
    known = values[~np.isnan(values)]
    if len(known) < FEWEST:
        return ()
    if flag:
        share = (float((known == 1.0).sum()) + 0.5) / (len(known) + 1)
        return (min(-log10(share), MOST_SURPRISE),)
    ordered = np.sort(known)
    return tuple(
        float(ordered[min(int(share * len(ordered)), len(ordered) - 1)]) for share in BEYOND
    )


def _keys(rows: "pd.DataFrame") -> list[str]:
    levels, cares = (
        rows[name].astype(object).where(rows[name].notna(), None) for name in (LEVEL, CARE)
    )
    return [peer_key(level, care) for level, care in zip(levels, cares, strict=True)]


def _number(value: Value) -> float:
    return float(value) if isinstance(value, bool | int | float) else np.nan
