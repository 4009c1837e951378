"""Seeded chance: every subject of the province draws from a stream of its own.

A subject's stream depends on the seed and its own name only, so adding a scheme or a register
never moves the draws of another, and the same order gives the same bytes.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]


def stream(seed: int, *subject: str) -> np.random.Generator:
    """The random stream of a subject under a seed."""
    words = [crc32(word.encode()) for word in subject]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


def pick(rng: np.random.Generator, weights: Real, count: int) -> Whole:
    """That many indices, drawn with replacement in proportion to the weights."""
    edges = np.cumsum(weights)
    return np.searchsorted(edges, rng.random(count) * edges[-1], side="right").astype(np.int64)


def runs(counts: Whole) -> tuple[Whole, Whole]:
    """For groups of the given sizes: each member's group, and its place within the group."""
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    starts = np.cumsum(counts) - counts
    return owner, np.arange(len(owner), dtype=np.int64) - starts[owner]


def rounded(rng: np.random.Generator, values: Real) -> Whole:
    """Whole numbers near the values that keep their mean: 2.3 becomes 3 in three cases of ten."""
    return np.floor(values + rng.random(len(values))).astype(np.int64)


def take_at_most(rng: np.random.Generator, among: Whole, count: int) -> Whole:
    """That many of the given indices without replacement, or all of them, in ascending order."""
    if count >= len(among):
        return among
    return np.sort(rng.choice(among, size=count, replace=False)).astype(np.int64)
