"""Reading the group tables of a scheme folder, and saying which row is wrong and why."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from features.errors import BadInput
from features.payment.group_tables import (
    BOTH,
    DIAGNOSIS,
    LEVELS,
    NEEDS,
    NOWHERE,
    OPERATION,
    SEVERITIES,
    Adjacent,
    Category,
    Group,
    GroupTables,
    Places,
    lists,
)
from features.payment.rows import Row, rows_of

_OLDEST = 200
One = TypeVar("One")


def group_tables(
    folder: Path, *, main_only: bool, ambiguous: bool, ambiguous_code: str, ungrouped_code: str
) -> GroupTables:
    """The group tables of a folder. Raises BadInput naming the row that cannot be meant."""
    categories = _once(_categories(folder), "mdc")
    adjacents = _once(_adjacents(folder, {c.mdc for c in categories}), "adrg")
    groups = _once(_groups(folder, {a.adrg for a in adjacents}), "code")
    adrg = {one.adrg: n for n, one in enumerate(adjacents)}
    mdc = {one.mdc: n for n, one in enumerate(categories)}
    by_mdc = _pairs(folder, "mdc_diagnoses", "mdc", "diag_code", mdc)
    by_diagnosis = _pairs(folder, "adrg_diagnoses", "adrg", "diag_code", adrg)
    by_operation = _pairs(folder, "adrg_operations", "adrg", "oprn_code", adrg)
    heavy = rows_of(folder, "complications", ("diag_code", "level", "exclusion"))
    beside = rows_of(folder, "exclusions", ("exclusion", "diag_code"))
    regions = rows_of(folder, "regions", ("diag_code", "region"))
    diagnoses = Places.of(
        [
            *(code for _, code in (*by_mdc, *by_diagnosis)),
            *(row.text("diag_code") for row in (*heavy, *beside, *regions)),
        ]
    )
    operations = Places.of([code for _, code in by_operation])
    _led(adjacents, by_diagnosis, by_operation, folder)
    tables = Places.of([row.text("exclusion") for row in beside])
    level = np.zeros(diagnoses.unknown + 1, dtype=np.int64)
    exclusion = np.full(diagnoses.unknown + 1, tables.unknown, dtype=np.int64)
    for row in heavy:
        at = diagnoses.at(row.text("diag_code"))
        if level[at]:
            raise row.wrong("diag_code", "was listed above", "A complication has one row")
        level[at] = LEVELS[row.among("level", ("CC", "MCC"))]
        if row.maybe("exclusion"):
            exclusion[at] = tables.place.get(row.text("exclusion"), NOWHERE)
            if exclusion[at] == NOWHERE:
                raise row.wrong("exclusion", "is in no row of exclusions", "Its table is listed")
    excluded = np.zeros((tables.unknown + 1, diagnoses.unknown + 1), dtype=bool)
    for row in beside:
        excluded[tables.at(row.text("exclusion")), diagnoses.at(row.text("diag_code"))] = True
    region = np.full(diagnoses.unknown + 1, NOWHERE, dtype=np.int64)
    parts = Places.of([row.text("region") for row in regions])
    for row in regions:
        region[diagnoses.at(row.text("diag_code"))] = parts.at(row.text("region"))
    has_diagnosis = np.zeros((len(adjacents) + 1, diagnoses.unknown + 1), dtype=bool)
    for place, code in by_diagnosis:
        has_diagnosis[place, diagnoses.at(code)] = True
    leading = [(diagnoses.at(c), a) for a, c in by_diagnosis if adjacents[a].needs == DIAGNOSIS]
    operating = [(operations.at(c), a) for a, c in by_operation]
    return GroupTables(
        categories=tuple(categories),
        adjacents=tuple(adjacents),
        groups=tuple(groups),
        diagnoses=diagnoses,
        operations=operations,
        led_by_diagnosis=lists(leading, diagnoses.unknown),
        led_by_operation=lists(operating, operations.unknown),
        categories_of=lists([(diagnoses.at(c), m) for m, c in by_mdc], diagnoses.unknown),
        has_diagnosis=has_diagnosis,
        level=level,
        exclusion=exclusion,
        excluded=excluded,
        region=region,
        groups_of=_groups_of(groups, adjacents, adrg, folder),
        adrg_category=np.array([*(mdc[a.mdc] for a in adjacents), NOWHERE], dtype=np.int64),
        main_only=main_only,
        ambiguous=ambiguous,
        ambiguous_code=ambiguous_code,
        ungrouped_code=ungrouped_code,
    )


def _categories(folder: Path) -> Iterable[tuple[Row, Category]]:
    for row in _some(folder, "mdcs", ("mdc", "name")):
        yield (
            row,
            Category(
                mdc=row.text("mdc"),
                name=row.text("name"),
                gend=row.among("gend", ("", "1", "2")),
                days_from=row.whole("age_days_from") or 0,
                days_to=row.whole("age_days_to") or _OLDEST * 366,
                any_diagnosis=row.flag("any_diagnosis"),
                regions=row.whole("regions") or 0,
            ),
        )


def _adjacents(folder: Path, known: set[str]) -> Iterable[tuple[Row, Adjacent]]:
    for row in _some(folder, "adrgs", ("adrg", "mdc", "name", "needs")):
        if row.text("mdc") not in known:
            raise row.wrong("mdc", f"is {row.text('mdc')}", "It is one of mdcs")
        yield (
            row,
            Adjacent(
                adrg=row.text("adrg"),
                mdc=row.text("mdc"),
                name=row.text("name"),
                kind=row.maybe("kind"),
                needs=row.among("needs", NEEDS),
                ventilated_from=row.whole("ventilated_from") or 0,
                grams_from=row.whole("grams_from") or 0,
                grams_to=row.whole("grams_to") or 0,
            ),
        )


def _groups(folder: Path, known: set[str]) -> Iterable[tuple[Row, Group]]:
    columns = ("drg_code", "drg_name", "adrg", "severity", "weight", "mean_fee")
    for row in _some(folder, "groups", columns):
        if row.text("adrg") not in known:
            raise row.wrong("adrg", f"is {row.text('adrg')}", "It is one of adrgs")
        yield (
            row,
            Group(
                code=row.text("drg_code"),
                name=row.text("drg_name"),
                adrg=row.text("adrg"),
                severities=SEVERITIES[row.among("severity", SEVERITIES)],
                age_from=row.whole("age_from") or 0,
                age_to=row.whole("age_to") or _OLDEST,
                weight=row.weight("weight"),
                mean_fee=row.money("mean_fee"),
                mean_los=row.whole("mean_los"),
                base=row.flag("base"),
            ),
        )


def _some(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    found = rows_of(folder, name, columns)
    if not found:
        raise BadInput(
            f"Scheme folder {folder.name} has no rows of {name}",
            f"{name}.csv or {name}.parquet has the columns {', '.join(columns)}",
            "Add the table",
        )
    return found


def _once(pairs: Iterable[tuple[Row, One]], key: str) -> list[One]:
    found: dict[str, One] = {}
    for row, one in pairs:
        name = str(getattr(one, key))
        if name in found:
            raise row.wrong(key, f"{name} was listed above", "Each is listed once")
        found[name] = one
    return list(found.values())


def _pairs(
    folder: Path, name: str, of: str, code: str, known: dict[str, int]
) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for row in rows_of(folder, name, (of, code)):
        if row.text(of) not in known:
            raise row.wrong(of, f"is {row.text(of)}", f"It is one of {of}s")
        found.append((known[row.text(of)], row.text(code)))
    return found


def _led(
    adjacents: Sequence[Adjacent], by_diagnosis: list[tuple[int, str]],
    by_operation: list[tuple[int, str]], folder: Path,
) -> None:  # fmt: skip
    """Raises BadInput when an ADRG lacks the lists that lead to it."""
    diagnosed, operated = {a for a, _ in by_diagnosis}, {a for a, _ in by_operation}
    for n, one in enumerate(adjacents):
        if (one.needs in (DIAGNOSIS, BOTH) and n not in diagnosed) or (
            one.needs in (OPERATION, BOTH) and n not in operated
        ):
            raise BadInput(
                f"{folder.name}: ADRG {one.adrg} needs {one.needs} and no code leads to it",
                "adrg_diagnoses and adrg_operations list its codes",
                "Add its codes, or change what it needs",
            )


def _groups_of(
    groups: Sequence[Group], adjacents: Sequence[Adjacent], adrg: dict[str, int], folder: Path
) -> np.ndarray:
    """The groups of each ADRG. Raises BadInput when a severity and age has none, or two."""
    for one in adjacents:
        own = [group for group in groups if group.adrg == one.adrg]
        edges = sorted(
            {0, *(g.age_from for g in own), *(g.age_to for g in own if g.age_to < _OLDEST)}
        )
        for severity in range(3):
            for age in edges:
                fits = [
                    g.code for g in own if severity in g.severities and g.age_from <= age < g.age_to
                ]
                if len(fits) != 1:
                    level = next(name for name, n in LEVELS.items() if n == severity)
                    raise BadInput(
                        f"{folder.name}/groups: {one.adrg} with {level} at age {age} leads to "
                        f"{' and '.join(fits) or 'no group'}",
                        "Each ADRG, severity and age leads to one group",
                        "Correct severity, age_from or age_to of its rows",
                    )
    return lists([(adrg[group.adrg], n) for n, group in enumerate(groups)], len(adjacents))
