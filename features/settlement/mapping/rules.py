"""Reading one column's rule of a mapping: where its value comes from and how its text is read."""

from typing import cast

from features.errors import BadInput
from features.settlement.contract import Kind, Table
from features.settlement.mapping.mapping import (
    Constant,
    DaysBetween,
    Joined,
    Named,
    Origin,
    Rule,
    Total,
    YearsBetween,
)

Toml = dict[str, object]

UNITS: dict[str, frozenset[Kind]] = {
    "yuan": frozenset({Kind.FEN, Kind.PRICE}),
    "fen": frozenset({Kind.FEN}),
    "dollar": frozenset({Kind.FEN}),
    "d/h/m": frozenset({Kind.HOURS}),
}
ORIGINS = ("from", "value", "sum", "join", "days", "years")
READING = frozenset(
    {"unit", "formats", "codes", "otherwise", "first", "rounded", "optional", "with"}
)


def rule_of(toml: Toml, table: Table, name: str, said: object, where: str) -> Rule:
    """The rule of one column. Raises BadInput when it cannot be meant."""
    known(table, name, where)
    here = f"{where}, column {name}"
    body: Toml = {"from": said} if isinstance(said, str | list) else a_table(said, here)
    only(body, READING | set(ORIGINS), here)
    kind = table.column(name).kind
    default = {Kind.FEN: toml.get("money", "yuan"), Kind.PRICE: "yuan"}.get(kind)
    unit = body.get("unit", default)
    if unit is not None and kind not in UNITS.get(str(unit), frozenset()):
        raise wrong(
            f"{here} is given in {unit}, but holds {kind.value}",
            "Amounts come in yuan or fen, prices in yuan, hours as d/h/m",
        )
    first = body.get("first")
    flags = a_table(toml.get("flags", {}), f"{where}, flags")
    codes = table.column(name).codes
    two = set(codes) == {"0", "1"} if codes else kind is Kind.CODE and name.endswith("_flag")
    return Rule(
        column=name,
        origin=_origin(body, here),
        unit=None if unit is None else str(unit),
        formats=texts(body.get("formats", toml.get("dates", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]))),
        codes=(
            {k: str(v) for k, v in a_table(body["codes"], here).items()}
            if "codes" in body
            else None
        ),
        otherwise=str(body["otherwise"]) if "otherwise" in body else None,
        flags={w: str(f) for w, f in flags.items()} if two and "codes" not in body else {},
        first=first if isinstance(first, int) else None,
        rounded=body.get("rounded") is True,
        optional=body.get("optional") is True,
    )


def _origin(body: Toml, where: str) -> Origin:
    said = [key for key in ORIGINS if key in body]
    if len(said) != 1:
        raise wrong(
            f"{where} says {' and '.join(said) or 'nothing of where it comes from'}",
            f"It says exactly one of {', '.join(ORIGINS)}",
        )
    key = said[0]
    if key == "value":
        return Constant(str(body["value"]))
    names = texts(body[key])
    if not names or (key in ("days", "years") and len(names) != 2):
        raise wrong(f"{where} names {len(names)} columns for {key}", "days and years take two")
    match key:
        case "from":
            return Named(names)
        case "sum":
            return Total(names)
        case "join":
            return Joined(names, str(body.get("with", "")))
        case "days":
            return DaysBetween(*names)
        case _:
            return YearsBetween(*names)


def known(table: Table, name: str, where: str) -> None:
    """Raise BadInput unless the table has this column."""
    if name not in {column.name for column in table.columns}:
        raise wrong(
            f"{where} fills a column {name}, which the contract does not have",
            "`fundwatch tables` prints the columns of the contract",
        )


def only(body: Toml, known: frozenset[str], where: str) -> None:
    """Raise BadInput when something is said that means nothing."""
    for key in body:
        if key not in known:
            raise wrong(
                f"{where} says {key}, which means nothing there",
                f"It may say {', '.join(sorted(known))}",
            )


def a_table(value: object, where: str) -> Toml:
    """The value as a table of TOML. Raises BadInput when it is none."""
    if not isinstance(value, dict):
        raise wrong(f"{where} is not a table of TOML", "It is a table: key = value")
    return cast("Toml", value)


def a_list(value: object, where: str) -> list[object]:
    """The value as a list. Raises BadInput when it is none."""
    if not isinstance(value, list):
        raise wrong(f"{where} is not a list", "It is a list: [ … ]")
    return cast("list[object]", value)


def texts(value: object) -> tuple[str, ...]:
    """The value, or each value of a list, as text."""
    if isinstance(value, list):
        return tuple(str(one) for one in cast("list[object]", value))
    return (str(value),)


def wrong(what: str, expected: str) -> BadInput:
    """The error of a mapping that has to be corrected."""
    return BadInput(what, expected, "Correct the mapping")
