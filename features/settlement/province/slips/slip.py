"""What a slip is: an error of bookkeeping without intent that looks like a scheme."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Truth, Whole, stream, take_at_most
from features.settlement.province.lines import Lines
from features.settlement.province.order import DAY
from features.settlement.province.papers import Papers
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Entries:
    """What was keyed in for each visit, right or wrong: one element a visit.

    Attributes:
        male: the sex on the settlement.
        born: the birth date on the settlement, in days since 1970.
        begin: the beginning on the encounter and the settlement list, in seconds since 1970.
        department: place among the departments.
    """

    male: Truth
    born: Whole
    begin: Whole
    department: Whole

    def changed(self, **columns: Whole | Truth) -> Self:
        """The same entries with some columns replaced."""
        return replace(self, **columns)


@dataclass(frozen=True)
class Slip:
    """A slip, made at one place: in visits, papers, lines, or in what is keyed in of a visit.

    Attributes:
        id: its id in the truth; X for errors of data.
        zh, en: its name.
        looks_like: schemes that a careless method takes it for (domain brief C).
        rate: how often it happens, as a share of all claims; of institutions where it is their
            clock, their map of departments or their habit.
    """

    id: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    looks_like: ClassVar[tuple[str, ...]]
    rate: ClassVar[float]

    def in_visits(self, world: World, visits: Visits, mark: int) -> Visits:
        """The visits with the slip; those touched bear the mark."""
        del world, mark
        return visits

    def in_bills(self, visits: Visits, bills: Bills, mark: int) -> None:
        """Bill the visits that bear the mark as the slip has it."""
        del visits, bills, mark

    def in_papers(self, world: World, visits: Visits, shown: Papers) -> tuple[Papers, Whole]:
        """The papers with the slip, and the visits touched."""
        del world, visits
        return shown, nothing()

    def in_lines(
        self, world: World, visits: Visits, billed: Lines, mark: int
    ) -> tuple[Lines, Whole]:
        """The lines with the slip, and the places of those touched."""
        del world, visits, mark
        return billed, nothing()

    def in_entries(self, world: World, visits: Visits, entries: Entries) -> tuple[Entries, Whole]:
        """The entries with the slip, and the visits touched."""
        del world, visits
        return entries, nothing()

    def chance(self, world: World) -> np.random.Generator:
        """The slip's own stream of chance."""
        return stream(world.order.seed, "slip", self.id)

    def some(self, rng: np.random.Generator, world: World, able: Truth) -> Whole:
        """As many of the able ones as the rate wants, at least one."""
        wanted = max(1, round(self.rate * world.order.claims))
        return take_at_most(rng, np.flatnonzero(able).astype(np.int64), wanted)

    def spells(
        self, rng: np.random.Generator, world: World, able: Truth, days: tuple[int, int]
    ) -> tuple[Whole, Whole]:
        """First and last day of a spell at some able institutions; at all others an empty one.

        Args:
            rng: chance.
            world: the world.
            able: which institutions may have it; of them `rate`, at least one, do.
            days: shortest and longest spell.
        """
        count, order = world.institutions.count, world.order
        among = np.flatnonzero(able).astype(np.int64)
        where = take_at_most(rng, among, max(1, round(self.rate * len(among))))
        length = np.minimum(rng.integers(*days, len(where)), order.last_day - order.first_day)
        begins = rng.integers(order.first_day, order.last_day + 1 - length, len(where))
        first = np.full(count, order.last_day + 2, dtype=np.int64)
        last = np.full(count, order.last_day + 1, dtype=np.int64)
        first[where], last[where] = begins, begins + length
        return first, last


def nothing() -> Whole:
    """No places at all."""
    return np.zeros(0, dtype=np.int64)


def plain(visits: Visits) -> Truth:
    """The visits that no scheme and no other slip has touched."""
    return (visits.mark == NOBODY) & (visits.slip == NOBODY)


def in_spell(visits: Visits, first: Whole, last: Whole) -> Truth:
    """The visits settled within the spell of their institution."""
    day = visits.settled // DAY
    return (day >= first[visits.institution]) & (day <= last[visits.institution])


def marked(visits: Visits, which: Whole | Truth, mark: int) -> Whole:
    """The slips of the visits with a mark on some of them."""
    slip = visits.slip.copy()
    slip[which] = mark
    return slip
