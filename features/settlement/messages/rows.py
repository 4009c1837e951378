"""The rows of a source out of interface messages: one for each element of its node, as text.

Every name of the mapping (mapping_messages.py) becomes a column of that name. Keys in capitals are
the same as in small letters; a node may be a list, one object, or text that holds one of the two.
What an element has beyond the names becomes a column too, to be kept aside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import duckdb

from features.settlement.intake.foreign import literal, quote
from features.settlement.mapping.messages import Node
from features.settlement.messages.log import MessageLog, paths

FIRST, PLACE, INFNO = "@first", "@place", "@infno"
PARTS = ("input", "output")
APART = 10_000
"""How far the places of elements lie apart where each has a list of its own within."""


@dataclass(frozen=True)
class Rows:
    """Rows as a query: `_file`, `_row`, `_place`, and the columns as text.

    `others` are those of the columns that no name asked for.
    """

    query: str
    columns: tuple[str, ...]
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Elements:
    """The elements of a node: the query, and what may be read beside and in them."""

    query: str
    said: dict[str, str]
    """Columns of the query with what the message says outside of the node, by name."""
    own: dict[str, list[str]]
    """Spellings of each field of the element, by the field in small letters."""
    each: dict[str, list[str]]
    """The same of the elements of the list within."""


def rows_of(
    con: duckdb.DuckDBPyConnection, log: MessageLog, node: Node, names: Iterable[str]
) -> Rows | None:
    """The rows of a node, with a column for each name that is found; None without messages.

    Names of settlement. and original. are left to message_settlements.py.
    """
    messages = log.of(node.messages)
    if messages is None:
        return None
    asked = dict.fromkeys(names)
    if node.answer is not None:
        asked[node.answer.key] = None
    elements = _elements(con, messages, node, asked)
    made = {name: sql for name in asked if (sql := _value(name, elements, node)) is not None}
    others = _others(elements, node, made, asked)
    rows = Rows(_laid_out(elements, {**made, **others}), (*made, *others), frozenset(others))
    if node.answer is None:
        return rows
    answering = Node(node.messages, (node.answer.path,))
    return _answered(_elements(con, messages, answering, ()), node.answer.key, rows, asked)


def _elements(
    con: duckdb.DuckDBPyConnection, messages: str, node: Node, names: Iterable[str]
) -> _Elements:
    """The elements of the node in these messages, with every key that they have.

    What lies outside of the elements is taken out of a message once, before they part.
    """
    outside = {
        part: None
        for name in names
        for part in name.removesuffix(FIRST).split("|")
        if part.partition(".")[0] in PARTS
    }
    sought = [*node.paths, *outside]
    ways = {part: [way for path in sought for way in _ways(path, part)] for part in PARTS}
    taken = ", ".join(
        f"json_extract_string({p}, {paths(ways[p])}) AS _{p}" for p in PARTS if ways[p]
    )
    found = {path: _first_of(path, ways) for path in sought}
    said = {path: f"said_{n}" for n, path in enumerate(outside)}
    beside = "".join(f", {found[path]} AS {column}" for path, column in said.items())
    request = "".join(f", {quote(f'request.{field}')}" for field in _fields(names))
    text = f"coalesce({', '.join(found[path] for path in node.paths)})"
    carried = f"_file, _row, infno{request}"
    also = "".join(f", {column}" for column in said.values())
    query = (
        f"SELECT {carried}{also}, unnest(els) AS el, generate_subscripts(els, 1) AS _place FROM "
        f"(SELECT {carried}{also}, {_listed('node')} AS els FROM "
        f"(SELECT {carried}{beside}, {text} AS node FROM (SELECT *, {taken} FROM ({messages}))))"
    )
    if node.each is None:
        return _Elements(query, said, _keys(con, query, "el"), {})
    ways_in = [way for name in (node.each,) for way in (name, name.upper())]
    inner = f"json_extract_string(el, {paths(ways_in)})"
    query = (
        f"SELECT {carried}{also}, el, unnest(els) AS each, "
        f"(_place - 1) * {APART} + generate_subscripts(els, 1) AS _place FROM (SELECT *, "
        "CASE WHEN len(within) > 0 THEN within ELSE [NULL] END AS els FROM "
        f"(SELECT *, {_listed('node')} AS within FROM (SELECT *, coalesce(n[1], n[2]) AS node "
        f"FROM (SELECT *, {inner} AS n FROM ({query})))))"
    )
    return _Elements(query, said, _keys(con, query, "el"), _keys(con, query, "each"))


def _keys(con: duckdb.DuckDBPyConnection, query: str, column: str) -> dict[str, list[str]]:
    """Every spelling of a key that the elements have, by the key in small letters."""
    rows = con.execute(
        f"SELECT DISTINCT unnest(keys) AS key FROM (SELECT DISTINCT json_keys({column}) AS keys "
        f"FROM ({query}) WHERE {column} IS NOT NULL) ORDER BY key DESC"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for (key,) in rows:
        if not set(str(key)) & set('"\\*'):
            found.setdefault(str(key).lower(), []).append(str(key))
    return found


def _value(name: str, elements: _Elements, node: Node) -> str | None:
    """The value of a name as SQL over an element; None when the messages have none."""
    if name.endswith(FIRST):
        once = _value(name.removesuffix(FIRST), elements, node)
        if once is None:
            return None
        return f"CASE WHEN {once} IS NULL THEN NULL WHEN _place = 1 THEN {once} ELSE '0' END"
    if "|" in name:
        found = [_value(part, elements, node) for part in name.split("|")]
        filled = [f"nullif(trim({sql}), '')" for sql in found if sql is not None]
        return f"coalesce({', '.join(filled)})" if filled else None
    head, _, rest = name.partition(".")
    if name == PLACE:
        return "_place::VARCHAR"
    if name == INFNO:
        return "infno"
    if name in elements.said:
        return elements.said[name]
    if not rest:
        return _field("v", elements.own, name)
    if head == "request":
        return quote(name)
    return _field("w", elements.each, rest) if head == node.each else None


def _field(of: str, spellings: dict[str, list[str]], name: str) -> str | None:
    ways = spellings.get(name.lower())
    if not ways:
        return None
    every = [way for one in spellings.values() for way in one]
    values = ", ".join(f"{of}[{every.index(way) + 1}]" for way in ways)
    return values if len(ways) == 1 else f"coalesce({values})"


def _others(
    elements: _Elements, node: Node, made: Iterable[str], asked: Iterable[str]
) -> dict[str, str]:
    """The fields that no name asks for, by the name under which they are kept aside."""
    known = {part.lower() for name in (*made, *asked) for part in _alternatives(name)}
    known |= {node.each.lower()} if node.each else set()
    found = {name: _field("v", elements.own, name) for name in elements.own}
    found |= {f"{node.each}.{name}": _field("w", elements.each, name) for name in elements.each}
    return {
        name: sql for name, sql in found.items() if sql is not None and name.lower() not in known
    }


def _alternatives(name: str) -> list[str]:
    return name.removesuffix(FIRST).split("|")


def _fields(names: Iterable[str]) -> list[str]:
    """The fields of the envelope among the names."""
    every = (part for name in names for part in _alternatives(name))
    return sorted({p.removeprefix("request.") for p in every if p.startswith("request.")})


def _laid_out(elements: _Elements, columns: dict[str, str]) -> str:
    """The elements with their columns. Fields are taken out of an element all at once."""
    taken = [
        f"json_extract_string({document}, {_spelled(spellings)}) AS {of}"
        for document, of, spellings in (("el", "v", elements.own), ("each", "w", elements.each))
        if spellings
    ]
    values = "".join(f", {sql} AS {quote(name)}" for name, sql in columns.items())
    opened = f"SELECT *{''.join(', ' + one for one in taken)} FROM ({elements.query})"
    return f"SELECT _file, _row, _place{values} FROM ({opened})"


def _spelled(spellings: dict[str, list[str]]) -> str:
    every = (way for one in spellings.values() for way in one)
    return "[" + ", ".join(literal(f'$."{way}"') for way in every) + "]"


def _answered(elements: _Elements, key: str, rows: Rows, asked: Iterable[str]) -> Rows:
    """The rows with the fields of the answer's element that has the same key beside them."""
    prefix = "answer."
    fields = {
        name: sql
        for name in asked
        if name.startswith(prefix)
        and (sql := _field("v", elements.own, name.removeprefix(prefix))) is not None
    }
    of_key = _field("v", elements.own, key)
    if of_key is None or not fields or key not in rows.columns:
        return rows
    laid = _laid_out(elements, {**fields, "_key": of_key})
    added = "".join(f", _a.{quote(name)}" for name in fields)
    query = (
        f"SELECT _q.*{added} FROM ({rows.query}) AS _q LEFT JOIN (SELECT * FROM ({laid}) "
        "QUALIFY row_number() OVER (PARTITION BY _file, _row, _key ORDER BY _place) = 1) AS _a "
        f"ON _a._file = _q._file AND _a._row = _q._row AND _a._key = _q.{quote(key)}"
    )
    return Rows(query, (*rows.columns, *fields), rows.others)


def _ways(path: str, part: str) -> list[str]:
    """How a path below this part may be written: each word small or capital, its node a list."""
    head, _, rest = path.partition(".")
    if head != part:
        return []
    words = [dict.fromkeys((word, word.upper())) for word in rest.split(".")]
    ways = [".".join(way) for way in product(*words)]
    return ways + [
        f"{way.rpartition('.')[0]}[0].{way.rpartition('.')[2]}" for way in ways if "." in way
    ]


def _first_of(path: str, ways: dict[str, list[str]]) -> str:
    part = path.partition(".")[0]
    every = ways[part]
    texts = ", ".join(f"_{part}[{every.index(way) + 1}]" for way in _ways(path, part))
    return f"coalesce({texts})"


def _listed(text: str) -> str:
    """The elements of a node that is a list, one object, or nothing."""
    opened = f"CASE WHEN json_valid({text}) THEN {text} END"
    return (
        f"CASE json_type({opened}) WHEN 'ARRAY' THEN list_filter(from_json({opened}, '[\"JSON\"]'),"
        f" lambda e: json_type(e) = 'OBJECT') WHEN 'OBJECT' THEN [({opened})::JSON] "
        "ELSE []::JSON[] END"
    )
