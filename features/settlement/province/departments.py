"""Departments (诊疗科目): which an institution has, and where it sees what it has none for.

A tertiary hospital has all of them; a smaller place has a few and sees the rest in its department
of internal medicine, of surgery, or of general practice. Codes are those of the national list.
"""

from functools import cache

import numpy as np

from features.settlement.province.chance import Real, Whole
from features.settlement.province.conditions import programmes, purchases, stays, visits
from features.settlement.province.roles import Role

GENERAL, INNER, SURGERY = "A02", "A03", "A04"
_SECONDARY = ("A03.01", "A03.02", "A03.03", "A03.04", "A03.06", "A03.07", "A04.01", "A04.03",
              "A04.04", "A05", "A07", "A10", "A11", "A12", "A13", "A16", "A19", "A20", "A21",
              "A28", "A50")  # fmt: skip
_SMALL = {
    Role.PRIVATE: ("A05", "A11", "A12", "A20", "A21", "A50"),
    Role.TOWNSHIP: ("A05", "A07", "A50"),
    Role.CLINIC: ("A12", "A13", "A50"),
}
_ALONE = (Role.VILLAGE, Role.PHARMACY, Role.CHRONIC_CLINIC, Role.CLINIC)


@cache
def departments() -> list[str]:
    """The departments of the province, in a fixed order."""
    named = [stay.department for stay in stays()]
    named += [visit.department for visit in visits()]
    named += [programme.department for programme in programmes()]
    return sorted({*named, GENERAL, INNER, SURGERY})


@cache
def of_pathways() -> Whole:
    """The department (place among `departments()`) that each pathway asks for."""
    asked = [s.department for s in stays()] + [v.department for v in visits()]
    asked += [p.department for p in programmes()] + [GENERAL for _ in purchases()]
    listed = departments()
    return np.array([listed.index(d) for d in asked], dtype=np.int64)


@cache
def loads() -> Real:
    """How much work each department has, relative to the others."""
    listed = departments()
    made = np.full(len(listed), 1.0)
    for stay in stays():
        made[listed.index(stay.department)] += stay.frequency * stay.days / 8
    for visit in visits():
        made[listed.index(visit.department)] += visit.frequency / 3
    for programme in programmes():
        made[listed.index(programme.department)] += sum(programme.shares) * 20
    return made


def seen_in(role: Whole, group: Whole) -> Whole:
    """Institutions × departments: the department that sees what asks for a department."""
    listed = departments()
    made = np.empty((len(role), len(listed)), dtype=np.int64)
    known: dict[tuple[int, int], Whole] = {}
    for n, key in enumerate(zip(role.tolist(), group.tolist(), strict=True)):
        if key not in known:
            has = _has(Role(key[0]), key[1])
            known[key] = np.array([listed.index(_instead(d, has)) for d in listed], dtype=np.int64)
        made[n] = known[key]
    return made


def _has(role: Role, group: int) -> frozenset[str]:
    """The departments that institutions of a role and level group have."""
    named = [d for d in departments() if d not in (INNER, SURGERY)]
    special = (Role.CANCER, Role.BURNS, Role.MATERNITY, Role.PSYCHIATRIC, Role.REHABILITATION)
    if group == 3 or role in special:
        return frozenset(named)
    if group == 2 and role in (Role.GENERAL, Role.TCM):
        return frozenset({*_SECONDARY, GENERAL, INNER, SURGERY})
    basic = {GENERAL} if role in _ALONE else {GENERAL, INNER, SURGERY}
    return frozenset({*_SMALL.get(role, ()), *basic})


def _instead(asked: str, has: frozenset[str]) -> str:
    """The department that sees what asks for another one."""
    family = asked.split(".")[0]
    return next((d for d in (asked, family) if d in has), INNER if INNER in has else GENERAL)
