"""Registers that come as workbooks (.xlsx): a sheet written as text, ready to be read as a table.

A bureau keeps small registers by hand, and a spreadsheet has its ways: a title above the header,
blank columns, codes and numbers stored as floats, days as serial numbers, Chinese headings. The
header is the first row that names a column of the table, in the standard's name or in Chinese.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from features.errors import BadInput
from features.settlement.contract import Table

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

UNPACKED = 1 << 29
"""Bytes that a workbook may unpack to: 512 MiB."""
CELLS = 20_000_000
FAULTS = (
    zipfile.BadZipFile,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
)
"""What reading a broken workbook raises; broken XML is a SyntaxError."""
HEADER_WITHIN = 30
"""Rows in which the header is looked for."""
ROW = "_row"


def sheet_as_text(path: Path, table: Table, names: Iterable[str], work: Path) -> Path:
    """A CSV file in UTF-8 with the sheet of this table, `_row` of the sheet as its first column.

    The sheet is the one named like the table, else the first. Raises BadInput when the file is no
    workbook, is locked, unpacks to too much, or names no column that the mapping knows (`names`).
    """
    bounded(path)
    known = {name.lower(): name for name in names}
    known |= {column.zh: column.name for column in table.columns}
    out = work / f"{path.name}.{table.name}.csv"
    try:
        rows = _rows(path, table.name)
        header = _header(rows, known, path.name, table.name)
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([ROW, *header.values()])
            count = 0
            for number, cells in rows:
                texts = [cells[place] if place < len(cells) else "" for place in header]
                count += len(texts)
                if count > CELLS:
                    raise too_large(path.name)
                if any(texts):
                    writer.writerow([number, *texts])
    except FAULTS as fault:
        raise no_workbook(path.name) from fault
    return out


def bounded(path: Path) -> None:
    """Raise BadInput when a file is no workbook, or unpacks to more than a workbook may."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError) as fault:
        raise no_workbook(path.name) from fault
    if size > UNPACKED:
        raise too_large(path.name)


def _rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the sheet with their numbers, every cell as text."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        chosen: ReadOnlyWorksheet = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        for number, row in enumerate(chosen.iter_rows(values_only=True), 1):
            yield number, [cell_text(cell) for cell in row]
    finally:
        book.close()


def _header(
    rows: Iterator[tuple[int, list[str]]], known: dict[str, str], name: str, table: str
) -> dict[int, str]:
    """The columns by their place. A blank heading is named after its place: column_7."""
    for number, cells in rows:
        words = [cell.strip().replace("\n", "") for cell in cells]
        if any(known.get(word) or known.get(word.lower()) for word in words):
            header = {
                place: known.get(word, word) or f"column_{place + 1}"
                for place, word in enumerate(words)
            }
            while header and header[max(header)] == f"column_{max(header) + 1}":
                header.pop(max(header))
            _twice(header, name)
            return header
        if number >= HEADER_WITHIN:
            break
    raise BadInput(
        f"{name} has no row that names columns of {table}",
        f"One of the first {HEADER_WITHIN} rows of the sheet named {table}, or of the first sheet, "
        "has the names of the columns, in the standard's names or in Chinese",
        f"Write them above the data; `fundwatch tables {table}` prints them",
    )


def _twice(header: dict[int, str], name: str) -> None:
    seen: set[str] = set()
    for place, word in header.items():
        if word.lower() in seen:
            raise BadInput(
                f"{name} names the column {word} twice, the second time in column {place + 1}",
                "The header names every column once",
                "Delete or rename one of the two columns",
            )
        seen.add(word.lower())


def cell_text(cell: object) -> str:
    """A cell as text: whole floats without a point, days as they are written in the standard.

    >>> cell_text(310.0), cell_text(0.1), cell_text(datetime(2025, 1, 31)), cell_text(True), cell_text(None)
    ('310', '0.1', '2025-01-31', '1', '')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.replace(microsecond=0).isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def no_workbook(name: str) -> BadInput:
    """What to raise for a file that cannot be read as a workbook."""
    return BadInput(
        f"{name} cannot be read as a workbook: it is broken, locked by a password, or of another kind",
        "A register is an .xlsx workbook without a password, or a CSV file",
        "Open it in the spreadsheet, save it anew as .xlsx, and load it again",
    )


def too_large(name: str) -> BadInput:
    """What to raise for a workbook with too many cells."""
    return BadInput(
        f"{name} is too large for a workbook",
        f"A workbook unpacks to {UNPACKED >> 20} MiB and has {CELLS:,} cells at the most",
        "Export it as CSV or Parquet",
    )
