"""Who lies in hospital when: honest people are in one place at a time."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits

_SPAN = 1 << 20  # more days than a person lives


@dataclass(frozen=True)
class Beds:
    """Stays of people in order of person and admission, for asking who was in hospital."""

    key: Whole
    stay: Whole
    last_day: Whole
    person: Whole

    def during(self, person: Whole, day: Whole) -> Whole:
        """The stay that each person is in the middle of on that day, -1 when in none.

        The days of admission and discharge do not count: both are spent outside as well.
        """
        if not len(self.key):
            return np.full(len(person), -1, dtype=np.int64)
        place = np.searchsorted(self.key, person * _SPAN + day, side="left") - 1
        at = np.maximum(place, 0)
        inside = (place >= 0) & (self.person[at] == person) & (self.last_day[at] > day)
        return np.where(inside, self.stay[at], -1)


def beds(visits: Visits) -> Beds:
    """The stays among the visits, ready to be asked."""
    stays = np.flatnonzero(visits.of_kind(Kind.INPATIENT)).astype(np.int64)
    key = visits.person[stays] * _SPAN + visits.begin[stays] // DAY
    order = np.argsort(key, kind="stable")
    stays = stays[order]
    return Beds(key[order], stays, visits.end[stays] // DAY, visits.person[stays])


def without_overlap(visits: Visits, gap: int = DAY) -> Visits:
    """The stays without those that begin less than a gap (seconds) after the person's last one."""
    order = np.lexsort((visits.begin, visits.person))
    person, begin, end = visits.person[order], visits.begin[order], visits.end[order]
    keep = np.ones(len(order), dtype=bool)
    for _ in range(4):
        place = np.flatnonzero(keep)
        same = person[place][1:] == person[place][:-1]
        clash = same & (begin[place][1:] < end[place][:-1] + gap)
        if not clash.any():
            break
        keep[place[1:][clash]] = False
    return visits.take(np.sort(order[keep]))


def deaths(visits: Visits, people: int) -> Whole:
    """The second each person died in hospital, the far future for those who did not."""
    when = np.full(people, np.iinfo(np.int64).max, dtype=np.int64)
    gone = np.flatnonzero(visits.dead)
    np.minimum.at(when, visits.person[gone], visits.end[gone])
    return when


def alive(visits: Visits, died: Whole) -> Truth:
    """Which visits begin before their person's death."""
    return visits.begin < died[visits.person]
