"""U07 新生儿体重: a newborn is written down as lighter than it is."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.coding import codes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.papers import Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import adrgs, condition_of
from features.settlement.province.schemes.worth import pays, renamed
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_LIMIT = 2_500  # grams, below which the low-weight group begins


@dataclass(frozen=True)
class LowWeight(Scheme):
    """Who: maternity and general hospitals. Weights heap just below 2,500 grams.

    The case moves to the group of low birth weight. Care: the careful go further below.
    """

    id: ClassVar[str] = "U07"
    zh: ClassVar[str] = "新生儿体重低报"
    en: ClassVar[str] = "birth weight understated"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.50

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Make low weight the principal diagnosis of some newborns."""
        newborn = condition_of(cast.world, visits) == adrgs("PV1")[0]
        newborn &= visits.of_kind(Kind.INPATIENT)
        low = np.where(newborn, codes().place["P07.100"], NOBODY).astype(np.int64)
        able = pays(cast, visits, diagnosed, low, bills)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        return renamed(diagnosed, np.where(chosen, low, NOBODY), cast.mark, named=True)

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Write a weight below the limit to go with it."""
        del bills
        light = diagnosed.visit[diagnosed.mark == cast.mark]
        care = cast.care[visits.institution[light]]
        below = 10 + np.rint(cast.rng.random(len(light)) * (40 + 120 * care)).astype(np.int64)
        return papers.at(light, cast.mark, grams=(_LIMIT - below) // 10 * 10)
