"""`fundwatch province`: a synthetic pooling area as a bureau would export it, and its truth."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from features.errors import BadInput
from features.settlement.province.order import Order
from features.settlement.province.review.review import Review
from features.settlement.province.run import ProvinceReport
from serving.commands.console import Json, out, print_json, progress

province = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add `fundwatch province` and `fundwatch province report` to the app."""
    app.add_typer(province, name="province")


@province.callback(invoke_without_command=True)
def make_province(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="输出目录 | The folder to write to.")
    ] = None,
    claims: Annotated[int, typer.Option("--claims", help="结算笔数 | Settlement rows.")] = 200_000,
    months: Annotated[int, typer.Option("--months", help="月数 | Months from 2025-01.")] = 12,
    seed: Annotated[int, typer.Option("--seed", help="随机种子 | Same seed, same bytes.")] = 7,
    dial: Annotated[
        list[str] | None,
        typer.Option("--dial", metavar="ID=X", help="手法强度 | Strength of a scheme, 1 as usual."),
    ] = None,
    messages: Annotated[
        bool,
        typer.Option("--messages", help="另写接口报文日志 | Write it as daily message logs, too."),
    ] = False,
    json: Json = False,
) -> None:
    """生成模拟省 | Make a synthetic province: data/ to load, truth/ to judge a method by."""
    if context.invoked_subcommand is not None:
        return
    if folder is None:
        raise BadInput(
            "Where to write the province is not said",
            "A folder that is empty or holds an earlier province",
            "Add --out DIR, for example fundwatch province --claims 20000 --out province",
        )
    from features.settlement.province.messages.logs import write_logs
    from features.settlement.province.run import run, steps

    order = Order(claims=claims, months=months, seed=seed, dials=_dials(dial or []))
    with progress(quiet=json) as bar:
        task = bar.add_task("模拟省 | Province", total=steps(order))

        def step(doing: str) -> None:
            bar.update(task, description=f"模拟省 | Province: {doing}", advance=1)

        report = run(order, folder, step)
        logs = write_logs(folder / "data", folder / "messages", step) if messages else None
        bar.update(task, description="完成 | Done", completed=steps(order))
    if json:
        print_json(report.as_json() | ({} if logs is None else {"messages": vars(logs)}))
    else:
        _show(report)
        if logs is not None:
            out.print(
                f"报文日志 | Message logs: {logs.files:,} files, {logs.messages:,} messages, "
                f"{logs.faults:,} that are no data"
            )


@province.command("report")
def report_province(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="模拟省目录 | A written province.")],
    json: Json = False,
) -> None:
    """模拟省报告 | The province beside the published figures, with plots: DIR/report/province.html."""
    from features.settlement.province.review.review import STEPS, review

    with progress(quiet=json) as bar:
        task = bar.add_task("模拟省报告 | Report", total=STEPS)

        def step(doing: str) -> None:
            bar.update(task, description=f"模拟省报告 | Report: {doing}", advance=1)

        made = review(folder, step)
    if json:
        print_json(made.as_json())
    else:
        _compare(made)


def _compare(made: Review) -> None:
    from features.settlement.province.review.page import deviation, published, written

    table = Table(title="与公布数据对照 | Beside the published figures")
    table.add_column("指标 figure")
    for name in ("模拟省 province", "公布 published", "偏差 off"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("来源 source")
    for one in made.compared:
        mark = "" if one.near is None else "● " if one.near else "○ "
        values = (written(one.made, one.unit), published(one))
        table.add_row(mark + one.name, *values, deviation(one), one.source.partition(" | ")[0])
    out.print(table)
    table = Table(title="本省自有指标 | The province's own figures")
    table.add_column("指标 figure")
    table.add_column("模拟省 province", justify="right")
    for one in made.own:
        table.add_row(one.name, written(one.made, one.unit))
    out.print(table)
    for one in made.compared:
        if one.why:
            out.print(f"○ {one.name}: {one.why}")
    out.print("结算数据无法显示 | Settlement data cannot show:")
    for name, value, _, why in made.missing:
        out.print(f"  {name} ({value}): {why}")
    out.print(f"报告 | Report: {made.page}")


def _dials(written: list[str]) -> dict[str, float]:
    """Dials from words such as U02=2. Raises BadInput for other words."""
    dials: dict[str, float] = {}
    for word in written:
        name, _, strength = word.partition("=")
        try:
            dials[name] = float(strength)
        except ValueError:
            raise BadInput(
                f"--dial {word} is no dial",
                "The id of a scheme, an equals sign, and a number",
                "Write --dial U02=2",
            ) from None
    return dials


def _show(report: ProvinceReport) -> None:
    written = Table(title=f"模拟省 | Province: {report.folder}")
    written.add_column("表 table")
    written.add_column("行 rows", justify="right")
    written.add_column("文件 files", justify="right")
    for table in report.tables:
        written.add_row(table.table, f"{table.rows:,}", str(table.files))
    out.print(written)
    compared = Table(title="与公布数据对照 | Beside the published figures")
    compared.add_column("指标 figure")
    compared.add_column("模拟省 province", justify="right")
    compared.add_column("公布 published", justify="right")
    compared.add_column("来源 source")
    for figure in report.figures:
        published = "" if figure.published is None else f"{figure.published:,.2f}"
        compared.add_row(figure.name, f"{figure.made:,.2f}", published, figure.source)
    out.print(compared)
    planted = Table(title="作案手法(真相,仅供评判) | Planted schemes (truth, for judging only)")
    planted.add_column("代码 id")
    planted.add_column("手法 scheme")
    planted.add_column("笔数 claims", justify="right")
    planted.add_column("机构 institutions", justify="right")
    planted.add_column("损失(元) loss", justify="right")
    for scheme in report.schemes:
        planted.add_row(
            str(scheme["id"]),
            f"{scheme['zh']} | {scheme['en']}",
            f"{scheme['claims']:,}",
            f"{scheme['institutions']:,}",
            f"{scheme['loss_yuan']:,.0f}",
        )
    out.print(planted)
