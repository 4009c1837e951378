"""Read the book of limits from TOML, and refuse what cannot be meant, naming file and parameter."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from features.errors import BadInput
from features.rules.parameters.book import Declared, Limit, ParameterBook, Valid
from features.rules.parameters.units import LISTS, UNITS, Unit

_ENTRY = {"value", "since", "until", "source"}


def read(folders: Iterable[Path]) -> ParameterBook:
    """The book of these folders, later ones over earlier.

    Raises BadInput for a file that is no TOML, a name that nobody declares, a value that is not of
    its unit, a day that is none, and days of one parameter, area and folder that overlap.
    """
    declarations: dict[str, Declared] = {}
    valid: list[Valid] = []
    for rank, folder in enumerate(folders):
        opened = [(file, *_opened(file)) for file in sorted(folder.glob("*.toml"))]
        for file, area, parameters in sorted(opened, key=lambda found: found[1] != ""):
            for name, entry in parameters.items():
                if rank == 0 and not area:
                    declarations[name] = _declared(file, name, entry)
                valid += _valid(file, area, rank, declarations, name, entry)
    _apart(valid)
    return ParameterBook(declarations, valid)


def limit_of(unit: Unit, name: str, value: object, file: str) -> Limit:
    """A value as expressions compare it. Raises BadInput when it is not of the unit."""
    if unit.name in LISTS:
        many = value if isinstance(value, list) else []
        found = tuple(unit.stored(one) for one in many)
        if found and all(isinstance(one, str) for one in found):
            return tuple(str(one) for one in found)
    else:
        one = unit.stored(value)
        if one is not None:
            return one
    raise BadInput(
        f"{file}: {name} is {value!r}, which is no value in {unit.name}.",
        "Days, hours, years and times are whole, money has whole fen, codes and names are lists of texts.",
        "Write the value in that unit.",
    )


def _opened(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        _refuse(file, f"is no TOML ({fault})", "Files of limits are TOML in UTF-8.")
    unknown = sorted(set(told) - {"area", "name", "parameters"})
    area = told.get("area", "")
    if unknown or not isinstance(area, str) or not (area == "" or area.isdigit()):
        _refuse(
            file,
            f"has {', '.join(unknown)}" if unknown else f"names the area {area!r}",
            'It holds area (the first digits of 医保区划, or ""), name and [parameters.…].',
        )
    return area, told.get("parameters", {})


def _declared(file: Path, name: str, entry: dict[str, Any]) -> Declared:
    unit = UNITS.get(entry.get("unit", ""))
    says = entry.get("says", "")
    first = next(iter(entry.get("values", [])), None)
    if unit is None or " | " not in says or first is None:
        _refuse(
            file,
            f"declares {name} without its words, unit or value",
            f'It has says = "中文 | English", values, and a unit of {", ".join(UNITS)}.',
        )
    return Declared(name, says, unit, limit_of(unit, name, first.get("value"), file.name))


def _valid(
    file: Path,
    area: str,
    rank: int,
    declarations: dict[str, Declared],
    name: str,
    entry: dict[str, Any],
) -> list[Valid]:
    declared = declarations.get(name)
    if declared is None:
        _refuse(
            file,
            f"gives a value to {name}, which no rule reads",
            f"Parameters are {', '.join(sorted(declarations))}.",
        )
    if entry.get("unit", declared.unit.name) != declared.unit.name:
        _refuse(
            file,
            f"writes {name} in {entry['unit']}",
            f"{name} is in {declared.unit.name}, as national.toml says.",
        )
    found: list[Valid] = []
    for one in entry.get("values", []):
        unknown = sorted(set(one) - _ENTRY)
        if unknown or "value" not in one or not one.get("source"):
            _refuse(
                file,
                f"has a value of {name} with {', '.join(unknown) or 'no value or no source'}",
                "Each value has value, since, source and perhaps until.",
            )
        since, until = _day(file, name, one, "since"), _day(file, name, one, "until")
        if since > until:
            _refuse(file, f"ends {name} before it begins", "since is not after until.")
        value = limit_of(declared.unit, name, one["value"], file.name)
        found.append(Valid(name, value, area, since, until, one["source"], file.name, rank))
    return found


def _day(file: Path, name: str, entry: dict[str, Any], key: str) -> date:
    day = entry.get(key, date.max if key == "until" else None)
    if not isinstance(day, date) or isinstance(day, datetime):
        _refuse(file, f"has a value of {name} without {key}", "Days are written 2025-01-31.")
    return day


def _apart(valid: list[Valid]) -> None:
    """See that no two values of one parameter, area and folder count on one day."""
    ordered = sorted(valid, key=lambda v: (v.name, v.area, v.rank, v.since))
    for first, second in pairwise(ordered):
        same = (first.name, first.area, first.rank) == (second.name, second.area, second.rank)
        if same and second.since <= first.until:
            raise BadInput(
                f"{first.name} has two values on {second.since} for area {first.area or 'all'}"
                f" ({first.file}, {second.file}).",
                "One value counts on one day.",
                "End the earlier one with until = the day before.",
            )


def _refuse(file: Path, what: str, expected: str) -> NoReturn:
    raise BadInput(f"{file.name} {what}.", expected, "Mend the file and run the command again.")
