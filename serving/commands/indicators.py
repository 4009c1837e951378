"""`fundwatch indicators`: figures of a month's end beside peers and trend, who stands where, a report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from features.settings import Settings
from serving.commands.console import Json, out, print_json

indicators = typer.Typer(
    no_args_is_help=True, help="月度指标 | Monthly indicators beside peers and trend."
)
About = Annotated[str, typer.Option(help="主体类别 | institutions, doctors, counties …")]
Month = Annotated[str, typer.Option(help="月份 | Month, as 2025-06.")]
Whose = Annotated[
    str,
    typer.Option(
        "--institution", "--id", help="机构或主体编号 | Whose; department: code/department."
    ),
]
ALERTS = {"peers": "同侪 peers", "shift": "突变 shift", "policy": "阈值 limit"}
BARS = "▁▂▃▄▅▆▇█"


def register(app: typer.Typer) -> None:
    """Add `fundwatch indicators` to the app."""
    app.add_typer(indicators, name="indicators")


@indicators.command("list")
def list_all(subject: About = "institutions", json: Json = False) -> None:
    """列出主体的全部月度指标 | List every monthly indicator of a subject."""
    from rich.table import Table

    from features.catalog import FAMILIES
    from features.month_reading import subject_of

    asked = subject_of(subject)
    if json:
        print_json(
            {
                name: {
                    "zh": item.question[0],
                    "en": item.question[1],
                    "family": item.family,
                    "unit": str(item.measure),
                    "risk": item.risk,
                    "source": getattr(item, "source", ""),
                }
                for name, item in asked.indicators.items()
            }
        )
        return
    table = Table("指标 Indicator", "族 Family", "出处 Source", "问题 Question")
    for name, item in asked.indicators.items():
        source = str(getattr(item, "source", ""))
        table.add_row(name, FAMILIES[item.family], source, " ".join(item.question))
    out.print(table)
    out.print(
        f"{asked.words[0]}指标 {len(asked.indicators)} 个 | {len(asked.indicators)} indicators"
    )


@indicators.command()
def show(
    institution: Whose,
    month: Month,
    subject: About = "institutions",
    alerts: Annotated[bool, typer.Option("--alerts", help="只看预警 | Alerts only.")] = False,
    json: Json = False,
) -> None:
    """一个主体一个月的指标、同侪与趋势 | One subject's month: figures, peers, trend and alerts."""
    from features.month_reading import placed, subject_of

    asked = subject_of(subject)
    found = placed(Settings(), asked, tuple(institution.split("/", len(asked.keys) - 1)), month)
    chosen = [one for one in found if one.alerts or not alerts]
    if json:
        print_json(
            {"id": institution, "month": month, "indicators": [_plain(one) for one in chosen]}
        )
        return
    _show_table(chosen)
    alerted = sum(bool(one.alerts) for one in found)
    out.print(
        f"{asked.words[0]} {institution} {month}: 指标 {len(found)} 个, 预警 {alerted} 个 |"
        f" {len(found)} indicators, {alerted} alerts",
        markup=False,
    )


def _plain(one: Any) -> dict[str, Any]:
    from dataclasses import fields

    told = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "item"}
    zh, en = one.item.question
    return told | {"zh": zh, "en": en, "family": one.item.family, "unit": str(one.item.measure)}


def _show_table(chosen: list[Any]) -> None:
    from rich.table import Table

    from features.month_telling import told, told_fraction

    table = Table(show_lines=False)
    for heading in (
        "指标 Indicator",
        "数值 Value",
        "分子/分母 Of",
        "同侪中位 P50",
        "P80",
        "百分位 Rank",
        "z",
    ):
        table.add_column(heading, justify="left" if heading.startswith("指标") else "right")
    for heading in ("趋势 Trend", "预警 Alert"):
        table.add_column(heading, no_wrap=True)
    for one in chosen:
        rank = "" if one.pct_rank is None else f"{100 * one.pct_rank:.0f}%"
        table.add_row(
            f"{one.item.question[0].rstrip('?')}\n[dim]{one.name}[/]",
            told(one.item, one.value),
            told_fraction(one),
            told(one.item, one.p50),
            told(one.item, one.p80),
            rank,
            "" if one.z_robust is None else f"{one.z_robust:+.1f}",
            sparkline(one.history),
            " ".join(ALERTS[alert] for alert in one.alerts),
        )
    out.print(table)


def sparkline(values: tuple[float | None, ...]) -> str:
    """The values as bars, a dot where there is none.

    >>> sparkline((1.0, None, 3.0))
    '▁·█'
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    wide = (high - low) or 1.0
    return "".join(
        "·" if value is None else BARS[min(7, int(8 * (value - low) / wide))] for value in values
    )


@indicators.command()
def rank(
    indicator: Annotated[str, typer.Option(help="指标名 | Name of the indicator.")],
    month: Month,
    subject: About = "institutions",
    area: Annotated[str, typer.Option(help="区划前缀 | Beginning of the area's code.")] = "",
    top: Annotated[int, typer.Option(help="列出几个 | How many to list.")] = 20,
    json: Json = False,
) -> None:
    """按一个指标排序, 风险高者在前 | Who stands where in an indicator, the riskiest first."""
    from rich.table import Table

    from features.month_reading import ranking, subject_of
    from features.month_telling import told

    asked = subject_of(subject)
    rows = ranking(Settings(), asked, indicator, month, area)[:top]
    if json:
        print_json(rows)
        return
    item = asked.indicators[indicator]
    table = Table(
        "编号 Id",
        "数值 Value",
        "收缩值 Shrunken",
        "例数 Cases",
        "同侪中位 P50",
        "百分位 Rank",
        "z",
        "同侪数 Peers",
    )
    for row in rows:
        table.add_row(
            "/".join(str(row[name]) for name in asked.keys),
            told(item, row["value"]),
            told(item, row["shrunk"]),
            "" if row["cases"] is None else f"{row['cases']:,.0f}",
            told(item, row["p50"]),
            f"{100 * row['pct_rank']:.0f}%",
            "" if row["z_robust"] is None else f"{row['z_robust']:+.1f}",
            str(row["peers"]),
        )
    out.print(" ".join(item.question), markup=False)
    out.print(table)


@indicators.command()
def report(
    institution: Whose,
    month: Month,
    folder: Annotated[Path, typer.Option("--out", help="输出目录 | Folder to write to.")],
    subject: About = "institutions",
    json: Json = False,
) -> None:
    """写成一页网页, 图在其中 | Write one page of HTML with its plots inside, for no other server."""
    from features.month_page import page
    from features.month_reading import placed, subject_of

    asked = subject_of(subject)
    key = tuple(institution.split("/", len(asked.keys) - 1))
    text = page(asked, institution, month, placed(Settings(), asked, key, month))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{asked.name}-{institution.replace('/', '-')}-{month}.html"
    file.write_text(text, encoding="utf-8")
    if json:
        print_json({"file": str(file)})
    else:
        out.print(f"已写 | Written: {file}", markup=False)
