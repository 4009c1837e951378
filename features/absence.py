"""What the data lacks: columns without a single value, and the signals that they keep from an answer."""

from collections.abc import Mapping

from features.engines import Engine
from features.monthly_records import MONTH_RECORDS
from features.nodes import Column, Expression, Lines, Norm, children
from features.record import LINES, place_of, tables_read
from features.settlement.tables import TABLES
from features.signal import Described


def columns_read(node: Expression) -> set[tuple[str, str]]:
    """The (table, column) pairs of the lake without which an expression has no answer.

    Peers after the first are not among them: where they are unknown a norm falls back to fewer.
    """
    match node:
        case Column("institution", "fixmedins_code" as name):
            return {("setl_d", name)}  # who is asked about is known from the claims alone
        case Column(table, name):
            return {(place_of(table, name).table, name)}
        case Norm(value=value, peers=peers):
            needed = (value, *peers[:1])
        case _:
            needed = children(node)
    own = _found_by(node.table) if isinstance(node, Lines) else set[tuple[str, str]]()
    return own.union(*map(columns_read, needed))


def _found_by(table: str) -> set[tuple[str, str]]:
    """The columns by which a claim finds its lines of a kind, and they what they cannot do without."""
    kind = LINES[table]
    inner = {(join.table, join.column) for join in kind.joins if join.inner}
    return {(kind.table, kind.by)} | inner


def absences(
    described: Mapping[str, Described], empty: set[tuple[str, str]]
) -> dict[str, list[str]]:
    """By name, the columns without a single value that keep a signal from being answered."""
    found = {name: sorted(columns_read(item.node) & empty) for name, item in described.items()}
    return {name: [f"{t}.{c}" for t, c in lacking] for name, lacking in found.items() if lacking}


def empty_columns(engine: Engine) -> set[tuple[str, str]]:
    """The columns that hold no value in the data, of every table that claims are made of."""
    empty: set[tuple[str, str]] = set()
    dated = [record.table for record in MONTH_RECORDS.values()]
    for name in dict.fromkeys([*tables_read(), *dated]):
        columns = [column.name for column in TABLES[name].columns]
        counts = ", ".join(f"COUNT({column}) AS {column}" for column in columns)
        row = engine.rows(f"SELECT {counts} FROM {name}").to_pylist()[0]
        empty |= {(name, column) for column in columns if not row[column]}
    return empty
