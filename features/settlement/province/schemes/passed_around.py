"""G08 频繁转院: a stay goes on as a new case at a friendly hospital."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole
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
class PassedAround(Scheme):
    """Who: hospitals of one county that share patients. Discharged by transfer, admitted the same day.

    Both stays carry the same disease; the second is the planted claim. Care: the careful let a
    night pass.
    """

    id: ClassVar[str] = "G08"
    zh: ClassVar[str] = "频繁转院"
    en: ClassVar[str] = "transfers that start a new case"
    usual: ClassVar[float] = 0.00025
    roles: ClassVar[tuple[Role, ...]] = (Role.GENERAL, Role.PRIVATE, Role.TOWNSHIP, Role.TCM)
    hosts: ClassVar[float] = 0.10

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Cut medical stays; the rest is settled at the partner."""
        rng, order = cast.rng, cast.world.order
        partner = self._partners(cast)
        medical = np.array([s.kind == "M" for s in stays()])[condition_of(cast.world, visits)]
        able = visits.of_kind(Kind.INPATIENT) & untouched(visits) & medical & ~visits.dead
        able &= (visits.days >= 7) & ~visits.planned & (partner[visits.institution] >= 0)
        able &= visits.begin // DAY >= order.first_day
        cut = cast.choose(visits, able)
        whole = visits.take(cut)
        care = cast.care[whole.institution]
        first_day, last_day = whole.begin // DAY, whole.settled // DAY
        part = np.maximum(2, (last_day - first_day) // 2)
        gap = (rng.random(len(cut)) < care).astype(np.int64)
        fuller = whole.intensity * 1.15
        _, end, settled = stay_hours(rng, first_day, first_day + part)
        begin, until, paid = stay_hours(rng, first_day + part + gap, last_day)
        begin = np.where(gap == 0, settled + rng.integers(1_800, 3 * 3600, len(cut)), begin)
        days, ends, whens = visits.days.copy(), visits.end.copy(), visits.settled.copy()
        intensity = visits.intensity.copy()
        days[cut], ends[cut], whens[cut], intensity[cut] = part, end, settled, fuller
        second = whole.changed(
            institution=partner[whole.institution], doctor=np.full(len(cut), NOBODY, dtype=np.int64),
            begin=begin, end=np.maximum(until, begin + 3600), settled=np.maximum(paid, begin + 7200),
            days=np.maximum(last_day - first_day - part - gap, 1), intensity=fuller,
            emergency=np.zeros(len(cut), dtype=bool), mark=cast.marks(len(cut)),
        )  # fmt: skip
        bent = visits.changed(days=days, end=ends, settled=whens, intensity=intensity)
        return together(bent, second)

    def _partners(self, cast: Cast) -> Whole:
        """The next hospital of the same area and role for each institution, -1 where there is none."""
        places = cast.world.institutions
        made = np.full(places.count, NOBODY, dtype=np.int64)
        hospitals = places.among(*self.roles)
        for area in np.unique(places.area[hospitals]):
            here = hospitals[places.area[hospitals] == area]
            if len(here) > 1:
                made[here] = np.roll(here, -1)
        return made

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Write the transfer on the first stay."""
        del diagnosed, bills
        second = np.flatnonzero(visits.mark == cast.mark)
        stay = np.flatnonzero(visits.of_kind(Kind.INPATIENT) & (visits.mark != cast.mark))
        stay = stay[np.isin(visits.person[stay], visits.person[second])]
        key = visits.person[stay] * (1 << 34) + visits.end[stay]
        order = np.argsort(key, kind="stable")
        wanted = visits.person[second] * (1 << 34) + visits.begin[second]
        place = np.searchsorted(key[order], wanted, side="right") - 1
        first = stay[order][np.maximum(place, 0)]
        near = (visits.person[first] == visits.person[second]) & (place >= 0)
        near &= visits.begin[second] - visits.end[first] < 3 * DAY
        made = papers.way.copy()
        made[first[near]] = TRANSFER
        return papers.changed(way=made)
