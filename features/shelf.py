"""The shelf: tiles in PostgreSQL, published by the build and read by the service, one key at a time.

A published day is one row a key (`shelf_tile`); a single claim's own tile (`shelf_event`) serves the
day it settled on, where only what came before the claim may be seen. A claim reads the tiles of
whole days before its own and the events of its own day before its moment. Days after the last
publication are events still, until the next build folds them.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, LiteralString, cast

import orjson
import psycopg

from features.check import measure
from features.engines import Told, silent
from features.engines.duckdb import DuckEngine
from features.errors import Conflict, NotReady
from features.live import ClaimRecord, Evaluator
from features.norms import NormBook
from features.settlement.contract import Kind
from features.sql.past import KeySet, Part
from features.tiles import EPOCH, Asked, Tile, day_number

EVENT_DAYS = (
    45  # how far back a claim may still be asked as of its own moment, and answered exactly
)

TABLES = {"shelf_tile": "keyset, key, day", "shelf_event": "keyset, key, day, moment, setl_id"}

READ = """
SELECT keyset, day, parts FROM shelf_tile
WHERE (keyset, key) IN (SELECT * FROM unnest(%(sets)s::int[], %(keys)s::text[]))
  AND day >= %(first)s AND day < %(day)s
UNION ALL
SELECT keyset, day, parts FROM shelf_event
WHERE (keyset, key) IN (SELECT * FROM unnest(%(sets)s::int[], %(keys)s::text[]))
  AND day >= %(first)s
  AND ((day > (SELECT max(ends_on) FROM shelf_state) AND day < %(day)s)
       OR (day = %(day)s AND (moment, setl_id COLLATE "C") < (%(moment)s, %(setl_id)s)))
UNION ALL
SELECT 0, ends_on, fingerprint FROM shelf_state
"""


class Shelf:
    """The tiles of one fingerprint, over one connection."""

    def __init__(
        self, connection: psycopg.Connection[Any], evaluator: Evaluator, fingerprint: str
    ) -> None:
        """Read for this evaluator, whose signals have this fingerprint."""
        self.connection, self.evaluator, self.fingerprint = connection, evaluator, fingerprint

    def read(self, record: ClaimRecord) -> dict[int, list[Tile]]:
        """The tiles of every key the claim has, of what came before it, in one round trip.

        Raises NotReady when no shelf is published or the claim's day is too old for it, Conflict
        when the shelf was published by other signals.
        """
        keys = self.evaluator.keys(record)
        asked = Asked.of(record.facts)
        day = asked.moment.date()
        found: dict[int, list[Tile]] = {number: [] for number in keys}
        ends_on: date | None = None
        rows = self.connection.execute(
            cast(LiteralString, READ),
            {
                "sets": list(keys),
                "keys": list(keys.values()),
                "first": day - timedelta(days=self.evaluator.reach()),
                "day": day,
                "moment": asked.moment,
                "setl_id": str(record.facts.get("setl_id") or ""),
            },
        )
        for number, at, parts in rows:
            if number:
                found[number].append(Tile(day_number(at), orjson.loads(parts)))
            else:
                ends_on = self._agreed(at, parts)
        self._fresh(day, ends_on)
        return found

    def _agreed(self, ends_on: date, fingerprint: str) -> date:
        if fingerprint != self.fingerprint:
            raise Conflict(
                f"The shelf was published by signals {fingerprint}; this service computes"
                f" {self.fingerprint}.",
                "The shelf and the service must hold the same signals.",
                "Run `fundwatch signals build` with this release.",
            )
        return ends_on

    @staticmethod
    def _fresh(day: date, ends_on: date | None) -> None:
        if ends_on is None or day <= ends_on - timedelta(days=EVENT_DAYS):
            raise NotReady(
                f"The shelf {f'ends {ends_on}' if ends_on else 'is empty'}; this claim is of {day}.",
                f"A claim of the last {EVENT_DAYS} published days or later was expected.",
                "Run `fundwatch signals build` to publish it.",
            )

    def observe(self, record: ClaimRecord, norms: NormBook, sign: int = 1) -> None:
        """Put a settled claim on the shelf, so that the next one sees it; twice changes nothing."""
        asked = Asked.of(record.facts)
        for number, (key, tile) in self.evaluator.contributions(record, norms, sign).items():
            self.connection.execute(
                "INSERT INTO shelf_event (keyset, key, day, moment, setl_id, parts)"
                " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (
                    number,
                    key,
                    asked.moment.date(),
                    asked.moment,
                    str(record.facts["setl_id"]),
                    orjson.dumps(tile.parts).decode(),
                ),
            )


def tile_query(keyset: KeySet, group: str) -> str:
    """The tiles of a key set as (key, …group, parts as JSON), from the step `given_N`."""
    parts = ", ".join(_stored(part, place) for place, part in enumerate(keyset.parts, 1))
    keys = " || chr(31) || ".join(
        f"CAST(key_{i} AS VARCHAR)" for i in range(1, len(keyset.keys) + 1)
    )
    columns = ", ".join(f"key_{i}" for i in range(1, len(keyset.keys) + 1))
    return (
        f"SELECT {keys} AS key, {group}, CAST(json_array({parts}) AS VARCHAR) AS parts\n"
        f"FROM given_{keyset.number}\nGROUP BY {columns}, {group}"
    )


def _stored(part: Part, place: int) -> str:
    """A tile's part in SQL, in the stored form that `features.tiles` reads."""
    given, once = f"given_{place}", f"CASE WHEN sign = 1 THEN given_{place} END"
    kind = Kind.COUNT if part.value is None else measure(part.value).kind
    text = kind in {Kind.DATE, Kind.MOMENT}
    match part.aggregate:
        case "count":
            return f"CAST(SUM(sign * CASE WHEN {given} IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT)"
        case "sum":
            return f"CAST(COALESCE(SUM(sign * {given}), 0) AS BIGINT)"
        case "distinct":
            values = f"CAST({once} AS VARCHAR)" if text else once
            return f"LIST_SORT(LIST(DISTINCT {values}) FILTER (WHERE {once} IS NOT NULL))"
        case "latest":
            value = f"CAST({given} AS VARCHAR)" if text else given
            at = "strftime(moment, '%Y-%m-%d %H:%M:%S')"
            row = f"json_array({at}, setl_id, {value})"
            known = f"FILTER (WHERE sign = 1 AND {given} IS NOT NULL)"
            return f"ARG_MAX({row}, {at} || setl_id) {known}"
        case aggregate:
            value = f"CAST({once} AS VARCHAR)" if text else once
            return f"{aggregate.upper()}({value})"


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
    stay on the shelf.
    """
    last: int = engine.rows("SELECT MAX(day) AS day FROM claim_normed").to_pylist()[0]["day"]
    reach = max((look.window.reach for keyset in key_sets for look in keyset.looks), default=0)
    ends_on = EPOCH + timedelta(days=last)
    with connection.transaction():
        for table in TABLES:
            connection.execute(
                cast(LiteralString, f"CREATE TABLE {table}_next (LIKE {table} INCLUDING DEFAULTS)")
            )
        for keyset in key_sets:
            told(f"shelf {keyset.number}/{len(key_sets)}")
            tiles = tile_query(keyset, "day")
            _copy(
                connection, engine, keyset, "shelf_tile", tiles, last - reach - EVENT_DAYS, scratch
            )
            events = tile_query(keyset, "day, moment, setl_id")
            _copy(connection, engine, keyset, "shelf_event", events, last - EVENT_DAYS, scratch)
        told("shelf index")
        for table, key in TABLES.items():
            connection.execute(
                cast(LiteralString, f"ALTER TABLE {table}_next ADD PRIMARY KEY ({key})")
            )
        connection.execute(
            "INSERT INTO shelf_event_next SELECT * FROM shelf_event WHERE day > %s AND EXISTS"
            " (SELECT 1 FROM shelf_state WHERE fingerprint = %s) ON CONFLICT DO NOTHING",
            (ends_on, fingerprint),
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


def _copy(
    connection: psycopg.Connection[Any],
    engine: DuckEngine,
    keyset: KeySet,
    table: str,
    query: str,
    first: int,
    scratch: Path,
) -> None:
    """Stream the rows of a query from the engine into a table, through a CSV file on disk."""
    file = scratch / f"{table}.csv"
    epoch = "DATE '1970-01-01'"
    rest = "moment, setl_id, parts" if table == "shelf_event" else "parts"
    engine.write_csv(
        f"SELECT {keyset.number}, key, {epoch} + CAST(day AS INTEGER), {rest} FROM (\n{query}\n) AS t"
        f" WHERE day >= {first}",
        file,
    )
    statement = cast(LiteralString, f"COPY {table}_next FROM STDIN (FORMAT csv)")
    with connection.cursor().copy(statement) as stream, file.open("rb") as source:
        while chunk := source.read(1 << 20):
            stream.write(chunk)
    file.unlink()
