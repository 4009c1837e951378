"""`fundwatch rules`: the rule library, its limits, its hits in a month, and replays of changes."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress
from serving.commands.knowledge import add_import

rules = typer.Typer(
    no_args_is_help=True,
    help="规则库: 清单、参数、命中与回放 | The rule library: list, limits, hits, replay.",
)
Month = Annotated[str, typer.Option("--month", help="月份,如 2025-03 | A month, as 2025-03.")]
Area = Annotated[str, typer.Option(help="医保区划前几位 | The first digits of an area.")]


def register(app: typer.Typer) -> None:
    """Add `fundwatch rules` to the app."""
    add_import(rules)
    app.add_typer(rules, name="rules")


@rules.command("list")
def list_rules(
    state: Annotated[str, typer.Option(help="只列这一状态 | One state only.")] = "",
    kind: Annotated[
        str, typer.Option("--class", help="policy, management 或 medical | One class only.")
    ] = "",
    json: Json = False,
) -> None:
    """列出规则及其状态 | List the rules with their states."""
    from features.hits.library import Library
    from features.rules.classes import CLASSES, SEVERITIES, STATES

    library = Library.open(Settings())
    chosen = {
        name: rule
        for name, rule in library.rules.items()
        if state in {"", library.states[name]} and kind in {"", rule.family}
    }
    if json:
        print_json(
            {
                rule.id: {
                    "name": name,
                    "title": rule.names,
                    "class": rule.family,
                    "subtype": rule.subtype,
                    "severity": rule.severity,
                    "stage": rule.stage.name.lower(),
                    "state": library.states[name],
                    "law": rule.law,
                    "violations": rule.violations,
                    "parameters": rule.parameters,
                }
                for name, rule in chosen.items()
            }
        )
        return
    table = Table(
        "编号 Id", "类别 Class", "名称 Title", "级别 Severity", "阶段 Stage", "状态 State"
    )
    for name, rule in chosen.items():
        table.add_row(
            rule.id,
            CLASSES[rule.family],
            rule.title,
            SEVERITIES[rule.severity],
            rule.stage.name.lower(),
            STATES[library.states[name]],
        )
    out.print(table)
    out.print(f"规则 {len(chosen)} 条 | {len(chosen)} rules")


@rules.command()
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则编号 | The rule's id.")],
    area: Area = "",
    day: Annotated[str, typer.Option("--on", help="按某日参数 | Limits of a day.")] = "",
    json: Json = False,
) -> None:
    """一条规则的条件、法律依据与参数 | One rule: condition, law, limits."""
    from features.hits.library import Library
    from features.rules.document import told_rule

    library = Library.open(Settings())
    on = _day(day) if day else date.today()  # noqa: DTZ011 - Beijing time, as everything here
    told = told_rule(rule_id, library.states, library.book, area, on)
    if json:
        print_json(told)
        return
    for name, value in told.items():
        out.print(f"[cyan]{name}[/]  ", end="")
        out.print(_readable(value), markup=False, highlight=False)


@rules.command()
def parameters(
    area: Area = "",
    day: Annotated[str, typer.Option("--on", help="按某日 | As of a day.")] = "",
    json: Json = False,
) -> None:
    """某区划某日的全部参数 | Every limit of an area on a day."""
    from features.hits.library import Library
    from features.hits.sentence import limit

    book = Library.open(Settings()).book
    on = _day(day) if day else date.today()  # noqa: DTZ011
    limits = book.limits(area, on)
    if json:
        print_json(
            {
                "area": area,
                "on": on,
                "version": limits.version,
                "values": {
                    name: {"value": value, "unit": book.declarations[name].unit.name}
                    for name, value in limits.values.items()
                },
            }
        )
        return
    table = Table("参数 Limit", "含义 Meaning", "值 Value")
    for name, value in limits.values.items():
        table.add_row(name, book.declarations[name].says, limit(name, value)[0])
    out.print(table)
    out.print(f"参数版本 | Version of these limits: {limits.version}")


@rules.command()
def run(
    month: Month,
    engine: Annotated[str, typer.Option(help="计算引擎 | duckdb or spark.")] = "duckdb",
    json: Json = False,
) -> None:
    """对一个月的结算运行全部规则 | Run every rule on the claims of a month.

    命中写入主目录 hits/ 下,试运行规则一并计数 | Hits go to hits/ under the home, shadows counted.
    """
    from dataclasses import asdict

    from features.engines.lake import lake_engine
    from features.hits.batch import month_days
    from features.hits.batch import run as judge
    from features.hits.library import Library
    from features.rules import BY_ID
    from features.rules.classes import STATES

    settings = Settings()
    _month(month)
    month_days(month)
    with progress(quiet=json) as bar, lake_engine(settings, engine) as opened:
        task = bar.add_task("判断 | Judging", total=None)
        found = judge(
            opened,
            settings,
            Library.open(settings),
            month,
            lambda step: bar.update(task, description=f"判断 | {step}", advance=1),
        )
    if json:
        print_json(asdict(found))
        return
    table = Table("规则 Rule", "状态 State", "命中 Hits", "机构 Institutions", "金额(元) Yuan")
    for rule_id, row in found.by_rule.items():
        table.add_row(
            f"{rule_id} {BY_ID[rule_id].names[0]}",
            STATES[row["state"]],
            f"{row['hits']:,}",
            f"{row['institutions']:,}",
            f"{row['amount'] / 100:,.2f}",
        )
    out.print(table)
    out.print(
        f"{month}: 规则 {found.rules} 条, 命中 {found.hits:,} 次, 结算 {found.claims:,} 笔 |"
        f" {found.rules} rules, {found.hits:,} hits on {found.claims:,} claims"
    )
    if found.absent:
        out.print(
            f"数据缺列而未判断的规则 {len(found.absent)} 条 | Rules not asked for want of columns:"
            f" {len(found.absent)} (hits/report.json)"
        )


@rules.command()
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
    from features.rules import RULES, rule_of

    settings = Settings()
    library = Library.open(settings)
    rule = rule_of(rule_id)
    name = next(known for known, one in RULES.items() if one is rule)
    changed = dict(_change(library, text) for text in changes or [])
    asked = Asked(name, _month(first), _month(last), area, changed or None)
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


def _month(text: str) -> str:
    try:
        date.fromisoformat(f"{text}-01")
    except ValueError:
        raise BadInput(
            f"{text} is no month.", "Months are written 2025-03.", "Write the month so."
        ) from None
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{text} is no day.", "Days are written 2025-03-31.", "Write the day so."
        ) from None


def _readable(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_readable(one)}" for key, one in value.items()) or "—"
    if isinstance(value, list | tuple):
        return "; ".join(map(_readable, value)) or "—"
    return str(value)
