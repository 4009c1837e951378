"""`fundwatch export`: settlements for study by hospitals, in which nobody can be told apart."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from features.errors import BadInput
from features.settings import Settings
from features.settlement.anonymous.extract import Anonymity
from serving.commands.console import Json, out, print_json, progress


def register(app: typer.Typer) -> None:
    """Add `fundwatch export` to the app."""
    app.command("export")(export)


def export(
    month: Annotated[
        list[str], typer.Option("--month", help="结算月, 可多次 | Month, may be repeated.")
    ],
    file: Annotated[Path, typer.Option("--out", help="输出 .csv 或 .parquet | The file to write.")],
    institution: Annotated[
        str | None, typer.Option(help="定点医药机构编号 | fixmedins_code of one institution.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="全部机构 | Every institution.")] = False,
    k: Annotated[int, typer.Option(help="至少多少人相同 | How many persons share a row.")] = 5,
    json: Json = False,
) -> None:
    """脱敏导出 | Settlements told so that at least k persons share every row (k-anonymity)."""
    from features.month import month_named
    from features.settlement.anonymous.extract import extract
    from features.settlement.lake.lake import Lake

    if all_ == (institution is not None):
        raise BadInput(
            "It is not said whose settlements are wanted",
            "Either --institution CODE, or --all",
            "Name one of them",
        )
    months = [month_named(one) for one in month]
    with progress(quiet=json) as bar:
        task = bar.add_task("读取 | Reading", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        made = extract(Lake.open(Settings()), institution, months, k, file, show)
        bar.update(task, description="完成 | Done", completed=1, total=1)
    if json:
        print_json(made.as_json() | {"file": str(file)})
    else:
        _show(made, file)


def _show(made: Anonymity, file: Path) -> None:
    table = Table(title=f"归并 | Told coarser (k = {made.k})")
    for heading in ("列 column", "级 step", "表述为 told as"):
        table.add_column(heading)
    for one in made.coarsened:
        table.add_row(
            f"{one.zh} {one.column}", f"{one.step}/{one.steps}", f"{one.told_zh} | {one.told_en}"
        )
    out.print(table)
    read = made.rows + made.dropped_rows
    for zh, en, rows in (
        ("隐去全部特征的行", "Rows of which nothing but amounts is told", made.hidden_rows),
        ("删去的行", "Rows left out", made.dropped_rows),
    ):
        out.print(f"{zh} | {en}: {rows:,} ({rows / read:.2%})", highlight=False)
    out.print(
        f"每一组合至少 {made.k_found} 人 | Persons that share a row, at least: {made.k_found}",
        highlight=False,
    )
    for name, values in made.diversity.items():
        out.print(
            f"同组中 {name} 的不同取值至少 {values} 个 | "
            f"Values of {name} among rows that are alike, at least: {values}",
            highlight=False,
        )
    out.print(
        f"{made.rows:,} 行 | rows, {made.persons:,} 人 | persons → {file}",
        highlight=False,
        soft_wrap=True,
    )
