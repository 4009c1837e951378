"""O06 分解处方: one prescription is settled as several, minutes apart."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
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
    usual: ClassVar[float] = 0.0010
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
        turn = np.zeros(visits.count, dtype=np.int64)
        for n in range(2):
            again = np.concatenate([[False], first[1:] == first[:-1]]) if len(first) else met[:0]
            mine = again if n else ~again
            to = np.full(visits.count, NOBODY, dtype=np.int64)
            to[first[mine]] = later[mine]
            dealt = bills.of(first[mine], cast.world.catalogue.drug)
            at = np.arange(len(dealt)) + turn[lines.visit[dealt]]
            dealt = dealt[at % (2 if n == 0 else 3) == 1]
            told = lines.take(dealt)
            bills.drop(dealt)
            bills.add(told.changed(visit=to[told.visit], time=visits.end[to[told.visit]] - 30,
                                   wrong=told.amount, mark=cast.marks(told.count)))  # fmt: skip
