"""What institutions call their items: mostly as the national list does, at times in their own way.

An honest own name says the same in other words. Where a scheme bills a covered code for something
else, a careless place lists what it really did (domain brief C.1 F06, F07 and C.4 O10: the name of
the hospital differs from that of the catalogue).
"""

from functools import cache

import numpy as np

from features.settlement.province.catalogue import Item, catalogue
from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.cast import Cast

_STAND_INS: dict[str, tuple[str, ...]] = {
    "F07": ("光子嫩肤", "水光护理", "面部清洁护理", "肩颈养生"),
    "O10": ("病房空调费", "陪护床位费", "病历复印费", "冬季取暖费"),
}
_CARELESS = 0.5  # of care, up to which a place lists what it did
_WAYS = 4  # of writing a name: that of the list, and three of one's own


def own_names(lines: Lines, institution: Whole, players: list[Cast]) -> tuple[Whole, list[str]]:
    """The place of each line's own name among words, and the words.

    Args:
        lines: fee lines.
        institution: who bills each of them.
        players: the cast of each scheme.
    """
    own = (institution * 131 + lines.item * 71) % 20
    place = lines.item * _WAYS + np.where(own < _WAYS, own, 0)
    words = list(_written())
    ids = [scheme.id for scheme in SCHEMES]
    for scheme, names in _STAND_INS.items():
        mark = ids.index(scheme)
        open_about_it = players[mark].care[institution] < _CARELESS
        told = np.flatnonzero((lines.mark == mark) & open_about_it)
        place[told] = len(words) + (institution[told] * 3 + lines.item[told]) % len(names)
        words += names
    return place, words


@cache
def _written() -> tuple[str, ...]:
    """The ways of writing the name of each item."""
    return tuple(way for item in catalogue().items for way in _ways(item))


def _ways(item: Item) -> tuple[str, str, str, str]:
    """The name of the list and three of one's own that mean the same."""
    name = item.name
    if item.list_type == "201":
        return (
            name,
            f"{name}(次)" if item.unit == "次" else f"{name}/日",
            f"★{name}",
            f"{name}-院内",
        )
    short = name.removeprefix("注射用").removeprefix("盐酸")
    return name, f"{name}({item.spec})", f"{short}[{item.spec}]", f"(医保){name}"
