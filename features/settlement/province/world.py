"""The world that visits happen in: the registers, the catalogue and the pathways of one order."""

from dataclasses import dataclass

from features.settlement.province.catalogue import Catalogue, catalogue
from features.settlement.province.doctors import Doctors, doctors
from features.settlement.province.geography import Geography, areas
from features.settlement.province.institutions import Institutions, institutions
from features.settlement.province.order import Order
from features.settlement.province.pathways import Pathways, pathways
from features.settlement.province.persons import Persons, persons


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


def world(order: Order) -> World:
    """The world of an order."""
    geography = areas(order.block, order.claims)
    places = institutions(order, geography)
    items = catalogue()
    return World(
        order=order,
        geography=geography,
        institutions=places,
        doctors=doctors(order, geography, places),
        persons=persons(order, geography),
        catalogue=items,
        pathways=pathways(items),
    )
