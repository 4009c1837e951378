"""Widen a claim by the registers that a caller does not bring: its doctor's, its items' limits, pairs.

They are read from the lake, as far as signals and rules read them, and again when a load brought new
rows. A fee line then has the limits of its item, and stands once more for each pair it belongs to,
as `features.record` joins them in the batch.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from functools import cache

import duckdb

from features.catalog import SIGNALS
from features.nodes import Column, Value, walk
from features.record import JOINS, LINES, Join, place_of, record_columns
from features.rules import RULES
from features.settings import Settings
from features.settlement.lake.lake import Lake

Row = Mapping[str, Value]
_FRESH_SECONDS = 30.0
_DOCTOR = "dr_info_b"


@cache
def columns_of_register(table: str) -> tuple[str, ...]:
    """The columns of a register that signals and rules read, under their own names."""
    nodes = [signal.node for signal in SIGNALS.values()]
    nodes += [node for rule in RULES.values() for node in rule.nodes]
    read = {part for node in nodes for part in walk(node) if isinstance(part, Column)}
    found = {c.name for c in read if place_of(c.table, c.name).table == table}
    return tuple(sorted(found))


@cache
def joined() -> dict[str, Join]:
    """The registers that widen a claim, by table, and how they are found."""
    joins = [join for join in JOINS if join.table == _DOCTOR]
    joins += [join for kind in LINES.values() for join in kind.joins]
    return {join.table: join for join in joins}


class Widening:
    """The registers of doctors, items and pairs of one home, read again when they change."""

    def __init__(self, settings: Settings) -> None:
        """Read the registers of that home, when first asked."""
        self._settings: Settings = settings
        self._reading: threading.Lock = threading.Lock()
        self._files: dict[str, list[str]] = {}
        self._looked: float = float("-inf")
        self._rows: dict[str, dict[str, list[Row]]] = {}

    def facts(self, facts: Row) -> dict[str, Value]:
        """The claim's columns with its doctor's; what was given stands."""
        self._refresh()
        return {**self._first(joined()[_DOCTOR], facts), **facts}

    def lines(self, lines: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
        """The claim's lines with their registers' columns, and the kinds that are made of others."""
        self._refresh()
        given = {kind: list(rows) for kind, rows in lines.items()}
        found = dict(given)
        for kind, declared in LINES.items():
            source = next((k for k, d in LINES.items() if d.table == declared.table), kind)
            if declared.joins and source in given and (kind == source or kind not in given):
                rows = given[source]
                for join in declared.joins:
                    rows = [wide for row in rows for wide in self._wide(join, row)]
                found[kind] = rows
        return found

    def _wide(self, join: Join, row: Row) -> list[Row]:
        if join.inner:
            return [{**other, **row} for other in self._all(join, row)]
        return [{**self._first(join, row), **row}]

    def _first(self, join: Join, row: Row) -> Row:
        return next(iter(self._all(join, row)), {})

    def _all(self, join: Join, row: Row) -> list[Row]:
        value = row.get(join.by)
        if not isinstance(value, str):
            return []
        key = value if join.cut is None else value.split(join.cut)[0]
        return self._rows.get(join.table, {}).get(key, [])

    def _refresh(self) -> None:
        """Look at most every half minute whether a register has new files."""
        if time.monotonic() - self._looked < _FRESH_SECONDS:
            return
        with self._reading:
            lake = Lake.open(self._settings)
            for join in joined().values():
                names = [str(file) for file in lake.files(join.table)]
                if self._files.get(join.table) != names:
                    self._rows[join.table] = _by_key(lake, join)
                    self._files[join.table] = names
            self._looked = time.monotonic()


def _by_key(lake: Lake, join: Join) -> dict[str, list[Row]]:
    """The rows of a register by the column that finds them, with the columns that are read."""
    columns = columns_of_register(join.table)
    if not columns:
        return {}
    with duckdb.connect() as connection:
        source = lake.relation(connection, join.table)
        chosen = ", ".join(f"r.{name}" for name in (join.column, *columns))
        rows = connection.sql(f"SELECT {chosen} FROM ({source}) AS r").fetchall()
    found: dict[str, list[Row]] = {}
    for key, *values in rows:
        found.setdefault(str(key), []).append(dict(zip(columns, values, strict=True)))
    return found


@cache
def widened(brought: frozenset[tuple[str, str]], every: str) -> frozenset[tuple[str, str]]:
    """The columns brought, and those that the registers add to them.

    `every` is the column that stands for the lines of a kind themselves.
    """
    found = set(brought)
    join = joined()[_DOCTOR]
    if ("claim", join.by) in brought:
        own = record_columns("claim").items()
        found |= {("claim", name) for name, place in own if place.table == join.table}
    for kind, declared in LINES.items():
        source = next(k for k, d in LINES.items() if d.table == declared.table)
        if declared.joins and (source, every) in brought:
            found |= {(kind, name) for table, name in brought if table == source}
            for join in declared.joins:
                if (source, join.by) in brought:
                    places = record_columns(kind).items()
                    found |= {(kind, name) for name, place in places if place.table == join.table}
    return frozenset(found)
