"""Homes to test in: each with an empty database of its own, copied from one that is migrated."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from features.database import dsn, leave, migrate
from features.settings import Settings

TEMPLATE = "fundwatch_template"
_numbers = count(1)


@contextmanager
def running_server() -> Iterator[Settings]:
    """An embedded server with a migrated database to copy."""
    with tempfile.TemporaryDirectory(prefix="fundwatch-test-") as folder:
        settings = Settings(home=Path(folder), database_url=None)
        _run(settings, f"CREATE DATABASE {TEMPLATE}")
        migrate(_database(settings, TEMPLATE))
        yield settings
        leave(settings)


@contextmanager
def empty_home(server: Settings) -> Iterator[Settings]:
    """Settings with an empty home and an empty, migrated database of the server; both go after."""
    name = f"test_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    with tempfile.TemporaryDirectory(prefix="fundwatch-test-") as folder:
        settings = _database(server, name).model_copy(update={"home": Path(folder)})
        yield settings
        leave(settings)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(settings: Settings, statement: str) -> None:
    with psycopg.connect(dsn(settings), autocommit=True) as connection:
        connection.execute(statement)


def _database(server: Settings, name: str) -> Settings:
    address = make_url(dsn(server)).set(database=name)
    url = address.render_as_string(hide_password=False)
    return server.model_copy(update={"database_url": url})
