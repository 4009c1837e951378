"""F08 伪造文书: charts are copied, so the bills of different patients are the same."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Truth, runs
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import charged, condition_of
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class ForgedChart(Scheme):
    """Who: small hospitals where one doctor writes all charts of a ward from one template.

    Same drugs, tests and amounts in every chart of the disease. Care: the careful leave out a line
    here and there.
    """

    id: ClassVar[str] = "F08"
    zh: ClassVar[str] = "伪造文书"
    en: ClassVar[str] = "forged charts"
    usual: ClassVar[float] = 0.00025
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.TOWNSHIP, Role.REHABILITATION, Role.TCM)
    hosts: ClassVar[float] = 0.10

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Mark stays of the commonest diseases of each host, and let one doctor sign them all."""
        chosen = cast.choose(visits, self._common(cast, visits))
        key = visits.institution[chosen] * 10_000 + visits.pathway[chosen]
        _, inverse, size = np.unique(key, return_inverse=True, return_counts=True)
        chosen = chosen[size[inverse] >= 3]  # a template needs charts to be copied to
        doctor, mark = visits.doctor.copy(), visits.mark.copy()
        doctor[chosen] = cast.world.doctors.first[visits.institution[chosen]]
        mark[chosen] = cast.mark
        return visits.changed(doctor=doctor, mark=mark)

    def _common(self, cast: Cast, visits: Visits) -> Truth:
        """Medical stays of the two diseases that each institution treats most."""
        medical = np.array([s.kind == "M" for s in stays()])
        condition = condition_of(cast.world, visits)
        able = visits.of_kind(Kind.INPATIENT) & (visits.mark == NOBODY) & medical[condition]
        able &= (visits.severity == 0) & ~visits.dead
        count = np.zeros((cast.world.institutions.count, len(stays())), dtype=np.int64)
        np.add.at(count, (visits.institution[able], condition[able]), 1)
        second = np.sort(count, axis=1)[:, -2]
        return able & (
            count[visits.institution, condition] >= np.maximum(2, second[visits.institution])
        )

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Put the lines of the first chart of each disease on the others."""
        rng, lines = cast.rng, bills.lines
        stay = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        copied = ~charged(cast.world.catalogue, "01", "02", "07")
        key = visits.institution[stay] * 10_000 + visits.pathway[stay]
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        model = stay[first][inverse]
        others = stay[model != stay]
        model = model[model != stay]
        if not len(others):
            return
        source = [bills.of(np.array([one]), copied) for one in np.unique(model)]
        at = np.searchsorted(np.unique(model), model)
        sizes = np.array([len(s) for s in source], dtype=np.int64)
        owner, place = runs(sizes[at])
        flat = np.concatenate(source)
        start = np.cumsum(sizes) - sizes
        line = flat[start[at[owner]] + place]
        bills.drop(bills.of(others, copied))
        left = rng.random(len(line)) >= 0.12 * cast.care[visits.institution[others[owner]]]
        line, to = line[left], others[owner[left]]
        bills.add(self._copies(cast, visits, lines.take(line), to))

    def _copies(self, cast: Cast, visits: Visits, told: Lines, to: np.ndarray) -> Lines:
        """Lines as they stand, on other stays, at hours of their days."""
        since = told.time // DAY - visits.begin[told.visit] // DAY
        day = np.minimum(visits.begin[to] // DAY + since, visits.end[to] // DAY)
        time = day * DAY + cast.rng.integers(7 * 3600, 19 * 3600, told.count)
        return told.changed(
            visit=to, time=np.clip(time, visits.begin[to], visits.end[to]),
            doctor=visits.doctor[to], wrong=told.amount, mark=cast.marks(told.count),
        )  # fmt: skip
