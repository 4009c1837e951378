"""Certificate numbers of people as an export carries them: eighteen letters with a check letter.

Area, day of birth, a running number that is odd for men, and the check letter of GB 11643-1999.
The areas are not in use in the national list, so no number is that of a living person.
"""

import numpy as np
import pyarrow as pa

from features.settlement.province.chance import Whole
from features.settlement.province.columns import Array
from features.settlement.province.world import World

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)


def certificate_number(world: World, person: Whole) -> Array:
    """`certno` of people, as a dictionary column."""
    used, place = np.unique(person, return_inverse=True)
    letters = _letters(_seventeen(world)[used])
    ends = np.arange(0, 18 * len(used) + 1, 18, dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(letters)]
    numbers = pa.Array.from_buffers(pa.string(), len(used), buffers)
    return pa.DictionaryArray.from_arrays(place.astype(np.int32), numbers)


def _seventeen(world: World) -> Whole:
    """The number of everyone without its check letter; no two are the same."""
    people = world.persons
    area = np.array([int(code) for code in world.geography.codes])[people.area]
    born = people.born.astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    months = month.astype(np.int64)
    days = (born - month).astype(np.int64) + 1
    date = (1970 + months // 12) * 10_000 + (months % 12 + 1) * 100 + days
    group = (area * 10**8 + date) * 2 + people.male
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    running = np.empty(people.count, dtype=np.int64)
    running[order] = np.arange(len(order)) - start
    return (area * 10**8 + date) * 1_000 + running * 2 + people.male


def _letters(seventeen: Whole) -> np.ndarray:
    """The eighteen letters of each number, one row each."""
    made = np.empty((len(seventeen), 18), dtype=np.uint8)
    total, rest = np.zeros(len(seventeen), dtype=np.int64), seventeen
    for place in range(16, -1, -1):
        digit = rest % 10
        made[:, place] = digit + 48
        total += digit * _WEIGHTS[place]
        rest = rest // 10
    made[:, 17] = _CHECKS[total % 11]
    return made
