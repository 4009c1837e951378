"""Choosing items of the catalogue: by charge class, by name, and conditions by their group."""

import numpy as np

from features.settlement.province.catalogue import Catalogue
from features.settlement.province.chance import Truth, Whole
from features.settlement.province.conditions import stays
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


def charged(catalogue: Catalogue, *classes: str) -> Truth:
    """Which items are of those charge classes (`med_chrgitm_type`)."""
    return np.array([item.charge in classes for item in catalogue.items])


def only(catalogue: Catalogue, places: Whole) -> Truth:
    """Which items are those at some places."""
    made = np.zeros(len(catalogue.items), dtype=bool)
    made[places] = True
    return made


def sold(catalogue: Catalogue, least: float = 0.0, most: float = 1e9) -> Whole:
    """Drugs that a pharmacy sells, at a price in yuan between two bounds."""
    return np.array(
        [
            n
            for n, item in enumerate(catalogue.items)
            if item.charge in {"09", "11"} and not item.hospital_only and least <= item.price < most
        ],
        dtype=np.int64,
    )


def adrgs(*wanted: str) -> Whole:
    """The places of inpatient conditions by ADRG."""
    listed = [s.adrg for s in stays()]
    return np.array([listed.index(one) for one in wanted], dtype=np.int64)


def condition_of(world: World, visits: Visits) -> Whole:
    """The inpatient condition of each stay, 0 for other visits."""
    first = world.pathways.of_kind[Kind.INPATIENT]
    return np.where(visits.of_kind(Kind.INPATIENT), visits.pathway - first, 0)


def untouched(visits: Visits) -> Truth:
    """Which visits are of people of whom no scheme has made or bent a visit so far."""
    most = int(visits.person.max(initial=0)) + 1
    acting = np.zeros(most, dtype=bool)
    acting[visits.person[visits.mark >= 0]] = True
    return ~acting[visits.person]
