"""The import of knowledge points: workbooks read, written as files of a load, and loaded.

    read every workbook → rows of points, refused ones too → what all points now say of each item
                        → one ordinary load → the ledger, or nothing at all

A workbook takes the place of the earlier one of its kind. Read again as it was it changes nothing.
"""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb

from features.errors import BadInput
from features.settings import Settings
from features.settlement.intake.archives import Allowance, unpacked
from features.settlement.intake.load import load, silent
from features.settlement.intake.run import Progress, now
from features.settlement.knowledge.answering import answers_known, is_open, rows_answered
from features.settlement.knowledge.answers import Answers, read_answers
from features.settlement.knowledge.kinds import BY_NO, Kind
from features.settlement.knowledge.limits import Row, changed, wide_rows
from features.settlement.knowledge.points import points_in
from features.settlement.knowledge.recognising import recognised
from features.settlement.knowledge.report import ImportReport, Refused, SheetReport, reasons
from features.settlement.knowledge.rows import PointRow, Stored, rows_of
from features.settlement.knowledge.sheets import sheets_of
from features.settlement.knowledge.staging import MAPPING, Known, dated, write_limits, write_points
from features.settlement.lake.lake import Lake
from features.settlement.tables import TABLES

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
TABLES_FILLED = ("item_point_b", "item_pair_b", "item_limit_b")


def import_points(
    files: Sequence[Path],
    settings: Settings,
    progress: Progress = silent,
    *,
    kind_no: str | None = None,
    answers: Path | None = None,
    holds_from: date | None = None,
    known_on: date | None = None,
) -> ImportReport:
    """Import workbooks of knowledge points, and tell what became of every row of them.

    `kind_no` says the kind of a workbook that its title does not; `answers` is a file of answers to
    points that are open; `holds_from` is the day from which new limits hold, by default that on
    which they become known. Raises BadInput when a file is no workbook of knowledge points, is of a
    kind that stays open, or comes with another of its kind; then nothing is imported.
    """
    if kind_no is not None and kind_no not in BY_NO:
        raise BadInput(
            f"There is no kind of knowledge points {kind_no}",
            f"The kinds are {', '.join(BY_NO)}",
            "`fundwatch rules points` lists them with their titles",
        )
    lake = Lake.open(settings)
    known = known_points(lake)
    new = {} if answers is None else read_answers(answers)
    given = answers_known(known) | new
    day = holds_from or known_on or now().date()
    work = settings.path("knowledge", secrets.token_hex(8))  # a load sweeps the lake's own
    work.mkdir(parents=True)
    report = ImportReport(holds_from=day)
    try:
        workbooks = _workbooks(files, work / "unpacked", settings)
        read: dict[str, list[PointRow]] = {}
        for n, path in enumerate(workbooks):
            progress(f"读取 | Reading {path.name}", n, len(workbooks) + 1)
            _read(path, kind_no, given, read, report)
        again = rows_answered(known, new, done=read.keys())
        report.answered = sorted(again)
        read |= again
        if not read:
            raise BadInput(
                "There is nothing to import",
                "Workbooks of knowledge points, or answers to points that are open",
                "Name the workbooks; `fundwatch rules answers` writes what awaits an answer",
            )
        staged = {no: dated(rows, BY_NO[no], known, day) for no, rows in read.items()}
        for no, rows in staged.items():
            write_points(work, BY_NO[no], rows)
        _write_limits(work, staged, known, report)
        report.load = load(work, str(MAPPING), settings, progress, known_on=known_on, replace=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return report


def known_points(lake: Lake, as_of: date | None = None) -> Known:
    """The points, pairs and limits that the lake knows, or knew at the end of a day."""
    with closing(duckdb.connect()) as con:
        points, pairs, limits = (_rows(lake, con, name, as_of) for name in TABLES_FILLED)
    return Known(points, pairs, {str(row["med_list_codg"]): row for row in limits})


def _rows(
    lake: Lake, con: duckdb.DuckDBPyConnection, table: str, as_of: date | None
) -> list[dict[str, Stored]]:
    names = [column.name for column in TABLES[table].columns]
    found = con.execute(f"SELECT * FROM ({lake.relation(con, table, as_of=as_of)}) ORDER BY ALL")
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _workbooks(files: Iterable[Path], into: Path, settings: Settings) -> list[Path]:
    """The workbooks among the files, those in archives unpacked."""
    found: list[Path] = []
    allowance = Allowance.of(settings)
    for n, path in enumerate(files):
        if not path.is_file():
            raise BadInput(
                f"{path.name} is no file",
                "Workbooks (.xlsx), or an archive (.zip) of them",
                "Name the workbooks one by one",
            )
        if path.suffix.lower() == ".zip":
            found += unpacked([path], _is_workbook, into / f"{n}", allowance)
        elif _is_workbook(path.name):
            found.append(path)
        else:
            raise BadInput(
                f"{path.name} is no workbook",
                "Knowledge points come as .xlsx, or as a .zip of such workbooks",
                "Open it in the spreadsheet, save it as .xlsx, and import that",
            )
    return found


def _is_workbook(name: str) -> bool:
    return name.lower().endswith(WORKBOOKS) and not name.startswith("~$")


def _read(
    path: Path,
    kind_no: str | None,
    answers: Answers,
    read: dict[str, list[PointRow]],
    report: ImportReport,
) -> None:
    """Read one workbook into the rows of its kinds, and enter it in the report."""
    found, passed_over = recognised(path.name, sheets_of(path), kind_no)
    report.passed_over += [f"{path.name}: {sheet}" for sheet in passed_over]
    for one in found:
        if one.kind.no in read:
            raise BadInput(
                f"{path.name}, sheet {one.points.sheet}, is a second workbook of "
                f"{one.kind.no} {one.kind.title}",
                "A kind comes once in an import, because the newer takes the place of the older",
                "Import the newest edition alone",
            )
        points = points_in(one)
        rows = read[one.kind.no] = rows_of(points, one.kind, answers)
        words = reasons()
        report.sheets.append(
            SheetReport(
                file=path.name,
                sheet=one.points.sheet,
                kind=one.kind.no,
                title=one.kind.title,
                points=len(points.points),
                rows=len(rows),
                accepted=sum(row.fault is None for row in rows),
                open_points=_open(rows, one.kind),
                remarks=points.remarks,
                repeated=points.repeated,
                refused=[
                    Refused(row.sheet, row.row, row.fault, words[row.fault], row.said)
                    for row in rows
                    if row.fault is not None
                ],
            )
        )


def _open(rows: Iterable[PointRow], kind: Kind) -> int:
    """How many accepted points await an answer."""
    column = "pair_no" if kind.stem is None else "point_no"
    return len({row.values[column] for row in rows if row.fault is None and is_open(row.values)})


def _write_limits(
    work: Path, staged: dict[str, list[PointRow]], known: Known, report: ImportReport
) -> None:
    """Write what all points now say of each item, where that differs from what is known."""
    points: list[Row] = [row for row in known.points if row["kind_no"] not in staged]
    points += [
        row.values
        for no, rows in staged.items()
        if BY_NO[no].stem is not None
        for row in rows
        if row.fault is None
    ]
    wide, report.disagreements = wide_rows(points)
    rows = changed(wide, known.limits)
    report.items, report.items_changed = len(wide), len(rows)
    if rows:
        write_limits(work, rows)
