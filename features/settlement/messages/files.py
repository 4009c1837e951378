"""The lines of log files: which form a log has, and its messages as text with their line numbers.

Small files are read together, so that a folder of a thousand messages, each in its own file, is a
few reads; a large log is read as it streams.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.errors import BadInput
from features.settlement.intake.encodings import as_utf8
from features.settlement.intake.foreign import literal
from features.settlement.mapping.mapping import Mapping

LONGEST = 1 << 25
"""Bytes that one message may have: 32 MiB, where the interface allows 40,000 characters a part."""
TOGETHER = 1 << 26
"""Bytes of small files that are read at once."""
LARGE = 1 << 23
"""Bytes from which a file is read for itself, as it streams."""
LONG = r"([:,\[]\s*)(-?[0-9.]{17,}(?:[eE][+-]?[0-9]+)?)"
"""A number of so many signs that a double may not keep it."""
LINES, ARRAY, ONE = "lines", "array", "one"


@dataclass(frozen=True)
class _Log:
    """A log file in UTF-8: its number and name in the load, where to read it, form and size."""

    number: int
    name: str
    path: Path
    form: str
    size: int


def exact(text: str) -> str:
    """The JSON text in SQL with every number of 17 signs or more in quotation marks.

    A text in which that would break a string is left as it is.
    """
    quoted = f"regexp_replace({text}, {literal(LONG)}, '\\1\"\\2\"', 'g')"
    return (
        f"CASE WHEN NOT regexp_matches({text}, {literal(LONG)}) THEN {text} "
        f"WHEN json_valid({quoted}) THEN {quoted} ELSE {text} END"
    )


def lines_of(
    con: duckdb.DuckDBPyConnection, files: Sequence[tuple[int, Path]], mapping: Mapping, work: Path
) -> Iterator[str]:
    """Queries that give `_file`, `_row` and `line` of every message in these files.

    `_row` is the line of the file, the element of its array, or 1. Raises BadInput when a file is
    in none of the mapping's encodings, or when an array breaks off.
    """
    work.mkdir(parents=True, exist_ok=True)
    small: list[_Log] = []
    for number, path in files:
        text = as_utf8(path, mapping, work)
        log = _Log(number, path.name, text, _form(text), text.stat().st_size)
        if log.size > LARGE and log.form == ARRAY:
            yield _array(con, log)
        elif log.size > LARGE and log.form == LINES:
            yield _streamed(log)
        else:
            small.append(log)
            if sum(one.size for one in small) > TOGETHER:
                yield _together(con, small)
                small = []
    if small:
        yield _together(con, small)


def _form(path: Path) -> str:
    """Which form a log has, by its first line."""
    with path.open("rb") as file:
        first = file.readline(LONGEST).lstrip()
        while not first.strip() and (more := file.readline(LONGEST)):
            first = more.lstrip()
        rest = file.read(1)
    if first.startswith(b"[") and not _is_json(first):
        return ARRAY
    if first.startswith(b"["):
        return ARRAY if not rest else LINES
    if not rest or _is_json(first) or path.stat().st_size > LONGEST:
        return LINES
    return ONE if _is_json(path.read_bytes()) else LINES


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _streamed(log: _Log) -> str:
    return (
        f"SELECT {log.number} AS _file, row_number() OVER () AS _row, line FROM read_csv("
        f"{literal(str(log.path))}, auto_detect = false, header = false, delim = '\x01', quote = '', "
        f"escape = '', max_line_size = {LONGEST}, strict_mode = false, "
        "columns = {'line': 'VARCHAR'}) QUALIFY trim(coalesce(line, '')) <> ''"
    )


def _together(con: duckdb.DuckDBPyConnection, logs: list[_Log]) -> str:
    """Several small files as one query. Raises BadInput when one of them is a broken array."""
    parts: list[str] = []
    for form in (LINES, ARRAY, ONE):
        chosen = {str(log.path): log for log in logs if log.form == form}
        if not chosen:
            continue
        names = ", ".join(map(literal, chosen))
        numbers = ", ".join(f"({log.number}, {literal(path)})" for path, log in chosen.items())
        read = (
            f"SELECT _file, filename, content FROM read_text([{names}]) "
            f"JOIN (VALUES {numbers}) AS numbered(_file, path) ON filename = path"
        )
        match form:
            case "one":
                parts.append(f"SELECT _file, 1::BIGINT AS _row, content AS line FROM ({read})")
            case "array":
                broken = con.execute(
                    f"SELECT filename FROM ({read}) WHERE NOT json_valid(content) LIMIT 1"
                ).fetchone()
                if broken:
                    raise _breaks_off(chosen[str(broken[0])].name)
                parts.append(_parted(read, f"from_json({exact('content')}, '[\"JSON\"]')"))
            case _:
                parts.append(_parted(read, "string_split(content, chr(10))"))
    return " UNION ALL ".join(parts)


def _parted(read: str, elements: str) -> str:
    """The elements of each file's content with their places, blank ones left out."""
    return (
        "SELECT _file, _row, line FROM (SELECT _file, unnest(said)::VARCHAR AS line, "
        f"generate_subscripts(said, 1) AS _row FROM (SELECT _file, {elements} AS said FROM ({read}))) "
        "WHERE trim(line, E' \\t\\r\\n') <> ''"
    )


def _array(con: duckdb.DuckDBPyConnection, log: _Log) -> str:
    objects = (
        f"read_json_objects({literal(str(log.path))}, format = 'array', "
        f"maximum_object_size = {LONGEST})"
    )
    try:
        con.execute(f"SELECT count(json) FROM {objects}").fetchone()
    except duckdb.Error as fault:
        raise _breaks_off(log.name) from fault
    return (
        f"SELECT {log.number} AS _file, row_number() OVER () AS _row, json::VARCHAR AS line "
        f"FROM {objects}"
    )


def _breaks_off(name: str) -> BadInput:
    return BadInput(
        f"{name} is one JSON array and breaks off, or is broken inside",
        "A log of messages is a whole array, or has one message a line",
        "Export the log again, or write one message a line: then only broken lines are left out",
    )
