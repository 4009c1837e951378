"""The whole province of an order: world, visits, bills, cases, settlements and inspections."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from features.settlement.province.care import honest
from features.settlement.province.cases import Cases, cases
from features.settlement.province.chance import stream
from features.settlement.province.conditions import programmes, purchases, stays, visits
from features.settlement.province.diagnoses import Diagnoses, diagnoses
from features.settlement.province.doctors import departments
from features.settlement.province.fees import Fees, fees
from features.settlement.province.lines import Lines, lines
from features.settlement.province.order import Order
from features.settlement.province.payment import Payment, payment
from features.settlement.province.refunds import Settlements, settlements
from features.settlement.province.visits import Visits
from features.settlement.province.world import World, world

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Province:
    """Everything of an order, data and truth, before it is written."""

    world: World
    visits: Visits
    diagnoses: Diagnoses
    lines: Lines
    fees: Fees
    payment: Payment
    cases: Cases
    settlements: Settlements
    department: np.ndarray


def department_of(world: World, visited: Visits) -> np.ndarray:
    """The department (place among `departments()`) of each visit."""
    listed = departments()
    of_pathway = [s.department for s in stays()] + [v.department for v in visits()]
    of_pathway += [p.department for p in programmes()] + ["A02" for _ in purchases()]
    return np.array([listed.index(d) for d in of_pathway], dtype=np.int64)[visited.pathway]


def _nothing(_: str) -> None:
    """Say nothing of the steps."""


def make(order: Order, step: Progress = _nothing) -> Province:
    """The province of an order; `step` is told the name of each step before it begins."""
    step("world")
    around = world(order)
    step("visits")
    visited = honest(around)
    department = department_of(around, visited)
    doctor = around.doctors.seeing(
        stream(order.seed, "doctor of a visit"), visited.institution, department
    )
    visited = visited.changed(doctor=doctor)
    step("bills")
    diagnosed = diagnoses(around, visited)
    billed = lines(around, visited, diagnosed)
    step("payment")
    amounts = fees(around.catalogue, billed)
    paid = payment(around, visited, billed, amounts)
    grouped = cases(around, visited, diagnosed, paid)
    settled = settlements(around, visited)
    return Province(
        world=around,
        visits=visited,
        diagnoses=diagnosed,
        lines=billed,
        fees=amounts,
        payment=paid,
        cases=grouped,
        settlements=settled,
        department=department,
    )
