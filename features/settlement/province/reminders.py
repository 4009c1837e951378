"""Reminders before and at settlement, and what doctors answered (message 3103, domain brief A.12).

Hospitals whose workstations are connected see a reminder where a rule meets a claim: often where a
scheme is played, at times where care is honest. The doctor goes on and gives a reason, or goes back
and changes the order. Crooked places give the same reason again and again.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, stream
from features.settlement.province.crooked import willing
from features.settlement.province.order import DAY
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.season import Kind
from features.settlement.province.truth import Truth as Planted
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

REASONS = (
    "病情需要", "符合适应症", "患者及家属要求", "抢救用药", "专科会诊意见", "外院结果不可用",
    "药品规格所限", "既往用药有效", "同类药品过敏", "复查评估疗效",
)  # fmt: skip
_CONNECTED = 0.7  # of hospitals
_REMINDED = 0.30  # of planted claims there
_FALSE_ALARM = {Kind.INPATIENT: 0.030, Kind.OUTPATIENT: 0.005, Kind.CHRONIC: 0.006}
_GOES_ON = (0.62, 0.70, 0.90)  # honest claims, faults without intent, with it
_ONE_REASON = 0.75  # of the answers of crooked places are the one that they always give


@dataclass(frozen=True)
class Reminders:
    """Answers to reminders in order of time.

    Attributes:
        visit: the claim.
        rule: the violation that the rule looks for, a place among `SCHEMES`.
        at_settlement: else while ordering.
        goes_on: whether the doctor goes on; else the order is changed.
        reason: a place among `REASONS`.
        second: moment of the answer, since 1970.
    """

    visit: Whole
    rule: Whole
    at_settlement: Truth
    goes_on: Truth
    reason: Whole
    second: Whole


def reminders(world: World, visits: Visits, truth: Planted) -> Reminders:
    """The reminders of the period with their answers."""
    rng = stream(world.order.seed, "reminders")
    places = world.institutions
    connected = (places.group >= 1) & (rng.random(places.count) < _CONNECTED)
    planted = np.full(visits.count, -1, dtype=np.int64)
    planted[truth.visit] = truth.scheme
    chance = np.zeros(visits.count)
    for kind, share in _FALSE_ALARM.items():
        chance[visits.of_kind(kind)] = share
    chance = np.where(planted >= 0, _REMINDED, chance) * connected[visits.institution]
    visit = np.flatnonzero(rng.random(visits.count) < chance).astype(np.int64)
    count, scheme, spot = len(visit), planted[visit], visits.institution[visit]
    meant = np.array([*(int(scheme.intent) + 1 for scheme in SCHEMES), 0])[scheme]
    settling = rng.random(count) < 0.4
    span = np.maximum(visits.settled[visit] - visits.begin[visit], 1)
    order_at = visits.begin[visit] + (span * rng.random(count) * 0.9).astype(np.int64)
    daytime = order_at // DAY * DAY + rng.integers(8 * 3600, 18 * 3600, count)
    order_at = np.where(span > DAY, np.minimum(daytime, visits.settled[visit] - 1), order_at)
    second = np.where(settling, visits.settled[visit] - rng.integers(5, 120, count), order_at)
    usual = rng.integers(0, len(REASONS), places.count)[spot]
    stubborn = willing(world)[spot] & (rng.random(count) < _ONE_REASON)
    made = Reminders(
        visit=visit,
        rule=np.where(scheme >= 0, scheme, rng.integers(0, len(SCHEMES), count)),
        at_settlement=settling,
        goes_on=rng.random(count) < np.array(_GOES_ON)[meant],
        reason=np.where(stubborn, usual, rng.integers(0, len(REASONS), count)),
        second=np.maximum(second, visits.begin[visit]),
    )
    by_time = np.lexsort((visit, made.second))
    return Reminders(
        made.visit[by_time], made.rule[by_time], made.at_settlement[by_time],
        made.goes_on[by_time], made.reason[by_time], made.second[by_time],
    )  # fmt: skip
