"""The book of limits: every parameter's values by area and date, read from folders of TOML.

    area = "3706"                       # the areas whose codes begin so; "" for all
    [parameters.supply_days_acute]
    unit = "days"                       # national.toml also says what it is: says = "… | …"
    values = [
      { value = 7, since = 2007-05-01, until = 2024-12-31, source = "…" },
    ]

On a day the value of the longest area counts, and at the same area that of the later folder: a
bureau's own folder comes after the packaged one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from features.errors import BadInput, DeclarationError
from features.rules.parameters.units import Unit

Limit = int | float | str | tuple[str, ...]


@dataclass(frozen=True)
class Declared:
    """What a parameter is: its words, its unit, and its first value, which shows its kind."""

    name: str
    says: str
    unit: Unit
    first: Limit

    @property
    def lists(self) -> bool:
        """Whether it is a list of codes."""
        return isinstance(self.first, tuple)

    @property
    def codes(self) -> tuple[int | float | str, ...]:
        """Its first codes; of a parameter that is one value, that alone."""
        return self.first if isinstance(self.first, tuple) else (self.first,)

    @property
    def words(self) -> tuple[str, str]:
        """What it is, in Chinese and in English."""
        zh, _, en = self.says.partition(" | ")
        return zh, en


@dataclass(frozen=True)
class Valid:
    """A value with the areas and the days for which it counts; `rank` is that of its folder."""

    name: str
    value: Limit
    area: str
    since: date
    until: date
    source: str
    file: str
    rank: int

    def counts(self, area: str, day: date) -> bool:
        """Whether it counts for an area on a day."""
        return area.startswith(self.area) and self.since <= day <= self.until


@dataclass(frozen=True)
class ParameterSet:
    """The limits that hold for an area on a day."""

    values: Mapping[str, Limit]

    def one(self, name: str) -> int | float | str:
        """The limit of that name. Raises TypeError for a list of codes."""
        value = self.values[name]
        if isinstance(value, tuple):
            raise TypeError(f"{name} lists codes")
        return value

    @cached_property
    def version(self) -> str:
        """Eight hexadecimal digits that change when a limit does."""
        told = "\n".join(f"{name} = {self.values[name]!r}" for name in sorted(self.values))
        return sha256(told.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Region:
    """Areas and days over which no limit changes."""

    area: str
    since: date
    until: date
    limits: ParameterSet


@dataclass(frozen=True)
class ParameterBook:
    """Every limit of the library, with the days and areas for which it holds."""

    declarations: Mapping[str, Declared]
    valid: Sequence[Valid]
    _sets: dict[tuple[str, date], ParameterSet] = field(
        default_factory=dict[tuple[str, date], ParameterSet], compare=False, repr=False
    )

    @classmethod
    def read(cls, folders: Iterable[Path]) -> "ParameterBook":
        """The book of these folders, later ones over earlier. Raises BadInput for a bad file."""
        from features.rules.parameters.reading import read

        return read(folders)

    def declared(self, name: str, *, lists: bool) -> Declared:
        """The declaration of a parameter. Raises DeclarationError for an unknown name or form."""
        found = self.declarations.get(name)
        if found is None:
            near = ", ".join(sorted(n for n in self.declarations if n[:3] == name[:3])[:5])
            raise DeclarationError(
                f"A rule reads the parameter {name}, which national.toml does not declare.",
                f"Its names are those of features/rules/parameters ({near or 'none is like it'}).",
                "Declare it there with its unit, value, first day and source.",
            )
        if found.lists != lists:
            raise DeclarationError(
                f"The parameter {name} is {'a list of codes' if found.lists else 'one value'}.",
                "A list of codes is read with code_list(…), one value with parameter(…).",
                f"Use {'code_list' if found.lists else 'parameter'}({name!r}).",
            )
        return found

    def limits(self, area: str | None, day: date) -> ParameterSet:
        """The limits of an area on a day; of no area, the national ones.

        A limit that is not in force on that day keeps its earliest national value.
        """
        key = (self._shortened(area or ""), self._period(day))
        if key not in self._sets:
            self._sets[key] = self._limits(*key)
        return self._sets[key]

    def regions(self) -> list[Region]:
        """Every area and period of its own, the longest areas first, then by day."""
        starts = self._starts
        ends = [*(date.fromordinal(day.toordinal() - 1) for day in starts[1:]), date.max]
        return [
            Region(area, since, until, self.limits(area, since))
            for area in self._areas
            for since, until in zip(starts, ends, strict=True)
        ]

    def changed(self, values: Mapping[str, Limit], area: str = "") -> "ParameterBook":
        """The book with these values in the place of all others, for an area and all within it."""
        kept = [v for v in self.valid if not (v.name in values and v.area.startswith(area))]
        top = 1 + max((v.rank for v in self.valid), default=0)
        new = [
            Valid(name, value, area, date.min, date.max, "replay", "--set", top)
            for name, value in values.items()
        ]
        return ParameterBook(self.declarations, [*kept, *new])

    def written(self, name: str, text: str) -> Limit:
        """The value of a parameter out of a text of the command line. Raises BadInput."""
        from features.rules.parameters.reading import limit_of

        found = self.declarations.get(name)
        if found is None:
            raise BadInput(
                f"There is no parameter {name}.",
                f"Parameters are {', '.join(sorted(self.declarations))}.",
                "See `fundwatch rules parameters`.",
            )
        given: object = text.split(",") if found.lists else text
        if not found.lists and found.unit.name != "code":
            try:
                given = int(text) if text.lstrip("-").isdigit() else float(text)
            except ValueError:
                given = text
        return limit_of(found.unit, name, given, "--set")

    @cached_property
    def _areas(self) -> list[str]:
        areas = {""} | {valid.area for valid in self.valid}
        return sorted(areas, key=lambda area: (-len(area), area))

    @cached_property
    def _starts(self) -> list[date]:
        days = {valid.since for valid in self.valid} | {date.min}
        days |= {
            date.fromordinal(valid.until.toordinal() + 1)
            for valid in self.valid
            if valid.until != date.max
        }
        return sorted(days)

    def _shortened(self, area: str) -> str:
        return next(known for known in self._areas if area.startswith(known))

    def _period(self, day: date) -> date:
        return max(start for start in self._starts if start <= day)

    def _limits(self, area: str, day: date) -> ParameterSet:
        values: dict[str, Limit] = {}
        for name, declared in self.declarations.items():
            holding = [v for v in self.valid if v.name == name and v.counts(area, day)]
            best = max(holding, key=lambda v: (len(v.area), v.rank), default=None)
            values[name] = declared.first if best is None else best.value
        return ParameterSet(values)
