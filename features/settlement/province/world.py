"""The world that visits happen in: the registers, the catalogue and the pathways of one order."""

from dataclasses import dataclass

from features.settlement.province.catalogue import Catalogue, catalogue
from features.settlement.province.doctors import Doctors, doctors
from features.settlement.province.geography import Geography, areas
from features.settlement.province.institutions import Institutions, institutions
from features.settlement.province.order import Order
from features.settlement.province.pathways import Pathways, pathways
from features.settlement.province.persons import Persons, persons
from features.settlement.province.registrations import Registrations, registrations
from features.settlement.province.signing import Signing, signing


@dataclass(frozen=True)
class World:
    """Everything that is there before the first visit."""

    order: Order
    geography: Geography
    institutions: Institutions
    doctors: Doctors
    persons: Persons
    catalogue: Catalogue
    pathways: Pathways
    signing: Signing
    registrations: Registrations


@dataclass(frozen=True)
class _Ground:
    """Where things are, before there are people."""

    geography: Geography
    institutions: Institutions


def world(order: Order) -> World:
    """The world of an order."""
    geography = areas(order.block, order.claims)
    places = institutions(order, geography)
    people = persons(order, geography)
    items = catalogue()
    return World(
        order=order,
        geography=geography,
        institutions=places,
        doctors=doctors(order, geography, places),
        persons=people,
        catalogue=items,
        pathways=pathways(items),
        signing=signing(order, places, people),
        registrations=registrations(order, _Ground(geography, places), people),
    )
