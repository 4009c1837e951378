"""`fundwatch train`, `evaluate`, `promote`, `card`: from labels to champions, every step recorded."""

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from features.errors import BadInput, NotReady, Refused
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORTS = "reports"
Gap = Annotated[
    int, typer.Option("--gap", help="留给标签滞后的月数 | Months left for late labels.")
]
Test = Annotated[int, typer.Option("--test", help="测试月数 | Test months.")]


def register(app: typer.Typer) -> None:
    """Add the commands of models to the app."""
    app.command("train")(train)
    app.command("evaluate")(evaluate)
    app.command("promote")(promote)
    app.command("card")(card)


def train(
    head: Annotated[
        str,
        typer.Argument(
            metavar="HEAD",
            help="severity, fraud, fraud-pre|in|post, upcoding, institution, tails, all",
        ),
    ] = "all",
    gap: Gap = 2,
    test: Test = 2,
    seed: Annotated[int, typer.Option("--seed", help="随机种子 | Seed.")] = 20250101,
    json: Json = False,
) -> None:
    """训练模型并登记为挑战者 | Train a head on the train months and record it as challenger."""
    if head == "tails":
        _say_tails(json=json)
        return
    from models.schooling import NAMED, Schooling

    if head not in NAMED:
        raise BadInput(
            f"There is no head {head}",
            f"Heads are {', '.join(NAMED)}",
            "Choose one of them, or all",
        )
    with progress(quiet=json) as bar:
        task = bar.add_task("读取 | Reading", total=len(NAMED[head]))
        school = Schooling(Settings(), gap, test, seed)

        def told(course: str) -> None:
            bar.update(task, description=f"训练 | Training {course}")
            bar.advance(task)

        lines = school.run(NAMED[head], told, strict=head != "all")
    if json:
        print_json({"protocol": school.protocol.as_json(), "trained": lines})
        return
    table = Table(title=f"训练 | Trained, labels as of {school.protocol.as_of}")
    for column in ("模型 head", "版本 version", "秒 seconds", "说明 figures"):
        table.add_column(column, overflow="fold")
    for line in lines:
        rest = {k: v for k, v in line.items() if k not in {"head", "version", "seconds"}}
        table.add_row(
            line["head"],
            str(line.get("version", "-")),
            str(line.get("seconds", "-")),
            _figures(rest),
        )
    out.print(table)


def evaluate(
    truth: Annotated[
        Path | None,
        typer.Option(
            "--truth",
            metavar="DIR",
            help="模拟省的真相目录 | The truth of a synthetic province; else verdicts.",
        ),
    ] = None,
    capacity: Annotated[
        int | None, typer.Option("--capacity", help="每月可查笔数 | Claims checked in a month.")
    ] = None,
    gap: Gap = 2,
    test: Test = 2,
    json: Json = False,
) -> None:
    """评测 | Average precision, precision and yuan at capacity, beside every baseline."""
    from models.economy import Economy
    from models.evaluate import draw, report
    from models.schooling import Schooling
    from models.truth import Truth

    settings = Settings()
    with progress(quiet=json) as bar:
        task = bar.add_task("评测 | Evaluating", total=1)
        school = Schooling(settings, gap, test)
        heads = school.registry.candidates()
        known = None if truth is None else Truth.read(truth)
        shown = report(
            school.material, school.protocol, heads, capacity or Economy().capacity, known
        )
        bar.advance(task)
    name = "verdicts" if truth is None else "truth"
    for key, candidate in heads.items():
        school.registry.note(candidate, name, shown["rankers"].get(key, {}))
    folder = settings.path(REPORTS)
    files = draw(shown, folder / name)
    (folder / f"evaluation-{name}.json").write_text(
        json_text.dumps(shown, ensure_ascii=False, indent=1), "utf-8"
    )
    if json:
        print_json({**shown, "plots": files})
        return
    protocol = shown["protocol"]
    zh = "植入真相" if truth is not None else "已有结论"
    out.print(
        _standings(f"{zh} | Against {protocol['against']}, k={protocol['k']}", shown["rankers"])
    )
    if "upcoding" in shown:
        out.print(
            _standings("高套编码(入组住院) | Upcoding among grouped stays", shown["upcoding"])
        )
    out.print(f"图 | Plots: {folder / name}", soft_wrap=True)


def promote(
    head: Annotated[
        str, typer.Argument(metavar="HEAD", help="模型, 缺省为全部 | A head; all when left out.")
    ] = "all",
    force: Annotated[
        bool, typer.Option("--force", help="未胜出也晋级, 须写明理由 | Without a win; say why.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="强制晋级的理由 | Why, with --force.")
    ] = "",
    gap: Gap = 2,
    test: Test = 2,
    json: Json = False,
) -> None:
    """晋级 | Make challengers champions: by a win on the fixed protocol, or by --force --reason."""
    from models.promotion import promote as promote_head
    from models.registry import CHALLENGER, CHAMPION, HEADS
    from models.schooling import NAMED, Schooling

    if force and not reason.strip():
        raise BadInput(
            "--force was given without a reason",
            "A promotion without a win is a decision, and a decision has its reason recorded",
            'Add --reason "…"',
        )
    chosen = [key for key in NAMED.get(head, ()) if key in HEADS]
    if not chosen:
        raise BadInput(
            f"{head} is nothing to promote", f"Heads are {', '.join(HEADS)}", "Choose one, or all"
        )
    lines: list[dict[str, Any]] = []
    with progress(quiet=json) as bar:
        task = bar.add_task("晋级 | Promoting", total=len(chosen))
        school = Schooling(Settings(), gap, test)
        standing = [key for key in chosen if school.registry.version(key, CHALLENGER)]
        if not standing:
            raise NotReady(
                f"No challenger stands for {head}",
                "A newly trained head is a challenger until it is promoted",
                "Run `fundwatch train` first",
            )
        for key in standing:
            bar.update(task, description=f"晋级 | Promoting {key}")
            try:
                because = reason.strip() if force else None
                lines.append(
                    promote_head(school.registry, school.material, school.protocol, key, because)
                )
            except (NotReady, Refused) as no:
                if len(chosen) == 1:
                    raise
                lines.append({"head": key, "refused": no.what})
            bar.advance(task)
        champions = [key for key in chosen if school.registry.version(key, CHAMPION)]
    _tell_promotion(lines, champions, json=json)


def card(json: Json = False) -> None:
    """模型卡 | The model card of the champions, from recorded figures."""
    from models.card import card as written
    from models.champion import Champion

    settings = Settings()
    folder = settings.path(REPORTS)
    reports = {
        name: json_text.loads(file.read_text("utf-8"))
        for name in ("verdicts", "truth")
        if (file := folder / f"evaluation-{name}.json").exists()
    }
    text = written(Champion.open(settings.home).heads, reports)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "card.md").write_text(text, "utf-8")
    if json:
        print_json({"card": folder / "card.md", "text": text})
    else:
        out.print(text, markup=False, highlight=False, soft_wrap=True)


def _say_tails(*, json: bool) -> None:
    if json:
        print_json({"trained": [], "note": "tails are ranks; there is nothing to train"})
    else:
        out.print("尾部排名无需训练 | Tails are ranks among peers; there is nothing to train.")


def _tell_promotion(lines: list[dict[str, Any]], champions: list[str], *, json: bool) -> None:
    """Tell who was promoted. Raises Refused when nobody was, and no champion is in office."""
    promoted = [line for line in lines if "refused" not in line]
    if not promoted and not champions:
        raise Refused(
            "; ".join(f"{line['head']}: {line['refused']}" for line in lines),
            "A challenger is promoted when it beats its rival on the fixed protocol",
            'Wait for more verdicts, train better, or decide by --force --reason "…"',
        )
    if json:
        print_json({"promoted": promoted, "refused": [one for one in lines if "refused" in one]})
        return
    table = Table(title="晋级 | Promotion")
    for column in ("模型 head", "版本 version", "AP", "对手 rival", "对手AP", "结果 outcome"):
        table.add_column(column, overflow="fold")
    for line in lines:
        if "refused" in line:
            table.add_row(line["head"], "-", "-", "-", "-", f"未晋级 | refused: {line['refused']}")
            continue
        outcome = "胜出 | won" if line["won"] else f"强制 | forced: {line['forced_because']}"
        table.add_row(
            line["head"], line["version"], _short(line["ap"]), line["rival"],
            _short(line["rival_ap"]), outcome,
        )  # fmt: skip
    out.print(table)


def _standings(title: str, rankers: "Mapping[str, Mapping[str, Any]]") -> Table:
    table = Table(title=title)
    table.add_column("排序 ranker")
    for column in ("AP", "AUC", "准确率@k", "追回元@k yuan", "提升 lift"):
        table.add_column(column, justify="right")
    for name, one in rankers.items():
        table.add_row(
            name, _short(one["ap"]), _short(one["auc"]), _short(one["precision_at_k"]),
            f"{one['recovered_yuan_at_k']:,.0f}", _short(one["lift"]),
        )  # fmt: skip
    return table


def _figures(line: dict[str, Any]) -> str:
    return ", ".join(
        f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in line.items()
    )


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
