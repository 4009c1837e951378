"""`fundwatch groups`: build the risk groups of a month, list them, open one, draw one."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

groups = typer.Typer(
    no_args_is_help=True,
    help="风险组: 十一个模型, 成员与就诊 | Risk groups: eleven models, members, visits.",
)
Month = Annotated[str, typer.Option(help="月份 | Month, as 2025-03.")]
Models = Annotated[list[str] | None, typer.Option(help="模型, 可重复 | Model, may be repeated.")]
Area = Annotated[
    str, typer.Option(help="区划代码或其前几位 | Code of an area or its first digits.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="按某日所知,另存一份 | As known on that day, kept apart."
    ),
]


def register(app: typer.Typer) -> None:
    """Add `fundwatch groups` to the app."""
    app.add_typer(groups, name="groups")


@groups.command()
def build(
    month: Month,
    model: Models = None,
    area: Area = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """找出某月末的风险组 | Find the risk groups as of a month's end.

    只看该月末以前的结算 | Only settlements up to the month's end are seen.
    """
    from features.groups.models import MODELS
    from features.groups.run import run

    with progress(quiet=json) as bar:
        task = bar.add_task("风险组 | Risk groups", total=2 + len(model or MODELS))
        reports = run(
            Settings(),
            month,
            model or (),
            area,
            _day(as_of),
            lambda step: bar.update(task, description=f"风险组 | {step}", advance=1),
        )
    if json:
        print_json({"month": month, "models": [asdict(report) for report in reports]})
        return
    from rich.table import Table

    table = Table(title=f"{month} 风险组 | Risk groups")
    table.add_column("模型 model")
    for heading in (
        "组 groups",
        "成员 members",
        "低于门槛 below",
        "受限行 capped rows",
        "秒 seconds",
    ):
        table.add_column(heading, justify="right")
    table.add_column("未运行的原因 why not run")
    for report in reports:
        table.add_row(
            f"{MODELS[report.model].zh} {report.model}",
            f"{report.groups:,}",
            f"{report.members:,}",
            f"{report.below:,}",
            f"{report.capped_rows:,}",
            f"{report.seconds:.2f}",
            f"缺少表 | lacks {', '.join(report.lacking)}" if report.lacking else "",
        )
    out.print(table)


@groups.command("list")
def list_groups(
    month: Month,
    model: Models = None,
    area: Area = "",
    as_of: AsOf = None,
    most: Annotated[int, typer.Option(help="最多列出 | How many to list.")] = 50,
    json: Json = False,
) -> None:
    """列出某月的风险组, 得分高者在前 | List the groups of a month, most suspect first."""
    from features.groups.models import MODELS
    from features.groups.read import Groups
    from features.groups.run import chosen_models

    chosen = [one.name for one in chosen_models(model or ())]
    rows = Groups(Settings(), area, _day(as_of)).of_month(month, chosen)
    if json:
        print_json({"month": month, "groups": rows[:most], "all": len(rows)})
        return
    from rich.table import Table

    from features.groups.plot import yuan

    table = Table(title=f"{month}: {len(rows)} 个风险组 | risk groups")
    table.add_column("组 group", no_wrap=True)
    for heading in ("模型 model", "类型 kind", "自 since"):
        table.add_column(heading, overflow="fold")
    for heading in ("得分 score", "涉嫌 suspected", "人 persons", "机构 places", "基金(元) yuan"):
        table.add_column(heading, justify="right")
    for row in rows[:most]:
        table.add_row(
            row["group_id"],
            MODELS[row["model"]].zh,
            str(row["kind"]),
            row["since_month"],
            f"{row['score']:.1f}",
            f"{row['suspected']}",
            f"{row['people']}",
            f"{row['places']}",
            yuan(row["risk_fund"]),
        )
    out.print(table)


@groups.command("open")
def open_group(
    group: Annotated[str, typer.Argument(help="组编号 | Id of the group.")],
    month: Annotated[str | None, typer.Option(help="月份 | Month; by default the last.")] = None,
    area: Area = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """打开一组: 分项得分与全部就诊 | Open one group: its sub-scores and all its visits."""
    from features.groups.read import Groups

    opened = Groups(Settings(), area, _day(as_of)).open(group, month)
    if json:
        scores = [
            {"zh": zh, "en": en, "measure": measure, "score": score}
            for zh, en, measure, score in opened.sub_scores()
        ]
        print_json({"group": opened.row, "sub_scores": scores, "visits": opened.visits})
        return
    from serving.commands.group_told import tell

    tell(opened)


@groups.command()
def of(
    month: Month,
    settlement: Annotated[str | None, typer.Option(help="结算ID | Settlement.")] = None,
    person: Annotated[str | None, typer.Option(help="人员假名 | Person's pseudonym.")] = None,
    institution: Annotated[str | None, typer.Option(help="机构编码 | Institution.")] = None,
    area: Area = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """查一笔结算、一人或一家机构所在的组 | The groups of a settlement, a person or an institution."""
    from features.errors import BadInput
    from features.groups.read import WHOSE, Groups

    keys = dict(zip(WHOSE, (settlement, person, institution), strict=True))
    given = {whose: key for whose, key in keys.items() if key is not None}
    if len(given) != 1:
        raise BadInput(
            f"{len(given)} things were named",
            "Groups are looked up by one settlement, one person or one institution",
            "Give one of --settlement, --person, --institution",
        )
    whose, key = given.popitem()
    rows = Groups(Settings(), area, _day(as_of)).of(whose, key, month)
    if json:
        print_json({"month": month, "groups": rows})
        return
    for row in rows:
        out.print(
            f"{row['group_id']}  {row['score']:.1f} 分 | score  涉嫌 {row['suspected']} / {row['visits']}"
            " 笔 | suspected visits",
            highlight=False,
        )
    if not rows:
        out.print(f"{month} 没有组 | In no group of {month}")


@groups.command()
def plot(
    group: Annotated[str, typer.Argument(help="组编号 | Id of the group.")],
    out_file: Annotated[Path, typer.Option("--out", help="网页文件 | HTML file to write.")],
    month: Annotated[str | None, typer.Option(help="月份 | Month; by default the last.")] = None,
    area: Area = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """画出一组: 关系与时间 | Draw one group as a page of its own: ties and times."""
    from features.groups.plot import page
    from features.groups.read import Groups

    opened = Groups(Settings(), area, _day(as_of)).open(group, month)
    out_file.parent.mkdir(parents=True, exist_ok=True)
    out_file.write_text(page(opened), "utf-8")
    if json:
        print_json({"file": out_file, "group_id": group, "visits": len(opened.visits)})
    else:
        out.print(f"已写入 | Written: {out_file}", soft_wrap=True)


@groups.command()
def risk(month: Month, area: Area = "", as_of: AsOf = None, json: Json = False) -> None:
    """高风险机构: 各模型合计 | Institutions by what the groups of a month put at risk."""
    from features.groups.read import Groups

    rows = Groups(Settings(), area, _day(as_of)).institutions(month)
    if json:
        print_json({"month": month, "institutions": rows})
        return
    from rich.table import Table

    from features.groups.plot import yuan

    table = Table(title=f"{month} 高风险机构 | Institutions at risk")
    table.add_column("机构 institution")
    for heading in ("金额(元) yuan", "涉嫌 visits", "组 groups", "最高得分 score"):
        table.add_column(heading, justify="right")
    for row in [one for one in rows if one["risk_visits"]][:30]:
        table.add_row(
            row["fixmedins_code"],
            yuan(row["risk_amount"]),
            f"{row['risk_visits']:,}",
            f"{row['groups']:,}",
            f"{row['score']:.1f}",
        )
    out.print(table)


@groups.command()
def models(area: Area = "", json: Json = False) -> None:
    """列出模型、分项与参数 | List the models with their sub-scores and parameters."""
    from features.groups.models import MODELS
    from features.groups.parameters import parameters

    asked = parameters(Settings().path("groups.toml"), area)
    if json:
        print_json(
            {
                "parameters": asked.version,
                "models": {
                    name: {
                        "zh": model.zh,
                        "en": model.en,
                        "violations": model.violations,
                        "blocks": model.blocks,
                        "needs": sorted(model.needs),
                        "values": dict(asked.models[name].values),
                        "sub_scores": {
                            one.name: {"zh": one.zh, "en": one.en}
                            | asdict(asked.models[name].ramps[one.name])
                            for one in model.scores
                        },
                    }
                    for name, model in MODELS.items()
                },
            }
        )
        return
    for name, model in MODELS.items():
        out.print(f"[bold]{model.zh}[/] {name} | {model.en} ({', '.join(model.violations)})")
        for one in model.scores:
            ramp = asked.models[name].ramps[one.name]
            out.print(
                f"  {one.zh} | {one.en}: {ramp.low:g} → 0, {ramp.high:g} → 100;"
                f" 权重 | weight {ramp.weight:g}",
                highlight=False,
            )


def _day(moment: datetime | None) -> date | None:
    """The day of an option of days."""
    return None if moment is None else moment.date()
