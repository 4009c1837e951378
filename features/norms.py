"""The norm book: fitted peer figures, looked up by month and peers, coarser where peers are few.

The book is one Parquet file a month, written by the build (`features.sql.norms` fits it) and held
in memory by the service: nothing is fitted while a claim waits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as parquet

from features.nodes import FEWEST_CASES, Value
from features.tiles import key_text

Entry = tuple[int, int | float | None]


@dataclass
class NormBook:
    """Peer figures by (norm, months, how many keys, key): how many cases, and the figure."""

    entries: dict[tuple[str, int, int, str], Entry] = field(
        default_factory=dict[tuple[str, int, int, str], Entry]
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
        self.entries[norm, month, level, peers] = (n, real if whole is None else whole)

    def months(self) -> list[int]:
        """The months the book was fitted for."""
        return sorted({month for _, month, _, _ in self.entries})

    def value(self, norm: str, month: int, keys: Sequence[Value], statistic: str) -> Value:
        """The figure for a claim of that month with these peers, null where none is known.

        Where the first key is unknown, the claim has no peers: there is no figure.
        """
        if keys and keys[0] is None and statistic != "count":
            return None
        for level in range(len(keys) + 1):
            finest = keys[: len(keys) - level]
            cases, figure = (
                (0, None)
                if None in finest
                else self.entries.get((norm, month, level, key_text(finest)), (0, None))
            )
            if statistic == "count":
                return cases
            if cases >= FEWEST_CASES:
                return figure
        return None
