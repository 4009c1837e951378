"""What was not read of the workbooks that count now: refused rows, as the load kept them."""

import json
from dataclasses import dataclass
from datetime import date

import duckdb

from features.settlement.intake.foreign import literal
from features.settlement.intake.judgement import LOADED_BEFORE
from features.settlement.lake.lake import REJECTED, Lake, load_of

TABLES_OF_POINTS = ("item_point_b", "item_pair_b")


@dataclass(frozen=True)
class Unread:
    """A row of a workbook that was refused: its kind, where it stands, why, and what it says."""

    kind: str
    sheet: str
    row: int
    reason: str
    said: str


def unread_rows(lake: Lake, as_of: date | None = None) -> list[Unread]:
    """The refused rows of the newest workbook of each kind, in order of kind, sheet and row.

    Rows that were known before as they are were read, and are not among them.
    """
    counting = lake.ledger.load_ids() if as_of is None else _loads(lake, as_of)
    found: list[Unread] = []
    with duckdb.connect() as con:
        for table in TABLES_OF_POINTS:
            files = [
                path
                for path in sorted((lake.folder / REJECTED / table).glob("*.parquet"))
                if load_of(path) in counting
            ]
            if files:
                found += _newest(con, lake, table, [str(path) for path in files], as_of)
    return sorted(found, key=lambda one: (one.kind, one.sheet, one.row))


def _newest(
    con: duckdb.DuckDBPyConnection, lake: Lake, table: str, files: list[str], as_of: date | None
) -> list[Unread]:
    """Of refused rows, those of the load that last brought a workbook of their kind."""
    held = lake.relation(con, table, as_of=as_of, also=("_load", "_source"))
    refused = (
        "SELECT source, regexp_extract(filename, '([^/]+)[.]parquet$', 1) AS load, reason, raw "
        "FROM read_parquet(?, filename = true)"
    )
    rows = con.execute(
        f"WITH refused AS ({refused}), loads AS (SELECT source, load FROM refused "
        f"UNION ALL SELECT _source, _load FROM ({held})), "
        "newest AS (SELECT source, max_by(load, list_position(?, load)) AS load "
        "FROM loads GROUP BY source) "
        "SELECT source, reason, raw FROM refused SEMI JOIN newest USING (source, load) "
        f"WHERE reason <> {literal(LOADED_BEFORE)}",
        [files, lake.ledger.in_order()],
    ).fetchall()
    return [_unread(str(source), str(reason), json.loads(raw)) for source, reason, raw in rows]


def _unread(source: str, reason: str, raw: dict[str, str | None]) -> Unread:
    kind = source.removesuffix(".csv").rpartition(".")[2]
    place = int(raw.get("sheet_row") or 0)
    return Unread(kind, raw.get("sheet") or "", place, reason, raw.get("said") or "")


def _loads(lake: Lake, as_of: date) -> set[str]:
    """The loads up to a day that left any file."""
    return {load_of(lake.folder / file.path) for file in lake.ledger.entries(as_of)}
