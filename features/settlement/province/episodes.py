"""Care around a stay: visits that lead to it, prenatal visits before a birth, visits after it.

People are seen for what they are admitted with, some first at home and then at the hospital that
admits them, and they come back to show the wound or the test. This is the honest floor under costs
before and after a stay (G03).
"""

import numpy as np

from features.settlement.province.attendances import ambulatory
from features.settlement.province.chance import Whole, runs, stream
from features.settlement.province.conditions import stays as conditions
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.destinations import NEEDS, destinations
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

BEFORE = 0.26  # of stays that are no emergency are decided on at a visit of the hospital
AT_HOME = 0.35  # of these begin with a visit near home
AFTER = 0.20  # of stays are followed by a visit to the hospital
PRENATAL = 4  # visits before a birth, a week or two apart
_KIN = {"L": "G", "P": "R"}  # organs whose visits are found under another


def around_stays(world: World, stays: Visits) -> Visits:
    """Outpatient visits before and after stays, within the period, at times of work."""
    rng = stream(world.order.seed, "care", "episodes")
    condition = stays.pathway - world.pathways.of_kind[Kind.INPATIENT]
    reason = _reasons()[condition]
    known = (reason >= 0) & ~stays.planned
    first, last = stays.begin // DAY, stays.end // DAY
    decided = known & ~stays.emergency & (rng.random(stays.count) < BEFORE)
    before = np.flatnonzero(decided)
    home = before[rng.random(len(before)) < AT_HOME]
    after = np.flatnonzero(known & ~stays.dead & (rng.random(stays.count) < AFTER))
    births = np.flatnonzero(np.array([c.mdc == "O" for c in conditions()])[condition])
    owner, turn = runs(np.full(len(births), PRENATAL, dtype=np.int64))
    carrying = births[owner]
    stay = np.concatenate([before, home, after, carrying])
    day = np.concatenate(
        [
            first[before] - rng.integers(1, 4, len(before)),
            first[home] - rng.integers(4, 11, len(home)),
            last[after] + rng.integers(6, 22, len(after)),
            first[carrying] - 5 - turn * 10 - rng.integers(0, 5, len(carrying)),
        ]
    )
    day += np.where((day + 3) % 7 == 6, -1, 0)  # not on Sundays
    near = np.zeros(len(stay), dtype=bool)
    near[len(before) : len(before) + len(home)] = True
    place = stays.institution[stay]
    names = list(NEEDS)
    need = np.full(int(near.sum()), names.index("first contact"), dtype=np.int64)
    area = world.persons.area[stays.person[stay[near]]]
    place[near] = destinations(rng, world, need, names, area)
    inside = (day >= world.order.first_day) & (day <= world.order.last_day)
    stay, day, place = stay[inside], day[inside], place[inside]
    level = np.array([0.55, 0.62, 0.88, 1.2])[world.institutions.group[place]]
    return ambulatory(
        rng,
        Kind.OUTPATIENT,
        stays.person[stay],
        place,
        world.pathways.of_kind[Kind.OUTPATIENT] + reason[stay],
        day * DAY + draw_seconds(rng, Kind.OUTPATIENT, len(stay)),
        rng.choice([3, 7, 14], len(stay), p=[0.4, 0.4, 0.2]),
        level,
    )


def _reasons() -> Whole:
    """The outpatient reason that goes with each inpatient condition, -1 where none does."""
    made = np.full(len(conditions()), -1, dtype=np.int64)
    for n, condition in enumerate(conditions()):
        system = _KIN.get(condition.system, condition.system)
        best = 0.0
        for place, reason in enumerate(reasons()):
            fits = reason.system == system and reason.sex in {"*", condition.sex}
            pregnancy = (reason.code == "Z34.900") == (condition.mdc == "O")
            if fits and pregnancy and reason.ages != "c" and reason.frequency > best:
                made[n], best = place, reason.frequency
    return made
