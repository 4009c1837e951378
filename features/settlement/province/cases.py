"""DRG cases: the group of each stay, its standard, and what the fund owes for it (D.3, D.4)."""

from dataclasses import dataclass, replace

import numpy as np

from features.settlement.province.admissions import LENGTH, STAY_FACTOR
from features.settlement.province.chance import Truth, Whole
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.fees import half_up
from features.settlement.province.grouping import POINT, UNGROUPED, Groups, group
from features.settlement.province.institutions import Role
from features.settlement.province.papers import Papers
from features.settlement.province.payment import Payment
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

# Fen a weight of 1, employees and residents: the rates of Harbin 2024, level I (domain brief D.3).
RATE = (1_225_270, 964_924)
MEAN_FEE = 1_180_000  # fen a weight of 1, for the outlier limits
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


def paid_by_case(world: World, visits: Visits) -> Whole:
    """The stays under DRG: all but those of psychiatric and rehabilitation hospitals (bed-days)."""
    role = world.institutions.role[visits.institution]
    by_day = np.isin(role, (Role.PSYCHIATRIC, Role.REHABILITATION))
    return np.flatnonzero(visits.of_kind(Kind.INPATIENT) & ~by_day).astype(np.int64)


def cases(
    world: World, visits: Visits, diagnosed: Diagnoses, written: Papers, paid: Payment, *,
    unlawful: Whole | None = None,
) -> Cases:  # fmt: skip
    """The cases as written on the settlement lists, or as the records support them.

    With `unlawful` (fen of each visit that were billed against the rules) they are those that the
    records support: honest diagnoses, operations that took place, lawful cost.
    """
    honest = unlawful is not None
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
    secondary = replace(rest, visit=case[rest.visit], code=shown[~known.main])
    operation = (written.performed if honest else written.operation)[stay]
    groups = group(len(stay), principal, operation, secondary)
    cost = paid.total[stay] - (unlawful[stay] if unlawful is not None else 0)
    special = written.special[stay] & (unlawful is None)
    return _priced(
        world, visits.take(stay), stay, groups, paid, principal, operation, cost, special
    )


def _priced(
    world: World, visits: Visits, stay: Whole, groups: Groups, paid: Payment, principal: Whole,
    operation: Whole, cost: Whole, special: Truth,
) -> Cases:  # fmt: skip
    rate = np.where(world.persons.employee[visits.person], *RATE)
    base = np.array([s.base_group for s in stays()])[groups.adrg]
    own = world.institutions.coefficient[visits.institution]
    coefficient = np.where(base, POINT, own)
    standard = half_up(half_up(groups.weight * rate, POINT) * coefficient, POINT)
    mean_fee = half_up(groups.weight * MEAN_FEE, POINT)
    high = np.where(groups.weight <= POINT, 30, np.where(groups.weight <= 3 * POINT, 20, 15))
    over = cost * 10 - mean_fee * high
    case_type = np.where(over > 0, 1, np.where(cost * 10 < mean_fee * 4, 2, 0))
    case_type = np.where(groups.adrg == UNGROUPED, 3, case_type).astype(np.int64)
    settled = np.select(
        [case_type == 1, case_type == 2, case_type == 3],
        [standard + half_up(np.maximum(over, 0) * 7, 100), cost, half_up(cost * 7, 10)],
        standard,
    )
    settled = np.where(special, np.maximum(settled, half_up(cost * 95, 100)), settled)
    borne = paid.person[stay] + paid.fund[stay] - paid.pooled[stay]
    days = np.array([s.days for s in stays()])[groups.adrg] * LENGTH
    days = days * STAY_FACTOR[groups.severity]
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
