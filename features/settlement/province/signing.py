"""Family doctors (家庭医生签约): who is signed with which grass-roots institution, and since when.

Half of the people are signed, and most of the old, the small and the chronically ill (Haian: 51.6 %
and 84.4 %). A village signs with its township centre, a district with its community centres. The
signed go there first for what a small place can treat.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, pick, stream
from features.settlement.province.institutions import Institutions
from features.settlement.province.order import Order
from features.settlement.province.persons import Persons
from features.settlement.province.roles import Role

SIGNED, KEY_GROUPS = 0.516, 0.844
HEAD_BUDGET = 120_000  # fen a year for a signed head's outpatient care
_LOYAL = 0.45  # of visits to small places go to the one signed with
_NEW = 0.12  # of the signed sign within the period
_LEAVES = 0.02  # of the signed end it within the period


@dataclass(frozen=True)
class Signing:
    """With whom each person is signed, one element a person.

    Attributes:
        institution: -1 for those who are not signed.
        begin, end: days since 1970; `end` is 0 while it goes on.
    """

    institution: Whole
    begin: Whole
    end: Whole

    def on(self, person: Whole, day: Whole) -> Truth:
        """Who is signed on a day."""
        ended = (self.end[person] > 0) & (day > self.end[person])
        return (self.institution[person] >= 0) & (day >= self.begin[person]) & ~ended

    def drawn(
        self, rng: np.random.Generator, group: Whole, person: Whole, institution: Whole, day: Whole
    ) -> Whole:  # fmt: skip
        """Where people go who meant to see a small place: many to the one they are signed with."""
        loyal = self.on(person, day) & (group[institution] <= 1)
        loyal &= rng.random(len(person)) < _LOYAL
        return np.where(loyal, self.institution[person], institution)


def signing(order: Order, places: Institutions, people: Persons) -> Signing:
    """The sign-ups of all people."""
    rng = stream(order.seed, "signing")
    count = people.count
    key = (people.age >= 65) | (people.age < 7) | people.conditions.any(axis=1) | people.aided
    others = np.clip((SIGNED - key.mean() * KEY_GROUPS) / max(1 - key.mean(), 0.01), 0.1, 0.8)
    signed = rng.random(count) < np.where(key, KEY_GROUPS, others)
    near = _nearest(rng, places, people)
    begin = order.first_day - rng.integers(20, 1_500, count)
    days = order.last_day - order.first_day + 1
    new = rng.random(count) < _NEW * min(1.0, days / 365)
    begin = np.where(new, order.first_day + rng.integers(0, days, count), begin)
    leaves = signed & ~new & (rng.random(count) < _LEAVES * min(1.0, days / 365))
    end = np.where(leaves, order.first_day + rng.integers(0, days, count), 0)
    return Signing(np.where(signed, near, -1), begin, end)


def _nearest(rng: np.random.Generator, places: Institutions, people: Persons) -> Whole:
    """The grass-roots institution that each person would sign with, -1 where there is none."""
    made = np.full(people.count, -1, dtype=np.int64)
    for home in np.unique(people.area):
        here = np.flatnonzero(people.area == home)
        centres = np.flatnonzero((places.role == Role.TOWNSHIP) & (places.area == home))
        if not len(centres):
            clinics = np.isin(places.role, (Role.CLINIC, Role.CHRONIC_CLINIC, Role.VILLAGE))
            centres = np.flatnonzero(clinics & (places.area == home))
        if not len(centres):
            continue
        neighbourhood = np.where(
            people.village[here] >= 0, people.village[here], people.family[here]
        )
        kinds, which = np.unique(neighbourhood, return_inverse=True)
        made[here] = centres[pick(rng, places.size[centres], len(kinds))][which]
    return made
