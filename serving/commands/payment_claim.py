"""`fundwatch payment price, whatif`: what one claim is worth, and what it would be worth else."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import BadInput
from features.payment.method import Method
from features.settings import Settings
from serving.commands.console import Json, print_json

if TYPE_CHECKING:
    import duckdb

    from features.payment.book import Book
    from features.payment.claim import Claim
    from features.payment.visits import Visit

SetlId = Annotated[str, typer.Argument(help="结算ID | The settlement.")]
Schemes = Annotated[
    Path | None,
    typer.Option(help="方案目录;默认为主目录下schemes,再为自带方案 | Folder of scheme folders."),
]
Way = Annotated[
    Method | None, typer.Option(help="支付方式,默认全部 | A way of paying; all unless named.")
]


def add_claim(app: typer.Typer) -> None:
    """Add the commands about one claim to the app `fundwatch payment`."""
    app.command()(price)
    app.command()(whatif)


def price(setl_id: SetlId, method: Way = None, schemes: Schemes = None, json: Json = False) -> None:
    """一笔结算在各支付方式下的价格,逐步列出 | A claim's price, step by step."""
    from features.payment.book import Book
    from features.payment.claim import Claim
    from serving.commands.payment_tables import show_prices

    with lake() as (con, settings):
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

    with lake() as (con, settings):
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


@contextmanager
def lake() -> Generator["tuple[duckdb.DuckDBPyConnection, Settings]"]:
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
