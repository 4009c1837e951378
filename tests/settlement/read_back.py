"""What a load left behind, in the words of a test: rows of the lake, counts and reasons of the report."""

import duckdb

from features.settings import Settings
from features.settlement.lake.lake import Lake


def rows(settings: Settings, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        seen = Lake.open(settings).relation(con, table)
        return con.execute(f"SELECT {columns} FROM ({seen}) ORDER BY ALL").fetchall()


def stored(settings: Settings, table: str) -> int:
    ((count,),) = rows(settings, table, "count(*)")
    return int(str(count))


def books(report, table: str) -> tuple[int, int, int]:
    one = report.tables[table]
    return one.rows_in, one.loaded, one.rejected


def books_and_flags(report, table: str) -> tuple[int, int, int, int]:
    return *books(report, table), report.tables[table].flagged


def reasons(report, table: str) -> list[str]:
    return [reason.reason.split(" | ")[1] for reason in report.tables[table].reasons]
