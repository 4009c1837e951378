"""Arrow columns of an export, built from integers without a loop over rows."""

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from features.settlement.province.chance import Truth, Whole

# PyArrow brings no types; these name what its objects are here.
Array: TypeAlias = Any
Table: TypeAlias = Any


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
    place_of: dict[str, int] = {}
    once = np.array([place_of.setdefault(word, len(place_of)) for word in listed], dtype=np.int32)
    known = places if absent is None else np.where(absent, 0, places)
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
    head = np.frombuffer(prefix.encode("ascii"), dtype=np.uint8)
    letters = np.empty((len(numbers), len(head) + width), dtype=np.uint8)
    letters[:, : len(head)] = head
    rest = numbers.copy()
    for place in range(letters.shape[1] - 1, len(head) - 1, -1):
        letters[:, place] = 48 + rest % 10
        rest //= 10
    offsets = np.arange(len(numbers) + 1, dtype=np.int64) * letters.shape[1]
    small = pa.py_buffer(offsets.astype(np.int32))
    mask = None if absent is None else pa.py_buffer(np.packbits(~absent, bitorder="little"))
    return pa.Array.from_buffers(pa.string(), len(numbers), [mask, small, pa.py_buffer(letters)])


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
