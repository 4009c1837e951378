"""Arrow columns of an export, built from integers without a loop over rows."""

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from features.settlement.province.chance import Truth, Whole

# PyArrow brings no types; these name what its objects are here.
Array: TypeAlias = Any
Table: TypeAlias = Any


# The four letters of every number below 10,000, as one word each.
_FOUR_DIGITS = np.frombuffer("".join(f"{n:04d}" for n in range(10_000)).encode(), dtype="<u4")


def decimal(values: Whole, scale: int, precision: int = 16, absent: Truth | None = None) -> Array:
    """Integers of 10^-scale as decimals, exact; absent rows are null."""
    words = np.empty((len(values), 2), dtype=np.int64)
    words[:, 0] = values
    words[:, 1] = values >> 63
    mask = None if absent is None else pa.py_buffer(np.packbits(~absent, bitorder="little"))
    kind = pa.decimal128(precision, scale)
    return pa.Array.from_buffers(kind, len(values), [mask, pa.py_buffer(words)])


def yuan(fen: Whole, absent: Truth | None = None) -> Array:
    """Fen as yuan with two decimals."""
    return decimal(fen, 2, absent=absent)


def words(places: Whole, listed: list[str], absent: Truth | None = None) -> Array:
    """The listed words at those places, as a dictionary column; absent rows are null.

    A word listed twice is one word of the dictionary: with repeated words, the writer's encoding
    would vary from run to run.
    """
    known = places if absent is None else np.where(absent, 0, places)
    if len(listed) > len(known):  # a long register of which few are used
        used, known = np.unique(known, return_inverse=True)
        listed = [listed[place] for place in used.tolist()]
    place_of: dict[str, int] = {}
    once = np.array([place_of.setdefault(word, len(place_of)) for word in listed], dtype=np.int32)
    index = pa.array(once[known], mask=absent)
    return pa.DictionaryArray.from_arrays(index, pa.array(list(place_of), type=pa.string()))


def constant(word: str, count: int) -> Array:
    """The same word in every row."""
    return words(np.zeros(count, dtype=np.int64), [word])


def flag(values: Truth | Whole) -> Array:
    """Codes 0 and 1."""
    return words(np.asarray(values).astype(np.int64), ["0", "1"])


def numbered(prefix: str, numbers: Whole, width: int, absent: Truth | None = None) -> Array:
    """Identifiers: a prefix and a number with leading zeros; absent rows are null."""
    head, count = prefix.encode("ascii"), len(numbers)
    length = len(head) + width
    letters = np.empty((count, length), dtype=np.uint8)
    letters[:, : len(head)] = np.frombuffer(head, dtype=np.uint8)
    rest, place = numbers, length
    while place - len(head) >= 4 and count:
        place -= 4
        more = rest // 10_000
        four = np.ndarray((count,), "<u4", letters.data, place, (length,))
        four[:] = _FOUR_DIGITS[rest - more * 10_000]
        rest = more
    while place > len(head):
        place -= 1
        letters[:, place] = rest % 10 + 48
        rest = rest // 10
    offsets = np.arange(0, (count + 1) * length, length, dtype=np.int32)
    mask = None if absent is None else pa.py_buffer(np.packbits(~absent, bitorder="little"))
    buffers = [mask, pa.py_buffer(offsets), pa.py_buffer(letters)]
    return pa.Array.from_buffers(pa.string(), count, buffers)


def moment(seconds: Whole, absent: Truth | None = None) -> Array:
    """Seconds since 1970 as moments without zone (Beijing time)."""
    return pa.array(seconds.astype("datetime64[s]"), mask=absent)


def day(days: Whole, absent: Truth | None = None) -> Array:
    """Days since 1970 as dates."""
    return pa.array(days.astype("datetime64[D]"), mask=absent)


def whole(numbers: Whole, absent: Truth | None = None) -> Array:
    """Whole numbers."""
    return pa.array(numbers.astype(np.int32), mask=absent)


def table(columns: dict[str, Array]) -> Table:
    """A table of those columns."""
    return pa.table(columns)
