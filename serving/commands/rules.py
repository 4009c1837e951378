"""`fundwatch rules`: the rule library, its limits, and its hits in a month."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress
from serving.commands.knowledge import add_import
from serving.commands.rule_replay import Area, add_replay

rules = typer.Typer(
    no_args_is_help=True,
    help="规则库: 清单、参数、命中与回放 | The rule library: list, limits, hits, replay.",
)
Month = Annotated[str, typer.Option("--month", help="月份,如 2025-03 | A month, as 2025-03.")]


def register(app: typer.Typer) -> None:
    """Add `fundwatch rules` to the app."""
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
    from features.hits.batch import run as judge
    from features.hits.library import Library
    from features.month import month_named
    from features.rules import BY_ID
    from features.rules.classes import STATES

    settings = Settings()
    month_named(month)
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


add_replay(rules)
add_import(rules)
