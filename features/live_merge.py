"""How tiles merge into the answers of looks, as statements of Python."""

from collections.abc import Mapping, Sequence

from features.check import measure
from features.nodes import Past
from features.settlement.contract import Kind
from features.sql.keysets import KeySet

START = {
    "count": "0",
    "sum": "0",
    "min": "None",
    "max": "None",
    "latest": "None",
    "distinct": "set()",
    "groups": "{}",
}


def merging(keyset: KeySet, looks: Sequence[Past], names: Mapping[Past, str], of: str) -> list[str]:
    """The statements that answer looks of one key set, in one loop over its tiles `of` a key.

    `day` is the day that is asked from.
    """
    steps: list[str] = []
    for depth, reach in enumerate(sorted({look.window.reach for look in looks}, reverse=True)):
        pad = "    " * depth
        steps.append(f"{pad}if at >= day - {reach}:")
        for look in looks:
            if look.window.reach == reach:
                part = f"parts[{keyset.part(look)}]"
                steps += [f"{pad}    {text}" for text in _merge(look, names[look], part)]
    return [
        *(f"{names[look]} = {START[look.aggregate]}" for look in looks),
        f"for at, parts in {of}:",
        *(f"    {text}" for text in steps),
        *(
            f"{names[look]} = {text}"
            for look in looks
            if (text := _answer(look, names[look])) is not None
        ),
    ]


def _merge(look: Past, name: str, part: str) -> list[str]:
    """The statements that merge one tile's part into the answer in the making."""
    match look.aggregate:
        case "count" | "sum":
            return [f"{name} += {part}"]
        case "distinct":
            return [f"{name}.update({part} or ())"]
        case "latest":
            later = f"({name} is None or part[:2] > {name}[:2])"
        case aggregate:
            later = f"({name} is None or part {'<' if aggregate == 'min' else '>'} {name})"
    return [f"part = {part}", f"if part is not None and {later}: {name} = part"]


def _answer(look: Past, name: str) -> str | None:
    """The answer out of what was merged; None where that is the answer already."""
    kind = measure(look).kind
    match look.aggregate:
        case "count" | "sum":
            return None
        case "distinct":
            return f"len({name})"
        case "latest":
            last = f"{name} and {name}[2]"
        case _:
            last = name
    if kind in {Kind.DATE, Kind.MOMENT}:
        return f"restored({last}, {kind.value!r})"
    return None if last == name else last
