"""The norm book: fitted peer figures, looked up by month and peers, coarser where peers are few.

The book is one Parquet file a month, written by the build (`features.sql.norms` fits it) and held
in memory by the service: nothing is fitted while a claim waits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pyarrow.parquet as parquet

from features.nodes import FEWEST_CASES, Value
from features.tiles import SEPARATOR, key_text

Entry: TypeAlias = tuple[int, int | float | None]
Figures: TypeAlias = Mapping[str, Entry]
"""What is known of one peer group: by norm, how many cases, and the figure."""

UNKNOWN: Entry = (0, None)


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers of one claim, from the finest to all claims; `known` says whether it has any."""

    levels: Sequence[Figures]
    known: bool

    def value(self, norm: str, statistic: str) -> Value:
        """A figure of these peers, null where none is known."""
        if statistic == "count":
            return self.levels[0].get(norm, UNKNOWN)[0]
        if self.known:
            for figures in self.levels:
                cases, figure = figures.get(norm, UNKNOWN)
                if cases >= FEWEST_CASES:
                    return figure
        return None


@dataclass
class NormBook:
    """Peer figures by (months, how many keys were dropped, key), then by norm."""

    entries: dict[tuple[int, int, str], dict[str, Entry]] = field(
        default_factory=dict[tuple[int, int, str], dict[str, Entry]]
    )

    @classmethod
    def read(cls, files: Iterable[Path]) -> "NormBook":
        """The book of these Parquet files."""
        book = cls()
        for file in files:
            for row in parquet.read_table(file).to_pylist():
                book.add(**row)
        return book

    def add(
        self,
        norm: str,
        level: int,
        month: int,
        peers: str,
        n: int,
        whole: int | None,
        real: float | None,
    ) -> None:
        """Enter one figure; `level` is how many keys were dropped."""
        figures = self.entries.setdefault((month, level, peers), {})
        figures[norm] = (n, real if whole is None else whole)

    def months(self) -> list[int]:
        """The months the book was fitted for."""
        return sorted({month for month, _, _ in self.entries})

    def peers(self, month: int, keys: Sequence[Value]) -> Peers:
        """The peers of a claim of that month with these keys, looked up once for all their norms.

        Where the first key is unknown, the claim has no peers: there is no figure.
        """
        texts = [None if key is None else key_text((key,)) for key in keys]
        levels: list[Figures] = []
        for level in range(len(keys) + 1):
            finest = [text for text in texts[: len(keys) - level] if text is not None]
            known = len(finest) == len(keys) - level
            key = (month, level, SEPARATOR.join(finest))
            levels.append(self.entries.get(key, {}) if known else {})
        return Peers(levels, not texts or texts[0] is not None)
