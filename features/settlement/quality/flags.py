"""The flags that rows carry from the door, and which of them count against quality."""

from collections.abc import Iterator

import duckdb

from features.settlement.tables import TABLES
from features.settlement.translate import literal


def grade_of(table: str, flag: str) -> str:
    """The grade of a flag by its name: that of the table's check, or of the column's codes.

    >>> grade_of("setl_d", "costs_something"), grade_of("setl_d", "med_type_well_formed")
    ('note', 'flag')
    """
    for check in TABLES[table].checks:
        if check.name == flag:
            return check.grade
    for column in TABLES[table].columns:
        if flag in (f"{column.name}_in_list", f"{column.name}_well_formed"):
            return column.grade
    return "flag"


def has_flag(table: str) -> str:
    """Whether a row `r` carries a flag that counts, as SQL: notes do not."""
    own = TABLES[table]
    notes = [check.name for check in own.checks if check.grade == "note"]
    for column in own.columns:
        if column.grade == "note":
            notes += [f"{column.name}_in_list", f"{column.name}_well_formed"]
    if not notes:
        return "(r._flags IS NOT NULL)"
    names = ", ".join(literal(name) for name in notes)
    left = f"list_filter(string_split(r._flags, ','), lambda name: name NOT IN ({names}))"
    return f"(CASE WHEN r._flags IS NULL THEN false ELSE len({left}) > 0 END)"


def flag_counts(
    con: duckdb.DuckDBPyConnection, looking: str, condition: str
) -> Iterator[tuple[str | None, str | None, str, int]]:
    """Rows by institution, month and flag, out of a query that gives `named`, the flags of a row."""
    for code, month, flag, rows in con.execute(
        "SELECT institution, month, flag, count(*) FROM (SELECT institution, month, "
        f"unnest(string_split(named, ',')) AS flag FROM ({looking}) WHERE {condition}) GROUP BY ALL"
    ).fetchall():
        yield code, month, str(flag), int(rows)
