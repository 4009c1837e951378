"""The model card: what each champion is for, what it learned from, how it stands, what it cannot do."""

from collections.abc import Mapping
from typing import Any

from models.head import Head

USE = {
    "fraud": (
        "结算疑点排序: 一笔结算经检查查实违规的可能性",
        "Ranks claims: how likely an inspection would confirm a violation",
    ),
    "upcoding": (
        "高套编码疑点: 计费病组高于诊疗证据所支持的可能性与多支付金额",
        "Suspected upcoding: how likely the billed group is above what the evidence supports",
    ),
    "institution": (
        "机构月度疑点: 当月检查查实的可能性与预期追回",
        "Institutions each month: how likely an inspection finds something, and how much",
    ),
}
LIMITS = (
    "评分是疑点, 不是违规认定; 认定须经检查。 A score is a suspicion; only an inspection "
    "establishes a violation.",
    "标签来自少量、滞后且偏向大医院的检查; 概率的高低以随机抽查为准, 抽查少时偏差较大。 "
    "Labels come from few, late inspections that favour big hospitals; the level of probabilities rests on "
    "random draws, and is loose where these are few.",
    "未见过的作案手法主要靠同类比较(尾部排名)发现。 Schemes that no verdict has shown are found by "
    "comparison with peers (tails), hardly by the learned heads.",
    "按月份切分并留出标签滞后; 机构整体留出用于严重程度支持与机构模型。 Split by time with a gap for label "
    "delay; whole institutions are held out for severity support and the institution head.",
)


def card(heads: Mapping[str, Head], reports: Mapping[str, Mapping[str, Any]]) -> str:
    """The card in Markdown, from what the heads keep and the recorded evaluations."""
    lines = ["# 模型卡 | Model card", ""]
    for key, head in sorted(heads.items()):
        lines += _head(key, head)
    for title, shown in reports.items():
        lines += _evaluation(title, shown)
    lines += ["## 局限 | Limits", "", *(f"- {limit}" for limit in LIMITS), ""]
    return "\n".join(lines)


def _head(key: str, head: Head) -> list[str]:
    zh, en = USE[head.name]
    trained: dict[str, Any] = head.meta.get("trained_on", {})
    labels: dict[str, Any] = head.meta.get("labels", {})
    months = trained.get("train", [])
    rows = [
        ("版本 version", head.version),
        ("训练月份 train months", f"{months[0]} – {months[-1]}" if months else "-"),
        ("标签截至 labels as of", trained.get("as_of", "-")),
        ("查实/否定/未检查 confirmed/cleared/unlabelled",
         f"{labels.get('confirmed', '-')} / {labels.get('cleared', '-')} / {labels.get('unlabelled', '-')}"),
        ("信号数 features", len(head.frame.features)),
        ("树数 trees", head.booster.num_trees()),
        ("校准 calibration", f"slope {head.calibration.slope:.3f}, base {head.calibration.base:.3f}; "
         f"{head.meta.get('calibrated_on', {}).get('base', 'held-out institutions')}"),
        ("Elkan–Noto", _number(head.meta.get("elkan_noto_constant"))),
        ("信号指纹 fingerprint", head.meta.get("fingerprint", "-")),
        ("随机种子 seed", head.meta.get("seed", "-")),
    ]  # fmt: skip
    second = head.meta.get("institutions_held_out")
    if second is not None:
        rows.append((
            "机构整体留出 institutions held out (inspected claims)",
            f"AP {_number(second['ap'])}, AUC {_number(second['auc'])}, "
            f"{second['positives']} / {second['n']}",
        ))  # fmt: skip
    if head.support is not None:
        figures = head.support.figures
        rows.append((
            "严重程度支持(机构留出) support, institutions held out",
            f"R² {figures['r2_held_out']:.3f}, "
            f"中位误差倍数 middle error ×{figures['middle_error_factor']:.3f}, "
            f"{figures['cases']:,} stays of {figures['institutions']} institutions",
        ))  # fmt: skip
    table = ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    return [f"## {key}", "", zh + "。", "", en + ".", "", *table, ""]


def _evaluation(title: str, shown: Mapping[str, Any]) -> list[str]:
    protocol = shown["protocol"]
    against = {"planted truth": "植入真相", "matured verdicts": "已有结论"}[protocol["against"]]
    lines = [
        f"## 评测 | Evaluation: {title}",
        "",
        f"{against} | {protocol['against']}: {', '.join(protocol['claims_of'])}; "
        f"{protocol['claims']:,} claims, {protocol['positives']:,} positive; k = {protocol['k']}.",
        "",
        "| 排序 ranker | AP | AUC | 准确率@k precision | 追回元@k yuan | 提升 lift |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {_number(one['ap'])} | {_number(one['auc'])} | {_number(one['precision_at_k'])} | "
        f"{one['recovered_yuan_at_k']:,.0f} | {_number(one['lift'])} |"
        for name, one in shown["rankers"].items()
    ]
    return [*lines, ""]


def _number(value: float | None) -> str:
    return "-" if value is None or value != value else f"{value:.3f}"
