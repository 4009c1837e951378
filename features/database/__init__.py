"""The database of Fundwatch: embedded PostgreSQL by default, any server by FUNDWATCH_DATABASE_URL.

SQLAlchemy is imported when a name is first used: the keeper process, which lives in this package,
must start without it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from features.database.connection import dsn, engine, leave, migrate, url

__all__ = ["dsn", "engine", "leave", "migrate", "url"]


def __getattr__(name: str) -> object:
    """The name from features.database.connection, imported now."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from features.database import connection

    return getattr(connection, name)
