"""Identity checks (实名核验): was the patient there, at admission, on the ward, at dialysis, to buy.

In honest data nearly all checks are passed. Some fail because of light or an old photograph and are
passed a minute later, and a patient who is at an examination is absent from a ward round now and
then. Schemes bend the checks of their visits.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Self

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.visits import NOBODY


class Scene(IntEnum):
    """Where a check is made; the places of the words of `chk_scene`."""

    ADMISSION = 0
    WARD_ROUND = 1
    DIALYSIS = 2
    PURCHASE = 3


class Way(IntEnum):
    """How a check is made; the places of the words of `chk_way`."""

    FACE = 0
    E_VOUCHER = 1
    CARD = 2


class Result(IntEnum):
    """What a check finds; the places of the words of `chk_rslt`."""

    PASS = 0
    FAIL = 1
    ABSENT = 2


@dataclass(frozen=True)
class Checks:
    """Checks as columns, one element a check.

    Attributes:
        visit: the visit whose patient is checked.
        time: seconds since 1970.
        scene: a `Scene`.
        way: a `Way`.
        result: a `Result`.
        score: likeness of the face in ten-thousandths, -1 when there is none.
        mark: index of the scheme that made or bent the check, -1 for honest ones.
    """

    visit: Whole
    time: Whole
    scene: Whole
    way: Whole
    result: Whole
    score: Whole
    mark: Whole

    @property
    def count(self) -> int:
        """How many checks there are."""
        return len(self.visit)

    def take(self, which: Whole | Truth) -> Self:
        """Only these checks."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def changed(self, **columns: Whole) -> Self:
        """The same checks with some columns replaced."""
        return replace(self, **columns)


def checks_of(
    visit: Whole, time: Whole, scene: Scene, way: Whole, result: Whole, score: Whole,
    mark: int = NOBODY,
) -> Checks:  # fmt: skip
    """Checks of one scene; the score of a face is in ten-thousandths, -1 for none."""
    count = len(visit)
    return Checks(
        visit=visit,
        time=time,
        scene=np.full(count, int(scene), dtype=np.int64),
        way=way,
        result=result,
        score=score,
        mark=np.full(count, mark, dtype=np.int64),
    )


def checks_together(*parts: Checks) -> Checks:
    """Checks one after another."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Checks)
    }
    return Checks(**columns)
