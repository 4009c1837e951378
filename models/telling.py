"""Telling one signal: its question answered as a statement, with the peers' figure beside it.

The Chinese question becomes the statement (过去90天在几家机构就诊? → 过去90天在7家机构就诊), so every new
signal reads well without words of its own. Money is told in yuan, shares in per cent.
"""

from typing import Protocol

from features.check import Measure
from features.nodes import Value
from features.settlement.contract import Kind
from features.signal import DOWN, NEITHER, UP
from features.words import SCALES

Words = tuple[str, str]
SHARE_WORDS = ("比例", "占比", "比重", "率", "多大")
ASKED = ("多大比例", "多少", "几")
NEAR = 0.03  # closer to the peers than this, a figure explains nothing to a reader


class Asks(Protocol):
    """Anything with a question: a signal, an indicator, a derived figure."""

    @property
    def question(self) -> Words:
        """The question in Chinese and in English."""
        ...

    @property
    def measure(self) -> Measure:
        """Kind and unit of the answer."""
        ...


def is_told(asked: Asks, value: Value, peer: float | None = None) -> bool:
    """Whether there is something to say.

    A yes of a yes-or-no question; a figure that differs from the peers' middle, on the side of risk
    where the signal declares one. A code says nothing to an inspector by itself.
    """
    if value is None or value != value or isinstance(value, str):
        return False
    if asked.measure.kind is Kind.FLAG:
        return bool(value)
    if peer is None or not isinstance(value, int | float):
        return True
    risk = getattr(asked, "risk", NEITHER)
    if (risk == UP and value < peer) or (risk == DOWN and value > peer):
        return False
    return abs(value - peer) > NEAR * max(abs(peer), abs(value))


def told(asked: Asks, value: Value, peer: float | None) -> Words:
    """The signal's answer in Chinese and in English, with the peers' middle where it is known."""
    zh, en = (part.strip().rstrip("?？") for part in asked.question)
    found = asked.measure
    if found.kind is Kind.FLAG:
        beside = ("", "") if peer is None else (f"(同类{_share(peer)})", f" (peers {_share(peer)})")
        return f"{zh.replace('是否', '', 1)}{beside[0]}", f"{en}: yes{beside[1]}"
    figure = figured(asked, value)
    beside = ("", "")
    if peer is not None and isinstance(value, int | float):
        middle = figured(asked, peer)
        beside = (f"(同类中位数{middle[0]})", f" (peers' median {middle[1]})")
    return f"{_answered(zh, figure[0])}{beside[0]}", f"{en}: {figure[1]}{beside[1]}"


def figured(asked: Asks, value: Value) -> Words:
    """A value with its unit, as people read it."""
    found = asked.measure
    if not isinstance(value, int | float):
        return str(value), str(value)
    if found.kind is Kind.RATIO and found.top is not None and found.top != found.bottom:
        scale = SCALES.get(found.top, 1) / SCALES.get(found.bottom or Kind.COUNT, 1)
        unit = ("元", " yuan") if found.top is Kind.FEN else ("", "")
        text = f"{value / scale:,.2f}"
        return f"{text}{unit[0]}", f"{text}{unit[1]}"
    if found.kind is Kind.RATIO:
        text = _share(value) if _is_share(asked) else f"{value:,.2f}"
        return text, text
    if found.kind is Kind.FEN:
        return f"{value / 100:,.2f}元", f"{value / 100:,.2f} yuan"
    text = (
        f"{value / SCALES.get(found.kind, 1):,.4g}"
        if value % 1 or found.kind in SCALES
        else f"{int(value):,}"
    )
    return text, text


def _answered(zh: str, figure: str) -> str:
    for word in ASKED:
        if word in zh:
            return zh.replace(word, figure, 1)
    return f"{zh}为{figure}"


def _is_share(asked: Asks) -> bool:
    zh = asked.question[0]
    return "几倍" not in zh and any(word in zh for word in SHARE_WORDS)


def _share(value: float) -> str:
    return f"{100 * value:.1f}%"
