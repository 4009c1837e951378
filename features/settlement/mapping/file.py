"""Reading a mapping from its TOML file, and saying clearly what is wrong with it.

name, zh, en, currency, national_codes, encodings, delimiter, empty, no_date, notes
files       file patterns; {table} stands for the table's name
money       yuan or fen: the unit of amounts; dates: the ways in which days are written, in the
            letters of strptime, "epoch_ms" (milliseconds since 1970) or "excel_serial"
flags       words for 1 and 0 in columns that hold one of the two, such as { Y = "1", N = "0" }
same_names  true when columns not listed come under their canonical names
leaves      columns left out of every table on purpose
format      "messages" for logs of interface messages: see mapping_messages_file.py
[tables.NAME]          files, lacks, leaves, refuses, unpivot, beside, skips, duplicate
[tables.NAME.columns]  canonical = "FOREIGN" or a list: the first in which the row has something;
  or one of
    { from = … }  { value = … }  { sum = […] }  { join = […], with = "" }
    { days = ["FROM", "TO"] }  { years = ["FROM", "TO"] }
  with  unit, formats, codes, otherwise, first, rounded, optional

A column that the contract never keeps (`withheld`: names of people, numbers of certificates) is left
out without being listed. A foreign column that nothing names is kept aside (aside.py).
"""

import tomllib
from pathlib import Path
from typing import cast

from features.errors import BadInput
from features.settlement.contract import Table
from features.settlement.mapping.mapping import Beside, Mapping, Refusal, Rule, Source, Unpivot
from features.settlement.mapping.messages import Node
from features.settlement.mapping.messages_file import OF_NODE, node_of, replaces_of, settlements_of
from features.settlement.mapping.rules import (
    Toml,
    a_list,
    a_table,
    known,
    only,
    rule_of,
    texts,
    wrong,
)
from features.settlement.tables import TABLES

FOLDER = Path(__file__).with_name("mappings")

HEAD = frozenset(
    {
        *("name", "zh", "en", "currency", "national_codes", "encodings", "delimiter", "empty"),
        *("no_date", "notes", "files", "money", "dates", "same_names", "tables", "flags"),
        *("leaves", "format", "replaces", "settlements"),
    }
)
FORMATS = ("tables", "messages")
OF_SOURCE = frozenset(
    {
        *("files", "columns", "lacks", "leaves", "refuses", "unpivot", "beside", "skips"),
        *("duplicate", "same_names"),
        *OF_NODE,
    }
)


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
    only(toml, HEAD, f"Mapping {name}")
    if toml.get("format", "tables") not in FORMATS:
        raise wrong(
            f"Mapping {name} is of format {toml['format']}, which does not exist",
            f"The formats are {' and '.join(FORMATS)}",
        )
    sources: list[Source] = []
    for table_name, body in a_table(toml.get("tables", {}), f"Mapping {name}, tables").items():
        if table_name not in TABLES:
            raise wrong(
                f"Mapping {name} fills a table {table_name}, which the contract does not have",
                f"The tables are {', '.join(TABLES)}",
            )
        bodies = cast("list[object]", body) if isinstance(body, list) else [body]
        sources += [
            _source(toml, TABLES[table_name], a_table(one, f"Mapping {name}, {table_name}"), name)
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
        encodings=texts(toml.get("encodings", ["utf-8", "gbk"])),
        delimiter=str(toml.get("delimiter", ",")),
        empty=("", *texts(toml.get("empty", []))),
        no_date=texts(toml.get("no_date", [])),
        notes=texts(toml.get("notes", [])),
        settlements=settlements_of(toml, f"Mapping {name}"),
        replaces=replaces_of(toml, f"Mapping {name}"),
    )


def _source(toml: Toml, table: Table, body: Toml, mapping: str) -> Source:
    where = f"Mapping {mapping}, table {table.name}"
    only(body, OF_SOURCE, where)
    patterns = texts(body.get("files", toml.get("files", [])))
    if not patterns:
        raise wrong(f"{where} names no files", 'It says files = ["pattern", …]')
    columns = a_table(body.get("columns", {}), where)
    rules = [rule_of(toml, table, name, said, where) for name, said in columns.items()]
    lacks = frozenset(texts(body.get("lacks", [])))
    for name in (*columns, *lacks):
        known(table, name, where)
    if body.get("same_names", toml.get("same_names", False)) is True:
        rules += [
            rule_of(toml, table, column.name, {"from": column.name, "optional": column.null}, where)
            for column in table.columns
            if column.name not in columns and column.name not in lacks
        ]
    _complete(table, rules, lacks, where)
    return Source(
        table=table,
        files=tuple(pattern.replace("{table}", table.name) for pattern in patterns),
        rules=tuple(rules),
        lacks=lacks,
        leaves=frozenset(
            (*texts(toml.get("leaves", [])), *texts(body.get("leaves", [])), *table.withheld)
        ),
        refuses=tuple(_refusal(one, where) for one in a_list(body.get("refuses", []), where)),
        unpivot=_unpivot(body["unpivot"], where) if "unpivot" in body else None,
        beside=_beside(body["beside"], where) if "beside" in body else None,
        skips={k: str(v) for k, v in a_table(body.get("skips", {}), where).items()},
        duplicate=str(body["duplicate"]) if "duplicate" in body else None,
        node=_node(toml, body, where),
    )


def _node(toml: Toml, body: Toml, where: str) -> Node | None:
    if toml.get("format") == "messages":
        return node_of(body, where)
    for key in body:
        if key in OF_NODE:
            raise wrong(
                f"{where} says {key}, but the mapping is of tables",
                'A mapping of messages says format = "messages" at its head',
            )
    return None


def _refusal(said: object, where: str) -> Refusal:
    body = a_table(said, where)
    only(body, frozenset({"column", "values", "reason"}), f"{where}, refuses")
    return Refusal(str(body["column"]), texts(body["values"]), str(body["reason"]))


def _unpivot(said: object, where: str) -> Unpivot:
    body = a_table(said, where)
    only(body, frozenset({"columns", "count", "place", "value"}), f"{where}, unpivot")
    pattern, count = str(body["columns"]), int(str(body["count"]))
    names = tuple(pattern.replace("{n}", str(n)) for n in range(1, count + 1))
    return Unpivot(names, str(body["place"]), str(body["value"]))


def _beside(said: object, where: str) -> Beside:
    body = a_table(said, where)
    only(body, frozenset({"files", "key"}), f"{where}, beside")
    return Beside(texts(body["files"]), str(body["key"]))


def _complete(table: Table, rules: list[Rule], lacks: frozenset[str], where: str) -> None:
    made = {rule.column for rule in rules}
    for column in table.columns:
        needed = column.name in (*table.key, table.month_of)
        if needed and column.name in lacks:
            raise wrong(
                f"{where} lacks {column.name}, without which a row cannot be kept",
                "A key and the column that files a row always come from somewhere",
            )
        if not column.null and column.name not in made and column.name not in lacks:
            raise wrong(
                f"{where} leaves the required column {column.name} open",
                "A required column has a source, or is named under lacks",
            )
        if column.name in made and column.name in lacks:
            raise wrong(f"{where} both fills and lacks {column.name}", "It does one of the two")
