"""The foreign files of a load: finding them, knowing them again, and reading them as text.

A file is known by the SHA-256 of its content. A CSV file that is not UTF-8, and the sheet of a
workbook, are written once more as UTF-8 beside the load's work; DuckDB then reads every column as
text, so nothing is guessed. Text is parsed once and kept as Parquet until its table is written.
"""

import hashlib
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb

from features.errors import BadInput
from features.settings import Settings
from features.settlement.intake.archives import Allowance, archives_of, unpacked
from features.settlement.intake.csv_table import csv_rows, header_of, kept_once
from features.settlement.intake.encodings import as_utf8
from features.settlement.intake.foreign import Foreign, literal, quote
from features.settlement.intake.workbook import ROW, sheet_as_text
from features.settlement.mapping.mapping import Mapping, Named, Rule, Source

Folders = tuple[Path, ...]
"""The folder of an export, and those of what its archives held."""
BROKEN_LINE = re.compile(r"Error on Line: (\d+)$", re.MULTILINE)
BROKEN_CELLS = re.compile(r"^Expected Number of Columns: (\d+) Found: (\d+)$", re.MULTILINE)
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class ForeignFile:
    """One foreign file: its name in the folder, its content's digest, and where to read it."""

    name: str
    path: Path
    digest: str


def matching(folders: Folders, patterns: tuple[str, ...]) -> list[Path]:
    """The files of the folders that match, pattern by pattern, each once, in order of name.

    Raises BadInput when one of them is a link to a file outside its folder.
    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        some = (p for folder in folders for p in folder.glob(pattern) if p.is_file())
        found.update(dict.fromkeys(sorted(some, key=lambda p: (p.name, p))))
    for path in found:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            raise BadInput(
                f"{path.name} is a link that leads out of its folder",
                "The files of an export lie in its folder",
                "Put the file itself there",
            )
    return list(found)


def unpacked_beside(folder: Path, mapping: Mapping, into: Path, settings: Settings) -> Folders:
    """The folder, and those made for what its archives hold of the files that the mapping knows.

    Raises BadInput when the folder is none, or an archive is refused (see `archives`).
    """
    if not folder.is_dir():
        raise BadInput(
            f"{folder} is not a folder",
            "fundwatch load reads the files of a folder",
            "Name the folder that holds the export",
        )
    found = unpacked(
        archives_of(folder),
        lambda name: _known(name, mapping),
        into,
        Allowance.of(settings),
    )
    return (folder, *sorted({path.parent for path in found}))


def unread_files(folder: Path, mapping: Mapping) -> list[str]:
    """The names of files in the folder that the mapping does not know, archives and hidden apart."""
    packed = set(archives_of(folder))
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file()
        and path not in packed
        and not path.name.startswith(".")
        and not _known(path.name, mapping)
    )


def _known(name: str, mapping: Mapping) -> bool:
    patterns = {p for source in mapping.sources for p in source.files}
    patterns |= {p for source in mapping.sources if source.beside for p in source.beside.files}
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def files_of(folders: Folders, mapping: Mapping) -> dict[int, list[Path]]:
    """The files of each source of the mapping, by its place there.

    Raises BadInput when the folders hold no file that the mapping knows.
    """
    found = {n: matching(folders, source.files) for n, source in enumerate(mapping.sources)}
    if not any(found.values()):
        patterns = sorted({p for source in mapping.sources for p in source.files})
        raise BadInput(
            f"{folders[0]} holds no file that mapping {mapping.name} knows",
            f"It knows {', '.join(patterns[:6])}{' …' if len(patterns) > 6 else ''}",
            "Name another folder, or another mapping",
        )
    return found


def digest(path: Path) -> str:
    """The SHA-256 of the file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Opened:
    """A foreign file opened for reading: its columns, and a DuckDB relation of its rows.

    The relation has the foreign columns and `_row`, the row's number from 1; `parsed` says whether
    they are text that has to be parsed. Raises BadInput when the file is not a table.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        path: Path,
        mapping: Mapping,
        work: Path,
        source: Source | None = None,
    ) -> None:
        """Read the file's header; the rows are read when the relation is.

        A workbook needs the source, which says what columns its sheet may name.
        """
        self.name = path.name
        self.parsed = path.suffix.lower() != ".parquet"
        if path.suffix.lower() == ".parquet":
            self._sql = (
                f"SELECT file_row_number + 1 AS _row, * EXCLUDE (file_row_number) "
                f"FROM read_parquet({literal(str(path))}, file_row_number = true)"
            )
            described = _asked(
                con, f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})", self.name
            )
            self.foreign = Foreign({str(row[0]): str(row[1]) for row in described})
        elif path.suffix.lower() in WORKBOOKS and source is not None:
            readable = sheet_as_text(path, source.table, source.names, work)
            header = header_of(readable, ",", self.name)
            rows = csv_rows(readable, header, ",")
            self._sql = f"SELECT {ROW}::BIGINT AS {ROW}, * EXCLUDE ({ROW}) FROM {rows}"
            self.foreign = Foreign(dict.fromkeys(header[1:], "VARCHAR"))
        else:
            readable = as_utf8(path, mapping, work)
            header = header_of(readable, mapping.delimiter, self.name)
            rows = csv_rows(readable, header, mapping.delimiter)
            self._sql = f"SELECT row_number() OVER () AS {ROW}, * FROM {rows}"
            self.foreign = Foreign(dict.fromkeys(header, "VARCHAR"))

    def keep(self, con: duckdb.DuckDBPyConnection, path: Path) -> None:
        """Parse the rows of a text file now, and from then on read them from this Parquet file.

        Raises what DuckDB raises when the file cannot be read to its end.
        """
        con.execute(kept_once(self._sql, path))
        self._sql = f"SELECT * FROM read_parquet({literal(str(path))})"

    def rows(
        self, source: Source, beside: tuple[str, Foreign] | None = None
    ) -> tuple[str, Foreign]:
        """The rows as the source means them: unpivoted, or with the second file beside them."""
        sql, types = self._sql, dict(self.foreign.types)
        if source.unpivot is not None:
            numbered = source.unpivot
            types |= {numbered.place: "VARCHAR", numbered.value: "VARCHAR"}
            places = ", ".join(
                f"{{'p': '{n}', 'v': {quote(name)}::VARCHAR}}"
                for n, name in enumerate(numbered.columns, 1)
            )
            sql = (
                f"SELECT _of.* EXCLUDE (_each), _each.p AS {quote(numbered.place)}, "
                f"_each.v AS {quote(numbered.value)} FROM (SELECT *, unnest([{places}]) AS _each "
                f"FROM ({sql})) AS _of WHERE trim(coalesce(_each.v, '')) <> ''"
            )
        if source.beside is not None and beside is not None:
            key, (second, its) = source.beside.key, beside
            added = [name for name in its.types if name not in types]
            types |= {name: its.types[name] for name in added}
            columns = "".join(f", _second.{quote(name)}" for name in added)
            sql = (
                f"SELECT _first.*{columns} FROM ({sql}) AS _first LEFT JOIN "
                f"{second} AS _second USING ({quote(key)})"
            )
        return sql, Foreign(types)

    @property
    def relation(self) -> str:
        """The rows of the file as a subquery."""
        return f"({self._sql})"


def present_rules(source: Source, foreign: Foreign, file: str) -> tuple[Rule, ...]:
    """The rules that this file has the columns for.

    Raises BadInput when it lacks a column that is not optional.
    """
    present: list[Rule] = []
    for rule in source.rules:
        missing = [name for name in rule.names if foreign.actual(name) is None]
        any_will_do = isinstance(rule.origin, Named) and len(missing) < len(rule.names)
        if any_will_do or not missing:
            present.append(rule)
        elif not rule.optional:
            raise _lacking(file, missing, f"{source.table.name}.{rule.column}")
    others = [refusal.column for refusal in source.refuses]
    others += list(source.unpivot.columns) if source.unpivot else []
    missing = [name for name in others if foreign.actual(name) is None]
    if missing:
        raise _lacking(file, missing, source.table.name)
    return tuple(present)


def _lacking(file: str, missing: list[str], needed: str) -> BadInput:
    return BadInput(
        f"{file} has no column {' or '.join(missing)}, from which {needed} is made",
        "A file has every column that its mapping does not call optional",
        "Export the file again with it, or correct the mapping",
    )


def refuse_broken(name: str, fault: duckdb.Error) -> BadInput:
    """What to tell of a file that DuckDB cannot read: its name, line and fault, never its text."""
    line, cells = BROKEN_LINE.search(str(fault)), BROKEN_CELLS.search(str(fault))
    why = ""
    if "unterminated quote" in str(fault):
        why = ": a quotation mark is opened there and never closed"
    elif cells is not None:
        why = f": it has {cells[2]} columns, the header {cells[1]}"
    return BadInput(
        f"{name} is broken{f' at line {line[1]}' if line else ''}{why}",
        "Every row has the columns of the header, quotes are closed, and the file is whole",
        "Export the file again; nothing of this load was kept",
    )


def _asked(con: duckdb.DuckDBPyConnection, sql: str, name: str) -> list[tuple[object, ...]]:
    try:
        return con.execute(sql).fetchall()
    except duckdb.Error as fault:
        raise refuse_broken(name, fault) from fault
