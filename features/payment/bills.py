"""The money of cases as columns: what a price asks beside the group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from features.payment.case import Case
from features.payment.rounding import Truth, Whole
from features.payment.scheme import Scheme


@dataclass(frozen=True)
class Bills:
    """One element a case; fen, whole days, coefficients in ten-thousandths.

    Attributes:
        fee: the whole bill. `borne` is what others than the pooled fund bear of it.
        rate: fen a weight of 1, 0 where the scheme has no rates.
        coefficient: of the institution; base groups take the scheme's instead.
        department: place among `departments`, for bed-days.
        special: reviewed singly.
    """

    fee: Whole
    borne: Whole
    days: Whole
    rate: Whole
    coefficient: Whole
    department: Whole
    departments: tuple[str, ...]
    special: Truth

    @classmethod
    def of(cls, cases: Sequence[Case], scheme: Scheme) -> "Bills":
        """The money of some cases. Raises BadInput for an institution without a coefficient."""
        departments = tuple(dict.fromkeys(case.department for case in cases))
        coefficient = [
            scheme.coefficients.of(c.institution, c.level, c.on, c.billed_coefficient)
            for c in cases
        ]
        rate = [scheme.rate_of(case.insutype) if scheme.rates else 0 for case in cases]
        return cls(
            fee=np.array([case.fee for case in cases], dtype=np.int64),
            borne=np.array([case.fee - case.pooled for case in cases], dtype=np.int64),
            days=np.array([case.days for case in cases], dtype=np.int64),
            rate=np.array(rate, dtype=np.int64),
            coefficient=np.array(coefficient, dtype=np.int64),
            department=np.array([departments.index(c.department) for c in cases], dtype=np.int64),
            departments=departments,
            special=np.array([case.special for case in cases], dtype=bool),
        )

    def again(self, which: Whole) -> "Bills":
        """The money of these cases, in this order, as often as they are named."""
        names = ("fee", "borne", "days", "rate", "coefficient", "department", "special")
        return replace(self, **{name: getattr(self, name)[which] for name in names})
