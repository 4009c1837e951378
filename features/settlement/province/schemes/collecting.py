"""Further prescriptions of a chronic programme, beside those that the person needs."""

import numpy as np

from features.settlement.province.attendance import alive, beds, deaths
from features.settlement.province.chance import Whole
from features.settlement.province.conditions import programmes
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, visits_of


def collecting(
    cast: Cast, visits: Visits, person: Whole, programme: Whole, institution: Whole, midnight: Whole
) -> Visits:
    """Chronic visits that bear the mark, on days of the period when the person is not in bed."""
    rng, world = cast.rng, cast.world
    begin = midnight + draw_seconds(rng, Kind.CHRONIC, len(person))
    supply = np.array([p.supply for p in programmes()], dtype=np.int64)[programme]
    made = visits_of(
        Kind.CHRONIC, person, institution, world.pathways.of_kind[Kind.CHRONIC] + programme,
        begin, begin + rng.integers(300, 5_400, len(person)), supply,
        1.15 * np.exp(rng.normal(0, 0.15, len(person))),
    ).changed(mark=np.full(len(person), cast.mark, dtype=np.int64))  # fmt: skip
    day = made.begin // DAY
    inside = (day >= world.order.first_day) & (day <= world.order.last_day)
    free = beds(visits).during(made.person, day) < 0
    return made.take(inside & free & alive(made, deaths(visits, world.persons.count)))
