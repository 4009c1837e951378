"""T08 处方造假: one doctor's prescriptions fill a pharmacy's dear drugs."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import Whole, runs
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.order import DAY
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.neighbours import neighbours
from features.settlement.province.schemes.new_visits import new_visits
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together

_DEAR = ("司美格鲁肽注射液", "达格列净片", "沙库巴曲缬沙坦钠片", "恩替卡韦分散片",
         "布地奈德福莫特罗粉吸入剂", "人粒细胞刺激因子注射液")  # fmt: skip
_BATCH = 6  # prescriptions one after another, on average


@dataclass(frozen=True)
class PrescriptionMill(Scheme):
    """Who: a doctor of a far hospital or platform and a pharmacy. Batches within the hour.

    Dear drugs for people who live elsewhere and have no such disease. Care: the careful use two
    doctors and smaller batches.
    """

    id: ClassVar[str] = "T08"
    zh: ClassVar[str] = "处方造假"
    en: ClassVar[str] = "prescription mill"
    usual: ClassVar[float] = 0.00022
    roles: ClassVar[tuple[Role, ...]] = (Role.PHARMACY,)
    hosts: ClassVar[float] = 0.06

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the batches, all signed by the doctor."""
        rng, world = cast.rng, cast.world
        batches = max(1, round(cast.wanted / _BATCH))
        institution, day = cast.openings(batches, Kind.PHARMACY)
        owner, place = runs(rng.integers(_BATCH - 3, _BATCH + 4, batches))
        area = rng.integers(0, world.geography.size, len(owner))
        adults = world.persons.employee & (world.persons.age >= 30)
        person = neighbours(cast, institution[owner], adults, area=area)
        begin = (day * DAY + (rng.uniform(9, 20, batches) * 3600).astype(np.int64))[owner]
        begin += place * 420 + rng.integers(0, 300, len(owner))
        made = new_visits(
            cast, visits, Kind.PHARMACY, person, institution[owner],
            rng.integers(0, 10, len(owner)), begin, rng.choice([10, 15, 30], len(owner)),
        )  # fmt: skip
        return together(visits, made.changed(doctor=self._doctor(cast, made.institution)))

    def _doctor(self, cast: Cast, pharmacy: Whole) -> Whole:
        """The doctor of each pharmacy's mill, or one of two, at a hospital of another area."""
        places, doctors = cast.world.institutions, cast.world.doctors
        hospitals = places.among(Role.GENERAL, Role.PRIVATE, Role.TCM)
        host = hospitals[(pharmacy * 11 + 5) % len(hospitals)]
        two = cast.care[pharmacy] > 0.5
        turn = np.where(two, cast.rng.integers(0, 2, len(pharmacy)), 0) % doctors.many[host]
        return doctors.first[host] + turn

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill dear drugs, a box or several."""
        rng, catalogue = cast.rng, cast.world.catalogue
        visit = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        bills.drop(bills.of(visit))
        listed = catalogue.named(*_DEAR)
        item = listed[(visits.institution[visit] + rng.integers(0, 2, len(visit))) % len(listed)]
        worth = rng.uniform(260, 620, len(visit))
        units = np.maximum(1.0, np.rint(worth / (catalogue.price[item] / 1e6)))
        bills.add(bill(rng, cast.world, visits, visit, item, units, cast.mark))
