"""Changing the shelf for the next one: tables filled beside those that are read, and their names.

What takes long is done before readers are held up (filling, indexes, statistics) or after (dropping
the old tables). Between, names change under a lock that waits for readers only a moment: whoever asks
for a lock and waits makes all that come after it wait too.
"""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from typing import Any, LiteralString, TypeAlias, cast

import psycopg
from psycopg.errors import LockNotAvailable

from features.errors import Conflict

KEYS = {"shelf_tile": "keyset, key", "shelf_event": "keyset, key, day, moment, setl_id"}
PUBLISHER = 0x7368656C66  # the advisory lock of whoever publishes
LOCK_WAIT = "100ms"
TRIES, PAUSE_SECONDS = 600, 0.5

Agreed: TypeAlias = Callable[[psycopg.Connection[Any]], None]


def next_name(table: str) -> str:
    """The name of a table of the shelf while it is filled."""
    return f"{table}_next"


@contextmanager
def alone(connection: psycopg.Connection[Any]) -> Generator[None]:
    """Wait until nobody else publishes. Who fails keeps others out until its connection is closed."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_lock(%s)", [PUBLISHER])
    yield
    with connection.transaction():
        connection.execute("SELECT pg_advisory_unlock(%s)", [PUBLISHER])


def fresh(connection: psycopg.Connection[Any]) -> None:
    """Make the next tables, empty, in the place of any that a publication left when it was killed."""
    for table in KEYS:
        _do(connection, f"DROP TABLE IF EXISTS {next_name(table)}, {_last_name(table)}")
        _do(connection, f"CREATE TABLE {next_name(table)} (LIKE {table} INCLUDING DEFAULTS)")


def finished(connection: psycopg.Connection[Any]) -> None:
    """Make the next tables, which are full, ready to be read."""
    for table, key in KEYS.items():
        _do(connection, f"ALTER TABLE {next_name(table)} ADD PRIMARY KEY ({key})")
        _do(connection, f"ANALYZE {next_name(table)}")


def switch(
    connection: psycopg.Connection[Any],
    fingerprint: str,
    ends_on: date,
    last: int,
    agreed: Agreed,
) -> None:
    """Put the next tables in the place of the old, which go; events after the `last` day stay.

    Raises what `agreed` raises, and Conflict when somebody holds on to the shelf for minutes: the
    next tables are gone then.
    """
    try:
        for _ in range(TRIES):
            try:
                _switch(connection, fingerprint, ends_on, last, agreed)
                break
            except LockNotAvailable:
                time.sleep(PAUSE_SECONDS)
        else:
            raise Conflict(
                "Another session kept the shelf locked and it could not be changed for the next",
                "A session that reads the shelf ends its transaction within moments",
                "End the session that pg_locks shows, and run `fundwatch signals build` again.",
            )
    finally:
        with connection.transaction():
            for table in KEYS:
                _do(connection, f"DROP TABLE IF EXISTS {next_name(table)}, {_last_name(table)}")


def _switch(
    connection: psycopg.Connection[Any],
    fingerprint: str,
    ends_on: date,
    last: int,
    agreed: Agreed,
) -> None:
    """Change the names and the state in one transaction.

    It need not reach the disk before readers go on: the drop that follows is not done until it has.
    """
    with connection.transaction():
        _do(connection, f"SET LOCAL lock_timeout = '{LOCK_WAIT}'")
        _do(connection, "SET LOCAL synchronous_commit = off")
        agreed(connection)
        _do(connection, "LOCK TABLE shelf_event IN SHARE ROW EXCLUSIVE MODE")  # no more is observed
        connection.execute(
            "INSERT INTO shelf_event_next SELECT * FROM shelf_event WHERE day > %s AND EXISTS"
            " (SELECT 1 FROM shelf_state WHERE fingerprint = %s) ON CONFLICT DO NOTHING",
            (last, fingerprint),
        )
        _do(connection, f"LOCK TABLE {', '.join(KEYS)} IN ACCESS EXCLUSIVE MODE")
        for table in KEYS:
            _do(connection, f"ALTER TABLE {table} RENAME TO {_last_name(table)}")
            _do(connection, f"ALTER TABLE {next_name(table)} RENAME TO {table}")
        connection.execute("DELETE FROM shelf_state")
        connection.execute(
            "INSERT INTO shelf_state (fingerprint, ends_on, published_at) VALUES (%s, %s, now())",
            (fingerprint, ends_on),
        )


def _last_name(table: str) -> str:
    return f"{table}_last"


def _do(connection: psycopg.Connection[Any], statement: str) -> None:
    connection.execute(cast(LiteralString, statement))
