"""What the papers of a visit say beside its diagnoses: operation, ventilation, weight, discharge.

Honest papers say what happened. A scheme may write something else; what the record supports stays
beside it, so that the case can be priced both ways.
"""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from features.settlement.province.chance import Truth, Whole, stream
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

HOME, TRANSFER, COMMUNITY, AGAINST, DEATH = range(
    5
)  # places among the discharge ways of the standard
LONG_VENTILATION = 96  # hours, from which on the ventilation group is reached
_VENTILATED = ("WB1", "BR1", "SR1", "BB2")
_LIABLE = 1 / 40  # of injuries: a third party was liable in part, the fund pays the rest


@dataclass(frozen=True)
class Papers:
    """Papers as columns, one element a visit.

    Attributes:
        operation: main operation as written (place among `codes().operations`), -1 for none.
        performed: the operation that took place.
        hours: hours of ventilation as written, 0 for none.
        grams: weight of a newborn at admission as written, 0 for others.
        way: discharge way as written, a place among those of the standard.
        voucher: whether the electronic voucher was shown, not the card.
        special: whether the case was put forward for payment by item (特例单议).
        liable: whether a third party is liable for the injury.
        mark: index of the scheme that wrote something here, -1 for honest papers.
    """

    operation: Whole
    performed: Whole
    hours: Whole
    grams: Whole
    way: Whole
    voucher: Truth
    special: Truth
    liable: Truth
    mark: Whole

    def changed(self, **columns: Whole | Truth) -> Self:
        """The same papers with some columns replaced."""
        return replace(self, **columns)

    def at(self, visit: Whole, mark: int, **columns: Whole | Truth | int | bool) -> Self:
        """The papers with other entries on some visits, which bear the mark of a scheme."""
        made = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, values in (*columns.items(), ("mark", mark)):
            made[name] = made[name].copy()
            made[name][visit] = values
        return replace(self, **made)


def papers(world: World, visits: Visits, diagnosed: Diagnoses) -> Papers:
    """The honest papers of all visits."""
    rng = stream(world.order.seed, "papers")
    count = visits.count
    stay = visits.of_kind(Kind.INPATIENT)
    condition = np.where(stay, visits.pathway - world.pathways.of_kind[Kind.INPATIENT], 0)
    operation = np.where(stay, _operations()[condition], NOBODY)
    draw = rng.random(count)
    way = np.where(draw < 0.004, TRANSFER, np.where(draw < 0.019, AGAINST, HOME))
    way = np.where(visits.way != HOME, visits.way, way)
    return Papers(
        operation=operation,
        performed=operation,
        hours=_hours(rng, visits, diagnosed, stay, condition),
        grams=_grams(rng, world, visits, stay, condition),
        way=np.where(visits.dead, DEATH, way).astype(np.int64),
        voucher=rng.random(count) < 0.5,
        special=np.zeros(count, dtype=bool),
        liable=injured(world, visits) & (rng.random(count) < _LIABLE),
        mark=np.full(count, NOBODY, dtype=np.int64),
    )


def _operations() -> Whole:
    """The main operation of each inpatient condition, -1 for none."""
    table = codes()
    return np.array(
        [
            table.operations.index((s.operation_code, s.operation_name)) if s.operation_code else -1
            for s in stays()
        ],
        dtype=np.int64,
    )


def _hours(
    rng: np.random.Generator, visits: Visits, diagnosed: Diagnoses, stay: Truth, condition: Whole
) -> Whole:  # fmt: skip
    """Hours of ventilation: long in its own group, shorter in treated respiratory failure."""
    adrg = np.array([s.adrg for s in stays()])
    long = stay & (adrg == "AH1")[condition]
    failing = np.zeros(visits.count, dtype=bool)
    code = codes().place["J96.000"]
    failing[diagnosed.visit[(diagnosed.code == code) & diagnosed.supported]] = True
    severe = stay & np.isin(adrg, _VENTILATED)[condition] & (visits.severity == 2)
    some = (failing & (rng.random(visits.count) < 0.7)) | severe
    short = np.clip(np.exp(rng.normal(3.7, 0.6, visits.count)), 3, LONG_VENTILATION - 1)
    hours = np.where(long, rng.integers(97, 300, visits.count), np.where(some, short, 0))
    most = np.maximum(visits.days, 1) * 24
    return np.minimum(hours, np.where(long, np.maximum(most, LONG_VENTILATION), most)).astype(
        np.int64
    )


def _grams(
    rng: np.random.Generator, world: World, visits: Visits, stay: Truth, condition: Whole
) -> Whole:  # fmt: skip
    """Weights of infants, to ten grams; those of the low-weight group lie under its limit."""
    young = stay & (world.persons.age[visits.person] < 1)
    low = (np.array([s.adrg for s in stays()]) == "PS3")[condition]
    grams = np.where(
        low,
        rng.integers(2_000, 2_500, visits.count),
        np.maximum(2_500, rng.normal(3_280, 400, visits.count)),
    )
    return np.where(young, grams.astype(np.int64) // 10 * 10, 0)


def injured(world: World, visits: Visits) -> Truth:
    """Which visits are for an injury, for which a third party may be liable."""
    starts = world.pathways.of_kind
    injury = np.zeros(int(visits.pathway.max(initial=0)) + 1, dtype=bool)
    for kind, listed in (
        (Kind.INPATIENT, [s.diagnoses[0][0] for s in stays()]),
        (Kind.OUTPATIENT, [v.code for v in reasons()]),
    ):
        for n, code in enumerate(listed):
            if code[0] in {"S", "T"} and starts[kind] + n < len(injury):
                injury[starts[kind] + n] = True
    return injury[visits.pathway]
