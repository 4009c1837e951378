"""G05 推诿重症: the severely ill are sent on to another hospital."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole, pick
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.papers import TRANSFER, Papers
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import condition_of, untouched
from features.settlement.province.season import Kind, stay_hours
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class RefusedSevere(Scheme):
    """Who: hospitals under DRG that fear dear cases. What shows is absence, and short stays.

    Most severe cases never come; some are moved on after a day, which are the planted claims. The
    receiving hospital is honest. Care: the careful refuse at the door and transfer nobody.
    """

    id: ClassVar[str] = "G05"
    zh: ClassVar[str] = "推诿重症"
    en: ClassVar[str] = "refusing the severely ill"
    usual: ClassVar[float] = 0.0002
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.GENERAL, Role.TCM, Role.PRIVATE)
    hosts: ClassVar[float] = 0.30

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Move severe stays elsewhere; some of them after a day at the host."""
        rng = cast.rng
        heavy = np.array([s.weight >= 0.35 for s in stays()])[condition_of(cast.world, visits)]
        able = visits.of_kind(Kind.INPATIENT) & untouched(visits) & heavy
        able &= (visits.severity == 2) & (visits.days >= 4)
        able &= visits.begin // DAY >= cast.world.order.first_day
        severe = cast.choose(visits, able, share=6)
        host = visits.institution[severe]
        goes = self._elsewhere(cast, host)
        moved = goes != host
        severe, host, goes = severe[moved], host[moved], goes[moved]
        institution, doctor = visits.institution.copy(), visits.doctor.copy()
        begin, days = visits.begin.copy(), visits.days.copy()
        institution[severe], doctor[severe] = goes, NOBODY
        tried = rng.random(len(severe)) < 0.55 - 0.3 * cast.care[host]
        through, at = severe[tried], host[tried]
        first = visits.begin[through] // DAY
        starts, ends, settled = stay_hours(rng, first, first + 1)
        short = visits.take(through).changed(
            institution=at, doctor=visits.doctor[through], begin=starts, end=ends, settled=settled,
            days=np.ones(len(through), dtype=np.int64), mark=cast.marks(len(through)),
            dead=np.zeros(len(through), dtype=bool), severity=np.zeros(len(through), dtype=np.int64),
        )  # fmt: skip
        begin[through] = settled + rng.integers(1_800, 5 * 3600, len(through))
        days[through] = np.maximum(visits.days[through] - 1, 1)
        bent = visits.changed(institution=institution, doctor=doctor, begin=begin, days=days)
        return together(bent, short)

    def _elsewhere(self, cast: Cast, host: Whole) -> Whole:
        """A general hospital of the highest level for each severe case."""
        places = cast.world.institutions
        weight = places.size * ((places.role == Role.GENERAL) & (places.group == 3))
        return pick(cast.rng, weight, len(host)) if weight.sum() else host

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Write the transfer."""
        del diagnosed, bills
        return papers.at(np.flatnonzero(visits.mark == cast.mark), cast.mark, way=TRANSFER)
