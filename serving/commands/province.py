"""`fundwatch province`: a synthetic pooling area as a bureau would export it, and its truth."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from features.errors import BadInput
from features.settlement.province.order import Order
from features.settlement.province.run import ProvinceReport
from serving.commands.console import Json, out, print_json, progress


def register(app: typer.Typer) -> None:
    """Add `fundwatch province` to the app."""
    app.command("province")(make_province)


def make_province(
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="输出目录 | The folder to write to.")
    ],
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
