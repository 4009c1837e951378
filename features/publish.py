"""Publishing the shelf: a finished run's tiles into PostgreSQL, in the place of the old, all at once."""

from datetime import timedelta
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg

from features.check import measure
from features.database import dsn
from features.engines import Told, silent
from features.engines.duckdb import DuckEngine
from features.settings import Settings
from features.settlement.contract import Kind
from features.shelf import EVENT_DAYS
from features.sql.keysets import KeySet, Part, tile_part
from features.tiles import EPOCH

TABLES = {"shelf_tile": "keyset, key", "shelf_event": "keyset, key, day, moment, setl_id"}


def tile_query(keyset: KeySet, group: str, kept: str) -> str:
    """The tiles of a key set as (key, …group, parts as JSON), of the rows of `given_N` so kept.

    Rows that only ask, and give nothing, have no tile.
    """
    parts = ", ".join(
        _stored(part, place, many=keyset.many) for place, part in enumerate(keyset.parts, 1)
    )
    keys = " || chr(31) || ".join(f"CAST({key} AS VARCHAR)" for key in keyset.columns)
    columns = ", ".join(keyset.columns)
    gives = " OR ".join(f"given_{place} IS NOT NULL" for place in range(1, len(keyset.parts) + 1))
    return (
        f"SELECT {keys} AS key, {group}, CAST(json_array({parts}) AS VARCHAR) AS parts\n"
        f"FROM given_{keyset.number}\nWHERE {kept} AND ({gives})\nGROUP BY {columns}, {group}"
    )


def _stored(part: Part, place: int, *, many: bool) -> str:
    """A tile's part in SQL, in the stored form that `features.tiles` reads.

    Where a row gives `many` values, those to be told apart are a list.
    """
    given, once = f"given_{place}", f"CASE WHEN sign = 1 THEN given_{place} END"
    kind = Kind.COUNT if part.value is None else measure(part.value).kind
    text = kind in {Kind.DATE, Kind.MOMENT}
    match part.aggregate:
        case "distinct" if many:
            lists = f"CAST({once} AS VARCHAR[])" if text else once
            every = f"FLATTEN(LIST({lists}) FILTER (WHERE {once} IS NOT NULL))"
            return f"LIST_SORT(LIST_DISTINCT({every}))"
        case "distinct":
            values = f"CAST({once} AS VARCHAR)" if text else once
            return f"LIST_SORT(LIST_DISTINCT(LIST({values}) FILTER (WHERE {once} IS NOT NULL)))"
        case "latest":
            value = f"CAST({given} AS VARCHAR)" if text else given
            at = "strftime(moment, '%Y-%m-%d %H:%M:%S')"
            row = f"json_array({at}, setl_id, {value})"
            known = f"FILTER (WHERE sign = 1 AND {given} IS NOT NULL)"
            return f"ARG_MAX({row}, {at} || setl_id) {known}"
        case aggregate:
            added = tile_part(aggregate, given)
            return f"CAST({added} AS VARCHAR)" if text else added


def publish(
    connection: psycopg.Connection[Any],
    engine: DuckEngine,
    key_sets: tuple[KeySet, ...],
    fingerprint: str,
    scratch: Path,
    told: Told = silent,
) -> None:
    """Put the tiles of a finished run in the place of the old ones, all at once.

    The engine still holds the run's steps. New tables are filled beside the old ones, which readers
    go on reading; only the change of names holds them up. Claims observed after the run's last day
    stay on the shelf. A key set keeps what its widest window can still see from the oldest day that
    may be asked of; lines with a moment of their own may be as much older than their claim.
    """
    last: int = engine.rows("SELECT day FROM last_day").to_pylist()[0]["day"]
    ends_on = EPOCH + timedelta(days=last)
    with connection.transaction():
        for table in TABLES:
            connection.execute(
                cast(LiteralString, f"CREATE TABLE {table}_next (LIKE {table} INCLUDING DEFAULTS)")
            )
        for keyset in key_sets:
            told(f"shelf {keyset.number}/{len(key_sets)}")
            recent = last - EVENT_DAYS * (1 if keyset.event is None else 2)
            first = recent - keyset.reach
            days = tile_query(keyset, "day, since", f"since >= {first} AND day <= {last}")
            together = (
                "SELECT key, '[' || STRING_AGG('[' || day || ',' || since || ',' || parts || ']',"
                f" ',' ORDER BY day, since) || ']' AS tiles\nFROM (\n{days}\n) AS t"
                "\nGROUP BY key"
            )
            _copy(connection, engine, keyset, "shelf_tile", together, scratch)
            events = tile_query(keyset, "day, moment, setl_id, since", f"day >= {recent}")
            shown = f"SELECT key, day, moment, setl_id, since, parts\nFROM (\n{events}\n) AS t"
            _copy(connection, engine, keyset, "shelf_event", shown, scratch)
        told("shelf index")
        for table, key in TABLES.items():
            connection.execute(
                cast(LiteralString, f"ALTER TABLE {table}_next ADD PRIMARY KEY ({key})")
            )
        connection.execute(
            "INSERT INTO shelf_event_next SELECT * FROM shelf_event WHERE day > %s AND EXISTS"
            " (SELECT 1 FROM shelf_state WHERE fingerprint = %s) ON CONFLICT DO NOTHING",
            (last, fingerprint),
        )
        for table in TABLES:
            connection.execute(cast(LiteralString, f"ANALYZE {table}_next"))
            connection.execute(cast(LiteralString, f"DROP TABLE {table}"))
            connection.execute(cast(LiteralString, f"ALTER TABLE {table}_next RENAME TO {table}"))
        connection.execute("DELETE FROM shelf_state")
        connection.execute(
            "INSERT INTO shelf_state (fingerprint, ends_on, published_at) VALUES (%s, %s, now())",
            (fingerprint, ends_on),
        )


def published(settings: Settings) -> str | None:
    """The fingerprint of the signals on the shelf, None when it is empty."""
    with psycopg.connect(dsn(settings)) as connection:
        row = connection.execute("SELECT fingerprint FROM shelf_state").fetchone()
    return None if row is None else str(row[0])


def _copy(
    connection: psycopg.Connection[Any],
    engine: DuckEngine,
    keyset: KeySet,
    table: str,
    query: str,
    scratch: Path,
) -> None:
    """Stream the rows of a query from the engine into a table, through a CSV file on disk."""
    file = scratch / f"{table}.csv"
    engine.write_csv(f"SELECT {keyset.number}, * FROM (\n{query}\n) AS q", file)
    statement = cast(LiteralString, f"COPY {table}_next FROM STDIN (FORMAT csv)")
    with connection.cursor().copy(statement) as stream, file.open("rb") as source:
        while chunk := source.read(1 << 20):
            stream.write(chunk)
    file.unlink()
