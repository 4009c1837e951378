"""The rule library as a page, RULES.md, and one rule as a table of what it says of itself.

`make document` writes the page. Formulas are the declarations' own words.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from features.rules import RULES, rule_of
from features.rules.classes import CLASSES, DIMENSIONS, SEVERITIES, STATES
from features.rules.law import LAWS
from features.rules.negative_list import CLASSES_OF_INSTITUTIONS, ITEMS
from features.rules.parameters import packaged
from features.rules.parameters.book import ParameterBook
from features.rules.rule import Rule
from features.settlement.dictionary import STAGES
from features.words import noun

PREFACE = """\
# 规则库 | The rule library

由 `make document` 从 `features/rules/` 生成,请勿手改。
Generated from `features/rules/` by `make document`; do not edit.

明确: 凭数据即可认定; 可疑: 须经核查。状态在 `features/rules/states.toml`,参数在 `features/rules/parameters/`,
各地在主目录 `rules/` 下覆盖,不改程序。违规编号见领域说明 C.1—C.6。
*Certain*: the data prove it; *suspect*: somebody has to look. States lie in
`features/rules/states.toml`, limits in `features/rules/parameters/`; a bureau overrides both under
`rules/` in its home, without code.
"""


def as_markdown(states: Mapping[str, str]) -> str:
    """The whole library as one Markdown page, Chinese first; states by rule id."""
    parts = [PREFACE]
    for family, words in CLASSES.items():
        own = [rule for rule in RULES.values() if rule.family == family]
        parts += [f"## {words} ({len(own)})\n", *_table(own, states)]
    parts += ["## 负面清单 | The negative list by class of institution\n", *_negative_list()]
    parts += ["## 参数 | Limits\n", *_limits()]
    parts += ["## 法律依据 | Law\n", *_law()]
    return "\n".join(parts)


def _table(rules: list[Rule], states: Mapping[str, str]) -> list[str]:
    rows = [
        "| 编号 | 名称 title | 问题 question | 级别 | 阶段 | 维度 | 状态 | 违规 | 依据 law | 参数 |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for rule in sorted(rules, key=lambda one: one.id):
        cells = (
            rule.id,
            "<br>".join(rule.names),
            "<br>".join(rule.question),
            SEVERITIES[rule.severity],
            STAGES[rule.stage][0],
            DIMENSIONS[rule.dimension],
            STATES[states[rule.id]],
            ", ".join(rule.violations),
            ", ".join(rule.law),
            ", ".join(f"`{name}`" for name in rule.parameters) or "·",
        )
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return [*rows, ""]


def _negative_list() -> list[str]:
    rows = [
        "| 序号 | 机构类别 class | 事项 item | 依据 law | 规则 rules | 自查问题 self-check |",
        "|---|---|---|---|---|---|",
    ]
    for item in ITEMS:
        cells = (
            item.id,
            "、".join(CLASSES_OF_INSTITUTIONS[one].partition(" | ")[0] for one in item.classes),
            "<br>".join(item.words),
            ", ".join(item.law),
            ", ".join(item.rules) or "·",
            item.asks.replace(" | ", "<br>") or "·",
        )
        rows.append("| " + " | ".join(cells) + " |")
    return [*rows, ""]


def _limits() -> list[str]:
    book = packaged()
    rows = ["| 参数 limit | 含义 meaning | 单位 | 值与依据 value and source |", "|---|---|---|---|"]
    for name, declared in book.declarations.items():
        values = "<br>".join(
            f"{valid.area or '全国'} {valid.since}起: {_short(valid.value, declared.unit.scale)}"
            f" ({valid.source})"
            for valid in book.valid
            if valid.name == name
        )
        says = "<br>".join(declared.words)
        rows.append(f"| `{name}` | {says} | {declared.unit.name} | {values} |")
    return [*rows, ""]


def _short(value: Any, scale: int) -> str:
    if isinstance(value, tuple):
        told = "、".join(value[:6])
        return f"{told} …({len(value)})" if len(value) > 6 else told
    return value if isinstance(value, str) else f"{value / scale:,.10g}"


def _law() -> list[str]:
    rows = ["| 编号 | 出处 article | 内容 content | 后果 consequence |", "|---|---|---|---|"]
    for reference, law in LAWS.items():
        consequence = law.consequence.replace(" | ", "<br>")
        rows.append(f"| {reference} | {law.article} | {law.zh}<br>{law.en} | {consequence} |")
    return [*rows, ""]


def told_rule(
    id: str, states: Mapping[str, str], book: ParameterBook, area: str, day: date
) -> dict[str, Any]:
    """What a rule says of itself, with the limits of an area on a day; states by name.

    Raises BadInput when there is no such rule.
    """
    rule = rule_of(id)
    name = next(known for known, one in RULES.items() if one is rule)
    limits = book.limits(area, day)
    return {
        "id": rule.id,
        "name": name,
        "title": rule.title,
        "question": rule.asks,
        "class": CLASSES[rule.family],
        "subtype": rule.subtype,
        "severity": SEVERITIES[rule.severity],
        "state": STATES[states[name]],
        "stage": rule.stage.name.lower(),
        "dimension": DIMENSIONS[rule.dimension],
        "applies": "·" if rule.applies is None else noun(rule.applies.node)[0],
        "condition": noun(rule.expression.node)[0],
        "since": rule.since,
        "until": rule.until,
        "violations": list(rule.violations),
        "law": {one: f"{LAWS[one].article} {LAWS[one].zh}" for one in rule.law},
        "parameters": {one: limits.values[one] for one in rule.parameters},
        "negative_list": [item.id for item in ITEMS if rule.id in item.rules],
        "owner": rule.owner,
        "review": rule.review,
    }
