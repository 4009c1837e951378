"""G06 服务不足: the case is paid, the care is not given."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.heavier import mean_fees
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import charged, condition_of
from features.settlement.province.visits import NOBODY, Visits

_LEAST = 0.43  # of the group's mean fee: below it the case would be paid at cost


@dataclass(frozen=True)
class UnderProvision(Scheme):
    """Who: hospitals under DRG. Standard tests, drugs and treatments of the disease are missing.

    Cost comes out near the low limit, well below that of others. Care: the careful leave more.
    """

    id: ClassVar[str] = "G06"
    zh: ClassVar[str] = "服务不足"
    en: ClassVar[str] = "under-provision"
    basis: ClassVar[Basis] = Basis.NOTED
    usual: ClassVar[float] = 0.00031
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.10

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Drop lines of some stays, as long as the case stays above the low limit."""
        rng, lines = cast.rng, bills.lines
        medical = np.array([s.kind == "M" for s in stays()])[condition_of(cast.world, visits)]
        stay = paid_by_case(cast.world, visits)
        stay = stay[medical[stay] & (visits.mark[stay] == NOBODY)]
        mean = mean_fees(cast, visits, diagnosed, stay)
        ample = bills.cost(stay) > 0.8 * mean
        able = np.zeros(visits.count, dtype=bool)
        able[stay[ample]] = True
        chosen = cast.choose(visits, able)
        care = cast.care[visits.institution[chosen]]
        floor = np.zeros(visits.count)
        at = np.searchsorted(stay, chosen)
        floor[chosen] = mean[at] * (_LEAST + 0.15 * care)
        left = np.zeros(visits.count)
        left[chosen] = bills.cost(chosen)
        given = bills.of(chosen, charged(cast.world.catalogue, "03", "04", "05", "09", "11"))
        given = given[rng.permutation(len(given))]
        worth = lines.amount[given] / 1e4 * lines.price[given] / 1e4
        order = np.argsort(lines.visit[given], kind="stable")
        given, worth = given[order], worth[order]
        of = lines.visit[given]
        first = np.concatenate([[True], of[1:] != of[:-1]])
        running = np.cumsum(worth)
        before = np.maximum.accumulate(np.where(first, running - worth, 0.0))
        gone = left[of] - (running - before) >= floor[of]
        bills.drop(given[gone])
        lost = np.zeros(visits.count)
        np.add.at(lost, of[gone], worth[gone])
        bills.lose(chosen, cast.mark, np.rint(lost[chosen]).astype(np.int64))
        signed = bills.of(chosen, charged(cast.world.catalogue, "02"))
        bills.change(signed, cast.mark)
