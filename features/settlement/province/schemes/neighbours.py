"""Who is brought to a host: people of its own area, drawn by how much care they seek."""

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick
from features.settlement.province.schemes.cast import Cast


def neighbours(
    cast: Cast, institution: Whole, fits: Truth, *, area: Whole | None = None,
    thirst: Real | None = None,
) -> Whole:  # fmt: skip
    """A person for each institution, from its own area or the given one.

    Args:
        cast: the scheme's cast.
        institution: the hosts, one for each person wanted.
        fits: who among all people may be drawn.
        area: where people come from; the hosts' own areas without it.
        thirst: the weight of each person; without it, residents and the thirsty come more.
    """
    people = cast.world.persons
    home = cast.world.institutions.area[institution] if area is None else area
    usual = people.thirst * np.where(people.employee, 0.7, 1.0)
    weight = usual if thirst is None else thirst
    person = np.zeros(len(institution), dtype=np.int64)
    for near in np.unique(home):
        some = np.flatnonzero(home == near)
        fit = np.flatnonzero((people.area == near) & fits & (weight > 0))
        if not len(fit):
            fit = np.flatnonzero(fits) if fits.any() else np.arange(people.count)
        person[some] = fit[pick(cast.rng, weight[fit] + 1e-9, len(some))]
    return person
