"""O03 超限用药: drugs of limited use for patients whom the limit leaves out."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.more_lines import days_of
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_LIMITED = ("人血白蛋白", "人促红素注射液", "注射用伏立康唑", "蔗糖铁注射液", "注射用醋酸奥曲肽",
            "依达拉奉右莰醇注射用浓溶液", "注射用唑来膦酸", "注射用磷酸肌酸钠")  # fmt: skip


@dataclass(frozen=True)
class OutsideLimit(Scheme):
    """Who: hospitals. Albumin without low albumin, bone drugs without bone disease.

    The catalogue limits the drug to a disease that the list does not show. Care: the careful give
    cheap ones only, and for fewer days.
    """

    id: ClassVar[str] = "O03"
    zh: ClassVar[str] = "超限用药"
    en: ClassVar[str] = "drugs outside their limit"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00037
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill a limited drug that does not serve the system of the disease."""
        rng, catalogue = cast.rng, cast.world.catalogue
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & (visits.days >= 3)
        chosen = cast.choose(visits, able)
        listed = catalogue.named(*_LIMITED)
        system = np.array([s.system for s in stays()])[condition_of(cast.world, visits)[chosen]]
        serves = [catalogue.items[n].systems for n in listed]
        item = rng.integers(0, len(listed), len(chosen))
        for _ in range(6):
            bad = np.array([s in serves[i] for s, i in zip(system, item, strict=True)], dtype=bool)
            item = np.where(bad, (item + 1) % len(listed), item)
        careful = cast.care[visits.institution[chosen]] > 0.5
        item = listed[item]
        a_day = np.maximum(catalogue.a_day[item], 0.2)
        units = a_day * days_of(cast, visits, chosen, 0.4, 1.0)
        units = np.maximum(1.0, np.rint(units * np.where(careful, 0.5, 1.0)))
        bills.add(bill(rng, cast.world, visits, chosen, item, units, cast.mark, insist=True))
