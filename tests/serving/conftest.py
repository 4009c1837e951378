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
from serving.conversation import Conversation
from serving.listening import Announcing
from serving.logs import open_logs
from serving.readers import Reader, Readers, Role
from tests.homes import empty_home
from tests.serving.promoted import furnish

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


@pytest.fixture(scope="session")
def ready(server: Settings) -> Iterator[Settings]:
    """A home that is ready to score, of a small province."""
    with empty_home(server) as settings:
        furnish(settings, settings.path("raw"))
        yield settings


@pytest.fixture(scope="module")
def at_work(ready: Settings) -> Iterator[httpx.URL]:
    """The address of a service over that home, which the tests of a file ask one after another."""
    with served(ready) as opened:
        yield opened.base_url


@pytest.fixture
def scoring(ready: Settings, at_work: httpx.URL) -> Iterator[httpx.Client]:
    """A client of that service, of somebody who sees everything."""
    token = Readers(Conversation(engine(ready))).create(Reader(name="admin", role=Role.ADMIN))
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=at_work, headers=headers, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(server: Settings) -> Iterator[httpx.Client]:
    """A service over an empty home for many questions that leave no trace."""
    with empty_home(server) as settings, served(settings) as opened:
        yield opened


@pytest.fixture
def token(database: Settings) -> Callable[..., Headers]:
    """Headers with a new token of a role."""

    def create(role: Role, *, area: str | None = None, institution: str | None = None) -> Headers:
        reader = Reader(name=role.value, role=role, area=area, fixmedins_code=institution)
        return {"Authorization": f"Bearer {Readers(Conversation(engine(database))).create(reader)}"}

    return create


@pytest.fixture
def hospital(token: Callable[..., Headers]) -> Headers:
    """The hospital that sends the messages of `messages.py`."""
    return token(Role.HOSPITAL, institution="H37060200064")


@pytest.fixture
def admin(token: Callable[..., Headers]) -> Headers:
    """Somebody who sees everything."""
    return token(Role.ADMIN)
