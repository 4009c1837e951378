"""Planted truth of a synthetic province: which claims are violations, read apart from the data.

Only `evaluate --truth` reads it; no training does.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from features.errors import BadInput
from models.frame import Reals

FILE = "claims.parquet"


@dataclass(frozen=True)
class Truth:
    """Planted violations by claim: scheme ids (domain brief C), and loss in fen."""

    schemes: dict[str, frozenset[str]]
    loss_fen: dict[str, float]

    @classmethod
    def read(cls, folder: Path) -> "Truth":
        """The truth of a province. Raises BadInput when the folder holds none."""
        file = folder / FILE if (folder / FILE).exists() else folder / "truth" / FILE
        if not file.exists():
            raise BadInput(
                f"{folder} holds no {FILE}",
                "The truth of a province lies in its folder truth/",
                "Give the folder that `fundwatch province` wrote, or leave out --truth",
            )
        rows = pd.read_parquet(file)
        grouped = rows.groupby("setl_id")
        schemes = {str(k): frozenset(v) for k, v in grouped["scheme"].agg(set).items()}
        loss = grouped["loss"].sum().astype(np.float64) * 100
        return cls(schemes, {str(k): float(v) for k, v in loss.items()})

    def positive(self, setl_ids: pd.Series, kinds: str = "") -> Reals:
        """1 where a violation whose id starts so was planted, else 0."""
        return np.array(
            [
                float(any(s.startswith(kinds) for s in self.schemes.get(one, ())))
                for one in setl_ids.astype(str)
            ]
        )

    def loss(self, setl_ids: pd.Series) -> Reals:
        """What was lost at each claim, in fen."""
        return np.array([self.loss_fen.get(one, 0.0) for one in setl_ids.astype(str)])
