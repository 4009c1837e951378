"""Names of institutions: by home and place, with an ordinal where two would be alike."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.geography import Geography
from features.settlement.province.pharmacies import CHAINS

_PLACES = (
    "城东 城西 城南 城北 新桥 石塘 河口 柳林 马集 龙潭 永和 青山 平湖 双塘 竹镇 汤山 大厂 横梁 凤凰"
)
_DIGITS = "零一二三四五六七八九"
_FAMILIES = ["张", "王", "李", "赵", "陈", "周", "吴", "徐", "孙", "胡", "朱", "高"]


def names(
    rng: np.random.Generator, geography: Geography, sorts: list[tuple[str, int, float]],
    area: Whole, chain: Whole,
) -> list[str]:  # fmt: skip
    """A name for each institution, from its sort: words, level group, share that is public."""
    places = _PLACES.split()
    made: list[str] = []
    seen: dict[str, int] = {}
    for n, (kind, group, public) in enumerate(sorts):
        home = geography.names[area[n]].rstrip("区县市")
        where = str(rng.choice(places))
        family = str(rng.choice(_FAMILIES))
        if kind == "大药房":
            brand = CHAINS[chain[n]] if chain[n] >= 0 else f"{family}氏"
            place, kind = f"{brand}{kind}{home}{where}", "店"
        elif group == 3:
            place = "示范市" if geography.city[area[n]] == 0 else f"{home}市"
        elif group == 2 and public == 1.0:
            place = home
        else:
            place = f"{home}{where}"
        name = place + kind
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{place}第{_ordinal(seen[name])}{kind}")
    return made


def _ordinal(number: int) -> str:
    """A Chinese ordinal number below a hundred."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")
