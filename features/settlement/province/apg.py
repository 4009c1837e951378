"""APG: outpatient groups and their points, in the areas that pay by them (domain brief D.7).

A visit falls into a group by its reason and by what was done: procedures, medical service, or
ancillary service only. A group's points are its mean cost to the mean cost of all visits, times one
hundred; the visits of people signed with the institution are paid from its head budget instead.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.fees import half_up
from features.settlement.province.lines import Lines
from features.settlement.province.payment import Payment
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

POINT = 10_000  # points are held in ten-thousandths
PROCEDURE, MEDICAL, ANCILLARY = 0, 1, 2
_LETTERS = "PMA"
_A_PROCEDURE = 90.0  # yuan from which on a treatment counts as a procedure


@dataclass(frozen=True)
class OutpatientCases:
    """Grouped visits; `group` is reason × class, points are ten-thousandths, `head` is fen."""

    visit: Whole
    group: Whole
    points: Whole
    signed: Whole
    head: Whole

    @property
    def kind(self) -> Whole:
        """The class of each: procedure, medical or ancillary."""
        return self.group % 3


def outpatient_cases(
    world: World, visits: Visits, billed: Lines, paid: Payment
) -> OutpatientCases:  # fmt: skip
    """The grouped visits of the areas that pay by APG."""
    pays = world.geography.pays_by_apg()[world.institutions.area[visits.institution]]
    visit = np.flatnonzero(pays & visits.of_kind(Kind.OUTPATIENT, Kind.CHRONIC)).astype(np.int64)
    reason = visits.pathway[visit] - world.pathways.of_kind[Kind.OUTPATIENT]
    group = reason * 3 + _classes(world, visits, billed)[visit]
    cost = paid.total[visit]
    width = int(group.max(initial=0)) + 1
    many = np.bincount(group, minlength=width)
    spent = np.bincount(group, cost, width).astype(np.int64)
    mean_all = int(cost.sum()) // max(1, len(visit))
    mean = np.where(many > 0, spent // np.maximum(many, 1), 0)
    points = half_up(mean * 100 * POINT, max(1, mean_all))
    signed = world.signing.on(visits.person[visit], visits.settled_day[visit])
    signed &= world.signing.institution[visits.person[visit]] == visits.institution[visit]
    return OutpatientCases(
        visit=visit,
        group=group,
        points=points[group],
        signed=signed.astype(np.int64),
        head=np.where(signed, paid.fund[visit], 0),
    )


def _classes(world: World, visits: Visits, billed: Lines) -> Whole:
    """The class of each visit: procedures, else drugs or treatment, else tests and advice only."""
    items = world.catalogue.items
    heavy = [i.charge == "06" or (i.charge == "05" and i.price >= _A_PROCEDURE) for i in items]
    treats = [i.charge in {"05", "09", "10", "11"} for i in items]
    kind = np.full(visits.count, ANCILLARY, dtype=np.int64)
    kind[billed.visit[np.array(treats)[billed.item]]] = MEDICAL
    kind[billed.visit[np.array(heavy)[billed.item]]] = PROCEDURE
    return kind


def group_codes() -> list[str]:
    """The code of each group: a letter for its class, three digits for its reason."""
    return [f"{_LETTERS[n % 3]}{n // 3 + 1:03d}" for n in range(300)]
