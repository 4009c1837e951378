"""Limits of age in the words of a point, in whole years.

Grounds tell who is paid for (限14岁以下), logic who is found (年龄>14岁): the same limit from both
sides. A text is read only when every age in it is of a form known here.
"""

import re
from collections.abc import Iterator

from features.settlement.knowledge.phrases import folded

BELOW, BELOW_OR_AT, ABOVE, ABOVE_OR_AT = "<", "<=", ">", ">="
NUMBER = r"(\d{1,3})岁"
FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:大于等于|大于或等于|不小于|不低于|≥|>=|年满){NUMBER}"), ABOVE_OR_AT),
    (re.compile(rf"(?:小于等于|小于或等于|不大于|不超过|≤|<=){NUMBER}"), BELOW_OR_AT),
    (re.compile(rf"(?:大于|超过|高于|>){NUMBER}"), ABOVE),
    (re.compile(rf"(?:小于|低于|未满|不满|<){NUMBER}"), BELOW),
    (re.compile(rf"{NUMBER}(?:及|或|\(含\))?以上"), ABOVE_OR_AT),
    (re.compile(rf"{NUMBER}(?:及|或|\(含\))?(?:以下|以内)"), BELOW_OR_AT),
)
SPAN = re.compile(r"(\d{1,3})岁?(?:至|到|~|-)(\d{1,3})岁")
LEFT = re.compile(r"\d+(?:个?月|天|日|岁)|新生儿|婴|幼")
BOTH_WAYS = re.compile(r"且|同时|至|到")

Ages = tuple[int | None, int | None]
"""The youngest and the oldest age that an item is paid for; None where there is no bound."""


def ages_in(grounds: str, logic: str) -> Ages | None:
    """The ages that a point limits its item to; None when its words are not known, or disagree.

    >>> ages_in("限14岁以下儿童", ""), ages_in("", "年龄>14岁使用,检出"), ages_in("限6至12岁", "")
    ((None, 14), (None, 14), (6, 12))
    >>> ages_in("限18岁以下", "年龄大于等于18周岁") is None  # 18 itself is paid for, and found
    True
    >>> ages_in("", "") is None
    True
    """
    told = [
        ages for ages in (_paid(folded(grounds)), _found(folded(logic))) if ages != (None, None)
    ]
    if not told or None in told or any(ages != told[0] for ages in told):
        return None
    return told[0]


def names_an_age(*texts: str) -> bool:
    """Whether any of the texts speaks of an age in numbers, read or not."""
    return any(re.search(r"\d+(?:个?月|岁)", folded(text)) for text in texts)


def _paid(text: str) -> Ages | None:
    """What words of grounds limit to; (None, None) without ages, None when not all are known."""
    span = SPAN.search(text)
    if span is not None:
        rest = text[: span.start()] + text[span.end() :]
        low, high = int(span[1]), int(span[2])
        return (low, high) if low < high and not LEFT.search(rest) else None
    return _bounds(text, paid=True)


def _found(text: str) -> Ages | None:
    """What words of logic find, turned into what they leave to be paid."""
    several = len(re.findall(r"\d+岁", text)) > 1
    if several and BOTH_WAYS.search(text):
        return None  # what is found between two ages cannot be said by a lower and an upper one
    return _bounds(text, paid=False)


def _bounds(text: str, *, paid: bool) -> Ages | None:
    low: int | None = None
    high: int | None = None
    for sign, age in _forms(text):
        if sign is None:
            return None
        lower = sign in {ABOVE, ABOVE_OR_AT}
        if paid:
            bound = {ABOVE: age + 1, ABOVE_OR_AT: age, BELOW: age - 1, BELOW_OR_AT: age}[sign]
        else:
            lower = not lower
            bound = {ABOVE: age, ABOVE_OR_AT: age - 1, BELOW: age, BELOW_OR_AT: age + 1}[sign]
        if (low if lower else high) not in {None, bound}:
            return None
        low, high = (bound, high) if lower else (low, bound)
    return low, high


def _forms(text: str) -> Iterator[tuple[str | None, int]]:
    """Each age in a text with its sign; a sign of None for what is of no known form."""
    for pattern, sign in FORMS:
        for found in pattern.finditer(text):
            yield sign, int(found[1])
        text = pattern.sub("", text)
    if re.search(r"\d+(?:个?月|岁)", text):
        yield None, 0
