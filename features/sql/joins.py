"""The tables of a claim record and of a kind of line, joined as `features.record` says."""

from collections.abc import Iterable

from features.nodes import Column, Expression
from features.record import JOINS, LINES, Join, place_of
from features.settlement.tables import TABLES
from features.sql.expression import literal

EPOCH = "DATE '1970-01-01'"


def placed(table: str, name: str, alias: str) -> str:
    """A column of `claim` or of a kind of line, where the first of its tables has that alias."""
    kept = place_of(table, name).table
    return f"{alias if kept == _first(table) else kept}.{name}"


def claim_joins(columns: Iterable[str], alias: str) -> str:
    """The joins that bring these columns of the claim to its settlement, each row once."""
    needed = {place_of("claim", name).table for name in columns}
    for join in reversed(JOINS[1:]):  # what finds a row may itself be of a joined table
        if join.table in needed:
            needed.add(place_of("claim", join.by).table)
    return "\n".join(
        _joined(join, placed("claim", join.by, alias)) for join in JOINS[1:] if join.table in needed
    )


def line_source(table: str, base: str, columns: Iterable[Expression]) -> str:
    """The lines of a kind as `l`, joined to what these columns need and to their claims as `b`."""
    kind = LINES[table]
    needed = {
        place_of(table, column.name).table
        for column in columns
        if isinstance(column, Column) and column.table == table
    }
    joins = [
        _joined(join, placed(table, join.by, "l"))
        for join in kind.joins
        if join.inner or join.table in needed
    ]
    of_claim = "facts_id" if kind.by == "setl_id" else kind.by
    known = "" if kind.known is None else f" AND {day_number(f'l.{kind.known}')} <= b.day"
    own = f"JOIN {base} AS b ON b.{of_claim} = l.{kind.by} AND b.sign = 1{known}"
    return "\n".join([f"{kind.table} AS l", own, *joins])


def day_number(moment: str) -> str:
    """The day of a moment as a whole number, days since 1970."""
    return f"CAST(DATEDIFF('day', {EPOCH}, CAST({moment} AS DATE)) AS BIGINT)"


def month_number(moment: str) -> str:
    """The calendar month of a moment as a whole number, years times twelve and months from 0."""
    return f"CAST(EXTRACT(year FROM {moment}) * 12 + EXTRACT(month FROM {moment}) - 1 AS BIGINT)"


def _first(table: str) -> str:
    return JOINS[0].table if table == "claim" else LINES[table].table


def _joined(join: Join, value: str) -> str:
    way = "JOIN" if join.inner else "LEFT JOIN"
    found = value if join.cut is None else f"SPLIT_PART({value}, {literal(join.cut)}, 1)"
    return f"{way} {_rows(join)} ON {join.table}.{join.column} = {found}"


def _rows(join: Join) -> str:
    """The table, or of several rows of one key the chosen one."""
    if join.most is None:
        return join.table
    names = ", ".join(column.name for column in TABLES[join.table].columns)
    order = ", ".join([f"{join.most} DESC NULLS LAST", *TABLES[join.table].key])
    return (
        f"(SELECT {names} FROM (SELECT {names}, ROW_NUMBER() OVER (PARTITION BY {join.column}"
        f" ORDER BY {order}) AS nth FROM {join.table}) AS ranked WHERE nth = 1) AS {join.table}"
    )
