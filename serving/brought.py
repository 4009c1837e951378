"""What a caller brought of a claim, and which signals it therefore cannot answer.

A message 3102 has no column for, say, a limited drug's flag. Counting the lines that bear the flag
would answer 0, as if somebody had looked; the truth is that nobody knows, so the signal is null.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from features.catalog import SIGNALS
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, Value
from features.record import record_columns
from serving.widening import widened
from serving.wire import names

Columns = frozenset[tuple[str, str]]
ANY = ""  # the lines of a kind themselves, whatever their columns
_REGISTER = "fixmedins_b"
_OWN = ("setl_id", "setl_time", "medins_setl_id", "refd_setl_flag", "vali_flag", "age")


def given(
    facts: Mapping[str, Value], lines: Mapping[str, Iterable[Mapping[str, Value]]]
) -> Columns:
    """The columns of a claim as given, and those that the registers add.

    Null is given, left out is not; [] says there are none.
    """
    found = {("claim", name) for name in facts} | registered()
    for kind, rows in lines.items():
        every = list(rows)
        columns = set[str]().union(*every) if every else set(record_columns(kind))
        found |= {(kind, name) for name in columns} | {(kind, ANY)}
    return widened(frozenset(found), ANY)


@cache
def of_message() -> Columns:
    """The columns that a message 3101 or 3102 can bring, with those of the registers."""
    claim = [ours for _, ours in (*names.PATIENT, *names.ENCOUNTER)]
    lines = {"fee": names.ORDER, "diag": names.DIAGNOSIS, "oprn": names.OPERATION}
    found = {("claim", name) for name in (*claim, *_OWN)} | registered()
    for kind, mapping in lines.items():
        found |= {(kind, ours) for _, ours in mapping} | {(kind, ANY), (kind, "seq")}
    return widened(frozenset(found), ANY)


@cache
def registered() -> Columns:
    """The columns of a claim that the register of institutions brings."""
    columns = record_columns("claim").items()
    return frozenset(("claim", name) for name, place in columns if place.table == _REGISTER)


@lru_cache(maxsize=64)
def unanswerable(brought: Columns) -> frozenset[str]:
    """The signals that need a column nobody brought."""
    return frozenset(name for name, needed in _needs().items() if not needed <= brought)


@cache
def _needs() -> dict[str, Columns]:
    return {name: own_columns(signal.node) for name, signal in SIGNALS.items()}


def own_columns(node: Expression) -> Columns:
    """The columns of the claim itself and its lines that an expression reads.

    What it reads of past claims is on the shelf, what of peers in the norm book. Where one column
    stands in for another (`otherwise`), the stand-in is enough; a constant is not.
    """
    match node:
        case Literal():
            return frozenset()
        case Column(table, name):
            return frozenset({(table, name)})
        case Call("otherwise", (_, fallback)) if own_columns(fallback):
            return own_columns(fallback)
        case Call():
            return _of(node.arguments)
        case Lines():
            parts = [part for part in (node.value, node.where, *node.by) if part is not None]
            return _of(parts) | {(node.table, ANY)}
        case Past():
            return _of(node.keys)
        case Norm():
            return _of(node.peers)


def _of(parts: Iterable[Expression]) -> Columns:
    return frozenset[tuple[str, str]]().union(*(own_columns(part) for part in parts))
