"""F02 挂床住院: admitted on paper, at home in truth."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole, runs
from features.settlement.province.checks import Checks
from features.settlement.province.conditions import stays
from features.settlement.province.destinations import NEEDS, destinations
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import charged
from features.settlement.province.schemes.unseen import unseen
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import NOBODY, Visits, together, visits_of


@dataclass(frozen=True)
class HangingStay(Scheme):
    """Who: hospitals and their patients. The bed is billed every day, treatment on few.

    The patient buys at pharmacies or sees clinics meanwhile; those visits are honest in themselves.
    Care: careful places bill more of the usual lines.
    """

    id: ClassVar[str] = "F02"
    zh: ClassVar[str] = "挂床住院"
    en: ClassVar[str] = "hanging stay"
    usual: ClassVar[float] = 0.0016
    hosts: ClassVar[float] = 0.14
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Mark light medical stays, and let their patients be seen elsewhere meanwhile."""
        light = np.array([s.kind == "M" and s.weight < 0.65 for s in stays()])
        stay = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & ~visits.dead
        condition = np.where(stay, visits.pathway - cast.world.pathways.of_kind[Kind.INPATIENT], 0)
        able = stay & light[condition] & (visits.days >= 5) & (visits.severity == 0)
        hung = cast.choose(visits, able)
        mark = visits.mark.copy()
        mark[hung] = cast.mark
        return together(visits.changed(mark=mark), self._elsewhere(cast, visits, hung))

    def _elsewhere(self, cast: Cast, visits: Visits, hung: Whole) -> Visits:
        """Purchases and clinic visits of the patients on days in the middle of their stays."""
        world, rng = cast.world, cast.rng
        many = rng.choice([0, 1, 2, 3], len(hung), p=[0.30, 0.40, 0.20, 0.10])
        owner, _ = runs(many)
        stay = hung[owner]
        first, last = visits.begin[stay] // DAY + 1, visits.end[stay] // DAY - 1
        day = first + np.floor(rng.random(len(stay)) * (last - first + 1)).astype(np.int64)
        inside = (day >= world.order.first_day) & (day <= world.order.last_day)
        stay, day = stay[inside], day[inside]
        person = visits.person[stay]
        at_pharmacy = rng.random(len(stay)) < 0.65
        names = list(NEEDS)
        need = np.where(at_pharmacy, names.index("pharmacy"), names.index("outpatient"))
        institution = destinations(rng, world, need, names, world.persons.area[person])
        pathway = np.where(
            at_pharmacy,
            world.pathways.of_kind[Kind.PHARMACY] + rng.integers(0, 8, len(stay)),
            world.pathways.of_kind[Kind.OUTPATIENT] + rng.integers(0, 12, len(stay)),
        )
        begin = day * DAY + draw_seconds(rng, Kind.PHARMACY, len(stay))
        end = begin + rng.integers(40, 400, len(stay))
        made = visits_of(
            Kind.PHARMACY, person, institution, pathway, begin, end,
            rng.choice([5, 7, 10], len(stay)), np.ones(len(stay)),
        )  # fmt: skip
        kind = np.where(at_pharmacy, int(Kind.PHARMACY), int(Kind.OUTPATIENT))
        return made.changed(kind=kind)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Drop most drugs and treatments; bed, nursing and ward rounds stay."""
        hung = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        given = bills.of(hung, charged(cast.world.catalogue, "05", "08", "09", "11"))
        care = cast.care[visits.institution[bills.lines.visit[given]]]
        bills.drop(given[cast.rng.random(len(given)) < 0.75 - 0.35 * care])

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """Let rounds find empty beds."""
        return unseen(cast, visits, checked, admission=0.0, rounds=0.7)
