"""The areas of the province: one pooling city, its districts and counties, and the world outside.

The city code 329900 is not in use in the national list of areas, so no real place is meant.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real

CITY = "329900"

# code | name | share of people | longitude | latitude | urban
_AREAS = (
    ("329902", "江城区", 0.22, 118.80, 32.06, True),
    ("329903", "鼓山区", 0.19, 118.74, 32.10, True),
    ("329921", "清河县", 0.16, 119.05, 31.62, False),
    ("329922", "安平县", 0.14, 118.60, 31.40, False),
    ("329923", "长丰县", 0.12, 119.32, 32.35, False),
    ("329981", "临川市", 0.10, 118.42, 32.48, False),
    ("329982", "东湖市", 0.07, 119.50, 31.90, False),
)
_OUTSIDE = ("329800", "329700", "349900")


@dataclass(frozen=True)
class Geography:
    """The areas people live in and institutions stand in; the last ones lie outside the city."""

    codes: list[str]
    names: list[str]
    people: Real
    longitude: Real
    latitude: Real
    urban: list[bool]
    outside: list[str]

    @property
    def size(self) -> int:
        """How many areas the city has."""
        return len(self.codes)


def city() -> Geography:
    """The pooling area with its seven districts and counties."""
    return Geography(
        codes=[row[0] for row in _AREAS],
        names=[row[1] for row in _AREAS],
        people=np.array([row[2] for row in _AREAS]),
        longitude=np.array([row[3] for row in _AREAS]),
        latitude=np.array([row[4] for row in _AREAS]),
        urban=[row[5] for row in _AREAS],
        outside=list(_OUTSIDE),
    )
