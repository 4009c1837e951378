"""Cases as columns for one scheme: codes as places in its group tables, one element a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from features.payment.case import Case
from features.payment.group_tables import GroupTables
from features.payment.rounding import Truth, Whole

DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Cases:
    """What a grouper asks of cases. Secondary codes are unlike each other within a case.

    Attributes:
        principal: place of the main diagnosis.
        owner, secondary: case and place of each other diagnosis, in order of cases and lists.
        operated, operation: case and place of each operation, likewise.
        gend: 1 male, 2 female, 0 unknown. `age` in years, `age_days` in days.
    """

    principal: Whole
    owner: Whole
    secondary: Whole
    operated: Whole
    operation: Whole
    gend: Whole
    age: Whole
    age_days: Whole
    grams: Whole
    ventilated: Whole

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.principal)

    @classmethod
    def of(cls, cases: Sequence[Case], tables: GroupTables) -> "Cases":
        """The columns of some cases."""
        at, op = tables.diagnoses.at, tables.operations.at
        owner, secondary, operated, operation = [], [], [], []
        for n, case in enumerate(cases):
            for code in dict.fromkeys(case.secondary):
                owner.append(n)
                secondary.append(at(code))
            for code in case.operations:
                operated.append(n)
                operation.append(op(code))
        return cls(
            principal=_whole([at(case.principal) for case in cases]),
            owner=_whole(owner),
            secondary=_whole(secondary),
            operated=_whole(operated),
            operation=_whole(operation),
            gend=_whole([int(case.gend) if case.gend in ("1", "2") else 0 for case in cases]),
            age=_whole([case.age for case in cases]),
            age_days=_whole([case.age * DAYS_OF_A_YEAR for case in cases]),
            grams=_whole([case.grams for case in cases]),
            ventilated=_whole([case.ventilated for case in cases]),
        )

    def again(self, which: Whole) -> "Cases":
        """These cases, in this order, as often as they are named: for what-ifs."""
        owner, secondary = _flat(self.owner, self.secondary, which, self.count)
        operated, operation = _flat(self.operated, self.operation, which, self.count)
        own = ("principal", "gend", "age", "age_days", "grams", "ventilated")
        return replace(
            self,
            owner=owner,
            secondary=secondary,
            operated=operated,
            operation=operation,
            **{name: getattr(self, name)[which] for name in own},
        )

    def without_secondary(self, keep: Truth) -> "Cases":
        """The cases with only these of their secondary diagnoses."""
        return replace(self, owner=self.owner[keep], secondary=self.secondary[keep])

    def without_operations(self) -> "Cases":
        """The cases as if nothing had been operated."""
        none = np.zeros(0, dtype=np.int64)
        return replace(self, operated=none, operation=none)


def _whole(values: list[int]) -> Whole:
    return np.array(values, dtype=np.int64)


def _flat(owner: Whole, values: Whole, which: Whole, count: int) -> tuple[Whole, Whole]:
    """Pairs of the cases named, with the new places of their owners."""
    edges = np.searchsorted(owner, np.arange(count + 1))
    many = np.diff(edges)[which]
    new = np.repeat(np.arange(len(which), dtype=np.int64), many)
    begins = np.repeat(edges[:-1][which], many)
    within = np.arange(len(new), dtype=np.int64) - np.repeat(np.cumsum(many) - many, many)
    return new, values[begins + within]
