"""G04 转嫁到自费、外购: the patient pays for what the case was paid for."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import charged, condition_of
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_OWN = ("防粘连液", "骨水泥", "异种脱细胞真皮基质")  # outside the catalogue


@dataclass(frozen=True)
class BoughtOutside(Scheme):
    """Who: hospitals whose cases cost too much. Covered consumables vanish, self-paid ones come.

    The operation is there, its consumables are not; the patient's own part rises. Care: the careful
    take off half, and leave no self-paid line.
    """

    id: ClassVar[str] = "G04"
    zh: ClassVar[str] = "转嫁到自费、外购"
    en: ClassVar[str] = "costs shifted to the patient"
    basis: ClassVar[Basis] = Basis.NOTED
    usual: ClassVar[float] = 0.00031
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.12

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Take consumables off operated stays and bill others that nobody covers."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        operated = np.array([s.kind == "S" for s in stays()])[condition_of(cast.world, visits)]
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & operated
        chosen = cast.choose(visits, able)
        dear = charged(catalogue, "08") & ~catalogue.outside & (catalogue.price > 150_000_000)
        places = bills.of(chosen, dear)
        care = cast.care[visits.institution[lines.visit[places]]]
        places = places[rng.random(len(places)) < 0.95 - 0.45 * care]
        off = lines.take(places)
        bills.drop(places)
        worth = np.zeros(visits.count)
        np.add.at(worth, off.visit, off.amount / 1e4 * off.price / 1e4)
        bent = chosen[worth[chosen] > 0]
        bills.lose(bent, cast.mark, np.rint(worth[bent]).astype(np.int64))
        own = catalogue.named(*_OWN)
        item = own[rng.integers(0, len(own), len(bent))]
        units = np.rint(worth[bent] / 100 / (catalogue.price[item] / 1e6))
        careful = rng.random(len(bent)) < cast.care[visits.institution[bent]]
        told = bill(rng, cast.world, visits, bent, item,
                    np.where(careful, 1.0, np.clip(units, 1, 12)), cast.mark)  # fmt: skip
        bills.add(told)
