"""Complaints (投诉举报): those that led to a check, and the many that come to nothing.

A check after a complaint has its complaint some weeks before. Others are about waiting, prices or a
bill that was right; they are looked into and not confirmed, or not looked into by the period's end.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, pick, stream
from features.settlement.province.inspections.rounds import SOURCES
from features.settlement.province.inspections.verdicts import Verdicts
from features.settlement.province.order import DAY
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

IDLE = 0.0004  # complaints without ground for each claim
INSTITUTION, DOCTOR, PERSON = 0, 1, 2
CLASSES = (
    "收费不清",
    "服务态度",
    "拒绝结算",
    "虚假诊疗",
    "冒名就医",
    "倒卖药品",
    "违规收费",
    "高编诊断",
)
_CLASS_OF = {"F": 3, "U": 7, "G": 7, "O": 6, "P": 6, "T": 5}
_WAYS = np.array([0.55, 0.08, 0.07, 0.22, 0.08])  # hotline, letter, visit, online, passed on


@dataclass(frozen=True)
class Complaints:
    """Complaints as columns, in order of time.

    Attributes:
        visit: the visit it is about.
        time: seconds since 1970.
        source: how it came, a place among the sources of the contract.
        about: `INSTITUTION`, `DOCTOR` or `PERSON`.
        subject: place among `CLASSES`.
        answered: day of the finding, -1 when there is none yet.
        true: whether it was found true.
    """

    visit: Whole
    time: Whole
    source: Whole
    about: Whole
    subject: Whole
    answered: Whole
    true: Truth


def complaints(world: World, visits: Visits, found: Verdicts) -> Complaints:
    """The complaints of the period."""
    rng = stream(world.order.seed, "complaints")
    led = np.flatnonzero(found.source == SOURCES.index("complaint"))
    day = np.maximum(
        visits.settled_day[found.visit[led]], found.checked[led] - rng.integers(8, 45, len(led))
    )
    letters = np.array([_CLASS_OF.get(s.id[0], 3) for s in SCHEMES])
    subject = np.where(found.confirmed[led], letters[found.violation[led]], 3)
    idle = rng.integers(0, visits.count, max(2, round(world.order.claims * IDLE)))
    late = visits.settled_day[idle] + rng.integers(0, 15, len(idle))
    answer = late + rng.integers(10, 60, len(idle))
    visit = np.concatenate([found.visit[led], idle])
    about = pick(rng, np.array([0.86, 0.09, 0.05]), len(visit))
    about[: len(led)] = INSTITUTION
    made = Complaints(
        visit=visit,
        time=np.concatenate([day, late]) * DAY + rng.integers(8 * 3_600, 20 * 3_600, len(visit)),
        source=pick(rng, _WAYS, len(visit)),
        about=about,
        subject=np.concatenate([subject, rng.integers(0, 3, len(idle))]).astype(np.int64),
        answered=np.concatenate([found.decided[led], answer]),
        true=np.concatenate([found.confirmed[led].astype(bool), np.zeros(len(idle), dtype=bool)]),
    )
    return _known(world, made)


def _known(world: World, made: Complaints) -> Complaints:
    """The complaints of the period in order of time, with the findings of the period."""
    last = world.order.last_day
    some = np.flatnonzero(made.time < (last + 1) * DAY)
    some = some[np.argsort(made.time[some], kind="stable")]
    open_ = made.answered[some] > last
    return Complaints(
        visit=made.visit[some],
        time=made.time[some],
        source=made.source[some],
        about=made.about[some],
        subject=made.subject[some],
        answered=np.where(open_, -1, made.answered[some]),
        true=made.true[some] & ~open_,
    )
