"""The sheets of a workbook as rows of text, with merged cells filled and empty formulas marked.

A merged cell says the same in each of its places. A formula that was never calculated has no value
to read: its cell says UNCALCULATED, so that whatever needs it is told and nothing is taken for
empty. Sheets are read as a stream; a workbook is bounded as every workbook of a load is.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import iterparse

from features.errors import BadInput
from features.settlement.intake.workbook import (
    CELLS,
    FAULTS,
    bounded,
    cell_text,
    no_workbook,
    too_large,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

UNCALCULATED = "#未计算"
"""What a cell says whose formula has no stored value."""
MOST_SHEETS = 50
MOST_MERGES = 200_000
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACE = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number there, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    def at(self, place: int | None) -> str:
        """The cell of a column by its place; empty where the row ends before, or without a place."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows that hold something."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Merge:
    """A merged range, by rows and columns from 1 and from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


def sheets_of(path: Path) -> list[Sheet]:
    """Every visible sheet of a workbook, in its order.

    Raises BadInput when the file is no workbook, is locked, or holds more than a workbook may.
    """
    if path.suffix.lower() == ".xls":
        raise BadInput(
            f"{path.name} is a workbook of the old form (.xls)",
            "Knowledge points are read from .xlsx",
            "Open it in the spreadsheet, save it as .xlsx, and import that",
        )
    bounded(path)
    try:
        return _read(path)
    except FAULTS as fault:
        raise no_workbook(path.name) from fault


def _read(path: Path) -> list[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > MOST_SHEETS:
            raise too_large(path.name)
        read: list[Sheet] = []
        cells = 0
        for sheet in sheets:
            merges, uncalculated = _marks(path, sheet)
            rows: list[Row] = []
            for row in _filled(_texts(sheet), merges, uncalculated):
                cells += len(row.cells)
                if cells > CELLS:
                    raise too_large(path.name)
                if any(row.cells):
                    rows.append(row)
            read.append(Sheet(sheet.title, tuple(rows)))
        return read
    finally:
        book.close()


def _texts(sheet: "ReadOnlyWorksheet") -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [cell_text(cell) for cell in row]


def _filled(
    rows: Iterator[tuple[int, list[str]]],
    merges: list[_Merge],
    uncalculated: dict[int, list[int]],
) -> Iterator[Row]:
    """The rows with each merged range filled from its first cell, empty formulas marked."""
    waiting = sorted(merges, key=lambda merge: (merge.top, merge.left), reverse=True)
    open_now: list[tuple[_Merge, str]] = []
    for number, cells in rows:
        for place in uncalculated.get(number, ()):
            cells += [""] * (place + 1 - len(cells))
            cells[place] = cells[place] or UNCALCULATED
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            open_now.append((merge, cells[merge.left] if merge.left < len(cells) else ""))
        open_now = [(merge, text) for merge, text in open_now if merge.bottom >= number]
        for merge, text in open_now:
            right = min(merge.right, len(cells) - 1)
            cells[merge.left : right + 1] = [text] * max(0, right + 1 - merge.left)
        yield Row(number, tuple(cells))


def _marks(path: Path, sheet: "ReadOnlyWorksheet") -> tuple[list[_Merge], dict[int, list[int]]]:
    """The merged ranges of a sheet, and by row the places of formulas without a value."""
    merges: list[_Merge] = []
    uncalculated: dict[int, list[int]] = {}
    name: str = sheet._worksheet_path  # pyright: ignore
    with zipfile.ZipFile(path) as packed, packed.open(name) as xml:
        for _, element in iterparse(xml):  # noqa: S314  # expat bounds what entities make of it
            if element.tag == f"{SPREADSHEET}c":
                formula, value = (element.find(f"{SPREADSHEET}{tag}") for tag in ("f", "v"))
                empty = value is None or not value.text
                if formula is not None and empty and element.get("t") != "str":
                    row, column = _place(element.get("r", ""))
                    uncalculated.setdefault(row, []).append(column)
            elif element.tag == f"{SPREADSHEET}row":
                element.clear()
            elif element.tag == f"{SPREADSHEET}mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                (top, left), (bottom, right) = _place(first), _place(last or first)
                merges.append(_Merge(top, left, bottom, right))
                if len(merges) > MOST_MERGES:
                    raise too_large(path.name)
    return merges, uncalculated


def _place(reference: str) -> tuple[int, int]:
    """The row, from 1, and the column, from 0, that a reference such as B7 names."""
    found = PLACE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1
