"""O11 超范围结算: the yearly check-up of a workforce becomes outpatient visits."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import pick
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together

_TESTS = ("血常规五分类", "尿常规", "肝功能十一项", "血脂七项", "血糖测定", "十二导联心电图",
          "腹部彩色多普勒超声", "胸部正侧位X线摄影")  # fmt: skip
_STAFF = 9  # of a workforce on one day, on average


@dataclass(frozen=True)
class UncoveredCheckUp(Scheme):
    """Who: clinics and hospitals with a check-up centre. One employer, one morning, the same tests.

    A check-up is not covered; the visits name a symptom each. Care: the careful leave some tests
    out and spread the staff over the week.
    """

    id: ClassVar[str] = "O11"
    zh: ClassVar[str] = "超范围结算"
    en: ClassVar[str] = "uncovered check-ups settled"
    usual: ClassVar[float] = 0.0002
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.CLINIC, Role.PRIVATE, Role.TCM, Role.GENERAL)
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add mornings of staff."""
        rng, people = cast.rng, cast.world.persons
        mornings = max(1, round(cast.wanted / _STAFF))
        institution, day = cast.openings(mornings, Kind.OUTPATIENT)
        size = np.bincount(people.employer[people.employee & ~people.retired].astype(np.int64))
        employer = pick(rng, np.where(size >= 5, size**0.5, 1e-9), mornings)
        chosen, of = [], []
        for n in range(mornings):
            staff = np.flatnonzero((people.employer == employer[n]) & ~people.retired)
            many = min(len(staff), int(rng.integers(_STAFF - 4, _STAFF + 5)))
            chosen.append(rng.choice(staff, many, replace=False))
            of.append(np.full(many, n, dtype=np.int64))
        person, morning = np.concatenate(chosen).astype(np.int64), np.concatenate(of)
        host = institution[morning]
        apart = np.where(rng.random(len(host)) < cast.care[host], rng.integers(0, 5, len(host)), 0)
        begin = (day[morning] + apart) * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(host))
        made = new_visits(
            cast, visits, Kind.OUTPATIENT, person, host, rng.choice([3, 5, 9, 11, 12], len(host)),
            begin, np.full(len(host), 3, dtype=np.int64),
        )  # fmt: skip
        return together(visits, made)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill the check-up's tests and nothing else but the consultation."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        told = np.array([item.charge not in {"02", "12"} for item in catalogue.items])
        bills.drop(bills.of(visit, told))
        for item in catalogue.named(*_TESTS):
            some = visit[rng.random(len(visit)) > 0.4 * cast.care[visits.institution[visit]]]
            listed = np.full(len(some), item, dtype=np.int64)
            bills.add(bill(rng, cast.world, visits, some, listed, np.ones(len(some)), cast.mark))
