"""The group tables of a scheme as columns that a grouper looks up: codes become places in arrays.

    mdcs.csv              mdc, name, gend, age_days_from, age_days_to, any_diagnosis, regions
    mdc_diagnoses.csv     mdc, diag_code: the main diagnoses of each category
    adrgs.csv             adrg, mdc, name, kind, needs, ventilated_from, grams_from, grams_to
    adrg_diagnoses.csv    adrg, diag_code      adrg_operations.csv   adrg, oprn_code
    groups.csv            drg_code, drg_name, adrg, severity, age_from, age_to, weight, mean_fee,
                          mean_los, base
    complications.csv     diag_code, level (MCC, CC), exclusion
    exclusions.csv        exclusion, diag_code: main diagnoses beside which it does not count
    regions.csv           diag_code, region: body regions, for categories that ask for several

The order of rows is the order of assignment: the first category, and in it the first ADRG, that a
case meets. A group's severity is told by its row, never by its code (domain brief D.1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from features.payment.rounding import Truth, Whole

NOWHERE = -1
LEVELS = {"NONE": 0, "CC": 1, "MCC": 2}
SEVERITIES: Mapping[str, tuple[int, ...]] = {
    "NONE": (0,), "CC": (1,), "MCC": (2,), "CC+": (1, 2), "NONE+CC": (0, 1), "ANY": (0, 1, 2),
}  # fmt: skip
OPERATION, DIAGNOSIS, BOTH = "operation", "diagnosis", "both"
NEEDS = (OPERATION, DIAGNOSIS, BOTH)


@dataclass(frozen=True)
class Category:
    """A major diagnostic category (MDC) and the cases that it takes."""

    mdc: str
    name: str
    gend: str
    days_from: int
    days_to: int
    any_diagnosis: bool
    regions: int


@dataclass(frozen=True)
class Adjacent:
    """An adjacent group (ADRG): its category, what leads to it, and further conditions."""

    adrg: str
    mdc: str
    name: str
    kind: str
    needs: str
    ventilated_from: int
    grams_from: int
    grams_to: int


@dataclass(frozen=True)
class Group:
    """A group: code, severities and ages it takes, weight, mean cost in fen, mean stay in days."""

    code: str
    name: str
    adrg: str
    severities: tuple[int, ...]
    age_from: int
    age_to: int
    weight: int
    mean_fee: int
    mean_los: int | None
    base: bool


@dataclass(frozen=True)
class Places:
    """Codes by place. A code that no table has is at the place past the last."""

    codes: Sequence[str]
    place: Mapping[str, int]

    @classmethod
    def of(cls, codes: Sequence[str]) -> "Places":
        """The places of codes, in their order."""
        listed = list(dict.fromkeys(codes))
        return cls(listed, {code: n for n, code in enumerate(listed)})

    @property
    def unknown(self) -> int:
        """The place of every code that no table has."""
        return len(self.codes)

    def at(self, code: str) -> int:
        """The place of a code."""
        return self.place.get(code, len(self.codes))

    def code(self, place: int) -> str:
        """The code at a place, "" where there is none."""
        return self.codes[place] if 0 <= place < len(self.codes) else ""


@dataclass(frozen=True)
class GroupTables:
    """Group tables as arrays; `led_*` hold the ADRGs that a code leads to, in order, -1 beyond.

    Attributes:
        led_by_diagnosis, led_by_operation: code × ADRGs.
        categories_of: main diagnosis × categories.
        has_diagnosis: ADRG × diagnosis, for those that need both.
        level: 2 MCC, 1 CC, 0 neither, by diagnosis; `exclusion` its table, the last for none.
        excluded: exclusion table × main diagnosis.
        region: body region by diagnosis, -1 none.
        groups_of: ADRG × groups.
        main_only, ambiguous: test the first operation alone; whether QY is told.
    """

    categories: tuple[Category, ...]
    adjacents: tuple[Adjacent, ...]
    groups: tuple[Group, ...]
    diagnoses: Places
    operations: Places
    led_by_diagnosis: Whole
    led_by_operation: Whole
    categories_of: Whole
    has_diagnosis: Truth
    level: Whole
    exclusion: Whole
    excluded: Truth
    region: Whole
    groups_of: Whole
    adrg_category: Whole
    main_only: bool
    ambiguous: bool
    ambiguous_code: str
    ungrouped_code: str

    @cached_property
    def columns(self) -> Mapping[str, Whole]:
        """Numbers of every group, with one more for no group: 0; `takes` is group × severity."""
        names = ("weight", "mean_fee", "mean_los", "base", "age_from", "age_to")
        made = {
            name: np.array([*(int(getattr(g, name) or 0) for g in self.groups), 0])
            for name in names
        }
        takes = np.zeros((len(self.groups) + 1, 3), dtype=np.int64)
        for n, group in enumerate(self.groups):
            takes[n, list(group.severities)] = 1
        return {**made, "takes": takes}

    @cached_property
    def conditions(self) -> Mapping[str, Whole]:
        """What every ADRG asks beside its codes, with one more for no ADRG: 0."""
        open_to = {c.mdc: c.any_diagnosis for c in self.categories}
        rows = [
            (a.ventilated_from, a.grams_from, a.grams_to, a.needs == BOTH, open_to[a.mdc])
            for a in self.adjacents
        ]
        table = np.array([*rows, (0,) * 5], dtype=np.int64).T
        names = ("ventilated_from", "grams_from", "grams_to", BOTH, "any_diagnosis")
        return dict(zip(names, table, strict=True))


def lists(pairs: Sequence[tuple[int, int]], count: int) -> Whole:
    """For each of `count` places, the places it leads to in order, -1 beyond; one row more, empty."""
    led: dict[int, list[int]] = {}
    for place, target in pairs:
        led.setdefault(place, []).append(target)
    width = max((len(found) for found in led.values()), default=1)
    made = np.full((count + 1, width), NOWHERE, dtype=np.int64)
    for place, found in led.items():
        made[place, : len(found)] = sorted(set(found)) + [NOWHERE] * (len(found) - len(set(found)))
    return made
