"""Visits: who went where, when, for what. One element becomes one settlement."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole
from features.settlement.province.order import DAY
from features.settlement.province.season import Kind

NOBODY = -1


@dataclass(frozen=True)
class Visits:
    """Visits as columns.

    Attributes:
        kind: a `Kind`.
        pathway: what is billed; the kind's first pathway plus the condition.
        begin, end, settled: seconds since 1970, Beijing time.
        days: days of stay, or days of supply of an outpatient or pharmacy visit.
        intensity: how much is billed, 1 as usual.
        severity: what the person really has: 0 no complication, 1 CC, 2 MCC.
        way: how a stay ended, where it was referred (`papers.TRANSFER`, `COMMUNITY`), else 0.
        slip: index of the slip made in the visit, -1 for none.
        mark: index of the scheme that made or bent the visit, -1 for honest ones.
    """

    kind: Whole
    person: Whole
    institution: Whole
    pathway: Whole
    doctor: Whole
    begin: Whole
    end: Whole
    settled: Whole
    days: Whole
    intensity: Real
    severity: Whole
    emergency: Truth
    planned: Truth
    dead: Truth
    way: Whole
    slip: Whole
    mark: Whole

    @property
    def count(self) -> int:
        """How many visits there are."""
        return len(self.kind)

    @property
    def settled_day(self) -> Whole:
        """The day of settlement, since 1970."""
        return self.settled // DAY

    def of_kind(self, *kinds: Kind) -> Truth:
        """Which visits are of those kinds."""
        wanted = np.zeros(len(Kind), dtype=bool)
        wanted[list(kinds)] = True
        return wanted[self.kind]

    def take(self, which: Whole | Truth) -> Self:
        """Only these visits."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def changed(self, **columns: Whole | Real | Truth) -> Self:
        """The same visits with some columns replaced."""
        return replace(self, **columns)


def together(*parts: Visits) -> Visits:
    """Visits one after another."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Visits)
    }
    return Visits(**columns)


def visits_of(
    kind: Kind, person: Whole, institution: Whole, pathway: Whole, begin: Whole, end: Whole,
    days: Whole, intensity: Real,
) -> Visits:  # fmt: skip
    """Plain visits of a kind: settled at their end, no complication, no doctor yet."""
    count = len(person)
    return Visits(
        kind=np.full(count, int(kind), dtype=np.int64),
        person=person,
        institution=institution,
        pathway=pathway,
        doctor=np.full(count, NOBODY, dtype=np.int64),
        begin=begin,
        end=end,
        settled=end,
        days=days,
        intensity=intensity,
        severity=np.zeros(count, dtype=np.int64),
        emergency=np.zeros(count, dtype=bool),
        planned=np.zeros(count, dtype=bool),
        dead=np.zeros(count, dtype=bool),
        way=np.zeros(count, dtype=np.int64),
        slip=np.full(count, NOBODY, dtype=np.int64),
        mark=np.full(count, NOBODY, dtype=np.int64),
    )
