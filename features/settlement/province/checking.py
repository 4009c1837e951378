"""Honest identity checks: at admission, on some ward rounds, before dialysis, for dear drugs.

Institutions have the system from some day on, large ones first. Nearly every check is passed; bad
light or an old photograph fails one and it is repeated, and patients at an examination, in theatre
or at home over Sunday are absent from a round.
"""

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, runs, stream
from features.settlement.province.checks import (
    Checks,
    Result,
    Scene,
    Way,
    checks_of,
    checks_together,
)
from features.settlement.province.conditions import programmes
from features.settlement.province.order import DAY
from features.settlement.province.pharmacies import DUAL
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

ROUND_EVERY = 3  # days
_HAS_IT = np.array([0.15, 0.55, 0.85, 0.97])  # of institutions have the system, by level group
_MADE = {Scene.ADMISSION: 0.97, Scene.WARD_ROUND: 0.90, Scene.DIALYSIS: 0.95, Scene.PURCHASE: 0.6}
_FAILS, _ABSENT = 0.012, 0.015
_WAYS = np.array([0.72, 0.18, 0.10])  # face, e-voucher, card; rounds and dialysis by face


def system_since(world: World) -> Whole:
    """The day from which on each institution has the system, since 1970; far ahead for none."""
    rng = stream(world.order.seed, "checks", "systems")
    places, order = world.institutions, world.order
    days = order.last_day - order.first_day + 1
    early = rng.random(places.count) < 0.7
    since = np.where(
        early, order.first_day - 400, order.first_day + rng.integers(0, days, places.count)
    )
    has = (rng.random(places.count) < _HAS_IT[places.group]) | (places.drugstore == DUAL)
    return np.where(has, since, order.last_day + 36_500).astype(np.int64)


def checks(world: World, visits: Visits) -> Checks:
    """All honest checks, in order of time."""
    rng = stream(world.order.seed, "checks")
    covered = visits.begin // DAY >= system_since(world)[visits.institution]
    first = visits.pathway - world.pathways.of_kind[Kind.CHRONIC]
    kidney = [p.key for p in programmes()].index("kidney")
    stay = covered & visits.of_kind(Kind.INPATIENT)
    dialysis = covered & visits.of_kind(Kind.CHRONIC) & (first == kidney)
    dual = world.institutions.drugstore[visits.institution] == DUAL
    buying = covered & visits.of_kind(Kind.PHARMACY) & dual
    made = checks_together(
        _at_beginning(rng, visits, stay, Scene.ADMISSION),
        _rounds(rng, visits, np.flatnonzero(stay).astype(np.int64)),
        _at_beginning(rng, visits, dialysis, Scene.DIALYSIS),
        _at_beginning(rng, visits, buying, Scene.PURCHASE),
    )
    made = checks_together(made, _again(rng, made))
    inside = made.time < (world.order.last_day + 1) * DAY
    made = made.take(inside)
    return made.take(np.argsort(made.time, kind="stable"))


def _at_beginning(rng: np.random.Generator, visits: Visits, some: Truth, scene: Scene) -> Checks:
    """One check for each of some visits, at its beginning or when it is paid."""
    visit = np.flatnonzero(some & (rng.random(len(some)) < _MADE[scene])).astype(np.int64)
    start = visits.settled[visit] if scene == Scene.PURCHASE else visits.begin[visit]
    early = rng.integers(5, 60, len(visit)) if scene == Scene.PURCHASE else 0
    later = 0 if scene == Scene.PURCHASE else rng.integers(120, 3_600, len(visit))
    return _checked(rng, visit, start - early + later, scene)


def _rounds(rng: np.random.Generator, visits: Visits, stay: Whole) -> Checks:
    """A check on about every third full day of a stay, at the morning's or evening's round."""
    first, last = visits.begin[stay] // DAY + 1, visits.end[stay] // DAY - 1
    many = np.maximum(0, (last - first + ROUND_EVERY) // ROUND_EVERY)
    owner, place = runs(many)
    jitter = rng.integers(0, ROUND_EVERY, len(owner))
    day = np.minimum(first[owner] + place * ROUND_EVERY + jitter, last[owner])
    evening = rng.random(len(owner)) < 0.35
    hour = np.where(evening, rng.uniform(19.5, 21.0, len(owner)), rng.uniform(7.5, 9.5, len(owner)))
    keep = rng.random(len(owner)) < _MADE[Scene.WARD_ROUND]
    time = day * DAY + (hour * 3_600).astype(np.int64)
    return _checked(rng, stay[owner[keep]], time[keep], Scene.WARD_ROUND)


def _checked(rng: np.random.Generator, visit: Whole, time: Whole, scene: Scene) -> Checks:
    """Checks with their results as honest people have them."""
    count = len(visit)
    if scene in (Scene.WARD_ROUND, Scene.DIALYSIS):
        way = np.zeros(count, dtype=np.int64)
    else:
        way = np.searchsorted(np.cumsum(_WAYS), rng.random(count)).astype(np.int64)
        way = np.minimum(way, len(_WAYS) - 1)
    draw = rng.random(count)
    absent = np.full(count, scene == Scene.WARD_ROUND) & (draw > 1 - _ABSENT)
    result = np.where(absent, int(Result.ABSENT), np.where(draw < _FAILS, int(Result.FAIL), 0))
    return checks_of(visit, time, scene, way, result.astype(np.int64), _scores(rng, way, result))


def _scores(rng: np.random.Generator, way: Whole, result: Whole) -> Whole:
    """Likeness of faces: high when passed, low when failed, none without a face."""
    passed: Real = rng.beta(30, 1.6, len(way))
    failed: Real = rng.beta(6, 6, len(way))
    likeness = np.where(result == Result.FAIL, failed, passed)
    seen = (way == Way.FACE) & (result != Result.ABSENT)
    return np.where(seen, np.rint(likeness * 10_000), -1).astype(np.int64)


def _again(rng: np.random.Generator, made: Checks) -> Checks:
    """The passed check a minute or two after most failed ones."""
    failed = np.flatnonzero((made.result == Result.FAIL) & (rng.random(made.count) < 0.92))
    back = made.take(failed)
    passed = np.zeros(back.count, dtype=np.int64)
    return back.changed(
        time=back.time + rng.integers(30, 240, back.count),
        result=passed,
        score=_scores(rng, back.way, passed),
    )
