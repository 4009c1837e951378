"""Settlements that stand twice: a copy of a visit, some seconds or hours later, billed alike."""

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole
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


def billed_alike(bills: Bills, visits: Visits, mark: int) -> None:
    """Give each copy that bears the mark the lines of its original in place of its own."""
    original, copy = pairs(visits, mark)
    bills.drop(bills.of(copy))
    copy_of = np.full(visits.count, NOBODY, dtype=np.int64)
    copy_of[original] = copy
    again = bills.lines.take(bills.of(original))
    bills.add(
        again.changed(
            visit=copy_of[again.visit],
            wrong=np.zeros(again.count, dtype=np.int64),
            mark=np.full(again.count, NOBODY, dtype=np.int64),
        )
    )
