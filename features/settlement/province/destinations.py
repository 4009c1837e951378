"""Where people go: by what they need, by where they live, by how large an institution is."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick
from features.settlement.province.geography import Geography
from features.settlement.province.institutions import Institutions
from features.settlement.province.roles import Role

# Share of visits by level group (clinic or pharmacy 0, primary 1, secondary 2, tertiary 3).
COMPLEX = (0.0, 0.0, 0.22, 0.78)
MODERATE = (0.0, 0.05, 0.33, 0.62)
# Base groups as in Nanjing (bulletin of 2022-01): of the cases at secondary and tertiary hospitals,
# 87.46 % are at tertiary ones, 62 % of these at grade A; of the others 72 % are at grade A (the shares here
# allow for what goes to maternity hospitals).
BASIC = (0.0, 0.15, 0.065, 0.785)
BASIC_GRADE_A = {3: 0.65, 2: 0.64}
OUTPATIENT = (0.13, 0.30, 0.25, 0.32)
CHRONIC = (0.12, 0.36, 0.30, 0.22)

_HOSPITALS = (Role.GENERAL, Role.TCM, Role.PRIVATE, Role.TOWNSHIP)
_CLINICS = (*_HOSPITALS, Role.CLINIC, Role.CHRONIC_CLINIC, Role.MATERNITY, Role.VILLAGE)
_STAYS_NEAR = 0.42  # of county people's care at tertiary hospitals is at secondary ones instead
# How much closer home counts: weight of an institution in one's own area, by level group.
_NEAR = (60.0, 40.0, 12.0, 2.0)
_OTHER_CITY = np.array([0.05, 0.05, 0.15, 0.35])  # in another city than one's own


class Setting(Protocol):
    """What one needs to know of a world to find one's way in it."""

    @property
    def geography(self) -> Geography:
        """The areas."""
        ...

    @property
    def institutions(self) -> Institutions:
        """The institutions."""
        ...


@dataclass(frozen=True)
class Need:
    """A need for care: the shares of the levels, and special institutions that draw it.

    Attributes:
        levels: share of visits by level group.
        roles: the roles that serve it.
        special: a role that draws `special_share` of it whatever its level.
        grade_a: share of grade-A hospitals (甲等) within a level group; by their size if not named.
    """

    levels: tuple[float, ...]
    roles: tuple[Role, ...] = _HOSPITALS
    special: Role | None = None
    special_share: float = 0.0
    grade_a: dict[int, float] = field(default_factory=dict[int, float])


NEEDS: dict[str, Need] = {
    "complex": Need(COMPLEX),
    "moderate": Need(MODERATE),
    "basic": Need(BASIC, grade_a=BASIC_GRADE_A),
    "cancer": Need(MODERATE, special=Role.CANCER, special_share=0.62),
    "burns": Need(COMPLEX, special=Role.BURNS, special_share=0.80),
    "intensive": Need(COMPLEX, special=Role.INTENSIVE, special_share=0.65),
    "acute": Need(MODERATE, special=Role.INTENSIVE, special_share=0.12),
    "birth": Need(MODERATE, special=Role.MATERNITY, special_share=0.45),
    "mind": Need(MODERATE, special=Role.PSYCHIATRIC, special_share=0.80),
    "rehabilitation": Need(MODERATE, special=Role.REHABILITATION, special_share=0.60),
    "recovery": Need(
        (0.0, 0.75, 0.25, 0.0), (Role.TOWNSHIP, Role.GENERAL), Role.REHABILITATION, 0.45
    ),
    "outpatient": Need(OUTPATIENT, _CLINICS),
    "first contact": Need((0.10, 0.70, 0.20, 0.0), _CLINICS),
    "chronic": Need(CHRONIC, _CLINICS, special=Role.CHRONIC_CLINIC, special_share=0.10),
    "dialysis": Need((0.0, 0.0, 0.7, 0.3), special=Role.DIALYSIS, special_share=0.35),
    "pharmacy": Need((1.0, 0.0, 0.0, 0.0), (Role.PHARMACY,)),
}


def need_of_stay(adrg: str, kind: str, weight: float, base_group: bool) -> str:
    """The need that an inpatient condition makes."""
    special = {
        "RE1": "cancer", "RC1": "cancer", "ER1": "cancer", "HR1": "cancer", "GB1": "cancer",
        "WB1": "burns", "WZ1": "burns", "AH1": "intensive", "SR1": "acute", "VS1": "acute",
        "BR1": "acute", "OB1": "birth", "OR1": "birth", "PV1": "birth", "NC1": "birth",
        "NS1": "birth", "TR1": "mind", "XR2": "rehabilitation",
    }  # fmt: skip
    if adrg in special:
        return special[adrg]
    if kind in "SP" and weight > 1.4:
        return "complex"
    return "basic" if base_group else "moderate"


def pull(world: Setting, need: str, area: int) -> Real:
    """How strongly each institution draws a need of people of an area."""
    places = world.institutions
    wanted = NEEDS[need]
    fits = np.isin(places.role, wanted.roles)
    cities = world.geography.city
    away = np.where(cities[places.area] == cities[area], 1.0, _OTHER_CITY[places.group])
    near = np.where(places.area == area, np.array(_NEAR)[places.group], away)
    size = places.size * fits
    first_grade = np.isin(places.hosp_lv, ("01", "02", "05"))
    weight = np.zeros(places.count)
    for group, share in enumerate(_levels(world, wanted, area)):
        level = (size * near) * (places.group == group)
        if group in wanted.grade_a:
            level = _graded(level, first_grade, wanted.grade_a[group])
        if share and level.sum():
            weight += share * level / level.sum()
    if wanted.special is not None:
        drawn = places.size * (places.role == wanted.special)
        weight = weight * (1 - wanted.special_share) / max(weight.sum(), 1e-12)
        weight += wanted.special_share * drawn / drawn.sum()
    return weight


def _levels(world: Setting, wanted: Need, area: int) -> tuple[float, ...]:
    """The shares of the levels for people of an area; county people keep to county hospitals.

    Base groups follow the published shares of a city everywhere.
    """
    clinic, primary, secondary, tertiary = wanted.levels
    if world.geography.urban[area] or wanted.grade_a or not secondary:
        return wanted.levels
    near = tertiary * _STAYS_NEAR
    return (clinic, primary, secondary + near, tertiary - near)


def _graded(level: Real, first_grade: Truth, share: float) -> Real:
    """The weights of a level with that share at its grade-A hospitals, where there are both."""
    upper, lower = level[first_grade].sum(), level[~first_grade].sum()
    if not upper or not lower:
        return level
    return np.where(first_grade, level * share / upper, level * (1 - share) / lower)


def destinations(
    rng: np.random.Generator, world: Setting, needs: Whole, names: list[str], area: Whole
) -> Whole:
    """An institution for each visit, from the index of its need and the area of its person."""
    chosen = np.zeros(len(needs), dtype=np.int64)
    group = needs * world.geography.size + area
    for key in np.unique(group):
        which = np.flatnonzero(group == key)
        weights = pull(
            world, names[int(key) // world.geography.size], int(key) % world.geography.size
        )
        chosen[which] = pick(rng, weights, len(which))
    return chosen
