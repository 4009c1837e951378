"""`fundwatch rules import, points, answers, samples`: the official knowledge points of the 两库."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from features.settings import Settings
from serving.commands.console import Json, err, out, print_json, progress

if TYPE_CHECKING:
    from features.settlement.knowledge.listing import Listing
    from features.settlement.knowledge.report import ImportReport, SheetReport

REFUSED_SHOWN = 20
Day = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="这些限制从哪天的结算起适用,默认为人所知之日 | The day of settlement from which they hold.",
    ),
]


def add_import(app: typer.Typer) -> None:
    """Add the commands about knowledge points to the app `fundwatch rules`."""
    app.command("import")(import_workbooks)
    app.command("points")(list_points)
    app.command("answers")(write_answers)
    app.command("samples")(write_sample_workbooks)


def import_workbooks(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE.xlsx …]",
            help="两库知识点工作簿,或其 .zip | Workbooks, or a .zip of them.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="标题不能说明类别时的编号 | The kind, where no title says it."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", help="对待补知识点的答复 | Answers to points that are open."),
    ] = None,
    holds_from: Day = None,
    known_on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="从哪天起为人所知,默认今天 | The day on which the points became known.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """导入两库知识点 | Import official workbooks of knowledge points as they are; again changes nothing."""
    from features.settlement.knowledge.importing import import_points

    with progress(quiet=json) as bar:
        task = bar.add_task("导入 | Importing", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        report = import_points(
            files or [],
            Settings(),
            show,
            kind_no=kind,
            answers=answers,
            holds_from=None if holds_from is None else holds_from.date(),
            known_on=None if known_on is None else known_on.date(),
        )
        bar.update(task, description="完成 | Done", completed=1, total=1)
    if json:
        print_json(report.as_json())
    else:
        _show_import(report)


def list_points(
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="截至该日所知 | What was known on that day."),
    ] = None,
    unread: Annotated[
        bool,
        typer.Option("--unread", help="逐条列出拒收与待补 | List refused rows and open points."),
    ] = False,
    json: Json = False,
) -> None:
    """已知的知识点 | What is known of the two libraries: by kind, with counts and what is open."""
    from features.settlement.knowledge.importing import known_points
    from features.settlement.knowledge.listing import listing
    from features.settlement.knowledge.unread import unread_rows
    from features.settlement.lake.lake import Lake

    day, lake = None if as_of is None else as_of.date(), Lake.open(Settings())
    found = listing(known_points(lake, day), unread_rows(lake, day))
    if json:
        print_json(found.as_json())
    else:
        _show_points(found)
        if unread:
            _show_unread(found)


def write_answers(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.toml", help="写到哪里 | Where to write it.")
    ],
    json: Json = False,
) -> None:
    """待补知识点的空白答复 | Write empty answers for the points that are open, to be filled in."""
    from features.errors import BadInput
    from features.settlement.knowledge.answering import open_points
    from features.settlement.knowledge.answers import template
    from features.settlement.knowledge.importing import known_points
    from features.settlement.lake.lake import Lake

    if file.exists():
        raise BadInput(
            f"{file.name} is there already",
            "Answers are written to a new file, lest filled ones be lost",
            "Name another file",
        )
    found = open_points(known_points(Lake.open(Settings())))
    file.write_text(template(found), encoding="utf-8")
    if json:
        print_json({"file": file, "open": len(found)})
    else:
        out.print(
            f"待补 {len(found):,} 条,已写入 {file.name};填写后: | {len(found):,} open points, written to "
            f"{file.name}; when filled in:\n  fundwatch rules import --answers {file.name}",
            markup=False,
            soft_wrap=True,
        )


def write_sample_workbooks(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪里 | Where to write them.")],
    json: Json = False,
) -> None:
    """样例工作簿 | Write small workbooks of every kind about the synthetic province's own items."""
    from features.settlement.knowledge.samples import write_samples

    written = write_samples(folder)
    if json:
        print_json({"files": written})
    else:
        out.print(
            f"已写 {len(written)} 个样例工作簿(措辞自编,非官方内容) | {len(written)} sample workbooks "
            "written, in our own words",
            markup=False,
            soft_wrap=True,
        )


def _show_import(report: "ImportReport") -> None:
    if report.sheets:
        out.print(_sheets(report.sheets))
    for sheet in report.sheets:
        for one in sheet.refused[:REFUSED_SHOWN]:
            said = f"「{one.said}」" if one.said else ""
            _say(f"  {sheet.kind} {one.sheet} 第{one.row}行 row {one.row}: {one.reason} {said}")
        if len(sheet.refused) > REFUSED_SHOWN:
            _say(f"  {sheet.kind} … (+{len(sheet.refused) - REFUSED_SHOWN:,})")
    for one in report.disagreements:
        _say(
            f"  {one.code}: {', '.join(one.points)} 的限制不一致,未采用 | disagree about its limit "
            f"({one.limit}), none is used"
        )
    if report.passed_over:
        _say(f"未读的工作表 | Sheets not read: {', '.join(report.passed_over)}")
    if report.answered:
        _say(f"按答复更新 | Answered: {', '.join(report.answered)}")
    if not report.changed:
        _say("内容与此前所知相同,未作改变 | All of it was known before; nothing changed.")
        return
    if report.load is not None:
        for name, books in report.load.tables.items():
            _say(
                f"{name}: 读入 {books.rows_in:,} = 装载 {books.loaded:,} + 拒收 {books.rejected:,};"
                f"更正 {books.corrected:,},作废 {books.withdrawn:,} | rows in {books.rows_in:,} = "
                f"loaded {books.loaded:,} + rejected {books.rejected:,}; corrected "
                f"{books.corrected:,}, withdrawn {books.withdrawn:,}"
            )
    _say(
        f"现有限制的项目 {report.items:,} 个,本次变化 {report.items_changed:,} 个,自 {report.holds_from} "
        f"起适用 | {report.items:,} items are limited, {report.items_changed:,} of them changed, from "
        f"{report.holds_from} on"
    )
    if report.unchanged_rows:
        _say(f"未变的行 {report.unchanged_rows:,} | rows known before: {report.unchanged_rows:,}")
    if any(sheet.open_points for sheet in report.sheets):
        err.print(
            "待补的知识点: fundwatch rules answers FILE.toml | Open points are written there.",
            markup=False,
            soft_wrap=True,
        )


def _sheets(sheets: "list[SheetReport]") -> Table:
    table = Table(title="两库知识点 | Knowledge points")
    table.add_column("类别 kind")
    for heading in ("知识点 points", "行 rows", "接受 taken", "拒收 refused", "待补 open"):
        table.add_column(heading, justify="right")
    for sheet in sheets:
        counts = (sheet.points, sheet.rows, sheet.accepted, len(sheet.refused), sheet.open_points)
        table.add_row(f"{sheet.kind} {sheet.title}", *(f"{count:,}" for count in counts))
    return table


def _show_points(found: "Listing") -> None:
    table = Table(title="两库知识点 | Knowledge points")
    table.add_column("类别 kind")
    headings = (
        "知识点 points",
        "代码 codes",
        "拒收 refused",
        "待补 open",
        "已答复 answered",
        "起用 from",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for kind in found.kinds:
        counts = (kind.points, kind.codes, kind.refused, kind.open_points, kind.answered)
        shown = (f"{count:,}" if kind.points or kind.refused else "" for count in counts)
        days = dict.fromkeys(f"{day}" for day in (kind.since, kind.until) if day is not None)
        table.add_row(f"{kind.no} {kind.title}", *shown, " … ".join(days) or "未导入 none")
    out.print(table)
    _say(
        f"限制的项目 {found.items:,} 个,不得同时收费的项目对 {found.pairs:,} 个 | {found.items:,} items are "
        f"limited, {found.pairs:,} pairs are not charged together"
    )
    for one in found.disagreements:
        _say(f"  {one.code}: {', '.join(one.points)} 的限制不一致,未采用 | disagree, none is used")


def _show_unread(found: "Listing") -> None:
    for one in found.unread:
        said = f"「{one.said}」" if one.said else ""
        _say(
            f"  拒收 refused {one.kind} {one.sheet} 第{one.row}行 row {one.row}: {one.reason} {said}"
        )
    for point in found.open_points:
        _say(f"  待补 open {point.kind} {point.name}: {point.text}")


def _say(text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)
