"""Pharmacies: which chain each belongs to and what the fund pays for there."""

import numpy as np

from features.settlement.province.chance import Truth, Whole, pick

CHAINS = ("百姓", "康泰", "同仁", "益民", "国药", "仁和", "海王星", "老街")
_IN_A_CHAIN = 0.58  # of pharmacies; chains are of very different size
ACCOUNT, POOLED, DUAL = 1, 2, 3  # what is paid there; 0 is no pharmacy
_PAID = np.array([0.60, 0.30, 0.10])  # accounts only, pooled (门诊统筹), dual-channel (双通道)


def pharmacies(rng: np.random.Generator, pharmacy: Truth) -> tuple[Whole, Whole]:
    """The chain (-1 for none) and the kind of each pharmacy; -1 and 0 for other institutions."""
    count = len(pharmacy)
    chain = pick(rng, 1 / np.arange(1, len(CHAINS) + 1), count)
    chain = np.where(pharmacy & (rng.random(count) < _IN_A_CHAIN), chain, -1)
    kind = np.zeros(count, dtype=np.int64)
    some = np.flatnonzero(pharmacy)
    edges = np.rint(np.cumsum(_PAID) * len(some)).astype(np.int64)
    kind[rng.permutation(some)] = 1 + np.searchsorted(edges, np.arange(len(some)), side="right")
    return chain, kind
