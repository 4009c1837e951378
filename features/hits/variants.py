"""Variants: a rule bound once for each set of limits that differs for it, and where each holds.

Ten areas with ten limits of drug days make ten variants of the rules that read that limit, and one
of every other. All variants stand in one program; each claim is judged by those of its region.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from features.hits.library import Library
from features.nodes import Column, Expression
from features.rules import Rule
from features.rules.binding import bound
from features.rules.parameters.book import ParameterSet, Region
from features.signal import Described
from features.sql.expression import literal
from features.terms import Term

AREA = "rule_area"


@dataclass(frozen=True)
class Variant:
    """A rule under one set of limits, and the places of the regions in which that set holds."""

    name: str
    rule: Rule
    limits: ParameterSet
    regions: tuple[int, ...]
    number: int

    @cached_property
    def node(self) -> Expression:
        """Whether it hits."""
        return bound(self.rule.node, self.limits)

    @cached_property
    def stakes(self) -> Expression | None:
        """The fees concerned, in fen."""
        return None if self.rule.stakes is None else bound(self.rule.stakes, self.limits)

    @cached_property
    def figure(self) -> Expression | None:
        """The figure that its sentence tells."""
        figure = self.rule.figure
        return None if figure is None else bound(figure.node, self.limits)

    @cached_property
    def version(self) -> str:
        """Eight hexadecimal digits that change when what it says or its limits do."""
        told = repr((self.node, self.stakes, self.rule.since, self.rule.until))
        return sha256(told.encode()).hexdigest()[:8]

    def columns(self) -> dict[str, Expression]:
        """What a program answers for it, by column: the hit, and the amount where there is one."""
        asked = {f"hit_{self.number}": self.node}
        return asked if self.stakes is None else asked | {f"amount_{self.number}": self.stakes}

    def questions(self) -> dict[str, Described]:
        """The same, with the figure, as the readers of signals take them."""
        asked = self.columns()
        if self.figure is not None:
            asked[f"figure_{self.number}"] = self.figure
        return described(asked)


def described(nodes: Mapping[str, Expression]) -> dict[str, Described]:
    """Expressions as the readers of signals take them."""
    return {
        name: Described(Term(node), asks="规则? | Rule?", family="rule")
        for name, node in nodes.items()
    }


def variants(library: Library, regions: list[Region], names: Iterable[str]) -> list[Variant]:
    """The variants of these rules over the regions, numbered from 1."""
    found: list[Variant] = []
    for name in names:
        rule = library.rules[name]
        places: dict[str, list[int]] = {}
        for place, region in enumerate(regions):
            read = {parameter: region.limits.values[parameter] for parameter in rule.parameters}
            places.setdefault(repr(read), []).append(place)
        for held in places.values():
            limits = regions[held[0]].limits
            found.append(Variant(name, rule, limits, tuple(held), len(found) + 1))
    return found


def regions_between(library: Library, first: date, last: date) -> list[Region]:
    """The regions of the days from the first to the last, the longest areas first."""
    return [r for r in library.book.regions() if r.since <= last and r.until >= first]


def region_of(regions: list[Region], area: str | None, day: date) -> Region:
    """The region of an area and a day."""
    return next(r for r in regions if (area or "").startswith(r.area) and r.since <= day <= r.until)


def region_sql(regions: list[Region]) -> str:
    """The place of a claim's region, over a relation with its area and its setl_time."""
    cases: list[str] = []
    for place, region in enumerate(regions):
        held: list[str] = []
        if region.area:
            held.append(f"SUBSTRING({AREA}, 1, {len(region.area)}) = {literal(region.area)}")
        if region.since != date.min:
            held.append(f"CAST(setl_time AS DATE) >= DATE '{region.since.isoformat()}'")
        if region.until != date.max:
            held.append(f"CAST(setl_time AS DATE) <= DATE '{region.until.isoformat()}'")
        cases.append(f"WHEN {' AND '.join(held) or 'TRUE'} THEN {place}")
    return f"CASE {' '.join(cases)} END"


def area_column() -> Expression:
    """The area whose limits hold: where the institution belongs."""
    return Column("claim", "fix_blng_admdvs")
