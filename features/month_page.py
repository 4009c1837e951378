"""One subject's month as one page of HTML: alerts first, plots drawn inside the page as SVG.

Nothing is fetched from anywhere, so that the page opens in a network without internet.
"""

from collections.abc import Iterable, Sequence
from html import escape

from features.catalog.families import FAMILIES
from features.month_reading import Placed
from features.month_telling import told, told_fraction
from features.subjects import Subject

WIDE, HIGH, EDGE = 300, 90, 6
ALERTS = {"peers": "连续两月超同侪九成", "shift": "较自身一年突变", "policy": "超阈值"}
STYLE = """
body{font:14px/1.5 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:24px auto;max-width:1180px}
h1{font-size:22px;margin:0} h2{font-size:16px;margin:28px 0 8px;border-bottom:1px solid #d5dde5}
p.note{color:#5b6b7b;margin:4px 0 16px} .cards{display:flex;flex-wrap:wrap;gap:14px}
.card{border:1px solid #d5dde5;border-radius:6px;padding:10px 12px;width:342px;box-sizing:border-box}
.card b{font-size:18px} .card small{color:#5b6b7b} .why{color:#a4262c}
table{border-collapse:collapse;width:100%} th{background:#f0f4f8;text-align:left;font-weight:600}
td,th{padding:4px 8px;border-bottom:1px solid #e4eaf0;vertical-align:middle}
td.n{text-align:right;white-space:nowrap} body{color:#1c2733}
td small{color:#7b8a99} .bar{width:70px;height:8px;background:#e4eaf0;display:inline-block}
.bar i{display:block;height:8px;background:#2b6cb0} .bar i.up{background:#a4262c}
"""


def page(subject: Subject, whose: str, month: str, found: Sequence[Placed]) -> str:
    """The page of one subject in one month."""
    alerted = [one for one in found if one.alerts]
    title = f"{subject.words[0]} {escape(whose)} {month} 指标报告"
    parts = [
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>',
        f"<style>{STYLE}</style><h1>{title}</h1>",
        f'<p class="note">{subject.words[1]} {escape(whose)}, {month}: {len(found)} indicators,'
        f" {len(alerted)} alerts. 指标 {len(found)} 个, 预警 {len(alerted)} 个。指标是线索, 不是结论 |"
        " An indicator is evidence, not a verdict.</p>",
    ]
    if alerted:
        parts += [
            "<h2>预警 | Alerts</h2>",
            f'<div class="cards">{"".join(map(_card, alerted))}</div>',
        ]
    for family, title in FAMILIES.items():
        own = [one for one in found if one.item.family == family]
        if own:
            parts += [f"<h2>{title}</h2>", _table(own)]
    return "\n".join(parts) + "</html>\n"


def _card(one: Placed) -> str:
    zh, en = one.item.question
    why = "; ".join(ALERTS[alert] for alert in one.alerts)
    limit = f"<br>{escape(one.policy[0])}" if one.policy else ""
    rank = "" if one.pct_rank is None else f", 百分位 {100 * one.pct_rank:.0f}%"
    return (
        f'<div class="card">{escape(zh)}<br><small>{escape(en)}</small><br><b>{told(one.item, one.value)}</b>'
        f" <small>同侪中位 {told(one.item, one.p50) or '—'}{rank}</small>{_plot(one)}"
        f'<span class="why">{why}{limit}</span></div>'
    )


def _plot(one: Placed) -> str:
    """Thirteen months as a line, the peers' median of this month as a dashed one."""
    scale = _scale([*one.history, one.p50], HIGH)
    middle = "" if one.p50 is None else (
        f'<line x1="{EDGE}" x2="{WIDE - EDGE}" y1="{scale(one.p50):.1f}" y2="{scale(one.p50):.1f}"'
        ' stroke="#7b8a99" stroke-dasharray="4 3"/>'
    )  # fmt: skip
    drawn = middle + _line(one.history, WIDE, scale)
    return f'<svg width="{WIDE}" height="{HIGH}" role="img">{drawn}</svg><br>'


def _spark(one: Placed) -> str:
    scale = _scale(one.history, 24)
    return f'<svg width="110" height="24" role="img">{_line(one.history, 110, scale)}</svg>'


class _scale:
    """Where a value stands in a plot of some height, the greatest on top."""

    def __init__(self, values: Iterable[float | None], high: int) -> None:
        known = [value for value in values if value is not None]
        self.low, self.high = (min(known), max(known)) if known else (0.0, 1.0)
        self.size = high - 2 * EDGE

    def __call__(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return EDGE + self.size * (1 - share)


def _line(values: Sequence[float | None], wide: int, scale: _scale) -> str:
    step = (wide - 2 * EDGE) / max(len(values) - 1, 1)
    spots = [
        (EDGE + step * place, scale(value))
        for place, value in enumerate(values)
        if value is not None
    ]
    if not spots:
        return ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    return (
        f'<polyline points="{path}" fill="none" stroke="#2b6cb0" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="#a4262c"/>'
    )


def _table(own: Sequence[Placed]) -> str:
    heads = (
        "指标 Indicator",
        "数值 Value",
        "分子/分母 Of",
        "同侪中位 P50",
        "P80",
        "百分位 Rank",
        "z",
        "13个月 Months",
    )
    rows = "".join(_row(one) for one in own)
    return f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{rows}</table>"


def _row(one: Placed) -> str:
    zh, en = one.item.question
    rank = "样本不足 few" if one.cases is not None and one.cases < 20 else ""
    if one.pct_rank is not None:
        share = 100 * one.pct_rank
        way = " class=up" if one.beyond else ""
        rank = f'<span class="bar"><i{way} style="width:{share:.0f}%"></i></span> {share:.0f}%'
    z = "" if one.z_robust is None else f"{one.z_robust:+.1f}"
    numbers = (
        told(one.item, one.value),
        told_fraction(one),
        told(one.item, one.p50),
        told(one.item, one.p80),
    )
    return (
        f"<tr><td>{escape(zh.rstrip('?'))}<br><small>{escape(en)}</small></td>"
        + "".join(f'<td class="n">{number}</td>' for number in numbers)
        + f'<td>{rank}</td><td class="n">{z}</td><td>{_spark(one)}</td></tr>'
    )
