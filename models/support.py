"""Severity support: which weight and severity the evidence of a stay supports, beside the billed one.

Each fold's trees were grown without that fold's institutions, and an institution is always asked
of the trees that never saw it: a hospital cannot teach the model its own habit. An institution that
was not there in training goes to a fold by its code, and any fold's trees have not seen it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import lightgbm as lgb
import numpy as np

from features.catalog.families import CODING, PEERS
from features.nodes import Value
from features.settlement.contract import Kind
from features.signal import NEITHER, UP
from models.described import Derived
from models.frame import Frame, Reals

if TYPE_CHECKING:
    import pandas as pd

POINT = 10_000  # a weight of 1, in the points of the contract
SEVERITIES = 3  # none, CC, MCC


DERIVED: dict[str, Derived] = {
    "support_ratio": Derived(
        "计费权重是诊疗证据所支持权重的几倍? | Billed weight against what the evidence supports?",
        UP,
        PEERS,
    ),
    "severity_doubt": Derived(
        "诊疗证据只支持更低严重程度的概率? | How likely does the evidence support only less severity?",
        UP,
        CODING,
    ),
    "excess_if_unsupported": Derived(
        "若严重程度不成立, 多支付多少? | What is overpaid if the severity does not hold?",
        NEITHER,
        PEERS,
        Kind.FEN,
    ),
}
INPUTS = ("fixmedins_code", "adrg", "drg_code", "rw", "pay_std", "case_severity")


@dataclass(frozen=True)
class Supported:
    """What the evidence of one stay supports. Weights in points, money in fen."""

    billed: float
    supported: float
    ratio: float
    doubt: float | None
    excess_fen: float
    rate_fen: float  # fen a point

    @property
    def net_fen(self) -> float:
        """What was billed above the supported weight, negative where less was billed."""
        return (self.billed - self.supported) * self.rate_fen

    def as_values(self) -> dict[str, Value]:
        """The derived figures by name."""
        return {
            "support_ratio": self.ratio,
            "severity_doubt": self.doubt,
            "excess_if_unsupported": self.excess_fen,
        }


@dataclass
class Support:
    """The trees of every fold, and the tables that turn their answers into weight and yuan."""

    frame: Frame
    weights: list[lgb.Booster]
    severities: list[lgb.Booster]
    folds: dict[str, int]
    by_severity: dict[str, dict[int, float]]  # ADRG → severity → weight in points
    by_group: dict[str, float]  # group → weight in points, where the data bears none
    rate_fen: float  # fen a weight of 1, where the data bears no standard payment
    figures: dict[str, Any] = field(default_factory=dict[str, Any])

    def fold(self, institution: str) -> int:
        """The fold whose trees never saw the institution."""
        held = self.folds.get(institution)
        return crc32(institution.encode()) % len(self.weights) if held is None else held

    def billed(self, values: Mapping[str, Value]) -> float | None:
        """The weight the stay was billed with, in points; None when it was not grouped."""
        weight = values.get("rw")
        if isinstance(weight, int | float) and weight == weight and weight > 0:
            return float(weight)
        return self.by_group.get(str(values.get("drg_code")))

    def one(self, values: Mapping[str, Value]) -> Supported | None:
        """What one stay's evidence supports; None when it was not grouped."""
        billed = self.billed(values)
        if billed is None:
            return None
        fold, row = self.fold(str(values.get("fixmedins_code"))), self.frame.row(values)
        expected = self.weights[fold].predict(row, num_threads=1)
        chances = self.severities[fold].predict(row, num_threads=1) if self.severities else None
        return self._judged(
            values, billed, float(np.asarray(expected)[0]),
            None if chances is None else np.asarray(chances)[0],
        )  # fmt: skip

    def many(self, rows: "pd.DataFrame") -> list[Supported | None]:
        """The same for each row of a batch, in order."""
        matrix = self.frame.matrix(rows)
        folds = np.array([self.fold(str(code)) for code in rows["fixmedins_code"]])
        expected = np.zeros(len(rows))
        chances = np.zeros((len(rows), SEVERITIES))
        for fold, booster in enumerate(self.weights):
            chosen = folds == fold
            if chosen.any():
                expected[chosen] = np.asarray(booster.predict(matrix[chosen]))
                if self.severities:
                    chances[chosen] = np.asarray(self.severities[fold].predict(matrix[chosen]))
        columns = {name: _plain(rows, name) for name in INPUTS}
        found: list[Supported | None] = []
        for place in range(len(rows)):
            values = {name: column[place] for name, column in columns.items()}
            billed = self.billed(values)
            found.append(
                None
                if billed is None
                else self._judged(
                    values, billed, float(expected[place]),
                    chances[place] if self.severities else None,
                )
            )  # fmt: skip
        return found

    def _judged(
        self, values: Mapping[str, Value], billed: float, log_weight: float, chances: Reals | None
    ) -> Supported:
        supported = exp(log_weight) * POINT
        severity = values.get("case_severity")
        level = int(severity) if isinstance(severity, int | float) else 0
        doubt, lower = None, supported
        if chances is not None:
            below = [float(chance) for chance in chances[:level]]
            doubt = sum(below)
            table = self.by_severity.get(str(values.get("adrg")), {})
            known = [(p, table[s]) for s, p in enumerate(below) if s in table and p > 0]
            if known:
                lower = sum(p * weight for p, weight in known) / sum(p for p, _ in known)
        standard = values.get("pay_std")
        paid = float(standard) if isinstance(standard, int | float) and standard > 0 else None
        rate = self.rate_fen / POINT if paid is None else paid / billed
        excess = max(0.0, billed - lower) * rate
        return Supported(billed, supported, billed / supported, doubt, excess, rate)

    def write(self, folder: Path) -> None:
        """Keep the support in a folder: text only."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, boosters in (("weight", self.weights), ("severity", self.severities)):
            for fold, booster in enumerate(boosters):
                (folder / f"{name}-{fold}.txt").write_text(booster.model_to_string(), "utf-8")
        kept = {
            "frame": self.frame.as_json(),
            "weights": len(self.weights),
            "severities": len(self.severities),
            "folds": self.folds,
            "by_severity": self.by_severity,
            "by_group": self.by_group,
            "rate_fen": self.rate_fen,
            "figures": self.figures,
        }
        (folder / "support.json").write_text(
            json.dumps(kept, ensure_ascii=False, indent=1), "utf-8"
        )

    @classmethod
    def read(cls, folder: Path) -> "Support":
        """The support as it was kept in a folder."""
        kept = json.loads((folder / "support.json").read_text("utf-8"))
        read = [
            [
                lgb.Booster(model_str=(folder / f"{name}-{fold}.txt").read_text("utf-8"))
                for fold in range(kept[count])
            ]
            for name, count in (("weight", "weights"), ("severity", "severities"))
        ]
        by_severity = {
            adrg: {int(severity): weight for severity, weight in table.items()}
            for adrg, table in kept["by_severity"].items()
        }
        return cls(
            Frame.from_json(kept["frame"]), read[0], read[1], kept["folds"], by_severity,
            kept["by_group"], kept["rate_fen"], kept["figures"],
        )  # fmt: skip


def with_support(rows: "pd.DataFrame", found: Sequence[Supported | None]) -> "pd.DataFrame":
    """The rows with a column for each derived figure, missing where a stay was not grouped."""
    derived = {
        name: [np.nan if one is None else one.as_values()[name] for one in found]
        for name in DERIVED
    }
    return rows.assign(**{n: np.array(column, dtype=np.float64) for n, column in derived.items()})


def log_weight(points: float) -> float:
    """The logarithm of a weight given in points."""
    return log(points / POINT)


def _plain(rows: "pd.DataFrame", name: str) -> list[Any]:
    if name not in rows.columns:
        return [None] * len(rows)
    column = rows[name].astype(object)
    return column.where(column.notna(), None).tolist()
