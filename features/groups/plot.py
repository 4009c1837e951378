"""A page of one group that needs nothing but itself: sub-scores, network, timeline, all visits."""

from html import escape

from features.groups.drawing import COLOURS, Cast, network, timeline
from features.groups.model import CORE, ROLES
from features.groups.read import OpenGroup

KINDS = {
    "stay": "住院 stay",
    "clinic": "门诊 outpatient",
    "chronic": "慢特病 chronic",
    "shop": "购药 pharmacy",
}
STYLE = """
body { font: 15px/1.55 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #22303c;
  max-width: 1040px; margin: 32px auto; padding: 0 24px; background: #fff; }
h1 { font-size: 25px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 34px 0 8px; }
.quiet { color: #66757f; } .score { font-size: 40px; font-weight: 700; color: #c0392b; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: #66757f; border-bottom: 2px solid #dfe4e8; padding: 5px 8px; }
td { border-bottom: 1px solid #edf0f3; padding: 5px 8px; } .right { text-align: right; }
.bar { background: #edf0f3; height: 10px; border-radius: 5px; min-width: 160px; }
.bar i { display: block; height: 10px; border-radius: 5px; background: #c0392b; }
svg { width: 100%; height: auto; border: 1px solid #edf0f3; border-radius: 6px; }
svg text { font-size: 12px; fill: #22303c; }
svg .person { fill: #fff; text-anchor: middle; font-size: 10.5px; }
svg .place { text-anchor: middle; font-weight: 600; } svg .lane { text-anchor: end; fill: #66757f; }
svg .tick { fill: #66757f; } .core { color: #c0392b; font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; gap: 6px 28px; } .facts b { font-weight: 600; }
.key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin: 0 5px 0 14px; }
"""


def page(group: OpenGroup) -> str:
    """The page as one HTML document, without anything from elsewhere."""
    row, model = group.row, group.model
    cast = Cast.of(group)
    title = f"{model.zh} {row['group_id']}"
    left_out = (
        f"<p class='quiet'>另有 {cast.left_out} 人未画出 | {cast.left_out} more persons are not drawn</p>"
        if cast.left_out
        else ""
    )
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>
<style>{STYLE}</style></head><body>
<h1>{escape(title)}</h1>
<p class="quiet">{escape(model.en)} · {escape(str(row["kind"]))} · {row["month"]} ·
 参数 parameters {escape(str(row["parameters"]))} · 疑点, 非违规认定 | a suspicion, not a finding</p>
<p><span class="score">{row["score"]:.1f}</span> / 100 &nbsp; {row["suspected"]} 笔涉嫌结算 suspected,
 {row["people"]} 人 persons, {row["places"]} 家机构 institutions, {yuan(row["risk_fund"])} 元基金与账户 from
 fund and accounts</p>
<h2>分项得分 | Sub-scores</h2>{_scores(group)}
<h2>其他特征 | Further figures</h2><div class="facts">{_facts(group)}</div>
<h2>关系 | Who is tied to whom</h2>{_legend(cast, group)}{network(group, cast)}{left_out}
<h2>时间 | When they came</h2>{timeline(group, cast)}
<h2>全部就诊 | All visits</h2>{_visits(group, cast)}
</body></html>
"""


def yuan(fen: object) -> str:
    """Fen as yuan, a dash for nothing.

    >>> yuan(123456)
    '1,234.56'
    """
    return "—" if fen is None else f"{float(str(fen)) / 100:,.2f}"


def told(value: float | None, unit: str = "") -> str:
    """A measure as people read it.

    >>> told(0.5, "%"), told(12.0), told(1234.5, "fen"), told(None)
    ('50.0%', '12', '12.35 元', '—')
    """
    if value is None:
        return "—"
    if unit == "fen":
        return f"{yuan(value)} 元"
    if unit == "%":
        return f"{value:.1%}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3g}"


def _scores(group: OpenGroup) -> str:
    rows = "".join(
        f"<tr><td>{escape(zh)}<br><span class='quiet'>{escape(en)}</span></td>"
        f"<td class='right'>{told(measure)}</td><td><div class='bar'>"
        f"<i style='width:{score or 0:.0f}%'></i></div></td>"
        f"<td class='right'>{'—' if score is None else f'{score:.0f}'}</td></tr>"
        for zh, en, measure, score in group.sub_scores()
    )
    return (
        "<table><tr><th>分项 sub-score</th><th class='right'>数值 measure</th><th></th>"
        f"<th class='right'>得分 0–100</th></tr>{rows}</table>"
    )


def _facts(group: OpenGroup) -> str:
    return "".join(
        f"<span>{escape(zh)} <span class='quiet'>{escape(en)}</span> <b>{told(value, unit)}</b></span>"
        for zh, en, value, unit in group.facts()
    )


def _legend(cast: Cast, group: OpenGroup) -> str:
    named = {str(v["fixmedins_code"]): v["fixmedins_name"] for v in group.visits}
    places = "".join(
        f"<span class='key' style='background:{cast.colour(place)}'></span>"
        f"{escape(str(named.get(place) or place))}"
        for place in cast.places[:8]
    )
    roles = "".join(
        f"<span class='key' style='background:{COLOURS[role]};border-radius:50%'></span>{escape(text)}"
        for role, text in ROLES.items()
    )
    return f"<p class='quiet'>{roles}{places}</p>"


def _visits(group: OpenGroup, cast: Cast) -> str:
    number = {person: nth for nth, person in enumerate(cast.persons, 1)}
    rows = "".join(
        f"<tr><td>{v['settled']:%Y-%m-%d %H:%M}</td><td>{KINDS.get(str(v['kind']), '')}</td>"
        f"<td>{number.get(str(v['psn_no']), '')}"
        f" <span class='quiet'>{escape(str(v['psn_no'])[:10])}</span></td>"
        f"<td>{escape(str(v['fixmedins_name'] or v['fixmedins_code']))}</td>"
        f"<td>{escape(str(v['diag'] or ''))}</td>"
        f"<td class='right'>{yuan(v['fee'])}</td><td class='right'>{yuan(v['fund'])}</td>"
        f"<td{' class=core' if v['role'] == CORE else ''}>"
        f"{escape(ROLES[str(v['role'])].split(' | ')[0])}</td>"
        f"<td class='quiet'>{escape(str(v['note'] or ''))}</td></tr>"
        for v in group.visits
    )
    return (
        "<table><tr><th>结算 settled</th><th>类别 kind</th><th>人 person</th><th>机构 place</th>"
        "<th>诊断 diagnosis</th><th class='right'>总费用 yuan</th><th class='right'>基金 fund</th>"
        f"<th>角色 role</th><th>说明 note</th></tr>{rows}</table>"
    )
