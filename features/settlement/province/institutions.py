"""The institutions of the province: hospitals of every level, clinics and pharmacies.

Sizes within a level are lognormal, so a few institutions carry most of the fund, as in life. Some
are honest outliers on purpose: a regional cancer centre (planned chemotherapy readmissions), a
burns and intensive-care hospital (very costly cases), a rehabilitation and a psychiatric hospital
(long stays) and a clinic that lives on chronic prescriptions. A method that accuses them is wrong.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from features.settlement.province.chance import Real, Whole, stream
from features.settlement.province.geography import Geography
from features.settlement.province.order import Order


class Role(IntEnum):
    """What an institution is there for."""

    GENERAL = 0
    TCM = 1
    CANCER = 2
    BURNS = 3
    REHABILITATION = 4
    PSYCHIATRIC = 5
    MATERNITY = 6
    PRIVATE = 7
    TOWNSHIP = 8
    CLINIC = 9
    CHRONIC_CLINIC = 10
    PHARMACY = 11


@dataclass(frozen=True)
class _Sort:
    """A sort of institution: its role, level, share of the roll, size, and words for its name."""

    role: Role
    hosp_lv: str
    group: int
    share: float
    at_least: int
    size: float
    words: str
    public: float
    urban: bool


_SORTS = (
    _Sort(Role.GENERAL, "02", 3, 0.020, 2, 100.0, "人民医院", 1.0, True),
    _Sort(Role.CANCER, "02", 3, 0.0, 1, 42.0, "肿瘤医院", 1.0, True),
    _Sort(Role.BURNS, "02", 3, 0.0, 1, 34.0, "急救与烧伤医院", 1.0, True),
    _Sort(Role.TCM, "02", 3, 0.0, 1, 52.0, "中医院", 1.0, True),
    _Sort(Role.MATERNITY, "03", 3, 0.0, 1, 46.0, "妇幼保健院", 1.0, True),
    _Sort(Role.GENERAL, "03", 3, 0.013, 1, 58.0, "中心医院", 1.0, True),
    _Sort(Role.GENERAL, "05", 2, 0.045, 3, 30.0, "人民医院", 1.0, False),
    _Sort(Role.TCM, "05", 2, 0.020, 1, 17.0, "中医医院", 1.0, False),
    _Sort(Role.PSYCHIATRIC, "06", 2, 0.0, 1, 7.0, "精神卫生中心", 1.0, False),
    _Sort(Role.REHABILITATION, "06", 2, 0.006, 1, 8.0, "康复医院", 0.3, True),
    _Sort(Role.PRIVATE, "06", 2, 0.055, 3, 8.0, "仁爱医院", 0.0, False),
    _Sort(Role.PRIVATE, "08", 1, 0.070, 4, 4.5, "康宁医院", 0.0, False),
    _Sort(Role.TOWNSHIP, "09", 1, 0.190, 6, 4.6, "中心卫生院", 1.0, False),
    _Sort(Role.TOWNSHIP, "11", 1, 0.080, 3, 3.0, "社区卫生服务中心", 1.0, True),
    _Sort(Role.CLINIC, "11", 0, 0.110, 4, 1.6, "门诊部", 0.1, True),
    _Sort(Role.CHRONIC_CLINIC, "11", 0, 0.0, 1, 9.0, "慢病管理中心", 0.6, True),
    _Sort(Role.PHARMACY, "11", 0, 0.390, 14, 1.0, "大药房", 0.0, False),
)
_PLACES = (
    "城东 城西 城南 城北 新桥 石塘 河口 柳林 马集 龙潭 永和 青山 平湖 双塘 竹镇 汤山 大厂 横梁 凤凰"
)
_DIGITS = "零一二三四五六七八九"
_CHAINS = ("百姓", "康泰", "同仁", "益民", "国药", "仁和")


@dataclass(frozen=True)
class Institutions:
    """The register of institutions, one element each.

    Attributes:
        group: level group, 3 tertiary, 2 secondary, 1 primary, 0 clinic or pharmacy.
        size: weight within its trade.
        coefficient: payment coefficient in ten-thousandths.
        cost_level, price_level: what it bills relative to others.
        coding_habit: how fully its coders write secondary diagnoses, 1 as usual.
        coding_drift: how much fuller they write at the period's end, without any intent.
    """

    code: list[str]
    name: list[str]
    role: Whole
    hosp_lv: list[str]
    group: Whole
    area: Whole
    public: Whole
    beds: Whole
    size: Real
    bloc: list[str | None]
    longitude: Real
    latitude: Real
    opened: Whole
    coefficient: Whole
    cost_level: Real
    price_level: Real
    coding_habit: Real
    coding_drift: Real

    @property
    def count(self) -> int:
        """How many institutions there are."""
        return len(self.code)

    def among(self, *roles: Role) -> Whole:
        """The institutions of those roles."""
        return np.flatnonzero(np.isin(self.role, roles)).astype(np.int64)


_COST = {3: 1.12, 2: 0.86, 1: 0.60, 0: 0.60}
_COEFFICIENT = {3: 1.06, 2: 0.95, 1: 0.84, 0: 0.80}


def institutions(order: Order, geography: Geography) -> Institutions:
    """The roll of institutions for an order; its length grows with the root of the claims."""
    rng = stream(order.seed, "institutions")
    roll = max(40, round(0.34 * order.claims**0.5))
    sorts = [s for s in _SORTS for _ in range(max(s.at_least, round(s.share * roll)))]
    count = len(sorts)
    group = np.array([s.group for s in sorts], dtype=np.int64)
    role = np.array([s.role for s in sorts], dtype=np.int64)
    urban = np.array(geography.urban, dtype=bool)
    area = np.empty(count, dtype=np.int64)
    turn: dict[bool, int] = {True: 0, False: 0}
    for n, sort in enumerate(sorts):  # spread evenly, so that each county has its hospital
        open_to = np.flatnonzero(urban) if sort.urban else np.arange(geography.size)
        if sort.group <= 1 and sort.role is not Role.PHARMACY:
            area[n] = rng.choice(open_to)
        else:
            area[n] = open_to[turn[sort.urban] % len(open_to)]
            turn[sort.urban] += 1
    mean = np.array([s.size for s in sorts])
    spread = np.where(group >= 2, 0.45, 0.85)
    size = mean * np.exp(rng.normal(0.0, 1.0, count) * spread - spread**2 / 2)
    serial = rng.permutation(90_000)[:count] + 10_000
    letter = ["P" if r == Role.PHARMACY else "H" for r in role]
    code = [f"{letter[n]}{geography.codes[area[n]]}{serial[n]:05d}" for n in range(count)]
    public = (rng.random(count) < np.array([s.public for s in sorts])).astype(np.int64)
    base = {3: 800.0, 2: 320.0, 1: 60.0, 0: 0.0}
    beds = np.array([base[int(g)] for g in group]) * size / mean * np.exp(rng.normal(0, 0.2, count))
    return Institutions(
        code=code,
        name=_names(rng, geography, sorts, area),
        role=role,
        hosp_lv=[s.hosp_lv for s in sorts],
        group=group,
        area=area,
        public=public,
        beds=np.rint(beds).astype(np.int64),
        size=size,
        bloc=_blocs(code, role, group, area),
        longitude=np.round(geography.longitude[area] + rng.normal(0, 0.06, count), 6),
        latitude=np.round(geography.latitude[area] + rng.normal(0, 0.05, count), 6),
        opened=order.first_day - rng.integers(200, 9_000, count),
        coefficient=np.rint(
            (np.array([_COEFFICIENT[int(g)] for g in group]) + rng.normal(0, 0.02, count)) * 10_000
        ).astype(np.int64),
        cost_level=np.array([_COST[int(g)] for g in group]) * np.exp(rng.normal(0, 0.09, count)),
        price_level=np.clip(rng.normal(0.985, 0.015, count), 0.90, 1.0),
        coding_habit=np.exp(rng.normal(0, 0.3, count)) * np.array([0.3, 0.6, 0.9, 1.25])[group],
        coding_drift=np.where((group >= 2) & (rng.random(count) < 0.15), 0.8, 0.0),
    )


def _names(
    rng: np.random.Generator, geography: Geography, sorts: list[_Sort], area: Whole
) -> list[str]:
    places = _PLACES.split()
    names: list[str] = []
    seen: dict[str, int] = {}
    for n, sort in enumerate(sorts):
        home = geography.names[area[n]].rstrip("区县市")
        where = str(rng.choice(places))
        chain = str(rng.choice(_CHAINS))
        kind = sort.words
        if sort.role is Role.PHARMACY:
            place, kind = f"{chain}{sort.words}{home}{where}", "店"
        elif sort.group == 3:
            place = "示范市"
        elif sort.group == 2 and sort.public == 1.0:
            place = home
        else:
            place = f"{home}{where}"
        name = place + kind
        seen[name] = seen.get(name, 0) + 1
        nth = _ordinal(seen[name])
        names.append(name if seen[name] == 1 else f"{place}第{nth}{kind}")
    return names


def _ordinal(number: int) -> str:
    """A Chinese ordinal number below a hundred."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def _blocs(code: list[str], role: Whole, group: Whole, area: Whole) -> list[str | None]:
    """The head hospital of each county's community (医共体), for it and its township centres."""
    heads: dict[int, str] = {}
    for n in range(len(code)):
        if role[n] == Role.GENERAL and group[n] == 2:
            heads.setdefault(int(area[n]), code[n])
    members = {int(Role.TOWNSHIP), int(Role.GENERAL)}
    return [
        heads.get(int(area[n])) if int(role[n]) in members and group[n] <= 2 else None
        for n in range(len(code))
    ]
