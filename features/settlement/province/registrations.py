"""Chronic registrations (门诊慢特病登记): who may draw on which programme, where, since when.

Most people with a chronic condition are registered for its programme; some register within the
period and are seen under it only afterwards. Each chooses one institution.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole, stream
from features.settlement.province.conditions import programmes
from features.settlement.province.destinations import NEEDS, Setting, destinations
from features.settlement.province.order import Order
from features.settlement.province.persons import Persons

REGISTERED = 0.86  # of people with the condition
_NEW = 0.10  # of registrations begin within a year
_RENEWED = 730  # days that a registration of a lesser programme runs before it is looked at again


@dataclass(frozen=True)
class Registrations:
    """Registrations as columns, one element for each person and programme.

    Attributes:
        person, programme: who, and the place among `programmes()`.
        institution: the chosen institution.
        begin: days since 1970.
        end: the day it runs out, 0 when it has no end.
    """

    person: Whole
    programme: Whole
    institution: Whole
    begin: Whole
    end: Whole

    @property
    def count(self) -> int:
        """How many registrations there are."""
        return len(self.person)


def registrations(order: Order, setting: Setting, people: Persons) -> Registrations:
    """The registrations of all people, in order of person and programme."""
    rng = stream(order.seed, "registrations")
    person, programme = np.nonzero(people.conditions)
    some = rng.random(len(person)) < REGISTERED
    person, programme = person[some].astype(np.int64), programme[some].astype(np.int64)
    count = len(person)
    names, keys = list(NEEDS), [p.key for p in programmes()]
    dialysis = programme == keys.index("kidney")
    need = np.where(dialysis, names.index("dialysis"), names.index("chronic")).astype(np.int64)
    institution = destinations(rng, setting, need, names, people.area[person])
    days = order.last_day - order.first_day + 1
    new = ~dialysis & (rng.random(count) < _NEW * min(1.0, days / 365))
    begin = np.where(
        new,
        order.first_day + rng.integers(0, days, count),
        order.first_day - rng.integers(1, 2_400, count),
    )
    lasting = np.isin(programme, [keys.index(k) for k in ("kidney", "cancer", "mental")])
    left = _RENEWED - (order.last_day - begin) % _RENEWED
    return Registrations(
        person, programme, institution, begin, np.where(lasting, 0, order.last_day + left)
    )
