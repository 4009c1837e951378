"""U02 虚增 MCC/CC: a complication is written on the list that nobody treated."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.cases import paid_by_case
from features.settlement.province.coding import codes, weight_beside
from features.settlement.province.conditions import complications, stays
from features.settlement.province.diagnoses import (
    Diagnoses,
    complication_for,
    joined,
    written,
)
from features.settlement.province.lines import evidence
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_WORTH_IT = 0.75  # cheaper stays would be paid at cost as low outliers, whatever the group
_TOKEN_PRICE = (
    160_000_000  # a careful host bills one line of evidence, if it costs less (10^-6 yuan)
)


@dataclass(frozen=True)
class UnsupportedComplication(Scheme):
    """Who: hospitals under DRG. An MCC or CC lifts the group; bill and stay are as without it.

    Care: the careful bill one cheap line that would belong to it.
    """

    id: ClassVar[str] = "U02"
    zh: ClassVar[str] = "虚增严重并发症"
    en: ClassVar[str] = "unsupported complication"
    basis: ClassVar[Basis] = Basis.GROUP
    usual: ClassVar[float] = 0.0034
    hosts: ClassVar[float] = 0.18

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """Write a complication on lists of stays that split by complications and have none."""
        able = np.zeros(visits.count, dtype=bool)
        able[paid_by_case(cast.world, visits)] = True
        condition = np.where(able, visits.pathway - cast.world.pathways.of_kind[Kind.INPATIENT], 0)
        split = np.array([s.split for s in stays()])[condition]
        able &= (visits.mark == NOBODY) & (visits.severity == 0) & (visits.days >= 3)
        able &= (split != "9") & (visits.intensity >= _WORTH_IT)
        table = codes()
        listed = diagnosed.visit[~diagnosed.main & (table.severity[diagnosed.code] > 0)]
        able[listed] = False
        able[diagnosed.visit[diagnosed.mark != NOBODY]] = False
        stay = cast.choose(visits, able)
        major = (split[stay] == "135") & (cast.rng.random(len(stay)) < 0.6)
        systems = np.array([s.system for s in stays()])[condition[stay]]
        place = np.array([table.place[c.code] for c in complications()], dtype=np.int64)
        age = cast.world.persons.age[visits.person[stay]]
        principal = np.zeros(visits.count, dtype=np.int64)
        principal[diagnosed.visit[diagnosed.main]] = diagnosed.code[diagnosed.main]
        parts = [diagnosed]
        for heavy in (True, False):
            for system in np.unique(systems):
                some = np.flatnonzero((systems == system) & (major == heavy))
                chosen = complication_for(cast.rng, str(system), age[some], major=heavy)
                moves = weight_beside(place[chosen], principal[stay[some]]) > 0
                some, chosen = some[moves], chosen[moves]
                arose = np.where(cast.rng.random(len(some)) < 0.3, 4, 1).astype(np.int64)
                parts.append(written(stay[some], place[chosen], condition=arose, mark=cast.mark))
        return joined(*parts)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add one cheap line of evidence on the stays of careful hosts."""
        table, catalogue = codes(), cast.world.catalogue
        invented = np.flatnonzero(diagnosed.mark == cast.mark)
        stay = diagnosed.visit[invented]
        shown = cast.rng.random(len(stay)) < 0.75 * cast.care[visits.institution[stay]]
        for complication in complications():
            cheap = [
                catalogue.place[name]
                for name in complication.evidence
                if catalogue.price[catalogue.place[name]] < _TOKEN_PRICE
            ]
            place = table.place[complication.code]
            some = stay[shown & (diagnosed.code[invented] == place)]
            if len(some) and cheap:
                bills.add(evidence(cast.rng, cast.world, visits, some, cheap[0]))
