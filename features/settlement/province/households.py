"""Households: who lives together, in which village, with which telephone, on whose account.

Adults of an area live in households of one to four; children and the young live with an adult of
parents' age. A household has one address and one telephone number. The personal account of an
employee may pay for the household's children and old people (个人账户共济).
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, pick, runs

_SIZES = np.array([0.24, 0.46, 0.20, 0.10])  # households of one to four adults
_GROWN = 22
_VILLAGES = 1_500  # people of the register for each village, about


@dataclass(frozen=True)
class Households:
    """The household of each person, and what it shares.

    Attributes:
        family: number of the household.
        village: area × 1,000 + place of the village, -1 in districts.
        holder: the person whose account pays: an employee's own, a relative's for children and old
            residents, -1 where there is none.
    """

    family: Whole
    village: Whole
    holder: Whole


def households(
    rng: np.random.Generator, area: Whole, urban: Truth, age: Whole, employee: Truth
) -> Households:  # fmt: skip
    """The households of people who live in those areas (`urban` is by area)."""
    count = len(area)
    family = np.full(count, -1, dtype=np.int64)
    village = np.full(count, -1, dtype=np.int64)
    first = 0
    for home in np.unique(area):
        adults = rng.permutation(np.flatnonzero((area == home) & (age >= _GROWN)))
        young = np.flatnonzero((area == home) & (age < _GROWN))
        sizes = 1 + pick(rng, _SIZES, len(adults))
        owner, _ = runs(sizes)
        family[adults] = first + owner[: len(adults)]
        parents = adults[(age[adults] >= 24) & (age[adults] < 50)]
        if not len(parents):
            parents = adults
        family[young] = family[parents[rng.integers(0, len(parents), len(young))]]
        many = int(owner[len(adults) - 1]) + 1
        if not urban[home]:
            village_of = _villages(rng, int(home), many, len(adults) + len(young))
            here = np.flatnonzero(area == home)
            village[here] = village_of[family[here] - first]
        first += many
    return Households(family, village, _holders(rng, family, first, age, employee))


def _villages(rng: np.random.Generator, home: int, households_: int, people: int) -> Whole:
    """The village of each household of a county; a few villages are large, most are small."""
    many = max(6, people // _VILLAGES * 6)
    sizes = np.exp(rng.normal(0.0, 0.7, many))
    return home * 1_000 + pick(rng, sizes, households_)


def _holders(
    rng: np.random.Generator, family: Whole, families: int, age: Whole, employee: Truth
) -> Whole:  # fmt: skip
    """Whose account pays for each person."""
    count = len(family)
    everyone = np.arange(count, dtype=np.int64)
    earner = np.full(families, -1, dtype=np.int64)
    working = np.flatnonzero(employee & (age < 60))
    earner[family[working]] = working
    joins = (age < 18) | ((age >= 60) & (rng.random(count) < 0.35))
    shared = np.where(joins, earner[family], -1)
    return np.where(employee, everyone, shared)
