"""Stays that would not be there without a scheme: people of the neighbourhood, out of hospital."""

import numpy as np

from features.settlement.province.attendance import alive, beds, deaths, without_overlap
from features.settlement.province.chance import Whole
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.season import Kind, stay_hours
from features.settlement.province.visits import Visits, visits_of


def new_stays(
    cast: Cast, visits: Visits, condition: Whole, days: Whole, *, least_age: int = 40,
    person: Whole | None = None, at: tuple[Whole, Whole] | None = None,
) -> Visits:  # fmt: skip
    """New stays at the hosts, bearing the mark; those of people already in hospital fall away.

    Without given persons they are of the host's own area, `least_age` or older. `at` gives
    institution and last day of each stay, where the scheme plans them.
    """
    rng, world = cast.rng, cast.world
    institution, last = cast.openings(len(condition), Kind.INPATIENT) if at is None else at
    people = world.persons
    if person is None:
        person = neighbours(cast, institution, people.age >= least_age)
    begin, end, settled = stay_hours(rng, last - days, last)
    made = visits_of(
        Kind.INPATIENT, person, institution, world.pathways.of_kind[Kind.INPATIENT] + condition,
        begin, end, days, np.ones(len(condition)),
    ).changed(
        settled=settled,
        emergency=rng.random(len(condition)) < 0.08,
        mark=cast.marks(len(condition)),
    )  # fmt: skip
    lying = beds(visits)
    free = (last >= world.order.first_day) & (last <= world.order.last_day)
    for step in range(int(days.max(initial=0)) + 2):
        day = np.minimum(made.begin // DAY + step, made.end // DAY)
        free &= lying.during(made.person, day) < 0
    free &= alive(made, deaths(visits, people.count))
    return without_overlap(made.take(free))
