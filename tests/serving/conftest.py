"""A running service on a real database, and tokens to knock with."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

import httpx
import pytest

from features.database import engine
from features.settings import Settings
from serving.app import create_app
from serving.listening import Announcing
from serving.logs import open_logs
from serving.readers import Reader, Readers, Role

Headers = dict[str, str]


@contextmanager
def served(settings: Settings) -> Iterator[httpx.Client]:
    """The service of these settings, listening, and a client of it."""
    open_logs()
    addresses: Queue[str] = Queue()
    server = Announcing(create_app(settings), addresses.put)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            with httpx.Client(base_url=addresses.get(timeout=30), timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def client(database: Settings) -> Iterator[httpx.Client]:
    """A service over an empty home: nothing loaded, nothing promoted."""
    with served(database) as opened:
        yield opened


@pytest.fixture
def token(database: Settings) -> Callable[..., Headers]:
    """Headers with a new token of a role."""

    def create(role: Role, *, area: str | None = None, institution: str | None = None) -> Headers:
        reader = Reader(name=role.value, role=role, area=area, fixmedins_code=institution)
        return {"Authorization": f"Bearer {Readers(engine(database)).create(reader)}"}

    return create


@pytest.fixture
def hospital(token: Callable[..., Headers]) -> Headers:
    """The hospital that sends the messages of `messages.py`."""
    return token(Role.HOSPITAL, institution="H37060200064")


@pytest.fixture
def admin(token: Callable[..., Headers]) -> Headers:
    """Somebody who sees everything."""
    return token(Role.ADMIN)
