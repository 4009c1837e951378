"""How the rows of a key's tiles add up to the answers of looks, as statements of Python."""

from collections.abc import Mapping, Sequence

from features.check import measure
from features.nodes import Past
from features.settlement.contract import Kind
from features.sql.keysets import KeySet
from features.tile_classes import TileClass, tile_classes

NOTHING = {"count": "0", "sum": "0", "distinct": "0"}  # of the others nothing is known: None


def merging(keyset: KeySet, looks: Sequence[Past], names: Mapping[Past, str], of: str) -> list[str]:
    """The statements that answer looks of one key set, out of the rows `of` a key by class.

    `day` is the day that is asked from. Rows are cut down to each window in turn, the widest first,
    and added up part by part; where none is left, the narrower windows hold none either.
    """
    classes = tile_classes(keyset)
    read = [any(keyset.part(look) in one.places for look in looks) for one in classes]
    rows = [f"rows_{place}" if asked else "_" for place, asked in enumerate(read)]
    statements = [
        *(f"{names[look]} = {NOTHING.get(look.aggregate)}" for look in looks),
        f"seen = {of}",
        "if seen:",
        f"    {', '.join(rows)}, = seen",
    ]
    for one, source in zip(classes, rows, strict=True):
        asked = [look for look in looks if keyset.part(look) in one.places]
        statements += [f"    {text}" for text in _windows(keyset, one, asked, names, source)]
    return statements


def _windows(
    keyset: KeySet, one: TileClass, looks: Sequence[Past], names: Mapping[Past, str], rows: str
) -> list[str]:
    """The statements that answer the looks that read one class, window within window."""
    statements: list[str] = []
    for depth, reach in enumerate(sorted({look.window.reach for look in looks}, reverse=True)):
        asked = {look: keyset.part(look) for look in looks if look.window.reach == reach}
        parts = [f"part_{place}" if place in asked.values() else "_" for place in one.places]
        steps = [
            f"first = day - {reach}",
            f"near = [row for row in {'near' if depth else rows} if row[0] >= first]",
            "if near:",
            f"    _, {', '.join(parts)}, = zip(*near)",
            *(f"    {names[look]} = {_answer(look, f'part_{asked[look]}')}" for look in asked),
        ]
        statements += ["    " * depth + text for text in steps]
    return statements


def _answer(look: Past, part: str) -> str:
    """The answer out of what the rows of a window hold of a part, a sequence of one or more."""
    known = f"[one for one in {part} if one is not None]"
    match look.aggregate:
        case "count" | "sum":
            return f"sum({part})"
        case "distinct":
            return f"len(set().union(*{known}))"
        case "latest":
            answer = f"last({known})"
        case aggregate:
            answer = f"{aggregate}({known}, default=None)"
    kind = measure(look).kind
    return f"restored({answer}, {kind.value!r})" if kind in {Kind.DATE, Kind.MOMENT} else answer
