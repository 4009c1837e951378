"""The lines of log files: which form a log has, and its messages as text with their line numbers.

Small files are read together, so that a folder of a thousand messages, each in its own file, is a
few reads; a large log is read as it streams.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from features.errors import BadInput
from features.settlement.encodings import as_utf8
from features.settlement.mapping import Mapping
from features.settlement.translate import literal

LONGEST = 1 << 25
"""Bytes that one message may have: 32 MiB, where the interface allows 40,000 characters a part."""
TOGETHER = 1 << 26
"""Bytes of small files that are read at once."""
LINES, ARRAY, ONE = "lines", "array", "one"


def lines_of(
    con: duckdb.DuckDBPyConnection, files: Sequence[tuple[int, Path]], mapping: Mapping, work: Path
) -> Iterator[str]:
    """Queries that give `_file`, `_row` and `line` of every message in these files.

    `_row` is the line of the file, the element of its array, or 1. Raises BadInput when a file is
    in none of the mapping's encodings, or when an array breaks off.
    """
    work.mkdir(parents=True, exist_ok=True)
    small: dict[str, list[tuple[int, Path]]] = {LINES: [], ONE: []}
    size = 0
    for number, path in files:
        text = as_utf8(path, mapping, work)
        form = _form(text)
        if form == ARRAY:
            yield _array(con, number, path.name, text)
        elif form == LINES and text.stat().st_size > TOGETHER // 8:
            yield _streamed(number, text)
        else:
            small[form].append((number, text))
            size += text.stat().st_size
            if size > TOGETHER:
                yield _together(small)
                small, size = {LINES: [], ONE: []}, 0
    if small[LINES] or small[ONE]:
        yield _together(small)


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


def _streamed(number: int, path: Path) -> str:
    return (
        f"SELECT {number} AS _file, row_number() OVER () AS _row, line FROM read_csv("
        f"{literal(str(path))}, auto_detect = false, header = false, delim = '\x01', quote = '', "
        f"escape = '', max_line_size = {LONGEST}, strict_mode = false, "
        "columns = {'line': 'VARCHAR'}) QUALIFY trim(coalesce(line, '')) <> ''"
    )


def _together(files: dict[str, list[tuple[int, Path]]]) -> str:
    parts: list[str] = []
    for form, chosen in files.items():
        if not chosen:
            continue
        names = ", ".join(literal(str(path)) for _, path in chosen)
        numbers = ", ".join(f"({number}, {literal(str(path))})" for number, path in chosen)
        read = (
            f"SELECT _file, content FROM read_text([{names}]) "
            f"JOIN (VALUES {numbers}) AS numbered(_file, path) ON filename = path"
        )
        if form == ONE:
            parts.append(f"SELECT _file, 1::BIGINT AS _row, content AS line FROM ({read})")
        else:
            parts.append(
                "SELECT _file, _row, line FROM (SELECT _file, unnest(said) AS line, "
                "generate_subscripts(said, 1) AS _row FROM "
                f"(SELECT _file, string_split(content, chr(10)) AS said FROM ({read}))) "
                "WHERE trim(line, E' \\t\\r\\n') <> ''"
            )
    return " UNION ALL ".join(parts)


def _array(con: duckdb.DuckDBPyConnection, number: int, name: str, path: Path) -> str:
    objects = (
        f"read_json_objects({literal(str(path))}, format = 'array', "
        f"maximum_object_size = {LONGEST})"
    )
    try:
        con.execute(f"SELECT count(json) FROM {objects}").fetchone()
    except duckdb.Error as fault:
        raise BadInput(
            f"{name} is one JSON array and breaks off, or is broken inside",
            "A log of messages is a whole array, or has one message a line",
            "Export the log again, or write one message a line: then only broken lines are left out",
        ) from fault
    return (
        f"SELECT {number} AS _file, row_number() OVER () AS _row, json::VARCHAR AS line "
        f"FROM {objects}"
    )
