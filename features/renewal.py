"""What a build can leave as it is: the months before the first that newly loaded data can change.

A claim's signals look back only, so data of a month changes that month and later ones. A build
remembers which files of the lake it read (`BuildReport.inputs`); what came since says from where on
it has to be built anew. The rest is kept, and equals a full rebuild, value for value.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from features.monthly_records import MONTH_RECORDS
from features.record import JOINS, LINES, tables_read
from features.settlement.lake.lake import UNPLACED, Lake, month_of, reading
from features.settlement.lake.ledger import ENDED, LakeFile
from features.settlement.tables import TABLES

READ = frozenset({*tables_read(), *(record.table for record in MONTH_RECORDS.values())})
_REGISTERS = {join.table: join.by for join in JOINS} | {k.table: k.by for k in LINES.values()}
KEYS = {  # registers whose rows are found by a column of the settlement
    table: key
    for table, key in _REGISTERS.items()
    if TABLES[table].month_of is None and key in {c.name for c in TABLES["setl_d"].columns}
}
MERGES = "psn_merge_d"


@dataclass(frozen=True)
class Renewal:
    """What has changed since a build: nothing, or everything from a month (2025-03) on."""

    changed: bool
    first: str | None = None


EVERYTHING = Renewal(changed=True)
NOTHING = Renewal(changed=False)


def inputs_of(entries: Iterable[LakeFile]) -> list[str]:
    """The places of the files that signals are made of, registers and merges among them."""
    return sorted(file.path for file in entries if file.table in {*READ, MERGES})


def changed_since(lake: Lake, con: duckdb.DuckDBPyConnection, inputs: Iterable[str]) -> Renewal:
    """What files that came since those inputs change; the connection sees the lake's tables."""
    before = set(inputs)
    now = {file.path: file for file in lake.ledger.entries() if file.table in {*READ, MERGES}}
    if not before or not before <= set(now):
        return EVERYTHING  # files that were read are gone: the lake was rewritten
    merging = any(file.table == MERGES for file in now.values())
    months: list[str] = []
    for path in sorted(set(now) - before):
        touched = _touched(lake, con, now[path])
        if touched is None or (merging and now[path].table in KEYS):
            return EVERYTHING
        months += touched
    new = set(now) != before
    return Renewal(changed=True, first=min(months)) if months else Renewal(changed=new)


def _touched(lake: Lake, con: duckdb.DuckDBPyConnection, file: LakeFile) -> list[str] | None:
    """The first month that a new file changes, none when it changes none; None for all."""
    if TABLES[file.table].month_of is None and file.table not in KEYS:
        return None
    month = month_of(file.path)
    if month == UNPLACED:
        return []  # lines of a settlement that is not there yet
    rows = reading([lake.folder / file.path])
    if file.kind == ENDED:
        return _ended(lake, con, file.table, rows)
    if month is not None:
        return [month]
    key = KEYS[file.table]
    return _asked(
        con, f"SELECT min(setl_time) FROM setl_d SEMI JOIN (SELECT {key} FROM {rows}) USING ({key})"
    )


def _ended(lake: Lake, con: duckdb.DuckDBPyConnection, table: str, ended: str) -> list[str] | None:
    """The first month of the rows that were ended: known by their claims, or by where they lay."""
    if table in KEYS:
        key = KEYS[table]
        return _asked(
            con,
            f"SELECT min(setl_time) FROM setl_d SEMI JOIN (SELECT {key} FROM {ended}) USING ({key})",
        )
    key = (*TABLES[table].key, "_load")
    files = [path for path in lake.files(table) if month_of(str(path)) != UNPLACED]
    if not files:
        return []
    names = ", ".join(f"'{path}'" for path in files)
    rows = f"read_parquet([{names}], union_by_name = true, hive_partitioning = false)"
    found = con.execute(
        f"SELECT DISTINCT file FROM (SELECT {', '.join(key)}, filename AS file FROM {rows})"
        f" SEMI JOIN {ended} USING ({', '.join(key)})"
    ).fetchall()
    months = sorted(month for (name,) in found if (month := month_of(str(name))) is not None)
    return months[:1]


def _asked(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    row = con.execute(f"SELECT strftime(({query}), '%Y-%m')").fetchone()
    return [str(row[0])] if row and row[0] is not None else []
