"""The bills of all visits while schemes bend them.

A scheme looks up the lines of its own visits, drops some, changes some, adds some; the columns of
all lines are put together once, at the end. So a scheme costs what it touches, not what there is.
"""

import numpy as np

from features.settlement.province.chance import Truth, Whole, runs
from features.settlement.province.lines import Lines, stacked
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

_SCALE = 10**8  # quantity (1/10,000) × price (1/1,000,000 yuan) in fen


class Bills:
    """The lines of visits, found by visit, and what has been dropped, changed and added."""

    def __init__(self, world: World, visits: Visits, lines: Lines) -> None:
        """Bills over honest lines, which become the bills' own."""
        self.world = world
        self.visits = visits
        self.lines = lines
        self.lost: list[tuple[int, Whole, Whole]] = []
        self._by_visit = np.argsort(lines.visit, kind="stable").astype(np.int64)
        self._first = np.searchsorted(
            lines.visit[self._by_visit], np.arange(visits.count + 1)
        ).astype(np.int64)
        self._gone = np.zeros(lines.count, dtype=bool)
        self._added: list[Lines] = []

    def of(self, visit: Whole, item: Truth | None = None) -> Whole:
        """Places of the lines on those visits that stand and bear no mark.

        Args:
            visit: the visits.
            item: which items of the catalogue are wanted; all without it.
        """
        owner, place = runs(self._first[visit + 1] - self._first[visit])
        at = self._by_visit[self._first[visit][owner] + place]
        keep = ~self._gone[at] & (self.lines.mark[at] == NOBODY)
        if item is not None:
            keep &= item[self.lines.item[at]]
        return at[keep]

    def drop(self, places: Whole) -> None:
        """Take lines off the bills."""
        self._gone[places] = True

    def add(self, *parts: Lines) -> None:
        """Put further lines on the bills."""
        self._added += parts

    def change(self, places: Whole, mark: int, **columns: Whole) -> None:
        """Write other values on some lines, which bear the mark of a scheme."""
        for name, values in columns.items():
            getattr(self.lines, name)[places] = values
        self.lines.mark[places] = mark

    def lose(self, visit: Whole, mark: int, fen: Whole) -> None:
        """Note what a scheme costs at some visits, where the bills cannot show it."""
        self.lost.append((mark, visit, fen))

    def cost(self, visit: Whole) -> Whole:
        """What the lines of each of those visits come to so far, in fen."""
        owner = np.full(self.visits.count, NOBODY, dtype=np.int64)
        owner[visit] = np.arange(len(visit))
        owner_of, place = runs(self._first[visit + 1] - self._first[visit])
        at = self._by_visit[self._first[visit][owner_of] + place]
        standing = ~self._gone[at]
        at, owner_of = at[standing], owner_of[standing]
        worth = self.lines.amount[at] * self.lines.price[at] / _SCALE
        total = np.bincount(owner_of, worth, len(visit))
        for part in self._added:
            of = owner[part.visit]
            mine = of >= 0
            worth = part.amount[mine] * part.price[mine] / _SCALE
            total += np.bincount(of[mine], worth, len(visit))
        return np.rint(total).astype(np.int64)

    def settled(self) -> Lines:
        """All lines as they are billed in the end, in no order."""
        if not self._gone.any() and not self._added:
            return self.lines
        return stacked(self.lines.take(~self._gone), *self._added)
