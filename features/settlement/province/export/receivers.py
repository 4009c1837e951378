"""Where patients were sent on discharge: the next stay's hospital, or one that usually receives."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.order import DAY
from features.settlement.province.papers import COMMUNITY, TRANSFER
from features.settlement.province.province import Province
from features.settlement.province.roles import Role
from features.settlement.province.season import Kind

_NEXT = 3 * DAY  # a stay elsewhere that begins so soon is where the patient was sent


def receivers(province: Province, stay: Whole) -> Whole:
    """The institution that each stay's list names as receiving, -1 where nobody is sent on.

    A patient who is next in hospital elsewhere was sent there; others were sent to the largest
    tertiary hospital, or home to the institution that they are signed with.
    """
    visits, world = province.visits, province.world
    way = province.papers.way[stay]
    following = _next_elsewhere(province)[stay]
    places = world.institutions
    tertiary = (places.role == Role.GENERAL) & (places.group == 3)
    hub = int(np.argmax(np.where(tertiary, places.size, -1.0)))
    signed = world.signing.institution[visits.person[stay]]
    usual = np.where(way == COMMUNITY, signed, hub)
    usual = np.where(usual == visits.institution[stay], -1, usual)
    sent = (way == TRANSFER) | (way == COMMUNITY)
    return np.where(sent, np.where(following >= 0, following, usual), -1)


def _next_elsewhere(province: Province) -> Whole:
    """The institution of the person's next stay, where it is another one and begins at once."""
    visits = province.visits
    stays = np.flatnonzero(visits.of_kind(Kind.INPATIENT)).astype(np.int64)
    order = stays[np.lexsort((visits.begin[stays], visits.person[stays]))]
    this, then = order[:-1], order[1:]
    soon = (visits.person[this] == visits.person[then]) & (
        visits.begin[then] - visits.end[this] < _NEXT
    )
    soon &= visits.institution[this] != visits.institution[then]
    made = np.full(visits.count, -1, dtype=np.int64)
    made[this[soon]] = visits.institution[then[soon]]
    return made
