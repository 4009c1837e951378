"""`fundwatch payment`: prices of a claim, what it would be worth else, a month's points, schemes."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import BadInput
from features.payment.method import Method
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

if TYPE_CHECKING:
    import duckdb

    from features.payment.book import Book
    from features.payment.claim import Claim
    from features.payment.visits import Visit

payment = typer.Typer(
    no_args_is_help=True, help="支付测算 | What claims are worth under each way of paying."
)
GAPS = 1
SetlId = Annotated[str, typer.Argument(help="结算ID | The settlement.")]
Schemes = Annotated[
    Path | None,
    typer.Option(help="方案目录;默认为主目录下schemes,再为自带方案 | Folder of scheme folders."),
]
Way = Annotated[
    Method | None, typer.Option(help="支付方式,默认全部 | A way of paying; all unless named.")
]


def register(app: typer.Typer) -> None:
    """Add `fundwatch payment` to the app."""
    app.add_typer(payment, name="payment")


@payment.command()
def price(setl_id: SetlId, method: Way = None, schemes: Schemes = None, json: Json = False) -> None:
    """一笔结算在各支付方式下的价格,逐步列出 | A claim's price, step by step."""
    from features.payment.book import Book
    from features.payment.claim import Claim
    from serving.commands.payment_tables import show_prices

    with _lake() as (con, settings):
        book = Book.open(settings, schemes)
        if not _is_stay(con, setl_id):
            _price_visit(con, book, setl_id, method, json=json)
            return
        claim = Claim.read(con, book, setl_id, _asked(method))
        made = [claim.price(one) for one in _ways(claim, method)]
    if json:
        values = {one: asdict(claim.value_of(one)) for one in _ways(claim, method)}
        print_json({"setl_id": setl_id, "scheme": claim.stay.scheme.name, "values": values,
                    "prices": [asdict(one) for one in made]})  # fmt: skip
    else:
        show_prices(claim, made)


@payment.command()
def whatif(
    setl_id: SetlId,
    method: Way = None,
    severity: Annotated[
        str | None,
        typer.Option(help="依据支持的严重程度:none、CC、MCC;默认由模型回答 | Supported severity."),
    ] = None,
    merged_with: Annotated[
        str | None, typer.Option(help="与哪次住院合并,默认就近 | The stay to merge with.")
    ] = None,
    schemes: Schemes = None,
    json: Json = False,
) -> None:
    """如果:去除次要编码、按支持的严重程度、合并住院、计入院外费用、改门诊 | What it would be else."""
    from features.payment.book import Book
    from features.payment.claim import Claim
    from features.payment.visits import visit
    from models.supported_severity import supported_severity
    from serving.commands.payment_tables import show_alternatives, show_as_visit

    with _lake() as (con, settings):
        claim = Claim.read(con, Book.open(settings, schemes), setl_id, _asked(method), merged_with)
        settled = claim.stay.facts["settled"][0].as_py()
        asked, source = _severity(severity), "given"
        if severity is None:
            asked, source = supported_severity(settings, setl_id, f"{settled:%Y-%m}"), "model"
        found = {
            one: (claim.price(one), claim.alternatives(one, asked)) for one in _ways(claim, method)
        }
        as_visit = None
        if method is None and Method.APG in claim.stay.scheme.methods:
            as_visit = visit(con, Book.of([claim.stay.scheme]), setl_id)
    source = source if asked is not None else "unknown"
    if json:
        print_json({
            "setl_id": setl_id, "scheme": claim.stay.scheme.name, "severity": asked,
            "severity_from": source,
            "methods": {one: {"price": asdict(p), "alternatives": [asdict(a) for a in listed]}
                        for one, (p, listed) in found.items()},
            "as_visit": None if as_visit is None else _visit_json(as_visit),
        })  # fmt: skip
    else:
        show_alternatives(claim, found, source)
        if as_visit is not None:
            show_as_visit(as_visit)


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

    with _lake() as (con, settings), progress(quiet=json) as bar:
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


@contextmanager
def _lake() -> Generator["tuple[duckdb.DuckDBPyConnection, Settings]"]:
    """A connection over the lake of these settings."""
    import duckdb

    from features.settlement.lake.lake import Lake

    settings = Settings()
    with duckdb.connect() as con:
        Lake.open(settings).attach(con)
        yield con, settings


def _is_stay(con: "duckdb.DuckDBPyConnection", setl_id: str) -> bool:
    found = con.execute("SELECT 1 FROM setl_list WHERE setl_id = ?", [setl_id]).fetchall()
    return bool(found)


def _asked(method: Method | None) -> tuple[Method, ...]:
    """The ways whose months a claim needs: the one asked for, or all."""
    return tuple(Method) if method is None else (method,)


def _ways(claim: "Claim", method: Method | None) -> list[Method]:
    """The ways asked for: one, or all that the scheme tells for stays."""
    if method is Method.APG:
        raise BadInput(
            "A stay is not paid by APG",
            "APG pays outpatient visits",
            "Name a visit, or another way of paying",
        )
    if method is not None:
        return [method]
    return [one for one in claim.stay.scheme.methods if one is not Method.APG]


def _price_visit(
    con: "duckdb.DuckDBPyConnection", book: "Book", setl_id: str, method: Method | None,
    *, json: bool,
) -> None:  # fmt: skip
    if method not in (None, Method.APG):
        raise BadInput(
            f"A visit is not paid by {method}",
            "Outpatient visits are paid by APG, stays by rate, points, dip or bed_day",
            "Leave --method out, or name a stay",
        )
    from features.payment.visits import visit
    from serving.commands.payment_tables import show_visit

    found = visit(con, book, setl_id)
    if json:
        print_json(_visit_json(found))
    else:
        show_visit(found)


def _visit_json(found: "Visit") -> dict[str, object]:
    group, value = None if found.group is None else asdict(found.group), found.value
    made = found.price(value)
    return {
        "setl_id": found.setl_id, "scheme": found.scheme.name, "method": Method.APG,
        "class": found.apg_class, "group": group, "points": found.points, "value": value,
        "price": made, "fund": max(0, made - found.fee + found.pooled), "signed": found.signed,
        "head": found.head, "billed_group": found.billed_code,
        "billed_points": found.billed_points,
    }  # fmt: skip


def _severity(word: str | None) -> int | None:
    levels = {"none": 0, "cc": 1, "mcc": 2}
    if word is None:
        return None
    if word.lower() not in levels:
        raise BadInput(
            f"There is no severity {word}",
            "A severity is none, CC or MCC",
            "Name one of them, or leave --severity out",
        )
    return levels[word.lower()]
