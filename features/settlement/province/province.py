"""The whole province of an order: world, visits, bills, cases, settlements, truth, inspections."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from features.settlement.province.cases import Cases, cases
from features.settlement.province.chance import Whole
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.fees import Fees, fees
from features.settlement.province.inspections.verdicts import Verdicts, verdicts
from features.settlement.province.lines import Lines
from features.settlement.province.order import DAY, Order
from features.settlement.province.papers import Papers
from features.settlement.province.payment import Payment, payment
from features.settlement.province.refunds import Settlements, settlements
from features.settlement.province.reminders import Reminders, reminders
from features.settlement.province.slips.slip import Entries
from features.settlement.province.slips.slipping import Slipped, slipped_entries
from features.settlement.province.staging import (
    all_bills,
    all_visits,
    casts,
    department_of,
    signed_up,
)
from features.settlement.province.traces import Traces, traces
from features.settlement.province.truth import Truth, truth_of, unlawful
from features.settlement.province.visits import Visits
from features.settlement.province.world import World, world

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Province:
    """Everything of an order, data and truth, before it is written."""

    world: World
    visits: Visits
    diagnoses: Diagnoses
    papers: Papers
    lines: Lines
    fees: Fees
    payment: Payment
    cases: Cases
    settlements: Settlements
    traces: Traces
    entries: Entries
    slips: Slipped
    truth: Truth
    verdicts: Verdicts
    reminders: Reminders

    @cached_property
    def numbers(self) -> Whole:
        """The number that the person of each visit was insured under on its first day."""
        people, person = self.world.persons, self.visits.person
        number = people.number[person]
        twice = np.flatnonzero(people.old_number[person] >= 0)
        before = twice[self.visits.begin[twice] // DAY < people.switched[person[twice]]]
        number[before] = people.old_number[person[before]]
        return number


def _nothing(_: str) -> None:
    """Say nothing of the steps."""


def make(order: Order, step: Progress = _nothing) -> Province:
    """The province of an order; `step` is told the name of each step before it begins."""
    step("world")
    around = world(order)
    players = casts(around)
    around = signed_up(around, players)
    step("visits")
    visited = all_visits(around, players)
    step("bills")
    records = all_bills(around, players, visited)
    diagnosed, billed = records.diagnoses, records.lines
    step("payment")
    amounts = fees(around.catalogue, billed)
    paid = payment(around, visited, billed, amounts)
    step("cases")
    wrong = unlawful(visited, billed, amounts)
    written = cases(around, visited, diagnosed, records.papers, paid)
    supported = cases(around, visited, diagnosed, records.papers, paid, unlawful=wrong)
    settled = settlements(around, visited)
    traced = traces(around, players, visited, billed, settled)
    keyed, slips = slipped_entries(around, visited, department_of(around, visited), records.slipped)
    truth = truth_of(players, visited, records, traced.scans, amounts, paid, written, supported)
    return Province(
        world=around,
        visits=visited,
        diagnoses=diagnosed,
        papers=records.papers,
        lines=billed,
        fees=amounts,
        payment=paid,
        cases=written,
        settlements=settled,
        traces=traced,
        entries=keyed,
        slips=slips,
        truth=truth,
        verdicts=verdicts(around, visited, billed, amounts, paid, truth, slips),
        reminders=reminders(around, visited, truth),
    )
