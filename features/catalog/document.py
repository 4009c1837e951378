"""The catalogue as a page: every claim signal and indicator with its question and its formula.

`make document` writes it to features/CATALOG.md. Formulas are the declarations' own words.
"""

import ast
from collections.abc import Iterable, Mapping
from inspect import getsource
from pathlib import Path
from types import ModuleType

from features import catalog, indicators
from features.catalog.families import FAMILIES
from features.catalog.violations import VIOLATIONS
from features.settlement.dictionary import STAGES, UNITS
from features.signal import Described, Indicator

PAGE = Path(__file__).parents[1] / "CATALOG.md"

PREFACE = """\
# 信号目录 | Signal catalogue

由 `make document` 从 `features/catalog/` 与 `features/indicators/` 生成,请勿手改。
Generated from `features/catalog/` and `features/indicators/` by `make document`; do not edit.

“阶段”是最早能回答的监管阶段;“风险”是数值越高↑或越低↓越可疑,·表示无方向。
"Stage" is the earliest supervision stage that can answer; ↑ more is riskier, ↓ less is, · neither.
"""
RISKS = {"up": "↑", "down": "↓", "neither": "·"}


def as_markdown() -> str:
    """The whole catalogue as one Markdown page, Chinese first."""
    return "\n".join(
        [
            PREFACE,
            f"## 结算信号 {len(catalog.SIGNALS)} 个 | Claim signals\n",
            f"指纹 fingerprint `{catalog.fingerprint()}`\n",
            *_sections(catalog.SIGNALS, formulas(catalog.MODULES)),
            *_violations(),
            f"## 机构月度指标 {len(indicators.INDICATORS)} 个 | Monthly indicators\n",
            f"指纹 fingerprint `{indicators.fingerprint()}`\n",
            *_sections(indicators.INDICATORS, formulas(indicators.MODULES)),
        ]
    )


def formulas(modules: Iterable[ModuleType]) -> dict[str, str]:
    """The expression of every declaration in the modules, as its author wrote it, on one line."""
    written: dict[str, str] = {}
    for module in modules:
        for statement in ast.parse(getsource(module)).body:
            match statement:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Name(id="Signal" | "Indicator"), args=[expression]),
                ):
                    written[name] = ast.unparse(expression)
                case _:
                    pass
    return written


def _sections(declared: Mapping[str, Described], written: Mapping[str, str]) -> list[str]:
    sections: list[str] = []
    for family, title in FAMILIES.items():
        own = {name: item for name, item in declared.items() if item.family == family}
        if not own:
            continue
        rows = [_row(name, item, written[name]) for name, item in own.items()]
        sections += [
            f"### {title}\n",
            "| 名称 name | 问题 question | 阶段 | 单位 unit | 风险 | 公式 formula |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    return sections


def _violations() -> list[str]:
    """Which signals speak to which violation, the most telling first."""
    rows = [
        f"| {found.id} | {found.names[0]}<br>{found.names[1]} | "
        + (", ".join(f"`{name}`" for name in found.signals) or found.unseen)
        + " |"
        for found in VIOLATIONS.values()
    ]
    return [
        f"## 违规与信号 {len(VIOLATIONS)} 类 | Violations and the signals that speak to them\n",
        "| 编号 id | 违规 violation | 信号 signals |",
        "|---|---|---|",
        *rows,
        "",
    ]


def _row(name: str, item: Described, formula: str) -> str:
    zh, en = item.question
    source = f"<br>{item.source}" if isinstance(item, Indicator) and item.source else ""
    cells = (
        f"`{name}`{source}",
        f"{zh}<br>{en}",
        STAGES[item.stage][0],
        _unit(item),
        RISKS[item.risk],
        f"`{formula}`".replace("|", "\\|"),
    )
    return "| " + " | ".join(cells) + " |"


def _unit(item: Described) -> str:
    """The unit; of a ratio of unlike things, both units."""
    found = item.measure
    if found.top is not None and found.bottom is not None and found.top != found.bottom:
        return f"{UNITS[found.top][0]}/{UNITS[found.bottom][0]}"
    return UNITS[found.kind][0]


if __name__ == "__main__":
    PAGE.write_text(as_markdown(), encoding="utf-8")
