"""`fundwatch quality`: how good the loaded data is, by check, institution and month."""

from typing import Annotated

import typer
from rich.table import Table

from features.settings import Settings
from features.settlement.quality.measures import MEASURES, PASSING
from features.settlement.quality.quality_report import InstitutionMonth, QualityReport
from features.settlement.quality.survey import Asked
from serving.commands.console import Json, out, print_json, progress

SHOWN = 20
BAR = 10
GRADES = {"flag": "标记 flag", "note": "备注 note"}
HEADINGS = {
    "list_match": "匹配\nmatched",
    "upload_timely": "按时\nin time",
    PASSING: "质控\npassed",
    "item_match": "对码\nitems",
    "doctor_match": "医师\ndoctors",
}


def register(app: typer.Typer) -> None:
    """Add `fundwatch quality` to the app."""
    app.command("quality")(print_quality)


def print_quality(
    month: Annotated[
        list[str] | None, typer.Option(help="月份,可多次 | A month (2025-01); may be repeated.")
    ] = None,
    institution: Annotated[str | None, typer.Option(help="机构编号 | One institution.")] = None,
    check: Annotated[
        str | None, typer.Option(help="列出违反该校验的行 | List rows that break this check.")
    ] = None,
    rows: Annotated[int, typer.Option(min=1, help="最多列出行数 | How many rows to list.")] = 20,
    json: Json = False,
) -> None:
    """数据质量 | The quality of loaded data: checks across tables, institutions by month."""
    from features.settlement.quality.lake_quality import broken_rows, survey_lake

    asked = Asked(tuple(month or ()), institution)
    if check is not None:
        names, found = broken_rows(Settings(), asked, check, rows)
        _show_rows(check, names, found, json=json)
        return
    with progress(quiet=json) as bar:
        task = bar.add_task("检查 | Checking", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        report = survey_lake(Settings(), asked, show)
    if json:
        print_json(report.as_json())
        return
    out.print(_whole(report))
    if any(count.broken for count in report.checks):
        out.print(_checks(report))
    else:
        out.print("跨表校验均无违反 | No check across tables is broken")
    out.print(_institutions(report, one=institution is not None))
    lacking = sorted({table for count in report.checks for table in count.lacks})
    if lacking:
        out.print(
            f"缺表而未检查 | Not checked for want of tables: {', '.join(lacking)}",
            markup=False,
            soft_wrap=True,
        )


def _whole(report: QualityReport) -> Table:
    whole = report.whole()
    months = f"{report.months[0]} — {report.months[-1]}" if report.months else "—"
    table = Table(title=f"数据质量 | Data quality {months}")
    table.add_column("指标 figure")
    table.add_column("值 value", justify="right")
    table.add_column("分子/分母 of", justify="right")
    names = {measure.name: f"{measure.zh} | {measure.en}" for measure in MEASURES}
    names[PASSING] = "清单质控通过率 | lists that break nothing"
    for name, words in names.items():
        good, among = whole.shares.get(name, (0, 0))
        if among:
            table.add_row(words, _percent(whole.share(name)), f"{good:,}/{among:,}")
    table.add_row(
        "必填项完整率 | required values that are there",
        _percent(whole.completeness),
        f"{whole.filled:,}/{whole.required:,}",
    )
    flagged = whole.flagged / whole.rows if whole.rows else None
    table.add_row(
        "有标记的行 | rows with a flag", _percent(flagged), f"{whole.flagged:,}/{whole.rows:,}"
    )
    table.add_row(
        "拒收的行(可辨机构) | rows refused, of a known institution", "", f"{whole.rejected:,}"
    )
    days = "个工作日 working days" if report.working_days else "天 days"
    table.caption = f"清单上传时限 | A list may take {report.list_days} {days}"
    return table


def _checks(report: QualityReport) -> Table:
    table = Table(title="跨表校验(有违反者) | Checks across tables that rows break")
    table.add_column("校验 check", no_wrap=True)
    table.add_column("说明 meaning", overflow="fold")
    table.add_column("处理\ngrade")
    table.add_column("行数\nrows", justify="right")
    table.add_column("占比\nshare", justify="right")
    for count in sorted(report.checks, key=lambda one: -one.broken):
        if count.broken:
            share = count.broken / count.rows
            words = f"{count.check.zh}\n{count.check.en}"
            grade = GRADES[count.check.grade]
            table.add_row(count.check.name, words, grade, f"{count.broken:,}", f"{share:.2%}")
    return table


def _institutions(report: QualityReport, *, one: bool) -> Table:
    """One institution's months, or the institutions, those with most lists that fail first."""
    rows = report.institutions if one else report.by_institution()
    if not one:
        rows = sorted(rows, key=lambda row: (-_failing(row), row.institution))[:SHOWN]
    table = Table(title="机构 | Institutions" + ("" if one else f" ({len(rows)})"))
    table.add_column("月份\nmonth" if one else "机构\ninstitution", no_wrap=True)
    table.add_column("行数\nrows", justify="right")
    for heading in HEADINGS.values():
        table.add_column(heading, justify="right")
    table.add_column("完整\nfilled", justify="right")
    table.add_column("标记\nflagged", justify="right")
    table.add_column("拒收\nrefused", justify="right")
    table.add_column("质控通过率\nlists passed", no_wrap=True)
    for row in rows:
        table.add_row(
            (row.month or "—") if one else row.institution,
            f"{row.rows:,}",
            *(_percent(row.share(name)) for name in HEADINGS),
            _percent(row.completeness),
            f"{row.flagged:,}",
            f"{row.rejected:,}",
            _bar(row.share(PASSING)),
        )
    return table


def _failing(row: InstitutionMonth) -> int:
    good, among = row.shares.get(PASSING, (0, 0))
    return among - good + row.rejected


def _show_rows(check: str, names: list[str], rows: list[list[object]], *, json: bool) -> None:
    if json:
        print_json({"check": check, "columns": names, "rows": rows})
        return
    table = Table(title=f"{check}: {len(rows)}")
    for name in names:
        table.add_column(name)
    for row in rows:
        table.add_row(*("—" if value is None else str(value) for value in row))
    out.print(table)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _bar(share: float | None) -> str:
    if share is None:
        return ""
    full = round(share * BAR)
    return "█" * full + "░" * (BAR - full)
