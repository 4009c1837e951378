"""Pieces: how steps are worked out for some of their rows at a time, by month or by shares of keys.

A piece is worked out by the very queries of the whole: what they read is shown to them under its own
name, with the rows of the piece alone. So one machine works within its memory, whatever the size.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

FIRST, LAST = "$first", "$last"
SHARES = 256  # into which keys fall
# figures of a row that take about as much work and memory as all signals of a claim do
WORTH = 240
OWN = 10  # what a row takes beside its figures


@dataclass(frozen=True)
class Pieces:
    """How some rows of a step, or of several in a row, are worked out alone.

    `counted` is the query of the pieces: each a whole number, in order, and how many claims' worth of
    work it is. `inputs` names what is read by the piece, and the condition on its rows: those of the
    pieces from FIRST to LAST, which stand in it; together the pieces give the rows of the whole.
    `copied` says that finding these rows takes reading all, so that they are best copied once, and
    `alone` that a piece is best worked out by itself.
    """

    counted: str
    inputs: Mapping[str, str]
    copied: bool = False
    alone: bool = False

    def of(self, names: Collection[str]) -> "Pieces":
        """The same pieces, of these inputs alone."""
        return replace(self, inputs={n: c for n, c in self.inputs.items() if n in names})


def by_month(claims: str, others: Iterable[str], own: str = "month") -> Pieces:
    """Pieces by month: of claims by their column `own`, of the other steps by `month`."""
    counted = f"SELECT {own}, COUNT(*) AS claims FROM {claims} GROUP BY {own} ORDER BY {own}"
    inputs = dict.fromkeys(others, f"month BETWEEN {FIRST} AND {LAST}")
    return Pieces(counted, {**inputs, claims: f"{own} BETWEEN {FIRST} AND {LAST}"})


def by_key(rows: str, keys: Sequence[str], figures: int = WORTH - OWN) -> Pieces:
    """Pieces by shares of keys: all rows of a key come together.

    `figures` is how many are worked out for a row; unless given, a row is as much work as a claim.
    """
    share = f"hash({', '.join(keys)}) % {SHARES}"
    return Pieces(
        f"SELECT {share} AS share, COUNT(*) * {figures + OWN} // {WORTH} + 1 AS claims\n"
        f"FROM {rows} GROUP BY share ORDER BY share",
        {rows: f"{share} BETWEEN {FIRST} AND {LAST}"},
        copied=True,
    )
