"""Bearing lines: which of the claim's own fee lines a reason rests on, best effort.

A signal that counts or adds up fee lines that meet a condition rests on the lines that meet it. A
condition that needs a norm cannot be told here, and its lines are left out.
"""

from collections.abc import Iterable, Mapping

from features.catalog import SIGNALS
from features.hits.evidence import told
from features.nodes import Lines, Value, walk

MOST_LINES = 20


def bearing_lines(
    signals: Iterable[str], facts: Mapping[str, Value], lines: Iterable[Mapping[str, Value]]
) -> list[str]:
    """The feedetl_sn of the fee lines that these signals rest on, in the order of the claim."""
    conditions = [
        part.where
        for name in signals
        if name in SIGNALS
        for part in walk(SIGNALS[name].node)
        if isinstance(part, Lines) and part.table == "fee" and part.where is not None
    ]
    if not conditions:
        return []
    found = [
        str(line["feedetl_sn"])
        for line in lines
        if line.get("feedetl_sn") is not None
        and any(told(condition, facts, line) is True for condition in conditions)
    ]
    return found[:MOST_LINES]
