"""DRG cases: the group of each stay, its standard, and what the fund owes for it (D.3, D.4)."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.admissions import STAY_FACTOR
from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.fees import half_up
from features.settlement.province.grouping import POINT, UNGROUPED, Groups, group
from features.settlement.province.institutions import Role
from features.settlement.province.payment import Payment
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

# Fen a weight of 1: the ratio of the two is that of Harbin 2024 (12,252.70 : 9,649.24), the height
# is set so that standards and costs of the province balance.
RATE = (2_000_000, 1_575_000)
MEAN_FEE = 1_780_000  # fen a weight of 1, for the outlier limits
CASE_TYPES = ("normal", "high", "low", "qy")


@dataclass(frozen=True)
class Cases:
    """The DRG cases as billed; `visit` is the stay, amounts are fen."""

    visit: Whole
    groups: Groups
    standard: Whole
    owed: Whole
    case_type: Whole
    mean_fee: Whole
    mean_days: Whole
    coefficient: Whole
    principal: Whole
    operation: Whole


def operations(world: World, visits: Visits) -> Whole:
    """The main operation of each visit (place among the operation codes), -1 for none."""
    table = codes()
    of_stay = np.array(
        [
            table.operations.index((s.operation_code, s.operation_name)) if s.operation_code else -1
            for s in stays()
        ]
    )
    condition = visits.pathway - world.pathways.of_kind[Kind.INPATIENT]
    inpatient = visits.of_kind(Kind.INPATIENT)
    return np.where(inpatient, of_stay[np.where(inpatient, condition, 0)], -1)


def paid_by_case(world: World, visits: Visits) -> Whole:
    """The stays under DRG: all but those of psychiatric and rehabilitation hospitals (bed-days)."""
    role = world.institutions.role[visits.institution]
    by_day = np.isin(role, (Role.PSYCHIATRIC, Role.REHABILITATION))
    return np.flatnonzero(visits.of_kind(Kind.INPATIENT) & ~by_day).astype(np.int64)


def cases(
    world: World, visits: Visits, diagnosed: Diagnoses, paid: Payment, *, honest: bool = False
) -> Cases:
    """The cases as written on the settlement lists, or as the records support them."""
    stay = paid_by_case(world, visits)
    case = np.full(visits.count, NOBODY, dtype=np.int64)
    case[stay] = np.arange(len(stay))
    known = diagnosed.take(case[diagnosed.visit] >= 0)
    if honest:
        known = known.take(known.honest >= 0)
    shown = known.honest if honest else known.code
    principal = np.zeros(len(stay), dtype=np.int64)
    principal[case[known.visit[known.main]]] = shown[known.main]
    rest = known.take(~known.main)
    secondary = Diagnoses(
        case[rest.visit], shown[~known.main], rest.honest, rest.main, rest.condition,
        rest.supported, rest.mark,
    )  # fmt: skip
    operation = operations(world, visits)[stay]
    groups = group(len(stay), principal, operation, secondary)
    return _priced(world, visits.take(stay), stay, groups, paid, principal, operation)


def _priced(
    world: World, visits: Visits, stay: Whole, groups: Groups, paid: Payment, principal: Whole,
    operation: Whole,
) -> Cases:  # fmt: skip
    rate = np.where(world.persons.employee[visits.person], *RATE)
    base = np.array([s.base_group for s in stays()])[groups.adrg]
    own = world.institutions.coefficient[visits.institution]
    coefficient = np.where(base, POINT, own)
    standard = half_up(half_up(groups.weight * rate, POINT) * coefficient, POINT)
    mean_fee = half_up(groups.weight * MEAN_FEE, POINT)
    cost = paid.total[stay]
    high = np.where(groups.weight <= POINT, 30, np.where(groups.weight <= 3 * POINT, 20, 15))
    over = cost * 10 - mean_fee * high
    case_type = np.where(over > 0, 1, np.where(cost * 10 < mean_fee * 4, 2, 0))
    case_type = np.where(groups.adrg == UNGROUPED, 3, case_type).astype(np.int64)
    settled = np.select(
        [case_type == 1, case_type == 2, case_type == 3],
        [standard + half_up(np.maximum(over, 0) * 7, 100), cost, half_up(cost * 7, 10)],
        standard,
    )
    borne = paid.person[stay] + paid.fund[stay] - paid.pooled[stay]
    days = np.array([s.days for s in stays()])[groups.adrg] * STAY_FACTOR[groups.severity]
    return Cases(
        visit=stay,
        groups=groups,
        standard=standard,
        owed=np.maximum(settled - borne, 0),
        case_type=case_type,
        mean_fee=mean_fee,
        mean_days=np.rint(days).astype(np.int64),
        coefficient=coefficient,
        principal=principal,
        operation=operation,
    )
