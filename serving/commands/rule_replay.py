"""`fundwatch rules replay`: a rule asked of past months again, perhaps under changed limits."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

Area = Annotated[str, typer.Option(help="医保区划前几位 | The first digits of an area.")]


def add_replay(app: typer.Typer) -> None:
    """Add the command to the app `fundwatch rules`."""
    app.command()(replay)


def replay(
    rule_id: Annotated[str, typer.Option("--rule", help="规则编号 | The rule's id.")],
    first: Annotated[str, typer.Option("--from", help="起始月 | First month, as 2025-01.")],
    last: Annotated[str, typer.Option("--to", help="截止月 | Last month, as 2025-06.")],
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", help="修改参数: 名称=值 | A changed limit: name=value."),
    ] = None,
    area: Area = "",
    page: Annotated[
        Path | None, typer.Option("--out", help="写出带图网页 | Write a page with a plot.")
    ] = None,
    json: Json = False,
) -> None:
    """回放规则: 命中、金额、与查处的重叠、改参数的影响 | Replay a rule, perhaps with changed limits."""
    from dataclasses import asdict

    from features.engines.lake import lake_engine
    from features.hits.library import Library
    from features.hits.replay import Asked
    from features.hits.replay import replay as play
    from features.hits.replay_page import page as written
    from features.month import month_named
    from features.rules import RULES, rule_of

    settings = Settings()
    library = Library.open(settings)
    rule = rule_of(rule_id)
    name = next(known for known, one in RULES.items() if one is rule)
    changed = dict(_change(library, text) for text in changes or [])
    asked = Asked(name, month_named(first), month_named(last), area, changed or None)
    with progress(quiet=json) as bar, lake_engine(settings) as opened:
        task = bar.add_task("回放 | Replaying", total=None)
        found = play(
            opened,
            library,
            asked,
            lambda step: bar.update(task, description=f"回放 | {step}", advance=1),
        )
    if page is not None:
        page.write_text(written(found), "utf-8")
    if json:
        print_json({**asdict(found), "rule": rule.id})
        return
    _show_replay(found)
    if page is not None:
        out.print(f"网页 | Page: {page}")


def _show_replay(found: Any) -> None:
    from features.hits.replay_page import month_name, tallies
    from features.hits.sentence import limit
    from features.hits.verdicts import OUTCOMES
    from features.rules import BY_ID

    out.print(f"{found.rule.id} {found.rule.title}", markup=False)
    out.print(
        f"{found.first}—{found.last}, 区划 area {found.area or '—'}, 结算 {found.claims:,} 笔 claims"
    )
    for name, value in found.limits.items():
        new = "" if not found.change else found.change.limits.get(name, "")
        told = f" → {limit(name, new)[0]}" if new != "" else ""
        out.print(f"  {name} = {limit(name, value)[0]}{told}", markup=False)
    table = Table("", "命中 Hits", "机构 Institutions", "金额(元) Yuan", *OUTCOMES.values())
    for label, tally in tallies(found):
        table.add_row(
            label,
            f"{tally.hits:,}",
            f"{tally.institutions:,}",
            f"{tally.amount / 100:,.2f}",
            *(f"{tally.verdicts.get(outcome, 0):,}" for outcome in OUTCOMES),
        )
    out.print(table)
    if found.change is not None:
        out.print(f"金额变化 | Yuan more or less: {found.change.amount_difference / 100:+,.2f}")
    months = Table("月份 Month", "命中 Hits", "金额(元) Yuan", "修改后 Changed")
    for row in found.months:
        changed = f"{row['changed_hits']:,}" if "changed_hits" in row else ""
        months.add_row(
            month_name(row["month"]), f"{row['hits']:,}", f"{row['amount'] / 100:,.2f}", changed
        )
    out.print(months)
    if found.overlap:
        others = ", ".join(
            f"{row['rule_id']} {BY_ID[row['rule_id']].names[0]} {row['together']}"
            for row in found.overlap[:5]
        )
        out.print(f"同时命中 | Together with: {others}", markup=False)


def _change(library: Any, text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign:
        raise BadInput(
            f"--set {text} changes nothing.",
            "A changed limit is written name=value.",
            "Write for example --set readmission_days=15.",
        )
    return name.strip(), library.book.written(name.strip(), value.strip())
