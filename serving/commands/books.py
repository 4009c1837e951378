"""`fundwatch books`: prove that the lake is what its ledger says, by its own files."""

from typing import Annotated

import typer
from rich.table import Table

from features.settings import Settings
from features.settlement.lake.books import MOST_TOLD, Books
from serving.commands.console import Json, out, print_json, progress

UNBALANCED = 1


def register(app: typer.Typer) -> None:
    """Add `fundwatch books` to the app."""
    app.command("books")(books)


def books(
    deep: Annotated[
        bool, typer.Option("--deep", help="读取全部数值与主键 | Read every value and every key.")
    ] = False,
    json: Json = False,
) -> None:
    """核对账目 | Prove the books of the lake: files, rows, rejected rows, keys. Exit code 1 if not."""
    from features.settlement.lake.books import prove

    with progress(quiet=json) as bar:
        task = bar.add_task("核对 | Proving", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        found = prove(Settings(), show, deep=deep)
        bar.update(task, description="完成 | Done", completed=1, total=1)
    if json:
        print_json(found.as_json())
    else:
        _show(found)
    if not found.balanced:
        raise typer.Exit(UNBALANCED)


def _show(found: Books) -> None:
    table = Table(title="账目 | Books")
    table.add_column("应当成立 what must hold")
    for heading in ("核对 looked at", "不符 wrong"):
        table.add_column(heading, justify="right")
    for proof in found.proofs:
        wrong = len(proof.faults)
        colour = "red" if wrong else "green"
        table.add_row(f"{proof.zh} | {proof.en}", f"{proof.looked_at:,}", f"[{colour}]{wrong:,}[/]")
    out.print(table)
    for proof in found.proofs:
        for fault in proof.faults[:MOST_TOLD]:
            out.print(f"  {fault}", markup=False, soft_wrap=True)
    verdict = "[green]账目平衡 | The books balance[/]"
    out.print(verdict if found.balanced else "[red]账目不平 | The books do not balance[/]")
    out.print(
        f"{found.loads:,} 次装载 | loads, {found.files:,} 个文件 | files, {found.rows:,} 行 | rows, "
        f"{found.rejected:,} 行拒收 | rejected, {found.orphans:,} 个遗留文件 | orphans",
        soft_wrap=True,
        highlight=False,
    )
