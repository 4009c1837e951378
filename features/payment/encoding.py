"""Columns of the lake as whole numbers: words become places, days become days since 1970."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from features.payment.group_tables import Places
from features.payment.rounding import Truth, Whole

Arrow: TypeAlias = Any  # a pyarrow.Table: the library is untyped


def numbers(table: Arrow, name: str) -> Whole:
    """A column of whole numbers, days or truths; 0 where nothing stands."""
    column = table[name].combine_chunks()
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    return column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)


def present(table: Arrow, name: str) -> Truth:
    """Where a column holds something."""
    return table[name].combine_chunks().is_valid().to_numpy(zero_copy_only=False)


def encoded(table: Arrow, name: str) -> tuple[Whole, list[str]]:
    """A column of words as places among those that occur; nothing is ""."""
    made = table[name].combine_chunks().fill_null("").dictionary_encode()
    return made.indices.to_numpy(zero_copy_only=False).astype(np.int64), made.dictionary.to_pylist()


def places(of: Places, words: Sequence[str]) -> Whole:
    """The place of each word in a scheme's tables."""
    return np.array([of.at(word) for word in words] or [of.unknown], dtype=np.int64)


def firsts(owner: Whole) -> Truth:
    """Which of the pairs, in order of their owners, is the first of its owner."""
    return np.concatenate([[True], owner[1:] != owner[:-1]])[: len(owner)]


def once(owner: Whole, value: Whole, wide: int) -> tuple[Whole, Whole]:
    """The pairs without repetition, in their order."""
    _, first = np.unique(owner * wide + value, return_index=True)
    first.sort()
    return owner[first], value[first]
