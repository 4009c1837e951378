"""`fundwatch signals`: build the signal matrix, check that readers agree, show the catalogue."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from features.build import BuildReport
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

signals = typer.Typer(
    no_args_is_help=True, help="信号的构建、核对与目录 | Build, check and list the signals."
)
Engine = Annotated[str, typer.Option(help="计算引擎 | duckdb or spark.")]


def register(app: typer.Typer) -> None:
    """Add `fundwatch signals` to the app."""
    app.add_typer(signals, name="signals")


@signals.command()
def build(
    engine: Engine = "duckdb",
    master: Annotated[str, typer.Option(help="Spark 主节点 | Spark master.")] = "local[*]",
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="按某日所知重建 | As it was known on that day."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="全部重建 | Build every month anew.")
    ] = False,
    json: Json = False,
) -> None:
    """构建信号、指标、常模与货架 | Build signals, indicators, norms and the shelf.

    只重算新数据可能改变的月份 | Only months that new data can change are made anew.

    按 --as-of 重建时不更新货架 | With --as-of the shelf of the live service stays as it is.
    """
    from features.build import build as run
    from features.engines.lake import lake_engine

    settings, known = Settings(), None if as_of is None else as_of.date()
    with progress(quiet=json) as bar, lake_engine(settings, engine, master, known) as opened:
        task = bar.add_task("构建 | Building", total=None)
        report = run(
            opened,
            settings,
            lambda step: bar.update(task, description=f"构建 | {step}", advance=1),
            known,
            full=full,
        )
    if json:
        print_json(asdict(report))
    else:
        show_report(report)


def show_report(report: BuildReport) -> None:
    """Print what a build made, and what the data lacks."""
    out.print(
        f"信号 {report.claim_signals} 个, 结算 {report.claims:,} 笔, 指标 {report.indicators} 个,"
        f" 机构月 {report.institution_months:,} 个, 月份 {report.months[0]}—{report.months[-1]}"
    )
    out.print(
        f"{report.claim_signals} signals of {report.claims:,} claims, {report.indicators} indicators of"
        f" {report.institution_months:,} institution-months; fingerprint {report.fingerprint}"
    )
    if report.renewed is not None:
        told = f"{report.renewed[0]}—{report.renewed[-1]}" if report.renewed else "—"
        out.print(f"重算的月份 | Months made anew: {told}")
    if report.as_of is not None:
        out.print(f"按 {report.as_of} 所知 | As it was known on {report.as_of}")
    if report.absent:
        tables = ", ".join(report.absent_tables) or "—"
        out.print(f"数据缺少的表 | Tables the data lacks: {tables}")
        out.print(
            f"因缺列而为空的信号与指标 {len(report.absent)} 个 |"
            f" Null for want of columns: {len(report.absent)} (signals/report.json)"
        )


@signals.command()
def check(
    engines: Annotated[
        str, typer.Option(help="参与核对的读法 | Readers to compare.")
    ] = "duckdb,live,months",
    claims: Annotated[int, typer.Option(help="核对的结算笔数 | Claims to compare.")] = 300,
    json: Json = False,
) -> None:
    """核对各读法结果是否完全一致 | Compare the readers on the lake: mismatches must be 0."""
    from features.agreement import agreement

    found = agreement(Settings(), engines.split(","), claims)
    if json:
        print_json(asdict(found))
    else:
        out.print(
            f"读法 {', '.join(found.readers)}; 信号 {found.claim_signals}, 指标 {found.indicators},"
            f" 规则 {found.rules}, 行 {found.rows}, 不一致 {found.mismatches}"
        )
        out.print(
            f"readers compared {', '.join(found.readers)}; signals {found.claim_signals}, indicators"
            f" {found.indicators}, rules {found.rules}, rows {found.rows}, mismatches {found.mismatches}"
        )
        for line in found.examples:
            out.print(line, markup=False)
    if found.mismatches:
        raise typer.Exit(4)


@signals.command()
def catalog(json: Json = False) -> None:
    """列出全部信号与指标 | List every signal and indicator."""
    from rich.table import Table

    from features.catalog import FAMILIES, SIGNALS
    from features.indicators import INDICATORS

    described = {**SIGNALS, **INDICATORS}
    if json:
        print_json(
            {
                name: {
                    "kind": type(item).__name__.lower(),
                    "family": item.family,
                    "stage": item.stage.name.lower(),
                    "unit": str(item.measure),
                    "risk": item.risk,
                    "zh": item.question[0],
                    "en": item.question[1],
                }
                for name, item in described.items()
            }
        )
        return
    table = Table("信号 Signal", "族 Family", "阶段 Stage", "单位 Unit", "问题 Question")
    for name, item in described.items():
        table.add_row(
            name,
            FAMILIES[item.family],
            item.stage.name.lower(),
            str(item.measure),
            " ".join(item.question),
        )
    out.print(table)
