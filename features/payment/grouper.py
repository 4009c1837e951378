"""The grouper: cases to groups by the scheme's tables alone, a month at once or one case live.

The first category that the main diagnosis, sex and age meet; in it the first ADRG that an operation
leads to; an operation that leads nowhere there makes the case ambiguous (QY); without one, the first
ADRG of the main diagnosis. The heaviest complication that the main diagnosis does not exclude tells
the severity, and with age the group (domain brief D.1).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from features.payment.case import Case
from features.payment.cases import Cases
from features.payment.group_tables import BOTH, NOWHERE, GroupTables
from features.payment.rounding import Truth, Whole
from features.payment.scheme import Scheme

GROUPED, AMBIGUOUS, UNGROUPED = 0, 1, 2


class Status(StrEnum):
    """What became of a case."""

    GROUPED = "grouped"
    AMBIGUOUS = "ambiguous"
    UNGROUPED = "ungrouped"


@dataclass(frozen=True)
class Groups:
    """The groups of cases by place; -1 where there is none.

    Attributes:
        status: GROUPED, AMBIGUOUS or UNGROUPED.
        severity: 2 MCC, 1 CC, 0 neither, whether or not the group splits by it.
        mcc, cc: the first MCC and the first CC that count, as places among the diagnoses.
        heavy, light: how many MCC and CC count.
    """

    mdc: Whole
    adrg: Whole
    group: Whole
    status: Whole
    severity: Whole
    mcc: Whole
    cc: Whole
    heavy: Whole
    light: Whole


@dataclass(frozen=True)
class GroupResult:
    """The group of one case: codes, what became of it, and what was met on the way."""

    mdc: str
    adrg: str
    drg: str
    name: str
    status: Status
    severity: int
    messages: tuple[str, ...]
    mcc_code: str
    cc_code: str


def group_all(cases: Cases, tables: GroupTables) -> Groups:
    """The groups of all cases."""
    mdc = _category(cases, tables)
    led, operated = _led_by_operation(cases, tables, mdc)
    medical = _led_by_diagnosis(cases, tables, mdc)
    ambiguous = operated & (led < 0) & tables.ambiguous
    adrg = np.where(led >= 0, led, np.where(ambiguous, NOWHERE, medical))
    weight = weights(cases, tables)
    severity, mcc, cc, heavy, light = _severity(cases, weight)
    group = group_of(tables, adrg, severity, cases.age)
    status = np.where(adrg >= 0, GROUPED, np.where(ambiguous, AMBIGUOUS, UNGROUPED))
    mdc = np.where(adrg >= 0, tables.adrg_category[adrg], mdc)
    return Groups(mdc, adrg, group, status, severity, mcc, cc, heavy, light)


def group(case: Case, scheme: Scheme) -> GroupResult:
    """The group of one case, with what a coder wants to be told of it."""
    tables = scheme.tables
    cases = Cases.of([case], tables)
    return told(case, cases, group_all(cases, tables), tables)


def told(case: Case, cases: Cases, groups: Groups, tables: GroupTables) -> GroupResult:
    """The group of one case in codes and sentences."""
    adrg, status = int(groups.adrg[0]), tuple(Status)[int(groups.status[0])]
    mdc = category_of(tables, groups, 0)
    messages = [
        f"方案未列诊断{code} | the scheme does not list diagnosis {code}"
        for code in dict.fromkeys((case.principal, *case.secondary))
        if code and code not in tables.diagnoses.place
    ]
    messages += [
        f"方案未列手术操作{code} | the scheme does not list operation {code}"
        for code in dict.fromkeys(case.operations)
        if code not in tables.operations.place
    ]
    for place, weight in zip(cases.secondary, weights(cases, tables), strict=True):
        if tables.level[place] and not weight:
            code = tables.diagnoses.code(int(place))
            messages.append(
                f"{code}被主诊断{case.principal}排除,不计 |"
                f" {code} is excluded by the main diagnosis {case.principal}"
            )
    if status is Status.AMBIGUOUS:
        messages.append(
            f"手术操作与主诊断大类{mdc or '—'}不符,歧义组QY |"
            f" no operation belongs to category {mdc or '—'} of the main diagnosis: QY"
        )
    if status is Status.UNGROUPED:
        messages.append("主诊断未能入组 | the main diagnosis leads to no group")
    if adrg < 0:
        code = code_without_group(tables, groups, 0)
        return GroupResult(mdc, "", code, "", status, 0, tuple(messages), "", "")
    found = tables.groups[int(groups.group[0])]
    return GroupResult(
        mdc=mdc,
        adrg=tables.adjacents[adrg].adrg,
        drg=found.code,
        name=found.name,
        status=status,
        severity=int(groups.severity[0]),
        messages=tuple(messages),
        mcc_code=tables.diagnoses.code(int(groups.mcc[0])),
        cc_code=tables.diagnoses.code(int(groups.cc[0])),
    )


def category_of(tables: GroupTables, groups: Groups, n: int) -> str:
    """The category (MDC) of a case, "" without one."""
    place = int(groups.mdc[n])
    return tables.categories[place].mdc if place >= 0 else ""


def code_without_group(tables: GroupTables, groups: Groups, n: int) -> str:
    """What the scheme shows for a case that no group takes: its code for ambiguous or ungrouped ones."""
    ambiguous = int(groups.status[n]) == AMBIGUOUS
    shown = tables.ambiguous_code if ambiguous else tables.ungrouped_code
    return shown.format(mdc=category_of(tables, groups, n))


def weights(cases: Cases, tables: GroupTables) -> Whole:
    """How heavy each secondary diagnosis is beside the main one: 2 MCC, 1 CC, 0 neither."""
    beside = cases.principal[cases.owner]
    excluded = tables.excluded[tables.exclusion[cases.secondary], beside]
    same = cases.secondary == beside
    return np.where(excluded | same, 0, tables.level[cases.secondary])


def group_of(tables: GroupTables, adrg: Whole, severity: Whole, age: Whole) -> Whole:
    """The group of each ADRG, severity and age; -1 where the ADRG is none."""
    columns, made = tables.columns, np.full(len(adrg), NOWHERE, dtype=np.int64)
    for candidate in tables.groups_of[adrg].T:
        fits = (candidate >= 0) & (made < 0) & (columns["takes"][candidate, severity] > 0)
        fits &= (columns["age_from"][candidate] <= age) & (age < columns["age_to"][candidate])
        made = np.where(fits, candidate, made)
    return made


def _category(cases: Cases, tables: GroupTables) -> Whole:
    """The first category that takes each case, -1 when none does."""
    gend = np.array([int(c.gend or 0) for c in tables.categories] + [0])
    since = np.array([c.days_from for c in tables.categories] + [0])
    until = np.array([c.days_to for c in tables.categories] + [0])
    asked = np.array([c.regions for c in tables.categories] + [0])
    regions = _regions(cases, tables) if asked.any() else np.zeros(cases.count, dtype=np.int64)
    made = np.full(cases.count, NOWHERE, dtype=np.int64)
    for candidate in tables.categories_of[cases.principal].T:
        fits = (candidate >= 0) & (made < 0) & (regions >= asked[candidate])
        fits &= (gend[candidate] == 0) | (gend[candidate] == cases.gend)
        fits &= (since[candidate] <= cases.age_days) & (cases.age_days < until[candidate])
        made = np.where(fits, candidate, made)
    return made


def _regions(cases: Cases, tables: GroupTables) -> Whole:
    """How many body regions the diagnoses of each case name."""
    owner = np.concatenate([np.arange(cases.count), cases.owner])
    region = tables.region[np.concatenate([cases.principal, cases.secondary])]
    wide = int(tables.region.max(initial=0)) + 1
    pairs = np.unique((owner * wide + region)[region >= 0])
    return np.bincount(pairs // wide, minlength=cases.count).astype(np.int64)


def _led_by_operation(cases: Cases, tables: GroupTables, mdc: Whole) -> tuple[Whole, Truth]:
    """The first ADRG that an operation of each case leads to, and whether it has an operation."""
    owner, operation = cases.operated, cases.operation
    if tables.main_only and len(owner):
        first = np.concatenate([[True], owner[1:] != owner[:-1]])
        owner, operation = owner[first], operation[first]
    best = np.full(cases.count, len(tables.adjacents), dtype=np.int64)
    led = tables.led_by_operation[operation]
    for candidate in led.T:
        fits = _meets(cases, tables, owner, candidate, mdc)
        np.minimum.at(best, owner[fits], candidate[fits])
    operated = np.zeros(cases.count, dtype=bool)
    operated[owner[led[:, 0] >= 0]] = True
    return np.where(best < len(tables.adjacents), best, NOWHERE), operated


def _led_by_diagnosis(cases: Cases, tables: GroupTables, mdc: Whole) -> Whole:
    """The first ADRG that the main diagnosis of each case leads to, -1 when none does."""
    everyone, made = np.arange(cases.count), np.full(cases.count, NOWHERE, dtype=np.int64)
    for candidate in tables.led_by_diagnosis[cases.principal].T:
        fits = (made < 0) & _meets(cases, tables, everyone, candidate, mdc)
        made = np.where(fits, candidate, made)
    return made


def _meets(cases: Cases, tables: GroupTables, owner: Whole, adrg: Whole, mdc: Whole) -> Truth:
    """Whether each case meets what an ADRG asks beside the code that leads to it."""
    conditions = tables.conditions
    category = tables.adrg_category[adrg]
    fits = (adrg >= 0) & ((category == mdc[owner]) | (conditions["any_diagnosis"][adrg] > 0))
    both = conditions[BOTH][adrg] > 0
    fits &= ~both | tables.has_diagnosis[adrg, cases.principal[owner]]
    fits &= cases.ventilated[owner] >= conditions["ventilated_from"][adrg]
    grams = cases.grams[owner]
    until = conditions["grams_to"][adrg]
    return fits & (grams >= conditions["grams_from"][adrg]) & ((until == 0) | (grams < until))


def _severity(cases: Cases, weight: Whole) -> tuple[Whole, Whole, Whole, Whole, Whole]:
    """Severity, first MCC, first CC, and how many of each count."""
    firsts: list[Whole] = []
    counts: list[Whole] = []
    for level in (2, 1):
        at = np.flatnonzero(weight == level)
        first = np.full(cases.count, NOWHERE, dtype=np.int64)
        first[cases.owner[at[::-1]]] = cases.secondary[at[::-1]]
        firsts.append(first)
        counts.append(np.bincount(cases.owner[at], minlength=cases.count).astype(np.int64))
    severity = np.where(counts[0] > 0, 2, np.where(counts[1] > 0, 1, 0)).astype(np.int64)
    return severity, firsts[0], firsts[1], counts[0], counts[1]
