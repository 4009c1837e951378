"""Workbooks of knowledge points as tests need them: any rows on any sheets, and official headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import openpyxl

from features.settings import Settings
from features.settlement.knowledge.kinds import BY_NO
from features.settlement.knowledge.points import points_in
from features.settlement.knowledge.recognising import recognised
from features.settlement.knowledge.rows import PointRow, rows_of
from features.settlement.knowledge.samples import OF_CODES, headings, province_points
from features.settlement.knowledge.sheets import sheets_of
from features.settlement.lake.books import prove
from features.settlement.lake.lake import Lake

FIRST, SECOND = date(2025, 3, 1), date(2025, 6, 1)
Cells = Sequence[Sequence[object]]
PILL, SYRUP, DROPS = (
    "XA02BAA001A001010100001",
    "XA02BAA002A001010100002",
    "XA02BAA003A001010100003",
)
SCAN, XRAY, TEST = "002101000010000", "002101000020000", "002501000010000"


def save(
    path: Path, sheets: Mapping[str, Cells], merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A workbook of these sheets, with these ranges of each merged."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    book.save(path)
    return path


def heads(no: str) -> list[str]:
    """The official headings of a kind's points."""
    return headings(BY_NO[no])


def drugs(path: Path, no: str, points: Cells, codes: Cells) -> Path:
    """A workbook of a kind of drugs: rows of points and rows of codes under official headings."""
    return save(path, {"知识点": [heads(no), *points], "代码": [OF_CODES, *codes]})


def services(path: Path, no: str, points: Cells) -> Path:
    """A workbook of a kind whose codes stand in the row, under official headings."""
    return save(path, {"知识点": [heads(no), *points]})


def read(path: Path, no: str | None = None) -> list[PointRow]:
    """The rows that the points of a workbook of one kind make."""
    (one,), _ = recognised(path.name, sheets_of(path), no)
    return rows_of(points_in(one), one.kind, {})


def told(rows: Sequence[PointRow]) -> list[tuple[object, ...]]:
    """Of refused rows: the code, the sheet, the row there, the fault, and what was said."""
    return [
        (row.values.get("med_list_codg"), row.sheet, row.row, row.fault, row.said)
        for row in rows
        if row.fault is not None
    ]


def samples(no: str):
    """The sample points of a kind."""
    return province_points()[no]


def ask(settings: Settings, query: str, as_of: date | None = None) -> list[tuple[object, ...]]:
    """The answer to a query over the lake, or over what was known at the end of a day."""
    with duckdb.connect() as con:
        Lake.open(settings).attach(con, as_of=as_of)
        return con.execute(query).fetchall()


def balanced(settings: Settings) -> bool:
    """Whether the books of the lake balance, every value and key read."""
    return prove(settings, lambda *_: None, deep=True).balanced
