"""O15 项目超限次: a test that is allowed four times a year is billed every month."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_TESTS = ("糖化血红蛋白测定", "骨密度测定", "25-羟维生素D测定", "颈动脉彩色多普勒超声")


@dataclass(frozen=True)
class OverFrequency(Scheme):
    """Who: clinics and township centres. Glycated haemoglobin, bone density, vitamin D at each visit.

    The same test for all chronic patients of a host. Care: the careful leave out every other visit.
    """

    id: ClassVar[str] = "O15"
    zh: ClassVar[str] = "项目超限次"
    en: ClassVar[str] = "tests above their yearly limit"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00026
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (Role.TOWNSHIP, Role.CLINIC, Role.GENERAL, Role.PRIVATE)
    hosts: ClassVar[float] = 0.12

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Bill the host's test at the visits of some of its chronic patients, every time."""
        rng = cast.rng
        able = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY)
        some = cast.choose(visits, able, share=0.4)
        pair = visits.person * cast.world.institutions.count + visits.institution
        month = cast.world.order.month_of(visits.settled_day)
        at_work = cast.strength[visits.institution, month] > 0
        every = np.flatnonzero(able & np.isin(pair, pair[some]) & at_work)
        careful = cast.care[visits.institution[every]]
        every = np.union1d(some, every[rng.random(len(every)) > 0.6 * careful])
        listed = cast.world.catalogue.named(*_TESTS)
        item = listed[visits.institution[every] * 7 % len(listed)]
        bills.add(bill(rng, cast.world, visits, every, item, np.ones(len(every)), cast.mark))
