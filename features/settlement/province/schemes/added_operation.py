"""U03 虚增手术操作: an operation on the list that no theatre has seen."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.papers import Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import mean_fees
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.visits import NOBODY, Visits

_LOW = 0.42  # of the group's mean fee: cheaper cases would be paid at cost


@dataclass(frozen=True)
class AddedOperation(Scheme):
    """Who: hospitals under DRG. A medical case gets an operation code of its organ.

    No theatre, no anaesthesia, no consumables on the bill. Care: the careful bill a local
    anaesthesia with it.
    """

    id: ClassVar[str] = "U03"
    zh: ClassVar[str] = "虚增手术操作"
    en: ClassVar[str] = "added operation"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.00025
    hosts: ClassVar[float] = 0.12

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Write operations of the same organ on lists of medical stays that cost enough."""
        stay = paid_by_case(cast.world, visits)
        operation = _operation()[condition_of(cast.world, visits)[stay]]
        fits = (operation >= 0) & (visits.mark[stay] == NOBODY) & (papers.operation[stay] < 0)
        stay, operation = stay[fits], operation[fits]
        worth = bills.cost(stay) > _LOW * mean_fees(cast, visits, diagnosed, stay, operation)
        able = np.zeros(visits.count, dtype=bool)
        able[stay[worth]] = True
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
        chosen = cast.choose(visits, able)
        shown = cast.rng.random(len(chosen)) < 0.6 * cast.care[visits.institution[chosen]]
        local = np.full(int(shown.sum()), cast.world.catalogue.place["局部麻醉"], dtype=np.int64)
        bills.add(bill(cast.rng, cast.world, visits, chosen[shown], local,
                       np.ones(len(local)), cast.mark))  # fmt: skip
        return papers.at(
            chosen, cast.mark, operation=_operation()[condition_of(cast.world, visits)[chosen]]
        )


@cache
def _operation() -> Whole:
    """For each medical condition the lightest heavier operation of its major category, or -1."""
    table = codes()
    made: list[int] = []
    for stay in stays():
        heavier = [
            s
            for s in stays()
            if s.operation_code and s.mdc == stay.mdc and 1.15 <= s.weight / stay.weight <= 5.5
            and s.sex in {"*", stay.sex}
        ]  # fmt: skip
        best = min(heavier, key=lambda s: s.weight, default=None) if stay.kind == "M" else None
        found = (best.operation_code, best.operation_name) if best else None
        made.append(table.operations.index(found) if found else NOBODY)
    return np.array(made, dtype=np.int64)
