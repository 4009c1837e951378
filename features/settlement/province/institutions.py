"""The institutions of the province: hospitals of all eleven levels, clinics and pharmacies.

Sizes within a level are lognormal, so a few institutions carry most of the fund, as in life. Some
are honest outliers on purpose: a regional cancer centre (planned chemotherapy readmissions), a
burns and an intensive-care hospital (very costly cases), a rehabilitation and a psychiatric
hospital (long stays), a dialysis centre (many visits a person) and a clinic that lives on chronic
prescriptions. A method that accuses them is wrong; `outliers.py` names them for judging.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Whole, pick, stream
from features.settlement.province.communities import communities
from features.settlement.province.geography import Geography
from features.settlement.province.naming import names
from features.settlement.province.order import Order
from features.settlement.province.pharmacies import pharmacies
from features.settlement.province.roles import Role


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
    _Sort(Role.GENERAL, "01", 3, 0.0, 0, 150.0, "总医院", 1.0, True),
    _Sort(Role.GENERAL, "02", 3, 0.020, 2, 100.0, "人民医院", 1.0, True),
    _Sort(Role.CANCER, "02", 3, 0.0, 1, 42.0, "肿瘤医院", 1.0, True),
    _Sort(Role.BURNS, "02", 3, 0.0, 1, 34.0, "急救与烧伤医院", 1.0, True),
    _Sort(Role.INTENSIVE, "03", 3, 0.0, 1, 26.0, "危重症医学中心", 1.0, True),
    _Sort(Role.TCM, "02", 3, 0.0, 1, 52.0, "中医院", 1.0, True),
    _Sort(Role.MATERNITY, "03", 3, 0.0, 1, 46.0, "妇幼保健院", 1.0, True),
    _Sort(Role.GENERAL, "03", 3, 0.013, 1, 58.0, "中心医院", 1.0, True),
    _Sort(Role.GENERAL, "04", 3, 0.006, 0, 40.0, "新区医院", 1.0, True),
    _Sort(Role.GENERAL, "05", 2, 0.045, 5, 30.0, "人民医院", 1.0, False),
    _Sort(Role.TCM, "05", 2, 0.020, 2, 17.0, "中医医院", 1.0, False),
    _Sort(Role.PSYCHIATRIC, "06", 2, 0.0, 1, 7.0, "精神卫生中心", 1.0, False),
    _Sort(Role.REHABILITATION, "06", 2, 0.006, 1, 8.0, "康复医院", 0.3, True),
    _Sort(Role.DIALYSIS, "06", 2, 0.0, 1, 5.0, "血液净化中心", 0.3, True),
    _Sort(Role.PRIVATE, "06", 2, 0.040, 2, 8.5, "仁爱医院", 0.0, False),
    _Sort(Role.PRIVATE, "07", 2, 0.015, 1, 6.0, "博爱医院", 0.0, False),
    _Sort(Role.PRIVATE, "08", 1, 0.045, 3, 4.8, "康宁医院", 0.0, False),
    _Sort(Role.PRIVATE, "10", 1, 0.025, 1, 3.6, "惠民医院", 0.0, False),
    _Sort(Role.TOWNSHIP, "09", 1, 0.150, 5, 4.7, "中心卫生院", 1.0, False),
    _Sort(Role.TOWNSHIP, "10", 1, 0.040, 1, 3.8, "卫生院", 1.0, False),
    _Sort(Role.TOWNSHIP, "11", 1, 0.080, 3, 3.0, "社区卫生服务中心", 1.0, True),
    _Sort(Role.VILLAGE, "11", 0, 0.120, 4, 0.5, "村卫生室", 0.8, False),
    _Sort(Role.CLINIC, "11", 0, 0.110, 4, 1.6, "门诊部", 0.1, True),
    _Sort(Role.CHRONIC_CLINIC, "11", 0, 0.0, 1, 9.0, "慢病管理中心", 0.6, True),
    _Sort(Role.PHARMACY, "11", 0, 0.390, 14, 1.0, "大药房", 0.0, False),
)
_AN_ACADEMIC_CENTRE = 60_000  # claims from which on the city has a hospital of level 01


@dataclass(frozen=True)
class Institutions:
    """The register of institutions, one element each.

    Attributes:
        group: level group, 3 tertiary, 2 secondary, 1 primary, 0 clinic or pharmacy.
        size: weight within its trade.
        head: the hospital that heads its county's community (医共体), -1 outside of any.
        above: the township centre that runs a village clinic, -1 for others.
        chain: the chain a pharmacy belongs to, -1 for others.
        drugstore: 0 no pharmacy, 1 with accounts only, 2 pooled (门诊统筹), 3 dual-channel (双通道).
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
    head: Whole
    above: Whole
    chain: Whole
    drugstore: Whole
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
    sorts = _roll(order, geography)
    count = len(sorts)
    group = np.array([s.group for s in sorts], dtype=np.int64)
    role = np.array([s.role for s in sorts], dtype=np.int64)
    area = _areas(rng, geography, sorts)
    mean = np.array([s.size for s in sorts])
    spread = np.where(group >= 2, 0.45, 0.85)
    size = mean * np.exp(rng.normal(0.0, 1.0, count) * spread - spread**2 / 2)
    serial = rng.permutation(90_000)[:count] + 10_000
    letter = ["P" if r == Role.PHARMACY else "H" for r in role]
    code = [f"{letter[n]}{geography.codes[area[n]]}{serial[n]:05d}" for n in range(count)]
    public = (rng.random(count) < np.array([s.public for s in sorts])).astype(np.int64)
    base = {3: 800.0, 2: 320.0, 1: 60.0, 0: 0.0}
    beds = np.array([base[int(g)] for g in group]) * size / mean * np.exp(rng.normal(0, 0.2, count))
    chain, drugstore = pharmacies(rng, role == Role.PHARMACY)
    head, above = communities(rng, role, group, area, size)
    return Institutions(
        code=code,
        name=names(rng, geography, [(s.words, s.group, s.public) for s in sorts], area, chain),
        role=role,
        hosp_lv=[s.hosp_lv for s in sorts],
        group=group,
        area=area,
        public=public,
        beds=np.rint(beds).astype(np.int64),
        size=size,
        head=head,
        above=above,
        chain=chain,
        drugstore=drugstore,
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


def _roll(order: Order, geography: Geography) -> list[_Sort]:
    """The sorts of all institutions, those of one sort side by side."""
    roll = max(40, round(0.34 * order.claims**0.5))
    counties = geography.urban.count(False)
    made: list[_Sort] = []
    for sort in _SORTS:
        many = max(sort.at_least, round(sort.share * roll))
        if sort.hosp_lv == "01":
            many = int(order.claims >= _AN_ACADEMIC_CENTRE)
        elif sort.role is Role.GENERAL and sort.group == 2:
            many = max(many, counties)  # every county has its hospital
        made += [sort] * many
    return made


def _areas(rng: np.random.Generator, geography: Geography, sorts: list[_Sort]) -> Whole:
    """Where each stands: hospitals and the first of every trade by turn, the rest by people."""
    urban = np.array(geography.urban, dtype=bool)
    rural_first = np.argsort(urban, kind="stable")
    area = np.empty(len(sorts), dtype=np.int64)
    turn: dict[tuple[Role, bool, bool], int] = {}
    for n, sort in enumerate(sorts):
        village = sort.role is Role.VILLAGE
        open_to = np.flatnonzero(urban) if sort.urban else rural_first
        if village:
            open_to = np.flatnonzero(~urban)
        key = (sort.role, sort.urban, sort.group >= 2)
        at = turn.get(key, 0)
        turn[key] = at + 1
        if sort.group >= 2 or at < len(open_to):
            area[n] = open_to[at % len(open_to)]
        else:
            area[n] = open_to[pick(rng, geography.people[open_to], 1)[0]]
    return area
