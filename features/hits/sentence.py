"""What a finding says of a hit: the rule's sentence with its limits, figure and yuan put in."""

from collections.abc import Mapping

from features.check import measure
from features.nodes import Expression, Value
from features.rules import Rule
from features.rules.parameters import packaged
from features.rules.parameters.book import Limit, ParameterSet
from features.settlement.contract import Kind
from features.words import Words, value

UNKNOWN_AMOUNT: Words = ("金额待核", "an amount to be checked")


def sentence(
    rule: Rule, limits: ParameterSet, figure: tuple[Expression, Value] | None, amount: int | None
) -> Words:
    """The sentence of a hit, in Chinese and in English."""
    given: dict[str, Words] = {name: limit(name, limits.values[name]) for name in rule.parameters}
    given["amount"] = UNKNOWN_AMOUNT if amount is None else yuan(amount)
    if figure is not None:
        given["figure"] = _figure(*figure)
    zh, _, en = rule.sentence.partition(" | ")
    return (_put(zh, given, 0), _put(en, given, 1))


def limit(name: str, given: Limit) -> Words:
    """A limit as people read it, with its unit.

    >>> limit("supply_days_acute", 7)
    ('7天', '7 days')
    """
    unit = packaged().declarations[name].unit
    if isinstance(given, tuple):
        return ("、".join(given), ", ".join(given))
    if isinstance(given, str):
        return (given, given)
    number = f"{given / unit.scale:,.10g}"
    return (f"{number}{unit.zh}", f"{number} {unit.en}".strip())


def yuan(fen: int) -> Words:
    """An amount in yuan.

    >>> yuan(123456)
    ('1,234.56元', '1,234.56 yuan')
    """
    return (f"{fen / 100:,.2f}元", f"{fen / 100:,.2f} yuan")


def _figure(node: Expression, given: Value) -> Words:
    found = measure(node)
    if found.kind is Kind.RATIO and isinstance(given, float) and given.is_integer():
        return (f"{given:g}", f"{given:g}")
    return value(node, given)


def _put(text: str, given: Mapping[str, Words], place: int) -> str:
    return text.format_map({name: words[place] for name, words in given.items()})
