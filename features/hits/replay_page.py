"""A replay as one HTML page with its plot drawn inline: nothing is loaded from anywhere."""

from collections.abc import Sequence
from html import escape
from typing import Any

from features.hits.replay import Replay, Tally
from features.hits.sentence import limit
from features.hits.verdicts import OUTCOMES
from features.rules import BY_ID

WIDTH, HEIGHT, MARGIN = 720, 220, 36
OURS, THEIRS = "#1f6f8b", "#d08a3e"
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .2rem .8rem; text-align: right }
th { border-bottom: 1px solid #999 } td:first-child, th:first-child { text-align: left }
.key { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 1rem }
"""


def page(replay: Replay) -> str:
    """The replay as a page, Chinese first."""
    rule = replay.rule
    zh, en = rule.names
    parts = [
        f"<h1>{escape(rule.id)} {escape(zh)}<br><small>{escape(en)}</small></h1>",
        f"<p>{replay.first} — {replay.last}, 区划 area {escape(replay.area or '全部 all')},"
        f" 结算 {replay.claims:,} 笔 claims</p>",
        _limits(replay),
        _plot(replay.months, changed=replay.change is not None),
        _tallies(replay),
        _verdicts(replay.now),
        _overlap(replay.overlap),
    ]
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(rule.id)}</title>'
        f"<style>{_STYLE}</style>{''.join(parts)}</html>\n"
    )


def month_name(month: int) -> str:
    """A month as people write it.

    >>> month_name(202503)
    '2025-03'
    """
    return f"{month // 100}-{month % 100:02}"


def _limits(replay: Replay) -> str:
    changed: dict[str, Any] = {} if replay.change is None else replay.change.limits
    rows = [
        f"<li>{escape(name)}: {escape(limit(name, value)[0])}"
        + (f" → <b>{escape(limit(name, changed[name])[0])}</b>" if name in changed else "")
        + "</li>"
        for name, value in replay.limits.items()
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _plot(months: Sequence[dict[str, Any]], *, changed: bool) -> str:
    """Hits by month as bars, those of the changed limits beside them."""
    if not months:
        return "<p>没有命中 | no hits</p>"
    most = max(max(row["hits"], row.get("changed_hits", 0)) for row in months) or 1
    step = (WIDTH - 2 * MARGIN) / len(months)
    bars: list[str] = []
    for place, row in enumerate(months):
        left = MARGIN + place * step
        bars.append(_bar(left + step * 0.12, step * 0.36, row["hits"], most, OURS))
        if changed:
            shown = row.get("changed_hits", 0)
            bars.append(_bar(left + step * 0.52, step * 0.36, shown, most, THEIRS))
        bars.append(
            f'<text x="{left + step / 2:.1f}" y="{HEIGHT - 12}" font-size="11"'
            f' text-anchor="middle">{month_name(row["month"])}</text>'
        )
    key = f'<span class="key" style="background:{OURS}"></span>现行 now'
    if changed:
        key += f'<span class="key" style="background:{THEIRS}"></span>修改后 changed'
    return (
        f'<p>{key}</p><svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img"'
        f' aria-label="hits by month"><text x="4" y="{MARGIN - 8}" font-size="11">'
        f"命中 hits (最多 most {most})</text>{''.join(bars)}</svg>"
    )


def _bar(left: float, width: float, value: int, most: int, colour: str) -> str:
    tall = (HEIGHT - 2 * MARGIN) * value / most
    top = HEIGHT - MARGIN - tall
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{tall:.1f}"'
        f' fill="{colour}"><title>{value}</title></rect>'
    )


def tallies(replay: Replay) -> list[tuple[str, Tally]]:
    """The tallies of a replay under their names."""
    found = [("现行 | now", replay.now)]
    if replay.change is not None:
        found += [
            ("修改后 | changed", replay.change.tally),
            ("新增 | new", replay.change.new),
            ("消失 | gone", replay.change.gone),
            ("保留 | kept", replay.change.kept),
        ]
    return found


def _tallies(replay: Replay) -> str:
    rows = [
        f"<tr><td>{escape(name)}</td><td>{t.hits:,}</td><td>{t.institutions:,}</td>"
        f"<td>{t.amount / 100:,.2f}</td></tr>"
        for name, t in tallies(replay)
    ]
    head = "<tr><th></th><th>命中 hits</th><th>机构 institutions</th><th>元 yuan</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"


def _verdicts(tally: Tally) -> str:
    rows = [
        f"<tr><td>{escape(words)}</td><td>{tally.verdicts.get(outcome, 0):,}</td></tr>"
        for outcome, words in OUTCOMES.items()
    ]
    return f"<table><tr><th>查处 verdicts</th><th>笔 claims</th></tr>{''.join(rows)}</table>"


def _overlap(overlap: Sequence[dict[str, Any]]) -> str:
    rows = [
        f"<tr><td>{escape(row['rule_id'])} {escape(' '.join(BY_ID[row['rule_id']].names))}</td>"
        f"<td>{row['together']:,}</td></tr>"
        for row in overlap
    ]
    head = "<tr><th>同时命中的规则 other rules that hit</th><th>笔 claims</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>" if rows else ""
