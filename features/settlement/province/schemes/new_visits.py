"""Visits without a bed that would not be there without a scheme."""

import numpy as np

from features.settlement.province.attendance import alive, beds, deaths
from features.settlement.province.chance import Real, Whole
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, visits_of

TAKES = {Kind.OUTPATIENT: (300, 5_400), Kind.CHRONIC: (300, 5_400), Kind.PHARMACY: (40, 400)}


def new_visits(
    cast: Cast, visits: Visits, kind: Kind, person: Whole, institution: Whole, condition: Whole,
    begin: Whole, supply: Whole, intensity: Real | None = None,
) -> Visits:  # fmt: skip
    """Visits of a kind that bear the mark; those of the dead and of people in bed fall away.

    `begin` is seconds since 1970; visits outside the period fall away as well.
    """
    rng, world = cast.rng, cast.world
    count = len(person)
    end = begin + rng.integers(*TAKES[kind], count)
    made = visits_of(
        kind, person, institution, world.pathways.of_kind[kind] + condition, begin, end, supply,
        np.exp(rng.normal(0, 0.2, count)) if intensity is None else intensity,
    ).changed(mark=cast.marks(count))  # fmt: skip
    day = made.begin // DAY
    inside = (day >= world.order.first_day) & (day <= world.order.last_day)
    free = beds(visits).during(made.person, day) < 0
    return made.take(inside & free & alive(made, deaths(visits, world.persons.count)))
