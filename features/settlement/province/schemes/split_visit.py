"""P01 分解门诊人次: one outpatient visit is settled as two or three."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import runs
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits, together


@dataclass(frozen=True)
class SplitVisit(Scheme):
    """Who: clinics and township centres paid by visits. The same day or the next, the same doctor.

    The further settlements are the planted claims. Care: the careful let a night pass.
    """

    id: ClassVar[str] = "P01"
    zh: ClassVar[str] = "分解门诊人次"
    en: ClassVar[str] = "split outpatient visits"
    usual: ClassVar[float] = 0.00067
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.CLINIC, Role.TOWNSHIP, Role.PRIVATE)
    hosts: ClassVar[float] = 0.12

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Halve some visits and settle the rest again, minutes or a day later."""
        rng, order = cast.rng, cast.world.order
        able = visits.of_kind(Kind.OUTPATIENT) & (visits.mark == NOBODY) & ~visits.emergency
        able &= visits.settled_day < order.last_day - 3
        some = cast.choose(visits, able, share=0.75)
        more = 1 + (rng.random(len(some)) < 0.33).astype(np.int64)
        owner, place = runs(more)
        split = visits.take(some[owner])
        overnight = rng.random(len(owner)) < 0.25 + 0.5 * cast.care[split.institution]
        minutes = rng.integers(240, 2_700, len(owner))
        later = np.where(overnight, DAY * (place + 1) + minutes, minutes * (place + 1))
        intensity = visits.intensity.copy()
        intensity[some] *= 0.6
        rest = split.changed(
            begin=split.begin + later, end=split.end + later, settled=split.settled + later,
            intensity=split.intensity * 0.6,
            mark=np.full(len(owner), cast.mark, dtype=np.int64),
        )  # fmt: skip
        return together(visits.changed(intensity=intensity), rest)
