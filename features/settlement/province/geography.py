"""The areas of the province: one pooling city, its districts and counties, and the world outside.

The city code 329900 is not in use in the national list of areas, so no real place is meant. A large
province has further cities, 329800 and downwards, one a block, made alike with names of their own.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real

CITY = "329900"
CITIES = 80  # codes 3299 to 3220, none of them in use

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
_FIRST, _SECOND = "江鼓清安长临东云白石", "城山河平丰川湖溪原岭"


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


def city_code(block: int) -> str:
    """The code of a block's city: 329900, 329800, and so on."""
    return f"{int(CITY[:4]) - block % CITIES}00"


def city(block: int = 0) -> Geography:
    """A pooling area with its seven districts and counties, the first one or a further block's."""
    shift = (block % 8 * 1.1, -(block // 8) * 1.3)  # degrees, so that cities lie apart
    return Geography(
        codes=[city_code(block)[:4] + row[0][4:] for row in _AREAS],
        names=[row[1] if block == 0 else _name(block, n) for n, row in enumerate(_AREAS)],
        people=np.array([row[2] for row in _AREAS]),
        longitude=np.array([row[3] for row in _AREAS]) + shift[0],
        latitude=np.array([row[4] for row in _AREAS]) + shift[1],
        urban=[row[5] for row in _AREAS],
        outside=[city_code(block + 1), city_code(block + 2), "349900"],
    )


def _name(block: int, area: int) -> str:
    """The name of an area of a further block, keeping what kind of area it is."""
    place = 7 * block + area
    first = _FIRST[place % 10]
    return first + _SECOND[(place // 10 + 3 * area) % 10] + _AREAS[area][1][-1]
