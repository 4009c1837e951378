"""The report as one HTML page: figures beside the published ones, and the plots, all inline."""

from base64 import b64encode
from html import escape

from features.settlement.province.review.comparison import Comparison
from features.settlement.province.review.style import Plot

_STYLE = """
body{font:15px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
 color:#22282c;max-width:1080px;margin:2em auto;padding:0 1.2em}
h1{font-size:1.5em;margin-bottom:.2em} h2{font-size:1.15em;margin:2em 0 .4em}
p.note{color:#5b666d;margin:.2em 0 .8em} img{max-width:100%;display:block}
table{border-collapse:collapse;width:100%;font-size:13.5px} th,td{padding:.35em .6em;
 border-bottom:1px solid #e6e8ea;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr.near td.mark{color:#3f7d2c} tr.far td.mark{color:#b23a48} td.why{color:#5b666d;max-width:26em}
"""


def page(
    title: str, facts: list[tuple[str, str]], compared: list[Comparison], own: list[Comparison],
    missing: list[tuple[str, str, str, str]], plots: list[Plot],
) -> str:  # fmt: skip
    """The whole page; it asks for nothing from anywhere."""
    parts = [
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>{escape(title)}</title>",
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>",
        "<p class=note>",
        " · ".join(f"{escape(name)} <b>{escape(value)}</b>" for name, value in facts),
        "</p>",
        _heading("与公布数据对照 | Beside the published figures"),
        _compared(compared),
        _heading("本省自有指标(无公布值) | The province's own figures, with none published"),
        _compared(own),
        _heading("结算数据无法显示的公布数据 | Published figures that settlement data cannot show"),
        _missing(missing),
    ]
    for plot in plots:
        parts += [
            _heading(plot.title),
            f"<p class=note>{escape(plot.caption)}</p>",
            f'<img alt="{escape(plot.id)}" src="data:image/png;base64,',
            b64encode(plot.png).decode("ascii"),
            '">',
        ]
    return "".join(parts) + "</html>\n"


def written(value: float | None, unit: str) -> str:
    """A figure in words: shares per cent, yuan with commas, ratios with four digits at most."""
    if value is None:
        return "—"
    match unit:
        case "share":
            return f"{value:.2%}"
        case "yuan":
            return f"{value:,.2f}"
        case "count":
            return f"{value:,.0f}" if value >= 20 else f"{value:,.1f}"
        case _:
            return f"{value:.4g}"


def published(one: Comparison) -> str:
    """The published value of a figure, or its limits."""
    if one.least is None and one.most is None:
        return ""
    if one.most is None:
        return f"≥ {written(one.least, one.unit)}"
    if one.least is None:
        return f"≤ {written(one.most, one.unit)}"
    if one.least < one.most:
        return f"{written(one.least, one.unit)} – {written(one.most, one.unit)}"
    return written(one.least, one.unit)


def deviation(one: Comparison) -> str:
    """How far a figure is from the published one: points for shares, per cent for the others."""
    if one.off is None:
        return ""
    return f"{one.off * 100:+.1f} pp" if one.unit == "share" else f"{one.off:+.1%}"


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _compared(rows: list[Comparison]) -> str:
    head = (
        "<table><tr><th>指标 figure<th>模拟省 province<th>公布 published<th>偏差 off<th>"
        "<th>来源 source, 原因 why"
    )
    body = [
        f"<tr class={'near' if one.near else 'far'}><td>{escape(one.name)}"
        f"<td class=n>{written(one.made, one.unit)}<td class=n>{escape(published(one))}"
        f"<td class=n>{deviation(one)}<td class=mark>{_mark(one)}"
        f"<td class=why>{escape(one.source)}{'<br>' if one.why else ''}{escape(one.why)}"
        for one in rows
    ]
    return head + "".join(body) + "</table>"


def _mark(one: Comparison) -> str:
    return "" if one.near is None else "●" if one.near else "○"


def _missing(rows: list[tuple[str, str, str, str]]) -> str:
    body = [
        f"<tr><td>{escape(name)}<td class=n>{escape(value)}<td>{escape(source)}"
        f"<td class=why>{escape(why)}"
        for name, value, source, why in rows
    ]
    head = "<table><tr><th>指标 figure<th>公布 published<th>来源 source<th>原因 why"
    return head + "".join(body) + "</table>"
