"""Settlements that stand twice: a copy of a visit, some seconds or hours later, billed alike."""

import numpy as np

from features.settlement.province.chance import Whole, runs
from features.settlement.province.lines import Lines, stacked
from features.settlement.province.order import DAY
from features.settlement.province.slips.slip import marked
from features.settlement.province.visits import NOBODY, Visits, together


def with_copies(visits: Visits, which: Whole, later: Whole, mark: int) -> Visits:
    """The visits with copies of some, settled that many seconds later on the same day.

    Originals and copies bear the mark.
    """
    visits = visits.changed(slip=marked(visits, which, mark))
    copies = visits.take(which)
    settled = np.minimum(copies.settled + later, copies.settled // DAY * DAY + DAY - 1)
    return together(visits, copies.changed(settled=settled))


def pairs(visits: Visits, mark: int) -> tuple[Whole, Whole]:
    """Originals and their copies among the visits that bear the mark, where both are still there."""
    some = np.flatnonzero(visits.slip == mark).astype(np.int64)
    order = np.lexsort(
        (visits.settled[some], visits.pathway[some], visits.begin[some], visits.person[some])
    )
    some = some[order]
    same = np.ones(max(len(some) - 1, 0), dtype=bool)
    for column in (visits.person, visits.begin, visits.pathway, visits.institution):
        same &= column[some][1:] == column[some][:-1]
    return some[:-1][same], some[1:][same]


def billed_alike(billed: Lines, original: Whole, copy: Whole, count: int) -> tuple[Lines, Whole]:
    """The lines with those of each copy replaced by the lines of its original; and their places."""
    twice = np.zeros(count, dtype=bool)
    twice[copy] = True
    kept = billed.take(~twice[billed.visit])
    order = np.argsort(kept.visit, kind="stable")
    first = np.searchsorted(kept.visit[order], original)
    many = np.searchsorted(kept.visit[order], original, side="right") - first
    owner, place = runs(many.astype(np.int64))
    again = kept.take(order[first[owner] + place])
    again = again.changed(
        visit=copy[owner],
        wrong=np.zeros(again.count, dtype=np.int64),
        mark=np.full(again.count, NOBODY, dtype=np.int64),
    )
    made = stacked(kept, again)
    return made, np.arange(kept.count, made.count, dtype=np.int64)
