"""G03 转嫁费用到门诊: what belongs to a stay is settled as outpatient visits around it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole
from features.settlement.province.conditions import stays
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import charged, condition_of
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class EarlyTests(Scheme):
    """Who: hospitals under DRG. The tests before an operation become outpatient visits before it.

    The same institution, up to a week before admission or after discharge; the stay has hardly any
    tests of its own. Care: the careful leave some tests in the stay.
    """

    id: ClassVar[str] = "G03"
    zh: ClassVar[str] = "转嫁费用到门诊"
    en: ClassVar[str] = "costs shifted to outpatient visits"
    usual: ClassVar[float] = 0.00031
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add a visit some days before planned stays, and after a few."""
        rng, order = cast.rng, cast.world.order
        surgical = np.array([s.kind in "SP" for s in stays()])[condition_of(cast.world, visits)]
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & ~visits.emergency
        able &= surgical & (visits.begin // DAY > order.first_day + 8)
        able &= visits.settled_day < order.last_day - 8
        stay = cast.choose(visits, able)
        before = rng.random(len(stay)) < 0.85
        day = np.where(
            before,
            visits.begin[stay] // DAY - rng.integers(1, 8, len(stay)),
            visits.end[stay] // DAY + rng.integers(1, 8, len(stay)),
        )
        made = new_visits(
            cast, visits, Kind.OUTPATIENT, visits.person[stay], visits.institution[stay],
            self._reason(cast, visits, stay), day * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(stay)),
            np.full(len(stay), 3, dtype=np.int64),
        )  # fmt: skip
        return together(visits, made)

    def _reason(self, cast: Cast, visits: Visits, stay: Whole) -> Whole:
        """An outpatient condition of the same body system as each stay, or pain in the belly."""
        listed = reasons()
        usual = [r.code for r in listed].index("R10.400")
        by_system = {
            s: [n for n, r in enumerate(listed) if r.system == s and r.sex == "*" and r.ages != "c"]
            for s in {r.system for r in listed}
        }
        of_stay = np.array([(by_system.get(s.system) or [usual])[0] for s in stays()])
        return of_stay[condition_of(cast.world, visits)[stay]].astype(np.int64)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Move the tests of each stay to the visit beside it."""
        rng, catalogue, lines = cast.rng, cast.world.catalogue, bills.lines
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        stay = self._stay_beside(visits, visit)
        visit, stay = visit[stay >= 0], stay[stay >= 0]
        tests = charged(catalogue, "03", "04")
        bills.drop(bills.of(visit, tests | charged(catalogue, "09", "11", "05")))
        to = np.full(visits.count, NOBODY, dtype=np.int64)
        to[stay] = visit
        moved = bills.of(stay, tests)
        care = cast.care[visits.institution[lines.visit[moved]]]
        moved = moved[rng.random(len(moved)) < 0.9 - 0.4 * care]
        told = lines.take(moved)
        bills.drop(moved)
        new = to[told.visit]
        middle = visits.begin[new] + (visits.end[new] - visits.begin[new]) // 2
        bills.add(told.changed(visit=new, time=middle, doctor=visits.doctor[new], wrong=told.amount,
                               mark=cast.marks(told.count)))  # fmt: skip

    def _stay_beside(self, visits: Visits, visit: Whole) -> Whole:
        """The stay of the same person and institution that is nearest to each visit, -1 for none."""
        stays_of = np.flatnonzero(visits.of_kind(Kind.INPATIENT))
        near = stays_of[np.isin(visits.person[stays_of], visits.person[visit])]
        found = np.full(len(visit), NOBODY, dtype=np.int64)
        order = np.argsort(visits.person[near], kind="stable")
        near = near[order]
        first = np.searchsorted(visits.person[near], visits.person[visit])
        for step in range(4):
            at = first + step
            inside = at < len(near)
            one = near[np.minimum(at, len(near) - 1)]
            same = inside & (visits.person[one] == visits.person[visit])
            same &= visits.institution[one] == visits.institution[visit]
            gap = np.minimum(
                np.abs(visits.begin[one] - visits.begin[visit]),
                np.abs(visits.end[one] - visits.begin[visit]),
            )
            found = np.where(same & (gap < 9 * DAY) & (found < 0), one, found)
        return found
