"""O12 资质不符: a doctor bills who may not, or not this."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.institutions import Role
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import CLINICS, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits

_STEP = 7  # doctors further down the roll


@dataclass(frozen=True)
class WrongDoctor(Scheme):
    """Who: clinics and small hospitals short of doctors. One of another department signs.

    Where the contract of one has ended or was suspended, that name is used. Care: the careful use
    the nearest department.
    """

    id: ClassVar[str] = "O12"
    zh: ClassVar[str] = "资质不符"
    en: ClassVar[str] = "doctor without the right to bill"
    usual: ClassVar[float] = 0.0002
    intent: ClassVar[bool] = False
    roles: ClassVar[tuple[Role, ...]] = (*CLINICS, Role.GENERAL, Role.TCM)
    hosts: ClassVar[float] = 0.10

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Put another doctor's name on some outpatient visits."""
        able = visits.of_kind(Kind.OUTPATIENT, Kind.CHRONIC) & (visits.mark == NOBODY)
        able &= cast.world.doctors.many[visits.institution] >= 2
        some = cast.choose(visits, able)
        doctor = self._unfit(cast, visits, some)
        found = doctor >= 0
        name, mark = visits.doctor.copy(), visits.mark.copy()
        name[some[found]] = doctor[found]
        mark[some[found]] = cast.mark
        return visits.changed(doctor=name, mark=mark)

    def _unfit(self, cast: Cast, visits: Visits, some: Whole) -> Whole:
        """A doctor of the house whose contract has ended, else of another department, else -1."""
        doctors = cast.world.doctors
        first, many = (
            doctors.first[visits.institution[some]],
            doctors.many[visits.institution[some]],
        )
        own = doctors.department[visits.doctor[some]]
        found = np.full(len(some), NOBODY, dtype=np.int64)
        for turn in range(24):
            one = first + (visits.doctor[some] - first + 1 + turn * _STEP) % many
            ended = doctors.ends[one] < visits.begin[some] // 86_400
            other = doctors.department[one] != own
            better = ended | (other & (found < 0))
            found = np.where(better & ~self._ended(cast, visits, some, found), one, found)
        return found

    def _ended(self, cast: Cast, visits: Visits, some: Whole, doctor: Whole) -> np.ndarray:
        """Whether a doctor has been found for each visit whose contract had ended."""
        ends = cast.world.doctors.ends[np.maximum(doctor, 0)]
        return (doctor >= 0) & (ends < visits.begin[some] // 86_400)
