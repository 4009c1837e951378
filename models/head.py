"""A head: one question with its trees, its calibration and what its answers are worth.

The same object scores a month in the batch and one live claim in the service. It reads no training
library: LightGBM, numpy and text files only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm as lgb
import numpy as np

from features.errors import Conflict
from features.nodes import Value
from models.boost import contributions, raw_scores
from models.calibration import Calibration
from models.expected import Worth
from models.frame import Frame, Reals
from models.oddity import Oddity
from models.support import DERIVED as SUPPORTED
from models.support import Support, with_support

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 2  # of the files of a head; a change of what they hold is a new form
NO_FACTS: dict[str, Value] = {}


@dataclass(frozen=True)
class Scored:
    """One claim's score: calibrated probability, expected recovery, and what each signal adds.

    Contributions are in raw log odds: they and the base add up to the raw score.
    """

    probability: float
    expected_fen: int
    raw: float
    base: float
    contributions: dict[str, float]
    values: dict[str, Value]


@dataclass(frozen=True)
class ScoredRows:
    """The scores of a batch in the order of its rows; NaN where the head does not apply.

    `supported` holds what severity support derives, where the head has one inside.
    """

    raw: Reals
    probability: Reals
    expected_fen: Reals
    supported: "pd.DataFrame | None" = None


@dataclass
class Head:
    """A trained head. `meta` says what it was trained on, its peers' medians and its figures."""

    name: str
    stage: str
    frame: Frame
    booster: lgb.Booster
    calibration: Calibration
    worth: Worth
    support: Support | None = None
    oddity: Oddity | None = None
    meta: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def key(self) -> str:
        """The head and its stage as folders and registry name them."""
        return f"{self.name}-{self.stage}"

    @property
    def version(self) -> str:
        """The version that the registry gave, or "0" before that."""
        return str(self.meta.get("version", "0"))

    def score(
        self,
        signals: Mapping[str, Value],
        facts: Mapping[str, Value] = NO_FACTS,
        *,
        explain: bool = True,
    ) -> Scored | None:
        """The score of one claim from its signals; `facts` are its canonical columns.

        Only upcoding reads facts (fixmedins_code, adrg, drg_code, rw, pay_std); it gives None for
        what was not grouped.
        """
        values = {**facts, **signals}
        if self.support is not None:
            found = self.support.one(values)
            if found is None:
                return None
            values |= found.as_values()
        if self.oddity is not None:
            values |= self.oddity.one(signals)
        row = self.frame.row(values)
        raw = float(raw_scores(self.booster, row)[0])
        probability = self.calibration.probability(raw)
        added = contributions(self.booster, row)[0] if explain else np.zeros(0)
        return Scored(
            probability=probability,
            expected_fen=round(probability * self.worth.fen(values)),
            raw=raw,
            base=float(added[-1]) if explain else 0.0,
            contributions=dict(zip(self.frame.features, map(float, added[:-1]), strict=False)),
            values={name: values.get(name) for name in self.frame.features},
        )

    def derive(self, rows: "pd.DataFrame") -> "pd.DataFrame":
        """The rows with the figures this head derives; the same rows when it derives none."""
        if self.support is not None:
            rows = with_support(rows, self.support.many(rows))
        return rows if self.oddity is None else rows.assign(**self.oddity.many(rows))

    def score_rows(self, rows: "pd.DataFrame") -> ScoredRows:
        """The scores of a batch; a row alone gets the same by `score`, to the bit."""
        rows = self.derive(rows)
        raw = raw_scores(self.booster, self.frame.matrix(rows))
        probability = self.calibration.probabilities(raw)
        needed = [name for name in _READ_FOR_WORTH if name in rows.columns]
        worth = np.array([self.worth.fen(values) for values in row_values(rows, needed)])
        expected = np.round(probability * worth)
        if self.support is None:
            return ScoredRows(raw, probability, expected)
        away = rows["support_ratio"].isna().to_numpy()
        raw, probability, expected = (
            np.where(away, np.nan, one) for one in (raw, probability, expected)
        )
        return ScoredRows(raw, probability, expected, rows[list(SUPPORTED)])

    def explain_rows(self, rows: "pd.DataFrame") -> list[Scored | None]:
        """The full scores of a few rows of a batch, with contributions, as live claims have them."""
        names = [str(name) for name in rows.columns]
        return [self.score(values, values) for values in row_values(rows, names)]

    def write(self, folder: Path) -> None:
        """Keep the head in a folder, as text that people can read and compare."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.txt").write_text(self.booster.model_to_string(), "utf-8")
        kept = {"slope": self.calibration.slope, "base": self.calibration.base}
        (folder / "calibration.json").write_text(json.dumps(kept, indent=1), "utf-8")
        meta = {
            **self.meta,
            "format": FORMAT,
            "name": self.name,
            "stage": self.stage,
            "frame": self.frame.as_json(),
            "worth": self.worth.as_json(),
            "supported": self.support is not None,
            "oddity": None if self.oddity is None else self.oddity.as_json(),
        }
        text = json.dumps(meta, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "meta.json").write_text(text, "utf-8")
        if self.support is not None:
            self.support.write(folder / "support")

    @classmethod
    def read(cls, folder: Path) -> "Head":
        """The head as it was kept in a folder. Raises Conflict when another program's form is there."""
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        if meta.get("format") != FORMAT:
            raise Conflict(
                f"Head {folder.parent.name}/{folder.name} is kept in form {meta.get('format')}",
                f"This program reads form {FORMAT}",
                "Train and promote again: `fundwatch train all`, `fundwatch promote all`",
            )
        kept = json.loads((folder / "calibration.json").read_text("utf-8"))
        return cls(
            name=meta["name"],
            stage=meta["stage"],
            frame=Frame.from_json(meta["frame"]),
            booster=lgb.Booster(model_str=(folder / "model.txt").read_text("utf-8")),
            calibration=Calibration(kept["slope"], kept["base"]),
            worth=Worth.from_json(meta["worth"]),
            support=Support.read(folder / "support") if meta["supported"] else None,
            oddity=Oddity.from_json(meta["oddity"]) if meta["oddity"] else None,
            meta=meta,
        )


_READ_FOR_WORTH = ("class_of_care", "claim_fund", "excess_if_unsupported", "claims_expected_fen")


def row_values(rows: "pd.DataFrame", names: Sequence[str]) -> Iterator[dict[str, Value]]:
    """Each row as plain values by name, null as None."""
    columns = [rows[name].astype(object) for name in names]
    plain = [column.where(column.notna(), None).tolist() for column in columns]
    if not names:
        yield from ({} for _ in range(len(rows)))
    for values in zip(*plain, strict=True):
        yield dict(zip(names, values, strict=True))
