"""F06 串换药品耗材: the dear maker is billed, the cheap one is given."""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Truth
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import QUANTITY, bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_WORTH_IT = 1.25  # ratio of the two prices from which on it pays


@dataclass(frozen=True)
class SwappedDrug(Scheme):
    """Who: pharmacies, clinics, hospitals. The brand is billed for the generic that was handed out.

    At such places the dear maker has nearly all the sales. Care: the careful swap half of them.
    """

    id: ClassVar[str] = "F06"
    zh: ClassVar[str] = "串换药品"
    en: ClassVar[str] = "drug swapping"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00026
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY, Role.CLINIC, Role.PRIVATE, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.10

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill the next maker of the same drug, at its price."""
        rng, lines = cast.rng, bills.lines
        dearer = self._dearer(cast)
        has = np.zeros(visits.count, dtype=bool)
        has[lines.visit[dearer[lines.item]]] = True
        able = has & (visits.mark == NOBODY)
        chosen = np.concatenate(
            [
                cast.choose(visits, able & visits.of_kind(Kind.PHARMACY), 0.6),
                cast.choose(visits, able & ~visits.of_kind(Kind.PHARMACY), 0.4),
            ]
        )
        given = bills.of(chosen, dearer)
        careful = cast.care[visits.institution[lines.visit[given]]] > 0.5
        given = given[~careful | (rng.random(len(given)) < 0.5)]
        was = lines.take(given)
        now = bill(
            rng,
            cast.world,
            visits,
            was.visit,
            was.item + 1,
            was.amount / QUANTITY,
            cast.mark,
            insist=True,
        )
        gap = 1 - was.price / now.price
        pays = (now.item == was.item + 1) & (gap > 0)  # not where procurement gives another maker
        bills.drop(given[pays])
        wrong = np.rint(now.amount * gap).astype(np.int64)
        bills.add(now.changed(time=was.time, doctor=was.doctor, wrong=wrong).take(pays))

    def _dearer(self, cast: Cast) -> Truth:
        """Which drugs have a dearer maker of the same name next to them."""
        items = cast.world.catalogue.items
        made = np.zeros(len(items), dtype=bool)
        for n, (one, other) in enumerate(pairwise(items)):
            made[n] = one.name == other.name and other.price > _WORTH_IT * one.price
        return made
