"""Which claims inspectors look at, when and why.

Desk checks draw claims: a small slice truly at random (双随机), most of them claims that look dear
or odd or follow a complaint. Inspections on site draw from the last half year of one institution;
self-checks turn up what a hospital is willing to see. No claim is checked twice.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Whole
from features.settlement.province.inspections.guilt import Guilt
from features.settlement.province.inspections.rounds import (
    COMPLAINT,
    RANDOM,
    SELF,
    TARGETED,
    Rounds,
)
from features.settlement.province.payment import Payment
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

STAY_SHARE = 0.020  # of stays are ever checked at the desk; six in ten are decided within a year
OTHER_SHARE = 0.0028
_DESK = {RANDOM: 0.17, TARGETED: 0.63, COMPLAINT: 0.20}
_LIFT = {RANDOM: 1.0, TARGETED: 7.0, COMPLAINT: 22.0}  # how much likelier a planted claim is
_LEVEL_PULL = np.array([0.5, 0.45, 1.0, 3.0])  # targeted checks by level group
_ALIKE = 0.4  # part of that for an honest claim with a slip that looks like one
_ON_SITE_LIFT = 6.0
_ON_SITE = (0.03, 3, 40)  # share of an institution's claims, and the least and most
_LOOK_BACK = 180  # days
_ADMITTED = (0.25, 0.01, 0.0004)  # self-checks: faults without intent, with it, honest claims


@dataclass(frozen=True)
class Checks:
    """Claims that were checked: visit, source (a place among `SOURCES`), day."""

    visit: Whole
    source: Whole
    day: Whole


def checks(
    rng: np.random.Generator, world: World, visits: Visits, paid: Payment, guilt: Guilt,
    visited: Rounds,
) -> Checks:  # fmt: skip
    """The claims checked, in order of visit.

    Args:
        rng: chance.
        world: the world of the province.
        visits: its visits.
        paid: what was paid for them.
        guilt: what each visit hides.
        visited: the inspections of whole institutions.
    """
    parts = [_at_the_desk(rng, world, visits, paid, guilt, source) for source in _DESK]
    by_place = np.argsort(visits.institution, kind="stable")
    first = np.searchsorted(visits.institution[by_place], np.arange(world.institutions.count + 1))
    for n in range(len(visited.institution)):
        spot, day = int(visited.institution[n]), int(visited.day[n])
        own = by_place[first[spot] : first[spot + 1]]
        settled = visits.settled_day[own]
        own = own[(settled < day) & (settled >= day - _LOOK_BACK)]
        choose = _admitted if visited.source[n] == SELF else _on_site
        chosen = choose(rng, own, guilt.scheme[own], paid.total[own])
        parts.append(_same(chosen, int(visited.source[n]), day))
    visit = np.concatenate([part.visit for part in parts])
    source = np.concatenate([part.source for part in parts])
    day = np.concatenate([part.day for part in parts])
    order = np.lexsort((source, day, visit))
    visit, source, day = visit[order], source[order], day[order]
    fresh = np.concatenate([[True], visit[1:] != visit[:-1]]) if len(visit) else visit > 0
    return Checks(visit[fresh], source[fresh], day[fresh])


def _same(visit: Whole, source: int, day: int) -> Checks:
    count = len(visit)
    return Checks(
        visit, np.full(count, source, dtype=np.int64), np.full(count, day, dtype=np.int64)
    )


def _at_the_desk(
    rng: np.random.Generator, world: World, visits: Visits, paid: Payment, guilt: Guilt,
    source: int,
) -> Checks:  # fmt: skip
    """Claims drawn by a desk check ten to 75 days after their settlement."""
    stay = visits.of_kind(Kind.INPATIENT)
    chance = np.where(stay, STAY_SHARE, OTHER_SHARE) * _DESK[source]
    weight: Real = np.where(guilt.scheme >= 0, _LIFT[source], 1.0)
    weight = np.where(guilt.alike >= 0, 1 + (_LIFT[source] - 1) * _ALIKE, weight)
    if source == TARGETED:
        level = world.institutions.group[visits.institution]
        weight = weight * _LEVEL_PULL[level] * (paid.total / 100.0 + 50.0) ** 0.65
    for of_kind in (stay, ~stay):
        mean = weight[of_kind].mean() if of_kind.any() else 1.0
        weight = np.where(of_kind, weight / max(mean, 1e-12), weight)
    visit = np.flatnonzero(rng.random(visits.count) < chance * weight).astype(np.int64)
    day = visits.settled_day[visit] + rng.integers(10, 75, len(visit))
    return Checks(visit, np.full(len(visit), source, dtype=np.int64), day)


def _on_site(rng: np.random.Generator, own: Whole, planted: Whole, total: Whole) -> Whole:
    """The claims of an institution that inspectors ask for: dear ones, and odd ones."""
    share, least, most = _ON_SITE
    count = min(len(own), int(np.clip(share * len(own), least, most)))
    weight = np.where(planted >= 0, _ON_SITE_LIFT, 1.0) * (total / 100.0 + 50.0) ** 0.6
    key = np.log(weight) + rng.gumbel(size=len(own))
    return np.sort(own[np.argsort(-key, kind="stable")[:count]])


def _admitted(rng: np.random.Generator, own: Whole, planted: Whole, total: Whole) -> Whole:
    """The claims that a hospital brings up itself."""
    del total
    meant = np.array([*(scheme.intent for scheme in SCHEMES), False])[planted]
    faulty, fraudulent, honest = _ADMITTED
    chance = np.where(planted < 0, honest, np.where(meant, fraudulent, faulty))
    return own[rng.random(len(own)) < chance]
