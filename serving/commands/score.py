"""`fundwatch score`: a month's claims and institutions, ranked, with reasons; the queue is published."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel

from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json, progress

if TYPE_CHECKING:
    import pandas as pd

    from models.material import Material
    from models.monthly import Entry

YUAN, DOLLAR = ("元", "yuan"), ("美元", "U.S. dollars")


def register(app: typer.Typer) -> None:
    """Add `fundwatch score` to the app."""
    app.command("score")(score)


def score(
    month: Annotated[
        str,
        typer.Option(
            "--month",
            metavar="YYYY-MM",
            help="月份, 缺省为最后一月; 无标签时可为年份或 all | Month, the last when left out; "
            "with --unsupervised also a year, or all.",
        ),
    ] = "",
    top: Annotated[int, typer.Option("--top", min=1, help="打印条数 | How many to print.")] = 20,
    unsupervised: Annotated[
        bool,
        typer.Option(
            "--unsupervised",
            help="不用标签: 严重程度支持与尾部 | Without labels: severity support and tails.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """评分并生成待查队列 | Score a month and rank what is most worth an inspection."""
    from models.material import Material

    with progress(quiet=json) as bar:
        task = bar.add_task("读取 | Reading", total=3)
        material = Material(Settings())
        material.require_current()
        bar.advance(task)
        bar.update(task, description="评分 | Scoring")
        months = _months(material.months, month, several=unsupervised)
        shown = _look(material, months, top) if unsupervised else _queue(material, months[0])
        bar.update(task, completed=3)
    if json:
        print_json(_as_json(shown, top))
    else:
        _print(shown, top)


def _months(known: list[str], asked: str, *, several: bool) -> list[str]:
    """The months that were asked for. Raises BadInput when there are none, or too many."""
    if not asked:
        return known[-1:]
    found = known if asked == "all" and several else [m for m in known if m.startswith(asked)]
    if asked and len(found) > 1 and not several:
        found = []
    if not found:
        raise BadInput(
            f"{asked} is not a month that was built",
            f"Built are {known[0]} to {known[-1]}",
            "Give --month YYYY-MM, or build signals of that month",
        )
    return found


def _queue(material: "Material", month: str) -> dict[str, Any]:
    from features.database import engine
    from models.champion import Champion
    from models.economy import Economy
    from models.monthly import score_month
    from serving.queue import Queue

    champion = Champion.open(material.settings.home)
    champion.require(material.matrix.fingerprint)
    economy = Economy()
    scored = score_month(material, champion.heads, month, economy)
    queue = Queue(engine(material.settings))
    queue.publish(month, "claim", [_queued(one, month) for one in scored.claims])
    queue.publish(month, "institution", [_queued(one, month) for one in scored.institutions])
    _keep(material.settings, month, scored.claim_scores, scored.institution_scores)
    capacity = economy.capacity
    return {
        "month": month,
        "champions": champion.stamp,
        "claims_scored": len(scored.claim_scores),
        "institutions_scored": len(scored.institution_scores),
        "capacity": capacity,
        "expected_yuan_at_capacity": sum(one.expected_fen for one in scored.claims[:capacity])
        / 100,
        "claims": scored.claims,
        "institutions": scored.institutions,
        "notes": [*scored.notes, *_lacks(material)],
        "unit": YUAN,
    }


def _look(material: "Material", months: list[str], top: int) -> dict[str, Any]:
    from features.errors import NotReady
    from models import severity
    from models.unsupervised import look

    notes: list[str] = []
    unit = _unit(material)
    try:
        support = severity.train(material, months if len(months) > 1 else material.months)
        notes.append(
            f"严重程度支持: 机构留出R²={support.figures['r2_held_out']:.3f}, "
            f"{support.figures['cases']:,}例 | severity support, institutions held out: "
            f"R² {support.figures['r2_held_out']:.3f} on {support.figures['cases']:,} stays"
        )
    except NotReady as lack:
        support = None
        notes.append(f"无严重程度支持 | no severity support: {lack.what}")
    found = look(material, months, support, top, unit)
    name = months[0] if len(months) == 1 else f"{months[0]}..{months[-1]}"
    _keep(material.settings, f"{name}-unsupervised", found.claim_scores, found.institution_scores)
    return {
        "month": name,
        "champions": "unsupervised",
        "claims_scored": len(found.claim_scores),
        "institutions_scored": len(found.institution_scores),
        "claims": found.claims,
        "institutions": found.institutions,
        "notes": [*notes, *_lacks(material)],
        "unit": unit,
    }


def _queued(entry: "Entry", month: str) -> Any:
    from serving.queue import QueueEntry, QueueReasons

    return QueueEntry(
        month=month,
        kind="claim" if entry.kind == "claim" else "institution",
        rank=entry.rank,
        subject_id=entry.subject_id,
        fixmedins_code=entry.fixmedins_code,
        area=entry.area,
        score=entry.probability,
        expected_fen=entry.expected_fen,
        reasons=QueueReasons.model_validate(_reasons(entry)),
        model_version=entry.model_version,
    )


def _reasons(entry: "Entry") -> dict[str, Any]:
    return {
        "text_zh": entry.reasons.zh,
        "text_en": entry.reasons.en,
        "families": [vars(part) for part in entry.reasons.families],
        "signals": list(entry.reasons.signals),
        "lines": list(entry.lines),
        "head": entry.head,
        "name": entry.name,
        "net_fen": entry.net_fen,
    }


def _keep(
    settings: Settings, name: str, claims: "pd.DataFrame", institutions: "pd.DataFrame"
) -> None:
    for kind, table in (("claims", claims), ("institutions", institutions)):
        folder: Path = settings.path("scores", kind)
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{name}.partial"
        table.to_parquet(partial, index=False)
        partial.replace(folder / f"month={name}.parquet")


def _lacks(material: "Material") -> list[str]:
    """What the data lacks, and how many signals cannot be answered for it."""
    report = material.report
    tables = "、".join(report.absent_tables)
    found: list[str] = []
    if tables:
        found.append(f"数据缺少的表 | tables the data lacks: {tables}")
    if report.absent:
        columns = sorted({column for lacking in report.absent.values() for column in lacking})
        found.append(
            f"{len(report.absent)}个信号与指标因此为空 | null for it: {len(report.absent)} of "
            f"{report.claim_signals} signals and {report.indicators} indicators; 缺列 columns: "
            f"{'、'.join(columns[:12])}{' …' if len(columns) > 12 else ''} (signals/report.json)"
        )
    return found


def _unit(material: "Material") -> tuple[str, str]:
    return DOLLAR if material.currency == "USD" else YUAN


def _as_json(shown: dict[str, Any], top: int) -> dict[str, Any]:
    def plain(entry: "Entry") -> dict[str, Any]:
        return {
            "rank": entry.rank,
            "subject_id": entry.subject_id,
            "fixmedins_code": entry.fixmedins_code,
            "score": entry.probability,
            "expected_yuan": entry.expected_fen / 100,
            "net_yuan": entry.net_fen / 100,
            "model_version": entry.model_version,
            "reasons": _reasons(entry),
        }

    kept = {k: v for k, v in shown.items() if k not in {"claims", "institutions", "unit"}}
    return {
        **kept,
        "currency": shown["unit"][1],
        "claims": [plain(one) for one in shown["claims"][:top]],
        "institutions": [plain(one) for one in shown["institutions"][:top]],
    }


def _print(shown: dict[str, Any], top: int) -> None:
    zh, en = shown["unit"]
    for kind, title in (
        ("institutions", "最需查看的机构 | Institutions that most need a look"),
        ("claims", "最需查看的结算 | Claims that most need a look"),
    ):
        entries: list[Entry] = shown[kind][:top]
        out.rule(f"{shown['month']} {title}")
        for one in entries:
            named = "" if one.name == one.subject_id else f"{one.name}  "
            out.print(
                f"[bold]{one.rank:>3}  {named}{one.subject_id}[/]   评分 score {one.probability:.3f}"
                f"   预期 expected [bold]{one.expected_fen / 100:,.0f}[/] {zh} {en}",
                highlight=False,
            )
            told = f"{one.reasons.zh}\n[dim]{escape(one.reasons.en)}[/]"
            out.print(Padding(told, (0, 0, 1, 5)), highlight=False)
    lines = [
        f"模型 | models: {shown['champions']}",
        f"评分 {shown['claims_scored']:,} 笔结算、{shown['institutions_scored']:,} 家机构 | scored: "
        f"{shown['claims_scored']:,} claims, {shown['institutions_scored']:,} institutions",
    ]
    if "expected_yuan_at_capacity" in shown:
        lines.append(
            f"按每月可查 {shown['capacity']} 笔, 预期追回 {shown['expected_yuan_at_capacity']:,.0f} 元 | "
            f"checking the first {shown['capacity']} claims is expected to recover that many yuan"
        )
    text = "\n".join([*lines, *(f"· {note}" for note in shown["notes"])]).replace("[", "\\[")
    out.print(Panel(text, title="说明 | Notes"))
