"""O06 分解处方: one prescription is settled as several, minutes apart."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class SplitPrescription(Scheme):
    """Who: township centres and clinics with a limit a prescription. The drugs go to several bills.

    Same doctor, same disease, minutes apart, no drug on two of them; the later bills are the
    planted claims. Care: the careful wait an hour.
    """

    id: ClassVar[str] = "O06"
    zh: ClassVar[str] = "分解处方"
    en: ClassVar[str] = "split prescriptions"
    usual: ClassVar[float] = 0.00022
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.PRIVATE, Role.GENERAL)
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add one or two further settlements of the same visit."""
        rng = cast.rng
        able = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY)
        able &= visits.settled % 86_400 < 20 * 3600
        some = cast.choose(visits, able, share=0.72)
        owner, place = runs(1 + (rng.random(len(some)) < 0.4).astype(np.int64))
        part = visits.take(some[owner])
        slow = rng.random(len(owner)) < cast.care[part.institution]
        later = (place + 1) * np.where(slow, rng.integers(1_500, 5_400, len(owner)),
                                       rng.integers(60, 420, len(owner)))  # fmt: skip
        return together(
            visits,
            part.changed(
                end=part.end + later, settled=part.settled + later, mark=cast.marks(len(owner))
            ),
        )

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Deal the drugs of the first bill out among all bills of the visit."""
        lines = bills.lines
        later = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(later))
        chronic = np.flatnonzero(visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY))
        key = visits.person[chronic] * (1 << 34) + visits.begin[chronic]
        order = np.argsort(key, kind="stable")
        wanted = visits.person[later] * (1 << 34) + visits.begin[later]
        place = np.minimum(np.searchsorted(key[order], wanted), len(chronic) - 1)
        first = chronic[order][place]
        met = key[order][place] == wanted
        later, first = later[met], first[met]
        visit, owner = np.unique(first, return_inverse=True)
        later = later[np.argsort(owner, kind="stable")]
        parts = np.bincount(owner, minlength=len(visit))
        bill_of, nth = runs(parts)
        target = np.full((len(visit), int(parts.max(initial=0)) + 1), NOBODY, dtype=np.int64)
        target[bill_of, nth + 1] = later
        drugs = bills.of(visit, cast.world.catalogue.drug)
        spot = np.searchsorted(visit, lines.visit[drugs])
        _, place = runs(np.bincount(spot, minlength=len(visit)))
        part = place % (parts[spot] + 1)
        moved = part > 0
        told = lines.take(drugs[moved]).changed(visit=target[spot[moved], part[moved]])
        bills.drop(drugs[moved])
        bills.add(told.changed(time=visits.end[told.visit] - 30, wrong=told.amount,
                               mark=cast.marks(told.count)))  # fmt: skip
        empty = np.setdiff1d(np.flatnonzero(visits.mark == cast.mark), told.visit)
        fee = np.full(len(empty), cast.world.catalogue.place["一般诊疗费"], dtype=np.int64)
        bills.add(bill(cast.rng, cast.world, visits, empty, fee, np.ones(len(empty)), cast.mark))
