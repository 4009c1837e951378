"""`fundwatch payment`: what claims are worth, a month's points, schemes, every stay into the lake."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress
from serving.commands.payment_claim import Schemes, Way, add_claim, lake

payment = typer.Typer(
    no_args_is_help=True, help="支付测算 | What claims are worth under each way of paying."
)
GAPS = 1


def register(app: typer.Typer) -> None:
    """Add `fundwatch payment` to the app."""
    app.add_typer(payment, name="payment")


add_claim(payment)


@payment.command()
def month(
    month: Annotated[str, typer.Option(help="结算月 | The month (2025-01).")],
    method: Way = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="自年初起清算 | Clear the year to date.")
    ] = False,
    schemes: Schemes = None,
    json: Json = False,
) -> None:
    """月度点数、点值与各机构应付 | Points, the value of a point, each institution's account."""
    from features.month import month_named
    from features.payment.book import Book
    from features.payment.clearing import clearing
    from features.payment.month import paid_month
    from features.settlement.lake.lake import Lake
    from serving.commands.payment_tables import show_cleared, show_pool, show_uncovered

    month_named(month)

    with lake() as (con, settings), progress(quiet=json) as bar:
        book = Book.open(settings, schemes)
        known = Lake.open(settings).months()
        before = [m for m in known if month[:4] == m[:4] and m < month] if clear else []
        found = [
            paid_month(con, book, one, method)
            for one in bar.track([*before, month], description="测算 | Pricing")
        ]
    pools = [pool for one in found for pool in one.pools]
    uncovered = sum(one.uncovered for one in found)
    cleared = {}
    if clear:
        areas = sorted({pool.area for pool in pools})
        cleared = {area: clearing([p for p in pools if p.area == area]) for area in areas}
    if json:
        print_json({
            "pools": [{**asdict(pool), "left_over": pool.left_over} for pool in pools],
            "clearing": {area: {"value": value, "accounts": [asdict(one) for one in accounts]}
                         for area, (value, accounts) in cleared.items()},
            "uncovered": uncovered,
        })  # fmt: skip
        return
    for pool in pools:
        if pool.month == month:
            show_pool(pool)
    for area, (value, accounts) in cleared.items():
        show_cleared(area, value, accounts)
    show_uncovered(uncovered)


@payment.command()
def schemes(
    folder: Annotated[Path | None, typer.Argument(help="方案目录 | Folder of schemes.")] = None,
    json: Json = False,
) -> None:
    """列出并核对支付方案 | List the schemes and check them: faults, overlaps, gaps of days."""
    from features.payment.book import Book
    from serving.commands.payment_tables import show_schemes

    book = Book.open(Settings(), folder)
    gaps = book.gaps()
    if json:
        print_json({
            "schemes": [
                {"name": s.name, "version": s.version, "zh": s.zh, "en": s.en, "areas": s.areas,
                 "from": s.since, "until": s.until, "method": s.method, "methods": s.methods,
                 "groups": len(s.tables.groups), "adrgs": len(s.tables.adjacents),
                 "diagnoses": len(s.tables.diagnoses.codes)}
                for s in book.schemes
            ],
            "gaps": [asdict(gap) for gap in gaps],
        })  # fmt: skip
    else:
        show_schemes(book, gaps)
    if gaps:
        raise typer.Exit(GAPS)


@payment.command()
def build(
    month: Annotated[
        list[str] | None, typer.Option(help="月份,可多次;默认全部 | A month; may be repeated.")
    ] = None,
    schemes: Schemes = None,
    json: Json = False,
) -> None:
    """测算每次住院并装入数据湖(drg_whatif_d) | Price every stay, into the lake."""
    from features.payment.book import Book
    from features.payment.build import build_payment
    from serving.commands.payment_tables import show_uncovered

    settings = Settings()
    with progress(quiet=json) as bar:
        task = bar.add_task("测算 | Pricing", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        made = build_payment(settings, Book.open(settings, schemes), show, month or ())
    if json:
        print_json(asdict(made))
        return
    billed = made.grouped_as_billed + made.grouped_otherwise
    share = f"{made.grouped_as_billed / billed:.2%}" if billed else "—"
    out.print(
        f"住院 {made.stays:,} 次, 月份 {made.months[0]}—{made.months[-1]}; 复核与计费分组一致 {share};"
        f" 边际编码 {made.marginal_codes:,} 个, 增益 {made.marginal_gain / 100:,.2f} 元"
    )
    out.print(
        f"{made.stays:,} stays; our group is the billed one in {share}; {made.marginal_codes:,} codes"
        f" that alone move a group, {made.marginal_gain / 100:,.2f} yuan; rows loaded {made.loaded:,}"
    )
    show_uncovered(made.uncovered)
