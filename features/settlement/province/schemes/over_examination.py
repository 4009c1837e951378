"""O01 过度检查: imaging and panels that the disease does not ask for."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import rounded
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.more_lines import bill_some
from features.settlement.province.schemes.scheme import HOSPITALS, Basis, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class OverExamination(Scheme):
    """Who: hospitals with new machines. Three to eight scans and panels more than peers.

    Organ after organ, whatever the disease; treatment is as usual. Care: the careful order fewer.
    """

    id: ClassVar[str] = "O01"
    zh: ClassVar[str] = "过度检查"
    en: ClassVar[str] = "over-examination"
    basis: ClassVar[Basis] = Basis.LINES
    usual: ClassVar[float] = 0.00043
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*HOSPITALS, Role.MATERNITY)
    hosts: ClassVar[float] = 0.14

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Add examinations of any organ to stays, and some to outpatient visits."""
        rng = cast.rng
        honest = visits.mark == NOBODY
        large = cast.world.institutions.group[visits.institution] >= 2
        stay = cast.choose(visits, visits.of_kind(Kind.INPATIENT) & honest, 0.75)
        seen = cast.choose(visits, visits.of_kind(Kind.OUTPATIENT) & honest & large, 0.25)
        tests = np.array(
            [n for n, item in enumerate(cast.world.catalogue.items)
             if item.charge in {"03", "04"} and item.use in "ai" and 30 < item.price < 700
             and not set(item.systems) <= {"W", "P"}],
            dtype=np.int64,
        )  # fmt: skip
        chosen = np.concatenate([stay, seen])
        most = np.where(visits.kind[chosen] == Kind.INPATIENT, 8.0, 4.0)
        many = rounded(rng, most - 0.6 * most * cast.care[visits.institution[chosen]])
        bill_some(cast, visits, bills, chosen, tests[rng.permutation(len(tests))], many)
