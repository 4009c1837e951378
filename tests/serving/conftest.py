"""A running service on a real database, and tokens to knock with."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from features.database import dsn, engine, leave
from features.settings import Settings
from serving.app import create_app
from serving.conversation import Conversation
from serving.listening import Announcing
from serving.logs import open_logs
from serving.readers import Reader, Readers, Role
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
def ready(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home that is ready to score, of a small province; its database is one of the server's."""
    with psycopg.connect(dsn(server), autocommit=True) as connection:
        connection.execute("CREATE DATABASE ready TEMPLATE fundwatch_template")
    url = make_url(dsn(server)).set(database="ready").render_as_string(hide_password=False)
    home = tmp_path_factory.mktemp("ready")
    settings = Settings(home=home, database_url=url)
    furnish(settings, home / "raw")
    return settings


@pytest.fixture
def scoring(ready: Settings) -> Iterator[httpx.Client]:
    """A service over that home, asked by somebody who sees everything."""
    token = Readers(Conversation(engine(ready))).create(Reader(name="admin", role=Role.ADMIN))
    with served(ready) as opened:
        opened.headers["Authorization"] = f"Bearer {token}"
        yield opened


@pytest.fixture(scope="module")
def empty(server: Settings) -> Iterator[httpx.Client]:
    """A service over an empty home for many questions that leave no trace."""
    name = "empty"
    with psycopg.connect(dsn(server), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS empty WITH (FORCE)")
        connection.execute("CREATE DATABASE empty TEMPLATE fundwatch_template")
    url = make_url(dsn(server)).set(database=name).render_as_string(hide_password=False)
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), database_url=url)
        with served(settings) as opened:
            yield opened
        leave(settings)


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
