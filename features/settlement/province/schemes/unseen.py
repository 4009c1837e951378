"""Identity checks where nobody is there to be seen."""

import numpy as np

from features.settlement.province.checks import Checks, Result, Scene
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.visits import Visits


def unseen(
    cast: Cast, visits: Visits, checked: Checks, *, admission: float, rounds: float
) -> Checks:
    """The checks of the scheme's stays with patients missing.

    `admission` is the share of admission checks that were never made, `rounds` the share of ward
    rounds that find nobody; careful hosts fetch half of those for the round.
    """
    rng = cast.rng
    mine = visits.mark[checked.visit] == cast.mark
    care = cast.care[visits.institution[checked.visit]]
    skipped = mine & (checked.scene == Scene.ADMISSION) & (rng.random(checked.count) < admission)
    absent = mine & (checked.scene == Scene.WARD_ROUND)
    absent &= rng.random(checked.count) < rounds * (1 - 0.5 * care)
    bent = checked.changed(
        result=np.where(absent, int(Result.ABSENT), checked.result),
        score=np.where(absent, -1, checked.score),
        mark=np.where(absent, cast.mark, checked.mark),
    )
    return bent.take(~skipped)
