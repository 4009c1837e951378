"""The doctors of each institution, their contracts and titles, and which of them sees a visit.

Doctors belong to a department, and a visit is seen by one of the department that it is in. Some
begin or end their contract within the period; some practise at a second place (多点执业) on one day
of the week: doctors of a community's head hospital at its township centres, doctors of tertiary
hospitals at private ones on Saturdays. On that day they are not seen at home.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick, runs, stream
from features.settlement.province.departments import departments, loads, seen_in
from features.settlement.province.geography import Geography
from features.settlement.province.institutions import Institutions
from features.settlement.province.order import Order
from features.settlement.province.roles import Role

__all__ = ["Doctors", "departments", "doctors"]

_SEEN_BY_VISITOR = 0.4  # of visits on a visiting day
_CHANGES = 0.05  # of doctors begin or end within a year
_SATURDAY = 5


@dataclass(frozen=True)
class Doctors:
    """The doctors; those of institution h are `first[h]` up to `first[h] + many[h]`.

    Attributes:
        institution: the main place of practice.
        department: place among `departments()`.
        seen_in: institutions × departments, the department that sees what asks for a department.
        team_first, team_many: institutions × departments, the doctors of each department.
        title: 0 chief (主任医师) to 4 assistant (医士).
        begins, ends: days since 1970; the contract, `ends` is far ahead when it goes on.
        always: whether the contract covers the whole period.
        score: points of the year towards suspension (支付资格记分).
        suspended: whether the right to bill was suspended, at `ends`.
        visitor: the doctor who comes to each institution, -1 for none; on weekday `visiting_day`.
        away_on: the weekday on which a doctor is at the second place, -1 for none.
    """

    code: list[str]
    institution: Whole
    first: Whole
    many: Whole
    department: Whole
    seen_in: Whole
    team_first: Whole
    team_many: Whole
    title: Whole
    begins: Whole
    ends: Whole
    always: Truth
    score: Whole
    suspended: Truth
    visitor: Whole
    visiting_day: Whole
    away_on: Whole

    def seeing(
        self, rng: np.random.Generator, institution: Whole, department: Whole, day: Whole
    ) -> Whole:
        """A doctor for each visit, of its department, under contract and there on its day."""
        count = len(institution)
        first = self.team_first[institution, department]
        turn = np.floor(rng.random(count) ** 1.5 * self.team_many[institution, department])
        doctor = first + turn.astype(np.int64)
        weekday = (day + 3) % 7
        gone = (day < self.begins[doctor]) | (day > self.ends[doctor])
        doctor = np.where(gone | (self.away_on[doctor] == weekday), first, doctor)
        visitor = self.visitor[institution]
        comes = (visitor >= 0) & (self.visiting_day[institution] == weekday)
        return np.where(comes & (rng.random(count) < _SEEN_BY_VISITOR), visitor, doctor)

    def colleague(self, rng: np.random.Generator, institution: Whole, doctor: Whole) -> Whole:
        """A doctor of the institution from the same department as the one given, at all times."""
        department = self.seen_in[institution, self.department[doctor]]
        first = self.team_first[institution, department]
        other = (
            first + rng.integers(0, 1 << 30, len(doctor)) % self.team_many[institution, department]
        )
        return np.where(self.always[other] & (self.away_on[other] < 0), other, first)


def doctors(order: Order, geography: Geography, institutions: Institutions) -> Doctors:
    """The doctors of all institutions; more where more is done."""
    rng = stream(order.seed, "doctors")
    seen = seen_in(institutions.role, institutions.group)
    teams = _teams(institutions, seen)
    many = teams.sum(axis=1)
    first = np.cumsum(many) - many
    team_first = first[:, None] + np.cumsum(teams, axis=1) - teams
    institution, _ = runs(many)
    department = np.repeat(np.tile(np.arange(teams.shape[1]), len(many)), teams.ravel())
    leader = np.zeros(len(institution), dtype=bool)
    leader[team_first[teams > 0]] = True
    serial = rng.permutation(900_000)[: len(institution)] + 100_000
    areas = [geography.codes[area] for area in institutions.area]
    begins, ends, score, suspended = _standing(rng, order, leader)
    always = (begins <= order.first_day) & (ends > order.last_day)
    visitor, visiting_day = _visitors(rng, institutions, institution, always & ~leader)
    away_on = np.full(len(institution), -1, dtype=np.int64)
    away_on[visitor[visitor >= 0]] = visiting_day[visitor >= 0]
    return Doctors(
        code=[f"D{areas[h]}{serial[n]:06d}" for n, h in enumerate(institution)],
        institution=institution,
        first=first,
        many=many,
        department=department.astype(np.int64),
        seen_in=seen,
        team_first=team_first,
        team_many=teams,
        title=_titles(rng, institutions.group[institution], leader),
        begins=begins,
        ends=ends,
        always=always,
        score=score,
        suspended=suspended,
        visitor=visitor,
        visiting_day=visiting_day,
        away_on=away_on,
    )


def _teams(institutions: Institutions, seen: Whole) -> Whole:
    """Institutions × departments: how many doctors; one at least in each department there is."""
    count, wide = seen.shape
    wanted = np.clip(np.rint(2 + institutions.size * 1.1), 1, 400)
    work: Real = np.zeros((count, wide))
    np.add.at(work, (np.arange(count)[:, None], seen), loads()[None, :])
    share = work / work.sum(axis=1, keepdims=True)
    has = work > 0
    return np.where(has, np.maximum(1, np.rint(share * wanted[:, None])), 0).astype(np.int64)


def _titles(rng: np.random.Generator, group: Whole, leader: Truth) -> Whole:
    """Titles by level: chiefs and deputies at large hospitals, physicians at small ones."""
    draw = rng.random(len(group))
    edges = np.array([[0.00, 0.03, 0.28, 0.80], [0.02, 0.10, 0.45, 0.90],
                      [0.06, 0.24, 0.62, 0.97], [0.14, 0.40, 0.78, 0.99]])  # fmt: skip
    title = (draw[:, None] > edges[group]).sum(axis=1)
    at_least = np.array([3, 3, 2, 1])[group]  # of who leads a department
    return np.where(leader, np.minimum(title, at_least), title).astype(np.int64)


def _standing(
    rng: np.random.Generator, order: Order, leader: Truth
) -> tuple[Whole, Whole, Whole, Truth]:
    """Contract from and to, points, suspension. The first of a department is there all along."""
    count = len(leader)
    days = order.last_day - order.first_day + 1
    begins = order.first_day - rng.integers(60, 4_000, count)
    ends = np.full(count, order.last_day + 3_650, dtype=np.int64)
    inside = order.first_day + rng.integers(0, days, count)
    draw = rng.random(count) / min(1.0, days / 365)
    begins = np.where(~leader & (draw < _CHANGES / 2), inside, begins)
    ends = np.where(~leader & (draw > 1 - _CHANGES / 2) & (draw <= 1), inside, ends)
    score = np.where(rng.random(count) < 0.06, rng.geometric(0.45, count), 0)
    suspended = ~leader & (rng.random(count) < 0.003) & (ends > order.last_day)
    ends = np.where(suspended, np.maximum(inside, begins), ends)
    score = np.where(suspended, rng.integers(9, 12, count), np.minimum(score, 8))
    return begins, ends, score.astype(np.int64), suspended


def _visitors(
    rng: np.random.Generator, places: Institutions, institution: Whole, steady: Truth
) -> tuple[Whole, Whole]:  # fmt: skip
    """The visiting doctor and the day of the week of each institution that has one."""
    visitor = np.full(places.count, -1, dtype=np.int64)
    day = rng.integers(0, 5, places.count)
    tertiary = places.group[institution] == 3
    taken: set[int] = set()
    for host in range(places.count):
        if places.role[host] == Role.TOWNSHIP and places.head[host] >= 0:
            among = np.flatnonzero(steady & (institution == places.head[host]))
            chance = 0.7
        elif places.role[host] == Role.PRIVATE:
            among, chance = np.flatnonzero(steady & tertiary), 0.4
            day[host] = _SATURDAY
        else:
            continue
        if not len(among) or rng.random() > chance:
            continue
        chosen = int(among[pick(rng, np.ones(len(among)), 1)[0]])
        if chosen not in taken:
            taken.add(chosen)
            visitor[host] = chosen
    return visitor, day
