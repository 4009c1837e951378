"""Figures of a month's end as people read them: yuan, per cent, and what a ratio was made of."""

from typing import TYPE_CHECKING

from features.check import measure
from features.fraction import fraction
from features.nodes import Expression
from features.settlement.contract import Kind
from features.signal import Described
from features.words import SCALES

if TYPE_CHECKING:
    from features.month_reading import Placed


def told(item: Described, value: float | None) -> str:
    """The value with its unit in short: yuan, per cent of a share, plain numbers.

    >>> from features.indicators import INDICATORS
    >>> told(INDICATORS["drug_share"], 0.347), told(INDICATORS["ip_fee"], 123456700.0)
    ('34.7%', '123.5万元')
    """
    if value is None:
        return ""
    found = item.measure
    if found.kind is not Kind.RATIO:
        return _amount(value, found.kind)
    top, bottom = found.top or Kind.COUNT, found.bottom or Kind.COUNT
    if top == bottom:
        return f"{100 * value:.1f}%" if _is_share(item) else f"{value:.2f}"
    scaled = value / SCALES.get(top, 1) * SCALES.get(bottom, 1)
    return f"{scaled:,.2f}{'元' if top is Kind.FEN else '天' if top is Kind.DAYS else ''}"


def told_fraction(one: "Placed") -> str:
    """Numerator and denominator, short."""
    parts = fraction(one.item.node)
    if one.top is None or one.bottom is None or parts.top is None or parts.bottom is None:
        return ""
    return f"{_part(parts.top, one.top)}/{_part(parts.bottom, one.bottom)}"


def _part(node: Expression, value: float) -> str:
    return _amount(value, measure(node).kind)


def _amount(value: float, kind: Kind) -> str:
    scaled = value / SCALES.get(kind, 1)
    if kind is Kind.FEN:
        return f"{scaled / 10_000:,.1f}万元" if abs(scaled) >= 100_000 else f"{scaled:,.0f}元"
    return f"{scaled:,.0f}" if scaled == int(scaled) else f"{scaled:,.2f}"


def _is_share(item: Described) -> bool:
    """Whether people tell it in per cent: shares, rates and growth, not so many of one for another."""
    zh = item.question[0]
    return any(word in zh for word in ("占比", "率", "增", "同比", "比例", "多少", "超支", "偏离"))
