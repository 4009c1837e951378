"""The scanned sales of a scheme: which boxes' scans it bends."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.scans import Event, Scans
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.visits import NOBODY, Visits


def chosen_sales(cast: Cast, visits: Visits, scanned: Scans) -> Whole:
    """Places of honest sale scans of whole boxes, of visits that the scheme chose."""
    sale = scanned.of(Event.SALE) & (scanned.mark == NOBODY) & ~scanned.split
    sale &= scanned.visit >= 0
    able = np.zeros(visits.count, dtype=bool)
    able[scanned.visit[sale]] = True
    able &= (visits.mark == NOBODY) & np.isin(
        cast.world.institutions.role[visits.institution], cast.roles
    )
    picked = np.zeros(visits.count, dtype=bool)
    picked[cast.choose(visits, able)] = True
    place = np.flatnonzero(sale)
    return place[picked[scanned.visit[place]]].astype(np.int64)


def marked(cast: Cast, scanned: Scans, places: Whole, **columns: Whole) -> Scans:
    """The scans with other entries at some places, which bear the mark."""
    made = {name: getattr(scanned, name).copy() for name in (*columns, "mark")}
    for name, values in columns.items():
        made[name][places] = values
    made["mark"][places] = cast.mark
    return scanned.changed(**made)


def arrivals_of(scanned: Scans, places: Whole) -> Whole:
    """Places of the scans by which the boxes of some sales came in: purchases and stock."""
    coming = scanned.of(Event.PURCHASE, Event.STOCK)
    return np.flatnonzero(coming & np.isin(scanned.code, scanned.code[places])).astype(np.int64)
