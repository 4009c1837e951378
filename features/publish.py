"""Publishing the shelf: a finished run's tiles into PostgreSQL, in the place of the old, all at once.

The engine writes one piece of the tiles while PostgreSQL takes in the one before. Pieces are of keys,
not of days, so that a key's tiles come together and no piece takes more memory than another.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg

from features.database import dsn
from features.engines import Told, silent
from features.engines.duckdb import DuckEngine
from features.settings import Settings
from features.shelf import EVENT_DAYS
from features.shelf_switch import Agreed, alone, finished, fresh, next_name, switch
from features.sql.keysets import KeySet
from features.sql.pieces import by_key
from features.tile_rows import event_rows, tile_rows
from features.tiles import EPOCH

AT_ONCE = 1_000_000  # rows of a key set whose tiles, as JSON, fit into memory together


def publish(
    connection: psycopg.Connection[Any],
    engine: DuckEngine,
    key_sets: tuple[KeySet, ...],
    fingerprint: str,
    scratch: Path,
    told: Told = silent,
    agreed: Agreed = lambda _: None,
) -> None:
    """Put the tiles of a finished run in the place of the old ones, all at once.

    The engine still holds the run's steps; the connection has no transaction open. New tables are
    filled beside the old ones, which readers go on reading. `agreed` is called in the transaction
    of the switch and may refuse it by raising. Claims observed after the run's last day stay on the
    shelf. A key set keeps what its widest window can still see from the oldest day that may be
    asked of; lines with a moment of their own may be as much older than their claim.
    """
    last: int = engine.rows("SELECT day FROM last_day").to_pylist()[0]["day"]
    with alone(connection):
        with connection.transaction(), ThreadPoolExecutor(1) as postgres:
            fresh(connection)
            copying: Future[None] | None = None
            for place, (table, query) in enumerate(_queries(engine, key_sets, last, told)):
                file = scratch / f"{table}_{place % 2}.csv"
                engine.write_csv(query, file)
                if copying is not None:
                    copying.result()
                copying = postgres.submit(_copy, connection, table, file)
            if copying is not None:
                copying.result()
            told("shelf index")
            finished(connection)
        told("shelf switch")
        switch(connection, fingerprint, EPOCH + timedelta(days=last), last, agreed)


def published(settings: Settings) -> str | None:
    """The fingerprint of the signals on the shelf, None when it is empty."""
    with psycopg.connect(dsn(settings)) as connection:
        row = connection.execute("SELECT fingerprint FROM shelf_state").fetchone()
    return None if row is None else str(row[0])


def _queries(
    engine: DuckEngine, key_sets: tuple[KeySet, ...], last: int, told: Told
) -> Iterator[tuple[str, str]]:
    """The table and the query of every piece, each query's first column the key set's number."""
    for keyset in key_sets:
        recent = last - EVENT_DAYS * (1 if keyset.event is None else 2)
        told(f"shelf {keyset.number}/{len(key_sets)}")
        yield "shelf_event", _numbered(keyset, event_rows(keyset, recent))
        pieces = by_key(f"given_{keyset.number}", keyset.columns)
        tiles = _numbered(keyset, tile_rows(keyset, recent, last))
        runs = engine.runs(pieces, AT_ONCE)
        if not runs:
            yield "shelf_tile", tiles
        for place, run in enumerate(runs, 1):
            told(f"shelf {keyset.number}/{len(key_sets)} {place}/{len(runs)}")
            with engine.shown(pieces, run):
                yield "shelf_tile", tiles


def _numbered(keyset: KeySet, query: str) -> str:
    return f"SELECT {keyset.number}, * FROM (\n{query}\n) AS q"


def _copy(connection: psycopg.Connection[Any], table: str, file: Path) -> None:
    """Stream a CSV file into the next table of that name, and remove the file."""
    statement = f"COPY {next_name(table)} FROM STDIN (FORMAT csv, FREEZE)"
    with (
        connection.cursor().copy(cast(LiteralString, statement)) as stream,
        file.open("rb") as source,
    ):
        while chunk := source.read(1 << 20):
            stream.write(chunk)
    file.unlink()
