"""County communities (紧密型县域医共体): a county hospital, its township centres, village clinics.

A county has one community, headed by its people's hospital, or a second one headed by its hospital
of Chinese medicine; township centres choose one of them (Huangyuan's reply of 2021, Shandong notice
2024-39). A village clinic belongs with the township centre that runs it.
"""

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick
from features.settlement.province.roles import Role

_NONE = -1


def communities(
    rng: np.random.Generator, role: Whole, group: Whole, area: Whole, size: Real
) -> tuple[Whole, Whole]:  # fmt: skip
    """The head hospital of each institution's community and the centre that runs a village clinic.

    Both are -1 where there is none.
    """
    head = np.full(len(role), _NONE, dtype=np.int64)
    above = np.full(len(role), _NONE, dtype=np.int64)
    for home in np.unique(area):
        here = area == home
        centres = np.flatnonzero(here & (role == Role.TOWNSHIP))
        villages = np.flatnonzero(here & (role == Role.VILLAGE))
        if len(centres):
            above[villages] = centres[pick(rng, np.ones(len(centres)), len(villages))]
        heads = _heads(here, role, group)
        if not len(heads):
            continue
        head[heads] = heads
        rank = rng.permutation(centres)
        many = round(len(centres) * size[heads[1:]].sum() / size[heads].sum())
        head[rank[:many]] = heads[-1]
        head[rank[many:]] = heads[0]
        head[villages] = np.where(above[villages] >= 0, head[above[villages]], _NONE)
    return head, above


def _heads(here: Truth, role: Whole, group: Whole) -> Whole:
    """The hospitals of an area that head a community, the people's hospital first."""
    secondary = here & (group == 2)
    kinds = (Role.GENERAL, Role.TCM)
    return np.concatenate([np.flatnonzero(secondary & (role == kind))[:1] for kind in kinds])
