"""All slips made over a province: in visits, papers, lines and entries; and which they were."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines
from features.settlement.province.papers import Papers
from features.settlement.province.slips import SLIPS
from features.settlement.province.slips.copies import pairs
from features.settlement.province.slips.rebilled_refund import RebilledRefund
from features.settlement.province.slips.slip import Entries
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Slipped:
    """Slips as columns: which (place among `SLIPS`), at which visit, on which line or -1."""

    slip: Whole
    visit: Whole
    line: Whole


def slipped_visits(world: World, visits: Visits) -> Visits:
    """The visits with the slips made in them; each visit bears at most one."""
    for mark, slip in enumerate(SLIPS):
        visits = slip.in_visits(world, visits, mark)
    return visits


def taken_back(visits: Visits) -> Whole:
    """The visits whose settlement was booked anew and is to be refunded."""
    original, _ = pairs(visits, [type(slip) for slip in SLIPS].index(RebilledRefund))
    return original


def slipped_records(
    world: World, visits: Visits, shown: Papers, bills: Bills
) -> tuple[Papers, Lines, Slipped]:
    """The papers and the lines with the slips made in them, and where those are.

    Once billed, lines are changed or added at the end, so the places of touched ones stay.
    """
    for mark, slip in enumerate(SLIPS):
        slip.in_bills(visits, bills, mark)
    billed = bills.settled()
    found: list[tuple[int, Whole]] = []
    for mark, slip in enumerate(SLIPS):
        billed, touched = slip.in_lines(world, visits, billed, mark)
        found.append((mark, touched))
    line = _joined([touched for _, touched in found])
    lists: list[tuple[int, Whole]] = []
    for mark, slip in enumerate(SLIPS):
        shown, touched = slip.in_papers(world, visits, shown)
        lists.append((mark, touched))
    visit = _joined([touched for _, touched in lists])
    made = Slipped(
        slip=_joined([_marks(found), _marks(lists)]),
        visit=_joined([billed.visit[line], visit]),
        line=_joined([line, np.full(len(visit), NOBODY)]),
    )
    return shown, billed, made


def slipped_entries(
    world: World, visits: Visits, department: Whole, before: Slipped
) -> tuple[Entries, Slipped]:
    """What was keyed in for each visit, and all slips of the province."""
    people = world.persons
    entries = Entries(
        male=people.male[visits.person],
        born=people.born[visits.person],
        begin=visits.begin,
        department=department,
    )
    found: list[tuple[int, Whole]] = []
    for mark, slip in enumerate(SLIPS):
        entries, touched = slip.in_entries(world, visits, entries)
        found.append((mark, touched))
    marked = np.flatnonzero(visits.slip != NOBODY)
    visit = _joined([marked, *(touched for _, touched in found)])
    nowhere = np.full(len(visit), NOBODY, dtype=np.int64)
    return entries, Slipped(
        slip=_joined([visits.slip[marked], _marks(found), before.slip]),
        visit=_joined([visit, before.visit]),
        line=_joined([nowhere, before.line]),
    )


def _marks(found: list[tuple[int, Whole]]) -> Whole:
    return _joined([np.full(len(touched), mark) for mark, touched in found])


def _joined(parts: list[Whole]) -> Whole:
    return np.concatenate(parts).astype(np.int64)
