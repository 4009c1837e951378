"""Reading a mapping from its TOML file, and saying clearly what is wrong with it.

name, zh, en, currency, national_codes, encodings, delimiter, empty, no_date, notes
files       file patterns; {table} stands for the table's name
money       yuan or fen: the unit of amounts; dates: the ways in which days are written
same_names  true when columns not listed come under their canonical names
[tables.NAME]          files, lacks, leaves, refuses, unpivot, beside, skips, duplicate
[tables.NAME.columns]  canonical = "FOREIGN" or a list of names, or one of
    { from = … }  { value = … }  { sum = […] }  { join = […], with = "" }
    { days = ["FROM", "TO"] }  { years = ["FROM", "TO"] }
  with  unit, formats, codes, otherwise, first, optional
"""

import tomllib
from pathlib import Path
from typing import cast

from features.errors import BadInput
from features.settlement.contract import Kind, Table
from features.settlement.mapping import (
    Beside,
    Constant,
    DaysBetween,
    Joined,
    Mapping,
    Named,
    Origin,
    Refusal,
    Rule,
    Source,
    Total,
    Unpivot,
    YearsBetween,
)
from features.settlement.tables import TABLES

FOLDER = Path(__file__).with_name("mappings")

UNITS: dict[str, frozenset[Kind]] = {
    "yuan": frozenset({Kind.FEN, Kind.PRICE}),
    "fen": frozenset({Kind.FEN}),
    "dollar": frozenset({Kind.FEN}),
    "d/h/m": frozenset({Kind.HOURS}),
}
HEAD = frozenset(
    [
        "name",
        "zh",
        "en",
        "currency",
        "national_codes",
        "encodings",
        "delimiter",
        "empty",
        "no_date",
        "notes",
        "files",
        "money",
        "dates",
        "same_names",
        "tables",
    ]
)
OF_SOURCE = frozenset(
    [
        "files",
        "columns",
        "lacks",
        "leaves",
        "refuses",
        "unpivot",
        "beside",
        "skips",
        "duplicate",
        "same_names",
    ]
)
ORIGINS = ("from", "value", "sum", "join", "days", "years")
READING = frozenset(["unit", "formats", "codes", "otherwise", "first", "optional", "with"])

Toml = dict[str, object]


def mapping_names() -> list[str]:
    """The names of the mappings that come with Fundwatch."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def named_mapping(name: str) -> Mapping:
    """The mapping of that name, or in the TOML file at that path.

    Raises BadInput when there is none, or when it says something that it cannot mean.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        raise BadInput(
            f"There is no mapping named {name}",
            f"The mappings are {', '.join(mapping_names())}, or the path of a .toml file",
            "Name one of them with --mapping",
        )
    try:
        toml = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"The mapping {path.name} is not readable TOML: {fault}",
            "A mapping is a TOML file in UTF-8",
            "Correct the line that is named",
        ) from fault
    return read_mapping(toml, path.stem)


def read_mapping(toml: Toml, name: str) -> Mapping:
    """The mapping that this TOML document declares. Raises BadInput when it cannot be meant."""
    _only(toml, HEAD, f"Mapping {name}")
    sources: list[Source] = []
    for table_name, body in _object(toml.get("tables", {}), f"Mapping {name}, tables").items():
        if table_name not in TABLES:
            raise _wrong(
                f"Mapping {name} fills a table {table_name}, which the contract does not have",
                f"The tables are {', '.join(TABLES)}",
            )
        bodies = cast("list[object]", body) if isinstance(body, list) else [body]
        sources += [
            _source(toml, TABLES[table_name], _object(one, f"Mapping {name}, {table_name}"), name)
            for one in bodies
        ]
    order = list(TABLES)
    return Mapping(
        name=str(toml.get("name", name)),
        zh=str(toml.get("zh", "")),
        en=str(toml.get("en", "")),
        sources=tuple(sorted(sources, key=lambda source: order.index(source.table.name))),
        currency=str(toml.get("currency", "CNY")),
        national_codes=toml.get("national_codes", True) is True,
        encodings=_texts(toml.get("encodings", ["utf-8", "gbk"])),
        delimiter=str(toml.get("delimiter", ",")),
        empty=("", *_texts(toml.get("empty", []))),
        no_date=_texts(toml.get("no_date", [])),
        notes=_texts(toml.get("notes", [])),
    )


def _source(toml: Toml, table: Table, body: Toml, mapping: str) -> Source:
    where = f"Mapping {mapping}, table {table.name}"
    _only(body, OF_SOURCE, where)
    patterns = _texts(body.get("files", toml.get("files", [])))
    if not patterns:
        raise _wrong(f"{where} names no files", 'It says files = ["pattern", …]')
    columns = _object(body.get("columns", {}), where)
    rules = [_rule(toml, table, name, said, where) for name, said in columns.items()]
    lacks = frozenset(_texts(body.get("lacks", [])))
    for name in (*columns, *lacks):
        _known(table, name, where)
    if body.get("same_names", toml.get("same_names", False)) is True:
        rules += [
            _rule(toml, table, column.name, {"from": column.name, "optional": column.null}, where)
            for column in table.columns
            if column.name not in columns and column.name not in lacks
        ]
    _complete(table, rules, lacks, where)
    return Source(
        table=table,
        files=tuple(pattern.replace("{table}", table.name) for pattern in patterns),
        rules=tuple(rules),
        lacks=lacks,
        leaves=frozenset(_texts(body.get("leaves", []))),
        refuses=tuple(_refusal(one, where) for one in _list(body.get("refuses", []), where)),
        unpivot=_unpivot(body["unpivot"], where) if "unpivot" in body else None,
        beside=_beside(body["beside"], where) if "beside" in body else None,
        skips={k: str(v) for k, v in _object(body.get("skips", {}), where).items()},
        duplicate=str(body["duplicate"]) if "duplicate" in body else None,
    )


def _rule(toml: Toml, table: Table, name: str, said: object, where: str) -> Rule:
    _known(table, name, where)
    here = f"{where}, column {name}"
    body: Toml = {"from": said} if isinstance(said, str | list) else _object(said, here)
    _only(body, READING | set(ORIGINS), here)
    kind = table.column(name).kind
    default = {Kind.FEN: toml.get("money", "yuan"), Kind.PRICE: "yuan"}.get(kind)
    unit = body.get("unit", default)
    if unit is not None and kind not in UNITS.get(str(unit), frozenset()):
        raise _wrong(
            f"{here} is given in {unit}, but holds {kind.value}",
            "Amounts come in yuan or fen, prices in yuan, hours as d/h/m",
        )
    first = body.get("first")
    return Rule(
        column=name,
        origin=_origin(body, here),
        unit=None if unit is None else str(unit),
        formats=_texts(body.get("formats", toml.get("dates", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]))),
        codes=(
            {k: str(v) for k, v in _object(body["codes"], here).items()}
            if "codes" in body
            else None
        ),
        otherwise=str(body["otherwise"]) if "otherwise" in body else None,
        first=first if isinstance(first, int) else None,
        optional=body.get("optional") is True,
    )


def _origin(body: Toml, where: str) -> Origin:
    said = [key for key in ORIGINS if key in body]
    if len(said) != 1:
        raise _wrong(
            f"{where} says {' and '.join(said) or 'nothing of where it comes from'}",
            f"It says exactly one of {', '.join(ORIGINS)}",
        )
    key = said[0]
    if key == "value":
        return Constant(str(body["value"]))
    names = _texts(body[key])
    if not names or (key in ("days", "years") and len(names) != 2):
        raise _wrong(f"{where} names {len(names)} columns for {key}", "days and years take two")
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


def _refusal(said: object, where: str) -> Refusal:
    body = _object(said, where)
    _only(body, frozenset({"column", "values", "reason"}), f"{where}, refuses")
    return Refusal(str(body["column"]), _texts(body["values"]), str(body["reason"]))


def _unpivot(said: object, where: str) -> Unpivot:
    body = _object(said, where)
    _only(body, frozenset({"columns", "count", "place", "value"}), f"{where}, unpivot")
    pattern, count = str(body["columns"]), int(str(body["count"]))
    names = tuple(pattern.replace("{n}", str(n)) for n in range(1, count + 1))
    return Unpivot(names, str(body["place"]), str(body["value"]))


def _beside(said: object, where: str) -> Beside:
    body = _object(said, where)
    _only(body, frozenset({"files", "key"}), f"{where}, beside")
    return Beside(_texts(body["files"]), str(body["key"]))


def _complete(table: Table, rules: list[Rule], lacks: frozenset[str], where: str) -> None:
    made = {rule.column for rule in rules}
    for column in table.columns:
        needed = column.name in (*table.key, table.month_of)
        if needed and column.name in lacks:
            raise _wrong(
                f"{where} lacks {column.name}, without which a row cannot be kept",
                "A key and the column that files a row always come from somewhere",
            )
        if not column.null and column.name not in made and column.name not in lacks:
            raise _wrong(
                f"{where} leaves the required column {column.name} open",
                "A required column has a source, or is named under lacks",
            )
        if column.name in made and column.name in lacks:
            raise _wrong(f"{where} both fills and lacks {column.name}", "It does one of the two")


def _known(table: Table, name: str, where: str) -> None:
    if name not in {column.name for column in table.columns}:
        raise _wrong(
            f"{where} fills a column {name}, which the contract does not have",
            "`fundwatch tables` prints the columns of the contract",
        )


def _only(body: Toml, known: frozenset[str], where: str) -> None:
    for key in body:
        if key not in known:
            raise _wrong(
                f"{where} says {key}, which means nothing there",
                f"It may say {', '.join(sorted(known))}",
            )


def _object(value: object, where: str) -> Toml:
    if not isinstance(value, dict):
        raise _wrong(f"{where} is not a table of TOML", "It is a table: key = value")
    return cast("Toml", value)


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise _wrong(f"{where} is not a list", "It is a list: [ … ]")
    return cast("list[object]", value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one) for one in cast("list[object]", value))
    return (str(value),)


def _wrong(what: str, expected: str) -> BadInput:
    return BadInput(what, expected, "Correct the mapping")
