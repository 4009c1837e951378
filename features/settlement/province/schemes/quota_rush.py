"""P05 门诊慢特病超量: what is left of the year's quota is spent in its last weeks, to the yuan."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import pick
from features.settlement.province.conditions import programmes
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind, draw_seconds
from features.settlement.province.visits import Visits, together

_PROGRAMMES = ("hypertension", "diabetes", "coronary", "copd", "stroke", "hepatitis")
_FILL = ("复方丹参滴丸", "脑心通胶囊", "通心络胶囊", "阿托伐他汀钙片", "甲钴胺片")


@dataclass(frozen=True)
class QuotaRush(Scheme):
    """Who: patients of chronic programmes and the clinics that serve them, in November and December.

    Round bills with drugs that do not belong to the registered disease. Care: the careful stay some
    yuan below the quota.
    """

    id: ClassVar[str] = "P05"
    zh: ClassVar[str] = "门诊慢特病超量"
    en: ClassVar[str] = "chronic quota spent to the yuan"
    usual: ClassVar[float] = 0.00022
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.CHRONIC_CLINIC)
    hosts: ClassVar[float] = 0.14
    rush: ClassVar[float] = 12.0
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add last visits of the year of registered patients."""
        rng = cast.rng
        institution, day = cast.openings(cast.wanted, Kind.CHRONIC)
        keys = [p.key for p in programmes()]
        columns = np.array([keys.index(key) for key in _PROGRAMMES], dtype=np.int64)
        has = cast.world.persons.conditions[:, columns]
        person = neighbours(cast, institution, has.sum(axis=1) > 0)
        which = np.array([pick(rng, row, 1)[0] for row in has[person] + 1e-9], dtype=np.int64)
        begin = day * DAY + draw_seconds(rng, Kind.CHRONIC, len(day))
        made = new_visits(
            cast, visits, Kind.CHRONIC, person, institution, columns[which], begin,
            np.full(len(day), 30, dtype=np.int64), np.ones(len(day)),
        )  # fmt: skip
        return together(visits, made)

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Fill the bill up to a round quota with one drug that fits anybody."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        cost = bills.cost(visit) / 100
        care = cast.care[visits.institution[visit]]
        below = np.where(rng.random(len(visit)) < care, rng.uniform(5, 60, len(visit)), 0.0)
        quota = (np.ceil(cost / 100) * 100) + rng.integers(1, 5, len(visit)) * 100 - below
        listed = catalogue.named(*_FILL)
        item = listed[(visits.person[visit] * 3) % len(listed)]
        price = catalogue.price[item] * 1.03 / 1e6
        units = np.maximum(1.0, np.floor((quota - cost) / price))
        bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
        left = quota - bills.cost(visit) / 100
        pieces = catalogue.place["盐酸二甲双胍片"]
        units = np.maximum(0.0, np.floor(left / (catalogue.price[pieces] * 1.03 / 1e6)))
        some = np.flatnonzero(units >= 1)
        bills.add(bill(rng, cast.world, visits, visit[some],
                       np.full(len(some), pieces, dtype=np.int64), units[some], cast.mark))  # fmt: skip
