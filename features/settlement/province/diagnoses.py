"""The diagnoses of the stays: what is written on the settlement list, and what is true."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, pick, stream
from features.settlement.province.coding import codes
from features.settlement.province.conditions import (
    comorbidities,
    complications,
    habits,
    programmes,
    stays,
)
from features.settlement.province.drift import fuller
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Diagnoses:
    """Diagnoses as columns, one element a diagnosis of a stay.

    Attributes:
        visit: the stay.
        code: place among `codes()`, as written.
        named: place of the name beside the code; another where words and code differ.
        honest: place of the code that the record supports, -1 when the diagnosis is invented.
        main: whether it is the principal diagnosis.
        condition: 入院病情, 1 present on admission, 4 arose in hospital.
        supported: whether treatment for it is billed.
        mark: index of the scheme that wrote it, -1 when honest.
    """

    visit: Whole
    code: Whole
    named: Whole
    honest: Whole
    main: Truth
    condition: Whole
    supported: Truth
    mark: Whole

    def changed(self, **columns: Whole | Truth) -> Self:
        """The same diagnoses with some columns replaced."""
        return replace(self, **columns)

    def at(self, places: Whole, mark: int, **columns: Whole) -> Self:
        """The diagnoses with other entries at some places, which bear the mark of a scheme."""
        made = {name: getattr(self, name).copy() for name in (*columns, "mark")}
        for name, values in columns.items():
            made[name][places] = values
        made["mark"][places] = mark
        return replace(self, **made)

    def take(self, which: Whole | Truth) -> Self:
        """Only these diagnoses."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})


def joined(*parts: Diagnoses) -> Diagnoses:
    """Diagnoses one after another."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Diagnoses)
    }
    return Diagnoses(**columns)


def written(
    visit: Whole, code: Whole, *, main: bool = False, supported: Truth | None = None,
    condition: Whole | None = None, mark: int = NOBODY,
) -> Diagnoses:  # fmt: skip
    """Diagnoses as written on the list; invented ones bear a mark."""
    count = len(visit)
    return Diagnoses(
        visit=visit,
        code=code,
        named=code,
        honest=code if mark == NOBODY else np.full(count, NOBODY, dtype=np.int64),
        main=np.full(count, main),
        condition=np.ones(count, dtype=np.int64) if condition is None else condition,
        supported=np.full(count, mark == NOBODY) if supported is None else supported,
        mark=np.full(count, mark, dtype=np.int64),
    )


def diagnoses(world: World, visits: Visits) -> Diagnoses:
    """Principal diagnosis, complications, long-term conditions and habits of every stay."""
    rng = stream(world.order.seed, "diagnoses")
    table = codes()
    stay = np.flatnonzero(visits.of_kind(Kind.INPATIENT)).astype(np.int64)
    condition = visits.pathway[stay] - world.pathways.of_kind[Kind.INPATIENT]
    choices = [[table.place[code] for code, _ in s.diagnoses] for s in stays()]
    which = np.floor(rng.random(len(stay)) ** 1.6 * np.array([len(c) for c in choices])[condition])
    padded = np.array([c + [c[-1]] * (4 - len(c)) for c in choices], dtype=np.int64)
    principal = padded[condition, which.astype(np.int64)]
    systems = np.array([s.system for s in stays()])[condition]
    return joined(
        written(stay, principal, main=True),
        _complications(rng, world, visits, stay, systems, principal),
        _long_term(rng, world, visits, stay, principal),
        _habits(rng, world, visits, stay, principal),
    )


def complication_for(rng: np.random.Generator, system: str, age: Whole, *, major: bool) -> Whole:
    """A complication (place among `complications()`) for each age, allowed beside a system."""
    listed = complications()
    weights = np.array(
        [c.frequency * (c.major is major) * (c.excluded_by != system) for c in listed]
    )
    slope = np.array([c.age_slope for c in listed])
    chosen = np.zeros(len(age), dtype=np.int64)
    for low, high, factor in ((0, 50, 0.4), (50, 70, 1.0), (70, 200, 1.6)):
        some = np.flatnonzero((age >= low) & (age < high))
        chosen[some] = pick(rng, weights * factor**slope, len(some))
    return chosen


def _habit(world: World, visits: Visits, stay: Whole) -> Real:
    """How fully the coders of each stay write; at some places more from some day on, honestly."""
    spot, day = visits.institution[stay], visits.settled_day[stay]
    return world.institutions.coding_habit[spot] * fuller(world, spot, day)


def _complications(
    rng: np.random.Generator, world: World, visits: Visits, stay: Whole, systems: np.ndarray,
    principal: Whole,
) -> Diagnoses:  # fmt: skip
    """The complications that people have; small places leave some of them uncoded."""
    table = codes()
    place = np.array([table.place[c.code] for c in complications()], dtype=np.int64)
    age = world.persons.age[visits.person[stay]]
    habit = _habit(world, visits, stay)
    parts: list[Diagnoses] = []
    for major, ill in ((True, visits.severity[stay] == 2), (False, visits.severity[stay] >= 1)):
        has = ill & ((visits.severity[stay] == 1 + major) | (rng.random(len(stay)) < 0.45))
        coded = has & (rng.random(len(stay)) < np.clip(0.80 + 0.12 * habit, 0.0, 0.98))
        for system in np.unique(systems):
            some = np.flatnonzero(coded & (systems == system))
            chosen = complication_for(rng, str(system), age[some], major=major)
            other = place[chosen] != principal[some]
            some, chosen = some[other], chosen[other]
            arose = np.where(rng.random(len(some)) < 0.3, 4, 1).astype(np.int64)
            parts.append(written(stay[some], place[chosen], condition=arose))
    # An honest coder writes a complication of the past that was not treated this time.
    loose = np.flatnonzero(rng.random(len(stay)) < 0.018 * np.clip(habit, 0.3, 1.6))
    minor = np.flatnonzero(table.severity[place] == 1)
    past = place[minor[rng.integers(0, len(minor), len(loose))]]
    other = past != principal[loose]
    nothing = np.zeros(int(other.sum()), dtype=bool)
    parts.append(written(stay[loose[other]], past[other], supported=nothing))
    return joined(*parts)


def _long_term(
    rng: np.random.Generator, world: World, visits: Visits, stay: Whole, principal: Whole
) -> Diagnoses:
    table = codes()
    keys = [programme.key for programme in programmes()]
    habit = _habit(world, visits, stay)
    parts: list[Diagnoses] = []
    for code, _, key in comorbidities():
        place = table.place[code]
        has = world.persons.conditions[visits.person[stay], keys.index(key)]
        coded = has & (rng.random(len(stay)) < np.clip(0.55 + 0.3 * habit, 0, 0.97))
        some = np.flatnonzero(coded & (principal != place))
        parts.append(written(stay[some], np.full(len(some), place, dtype=np.int64)))
    return joined(*parts)


def _habits(
    rng: np.random.Generator, world: World, visits: Visits, stay: Whole, principal: Whole
) -> Diagnoses:
    table = codes()
    habit = _habit(world, visits, stay)
    male = world.persons.male[visits.person[stay]]
    parts: list[Diagnoses] = []
    for code, _ in habits():
        place = table.place[code]
        chance: Real = 0.09 * habit * (male if code.startswith("N40") else 1.0)
        some = np.flatnonzero((rng.random(len(stay)) < chance) & (principal != place))
        parts.append(written(stay[some], np.full(len(some), place, dtype=np.int64)))
    return joined(*parts)
