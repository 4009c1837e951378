"""What the ledger says of every load and table, summed, to hold the files of the lake against."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from features.database.tables import load_change, load_count


@dataclass(frozen=True)
class TableTotal:
    """The rows of one table in one load: what came in and became of it, and what it ended."""

    load: str
    table: str
    rows_in: int = 0
    loaded: int = 0
    rejected: int = 0
    ended: int = 0
    refiled: int = 0


def totals_in(connection: Connection) -> list[TableTotal]:
    """The totals of every load and table in the ledger, in order."""
    counts = {
        (load, table): numbers
        for load, table, *numbers in connection.execute(
            select(
                load_count.c.load_id,
                load_count.c.table_name,
                func.sum(load_count.c.rows_in),
                func.sum(load_count.c.loaded),
                func.sum(load_count.c.rejected),
            ).group_by(load_count.c.load_id, load_count.c.table_name)
        )
    }
    changes = {
        (load, table): (corrected + withdrawn + refiled, refiled)
        for load, table, corrected, withdrawn, refiled in connection.execute(
            select(
                load_change.c.load_id,
                load_change.c.table_name,
                load_change.c.corrected,
                load_change.c.withdrawn,
                load_change.c.refiled,
            )
        )
    }
    totals: list[TableTotal] = []
    for load, table in sorted(counts.keys() | changes.keys()):
        rows_in, loaded, rejected = map(int, counts.get((load, table), (0, 0, 0)))
        ended, refiled = changes.get((load, table), (0, 0))
        totals.append(TableTotal(load, table, rows_in, loaded, rejected, ended, refiled))
    return totals
