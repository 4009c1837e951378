"""The areas of the province: pooling cities with their districts and counties, and the world outside.

The city code 329900 is not in use in the national list of areas, so no real place is meant. A block
of the province holds one city or, from a certain size on, two; a large province has several blocks,
with city codes from 329900 downwards and names of their own.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Whole

CITY = "329900"
BLOCKS = 40  # blocks of two cities: the codes 3299 to 3220, none of them in use
_CITIES = 2 * BLOCKS
_TWO_CITIES = 60_000  # claims of a block from which on it has a second city

# last digits of the code | name | share of people | longitude | latitude | urban
_CAPITAL = (
    ("02", "江城区", 0.22, 118.80, 32.06, True),
    ("03", "鼓山区", 0.19, 118.74, 32.10, True),
    ("21", "清河县", 0.16, 119.05, 31.62, False),
    ("22", "安平县", 0.14, 118.60, 31.40, False),
    ("23", "长丰县", 0.12, 119.32, 32.35, False),
    ("81", "临川市", 0.10, 118.42, 32.48, False),
    ("82", "东湖市", 0.07, 119.50, 31.90, False),
)
_SECOND_CITY = (
    ("02", "云溪区", 0.34, 119.95, 32.60, True),
    ("21", "石原县", 0.26, 119.80, 32.22, False),
    ("22", "白岭县", 0.22, 120.22, 32.95, False),
    ("81", "丰平市", 0.18, 120.30, 32.38, False),
)
_SECOND_SHARE = 0.36  # of the people live in the second city
_FIRST, _LAST = "江鼓清安长临东云白石", "城山河平丰川湖溪原岭"


@dataclass(frozen=True)
class Geography:
    """The areas people live in and institutions stand in, and areas outside.

    Attributes:
        people: each area's share of the people.
        city: which of `cities` each area belongs to.
        cities: the codes of the cities.
        outside: areas that visitors are insured in.
    """

    codes: list[str]
    names: list[str]
    people: Real
    longitude: Real
    latitude: Real
    urban: list[bool]
    city: Whole
    cities: list[str]
    outside: list[str]

    @property
    def size(self) -> int:
        """How many areas there are."""
        return len(self.codes)

    def pays_by_apg(self) -> np.ndarray:
        """The areas whose outpatient care is paid by APG points: the last city, or one county."""
        if len(self.cities) > 1:
            return self.city == len(self.cities) - 1
        return np.arange(self.size) == self.size - 2


def city_code(number: int) -> str:
    """The code of a city by its number: 329900, 329800, and so on."""
    return f"{int(CITY[:4]) - number % _CITIES}00"


def areas(block: int, claims: int) -> Geography:
    """The areas of a block: a city with seven districts and counties, a large one with two."""
    cities = [_CAPITAL, _SECOND_CITY] if claims >= _TWO_CITIES else [_CAPITAL]
    share = [1 - _SECOND_SHARE, _SECOND_SHARE] if len(cities) > 1 else [1.0]
    rows = [(c, *row) for c, listed in enumerate(cities) for row in listed]
    first = 2 * block
    east, north = block % 6 * 2.2, -(block // 6) * 1.8  # degrees, so that blocks lie apart
    return Geography(
        codes=[city_code(first + c)[:4] + digits for c, digits, *_ in rows],
        names=[
            row[2] if block == 0 else _name(11 * block + n, row[2]) for n, row in enumerate(rows)
        ],
        people=np.array([row[3] * share[row[0]] for row in rows]),
        longitude=np.array([row[4] for row in rows]) + east - 8.0 * (block > 0),
        latitude=np.array([row[5] for row in rows]) + north,
        urban=[row[6] for row in rows],
        city=np.array([row[0] for row in rows], dtype=np.int64),
        cities=[city_code(first + c) for c in range(len(cities))],
        outside=[city_code(first + 2), city_code(first + 3), "349900"],
    )


def _name(number: int, named: str) -> str:
    """The name of an area of a further block, keeping what kind of area it is."""
    return _FIRST[number % 10] + _LAST[(number // 10 * 3 + number) % 10] + named[-1]
