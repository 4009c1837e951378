"""Prescriptions that leave the hospital (处方外流): a doctor's name on some purchases.

At pharmacies that pay from the pool a part of what is bought was prescribed by a doctor of a
hospital near by; without these, a doctor's name at a pharmacy would be a sign of fraud by itself.
"""

import numpy as np

from features.settlement.province.chance import pick, stream
from features.settlement.province.departments import of_pathways
from features.settlement.province.pharmacies import POOLED
from features.settlement.province.roles import Role
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

_PRESCRIBED = 0.09  # of purchases at pharmacies that pay from the pool


def prescribed(world: World, visits: Visits) -> Visits:
    """The visits with a hospital doctor on some purchases."""
    rng = stream(world.order.seed, "prescriptions")
    places = world.institutions
    pooling = places.drugstore[visits.institution] >= POOLED
    some = visits.of_kind(Kind.PHARMACY) & pooling & (rng.random(visits.count) < _PRESCRIBED)
    bought = np.flatnonzero(some)
    area = places.area[visits.institution[bought]]
    serves = np.isin(places.role, (Role.GENERAL, Role.TCM, Role.TOWNSHIP, Role.PRIVATE))
    hospital = np.zeros(len(bought), dtype=np.int64)
    for home in np.unique(area):
        here = places.size * serves * np.where(places.area == home, 1.0, 0.02)
        mine = np.flatnonzero(area == home)
        hospital[mine] = pick(rng, here, len(mine))
    department = world.doctors.seen_in[hospital, of_pathways()[visits.pathway[bought]]]
    doctor = visits.doctor.copy()
    day = visits.begin[bought] // 86_400
    doctor[bought] = world.doctors.seeing(rng, hospital, department, day)
    return visits.changed(doctor=doctor)
