"""One database connection for all that one request asks: one turn at the pool, not four."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class Conversation:
    """Connections of one engine, of which a thread that is in a conversation keeps one."""

    def __init__(self, engine: Engine) -> None:
        """Talk to that database."""
        self._engine: Engine = engine
        self._held: threading.local = threading.local()

    @contextmanager
    def open(self) -> Generator[Connection, None, None]:
        """The connection of this thread's conversation, or a new one that begins it.

        What is written is written when the writer commits; what fails is rolled back, so that the
        conversation can go on.
        """
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            try:
                yield held
            except BaseException:
                if not held.invalidated:
                    held.rollback()
                raise
            return
        with self._engine.connect() as connection:
            self._held.connection = connection
            try:
                yield connection
            finally:
                self._held.connection = None
