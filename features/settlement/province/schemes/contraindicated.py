"""O13 配伍禁忌与重复用药: drugs that the patient's disease or other drugs forbid."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.schemes.shelf import only
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

# Drug beside which another of its own class is given.
_TWICE = {
    "奥美拉唑肠溶胶囊": "雷贝拉唑钠肠溶片",
    "阿司匹林肠溶片": "布洛芬缓释胶囊",
    "硫酸氢氯吡格雷片": "奥美拉唑肠溶胶囊",
    "布洛芬缓释胶囊": "塞来昔布胶囊",
    "左氧氟沙星氯化钠注射液": "莫西沙星氯化钠注射液",
}
# Diagnosis (first letters of its code) under which a drug must not be given.
_FORBIDDEN = {"K92": "布洛芬缓释胶囊", "N18": "盐酸二甲双胍片", "J44": "琥珀酸美托洛尔缓释片"}


@dataclass(frozen=True)
class Contraindicated(Scheme):
    """Who: hospitals without a pharmacist at the desk. Two drugs of a class, or a forbidden one.

    Carelessness more than fraud, at the same doctors again and again.
    """

    id: ClassVar[str] = "O13"
    zh: ClassVar[str] = "配伍禁忌与重复用药"
    en: ClassVar[str] = "contraindicated and doubled drugs"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00031
    intent: ClassVar[bool] = False
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add the second drug where the first stands, or where the disease forbids it."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        beside = np.full(visits.count, NOBODY, dtype=np.int64)
        code = np.array(codes().code)
        for start, drug in _FORBIDDEN.items():
            at = np.char.startswith(code[diagnosed.code], start)
            beside[diagnosed.visit[at]] = catalogue.place[drug]
        for drug, other in _TWICE.items():
            given = lines.visit[only(catalogue, self._makers(cast, drug))[lines.item]]
            beside[given] = catalogue.place[other]
        able = (beside >= 0) & (visits.mark == NOBODY) & visits.of_kind(Kind.INPATIENT)
        able &= np.isin(cast.world.institutions.role[visits.institution], HOSPITALS)
        chosen = cast.choose(visits, able)
        units = catalogue.a_day[beside[chosen]] * visits.days[chosen] * rng.uniform(0.5, 1.0)
        bills.add(bill(rng, cast.world, visits, chosen, beside[chosen],
                       np.maximum(1.0, np.rint(units)), cast.mark))  # fmt: skip

    def _makers(self, cast: Cast, drug: str) -> Whole:
        """The items of a drug, of whatever maker."""
        items = cast.world.catalogue.items
        return np.array([n for n, i in enumerate(items) if i.name == drug], dtype=np.int64)
