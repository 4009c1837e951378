"""U05 低码高编: the words say a light disease, the code a heavy one."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import led
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.schemes.worth import pays, renamed
from features.settlement.province.visits import NOBODY, Visits

_RATIO = (1.15, 2.2)  # how much heavier the code's group is


@dataclass(frozen=True)
class WordsAndCode(Scheme):
    """Who: coders under pressure. The code of a heavier disease beside the doctor's true words.

    The front page of the record keeps the code of the true disease. Care: never much more than
    twice the weight, so that the cost still fits.
    """

    id: ClassVar[str] = "U05"
    zh: ClassVar[str] = "低码高编"
    en: ClassVar[str] = "code heavier than the words"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.00031
    hosts: ClassVar[float] = 0.10

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Write a heavier code beside the words of some principal diagnoses."""
        heavier = led(cast.rng, condition_of(cast.world, visits), *_RATIO)
        able = pays(cast, visits, diagnosed, heavier, bills)
        chosen = np.zeros(visits.count, dtype=bool)
        chosen[cast.choose(visits, able)] = True
        heavier = np.where(chosen, heavier, NOBODY)
        return renamed(diagnosed, heavier, cast.mark, named=False)
