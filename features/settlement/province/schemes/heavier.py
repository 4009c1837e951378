"""Which diagnoses lead to a heavier or lighter group of the same organ, and what groups stand for."""

from functools import cache

import numpy as np

from features.settlement.province.cases import MEAN_FEE
from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.fees import half_up
from features.settlement.province.grouping import POINT, group
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.shelf import condition_of
from features.settlement.province.visits import NOBODY, Visits


@cache
def leads(least: float, most: float) -> tuple[tuple[int, ...], ...]:
    """For each medical condition: diagnoses of the same system whose group weighs so many times."""
    table = codes()
    made: list[tuple[int, ...]] = []
    for n, stay in enumerate(stays()):
        found: list[int] = []
        for at, other in enumerate(stays()):
            alike = stay.kind == other.kind == "M" and stay.system == other.system and at != n
            if alike and least <= other.weight / stay.weight <= most:
                places = [table.place[code] for code, _ in other.diagnoses]
                found += [p for p in places if table.adrg[p] == at]
        made.append(tuple(found))
    return tuple(made)


def led(rng: np.random.Generator, condition: Whole, least: float, most: float) -> Whole:
    """One such diagnosis for each stay's condition, -1 where there is none."""
    found = leads(least, most)
    wide = max(1, max(len(f) for f in found))
    padded = np.array([(list(f) * wide)[:wide] if f else [NOBODY] * wide for f in found])
    return padded[condition, rng.integers(0, 1 << 20, len(condition)) % wide].astype(np.int64)


def mean_fees(
    cast: Cast, visits: Visits, diagnosed: Diagnoses, stay: Whole, operation: Whole | None = None
) -> Whole:
    """The mean fee (fen) of the group of each of those stays as diagnosed so far.

    `operation` gives the main operation of each; without it, that of the condition.
    """
    case = np.full(visits.count, NOBODY, dtype=np.int64)
    case[stay] = np.arange(len(stay))
    known = diagnosed.take(case[diagnosed.visit] >= 0)
    known = known.changed(visit=case[known.visit])
    principal = np.zeros(len(stay), dtype=np.int64)
    principal[known.visit[known.main]] = known.code[known.main]
    table = codes()
    if operation is None:
        named = [(s.operation_code, s.operation_name) for s in stays()]
        usual = np.array([table.operations.index(o) if o[0] else NOBODY for o in named])
        operation = usual[condition_of(cast.world, visits)[stay]].astype(np.int64)
    found = group(len(stay), principal, operation, known.take(~known.main))
    return half_up(found.weight * MEAN_FEE, POINT)
