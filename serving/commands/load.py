"""`fundwatch load`: settlement files into the lake, with the books of every table."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from features.settings import Settings
from features.settlement.intake.report import KeptAside, LoadReport
from serving.commands.console import Json, err, out, print_json, progress

REASONS_SHOWN = 3
BOOKS = {
    "rows_in": "读入 rows in",
    "loaded": "装载 loaded",
    "rejected": "拒收 rejected",
    "flagged": "标记 flagged",
    "corrected": "其中更正 corrected",
    "withdrawn": "作废旧行 withdrawn",
    "refiled": "补归月份 refiled",
}
ALWAYS = ("rows_in", "loaded", "rejected", "flagged")
"""The headings that are shown even where every count is 0."""


def register(app: typer.Typer) -> None:
    """Add `fundwatch load` to the app."""
    app.command("load")(load_folder)


def load_folder(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="导出文件所在目录 | The folder of the export.")
    ],
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping",
            help="映射名称或文件 | A mapping's name, or the path of a .toml file.",
        ),
    ] = "core",
    known_on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="这些行从哪天起为人所知,默认今天 | The day on which these rows became known.",
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="同名文件取代旧文件,缺失的行作废 | A file replaces the earlier one of its name.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """装载结算数据 | Load settlement files into the lake; the same file twice changes nothing."""
    from features.settlement.intake.load import load

    with progress(quiet=json) as bar:
        task = bar.add_task("装载 | Loading", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        day = None if known_on is None else known_on.date()
        report = load(folder, mapping, Settings(), show, known_on=day, replace=replace)
        bar.update(task, description="完成 | Done", completed=1, total=1)
    if json:
        print_json(report.as_json())
    else:
        _show(report)


def _show(report: LoadReport) -> None:
    if not report.changed:
        out.print(
            "文件此前均已装载,未作改变 | All of these files were loaded before; nothing changed.",
            soft_wrap=True,
        )
    else:
        out.print(_books(report))
        if report.already_loaded:
            out.print(
                f"此前已装载的文件 {len(report.already_loaded)} 个,跳过 | "
                f"Files loaded before, passed over: {len(report.already_loaded)}"
            )
    for table, books in report.tables.items():
        for said, found in (
            ("拒收 rejected", books.reasons),
            ("标记 flagged", books.flags),
            ("提示 noted", books.notes),
        ):
            for one in found[:REASONS_SHOWN]:
                column = f" [{one.column}]" if one.column else ""
                out.print(
                    f"  {table} {said} {one.rows:,}{column}: {one.reason}",
                    markup=False,
                    soft_wrap=True,
                )
    if report.changed:
        _show_gaps(report)


def _books(report: LoadReport) -> Table:
    day = f"{report.known_on:%Y-%m-%d}"
    table = Table(title=f"装载 | Load {report.load_id} ({report.mapping}, {day})")
    table.add_column("表 table")
    shown = [heading for heading in BOOKS if heading in ALWAYS or _any(report, heading)]
    for heading in shown:
        table.add_column(BOOKS[heading], justify="right")
    for name, books in report.tables.items():
        table.add_row(name, *(f"{getattr(books, heading):,}" for heading in shown))
    return table


def _any(report: LoadReport, heading: str) -> bool:
    return any(getattr(books, heading) for books in report.tables.values())


def _show_gaps(report: LoadReport) -> None:
    if report.unread_files:
        out.print(
            f"映射不认识的文件,未读 | Files the mapping does not know, not read: "
            f"{', '.join(report.unread_files)}",
            markup=False,
            soft_wrap=True,
        )
    if report.missing_tables:
        out.print(f"未提供的表 | Tables not there: {', '.join(report.missing_tables)}")
    for name, books in report.tables.items():
        if books.absent_columns:
            shown = ", ".join(books.absent_columns[:8])
            more = len(books.absent_columns) - 8
            tail = f" … (+{more})" if more > 0 else ""
            out.print(
                f"{name} 未提供的列 | columns not there: {shown}{tail}",
                markup=False,
                soft_wrap=True,
            )
    for file, columns in report.unknown_columns.items():
        out.print(
            f"{file} 未识别的列 | columns not known: {', '.join(columns)}",
            markup=False,
            soft_wrap=True,
        )
    for aside in report.aside:
        out.print(_aside(aside), markup=False, soft_wrap=True)
    for check, why in report.skipped_checks.items():
        out.print(f"{check} 不适用 | does not apply: {why}", markup=False, soft_wrap=True)
    for note in report.notes:
        out.print(f"· {note}", markup=False, soft_wrap=True)
    rejected = sum(books.rejected for books in report.tables.values())
    if rejected:
        err.print(
            "拒收的行及原因在 lake/_rejected | Rejected rows and reasons are there.",
            markup=False,
            soft_wrap=True,
        )


def _aside(kept: KeptAside) -> str:
    """Where the columns of a table that nobody asked for are, and which were not kept."""
    parts = [f"{kept.table}:"]
    if kept.path is not None:
        columns = ", ".join(kept.columns)
        parts.append(f"另存的列 | columns kept aside: {columns} ({kept.rows:,}) → lake/{kept.path}")
    if kept.withheld:
        withheld = ", ".join(kept.withheld)
        parts.append(f"疑似个人信息,未保存 | not kept, as they look personal: {withheld}")
    return " ".join(parts)
