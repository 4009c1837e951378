"""The way into the database: an engine for SQLAlchemy, a connection string for psycopg.

Whoever asks for an engine finds the database running and its tables up to date.
"""

import atexit
import os

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from features.database import embedded
from features.database.schema import bring_up_to_date
from features.errors import BadInput, FundwatchError, Unreachable
from features.settings import Settings

_engines: dict[tuple[str, int], Engine] = {}


def engine(settings: Settings) -> Engine:
    """The engine of the database of these settings, started and migrated; one in each process.

    Raises Unreachable when the database does not answer, Conflict when its tables are newer than
    this program.
    """
    where = url(settings)
    here = (where, os.getpid())
    if here not in _engines:
        opened = create_engine(where, pool_pre_ping=True)
        try:
            bring_up_to_date(opened)
        except OperationalError as fault:
            opened.dispose()
            raise _silent(where) from fault
        except FundwatchError:
            opened.dispose()
            raise
        if not _engines:
            atexit.register(_close_all)  # before embedded.leave_all, which was registered earlier
        _engines[here] = opened
    return _engines[here]


def migrate(settings: Settings) -> list[str]:
    """Bring the tables up to date and give the names of the migrations that were run."""
    where = url(settings)
    opened = create_engine(where)
    try:
        return bring_up_to_date(opened)
    except OperationalError as fault:
        raise _silent(where) from fault
    finally:
        opened.dispose()


def url(settings: Settings) -> str:
    """The SQLAlchemy URL of the database, on the psycopg driver; starts the embedded server."""
    return _on_psycopg(dsn(settings))


def dsn(settings: Settings) -> str:
    """The libpq connection string of the database, for psycopg; starts the embedded server.

    Raises BadInput when FUNDWATCH_DATABASE_URL is not the address of a PostgreSQL database.
    """
    if settings.database_url is None:
        return embedded.join(settings.path("postgres"))
    return _server(settings.database_url)


def leave(settings: Settings) -> None:
    """Close the engine and stop using the database; an embedded server without users stops.

    Happens by itself at the end of a process.
    """
    folder = settings.path("postgres")
    address = settings.database_url
    where = embedded.dsn_of(folder) if address is None else _server(address)
    opened = _engines.pop((_on_psycopg(where), os.getpid()), None)
    if opened is not None:
        opened.dispose()
    if address is None:
        embedded.leave(folder)


def _close_all() -> None:
    for (_, pid), opened in _engines.items():
        if pid == os.getpid():
            opened.dispose()


def _server(address: str) -> str:
    try:
        backend = make_url(address).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in ("postgresql", "postgres"):
        raise BadInput(
            "FUNDWATCH_DATABASE_URL is not the address of a PostgreSQL database",
            "It reads postgresql://user:password@host:port/database",
            "Correct it, or unset it to use the embedded database",
        )
    return f"postgresql://{address.partition('://')[2]}"


def _on_psycopg(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def _silent(where: str) -> Unreachable:
    hidden = make_url(where).render_as_string(hide_password=True)
    return Unreachable(
        f"The database at {hidden} refused the connection or broke it off",
        "A PostgreSQL server, version 14 or later, answers there and knows this user",
        "Check FUNDWATCH_DATABASE_URL and the server; `fundwatch database status` tells more",
    )
