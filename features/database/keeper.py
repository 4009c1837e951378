"""The process that owns an embedded PostgreSQL and ends it when nobody uses it any more.

Each process that uses the server keeps one connection to the keeper open. The kernel closes it when
that process ends, by whatever signal, so the keeper always knows who is left: after the last one it
stops the server and ends. Should the keeper itself be killed, the kernel stops the server.

Run as `python -m features.database.keeper FOLDER`. Standard library only, to start at once.

The talk is one JSON object a line. A caller says {"do": "join" | "stay" | "stop" | "status",
"pid": N}; the keeper answers with its state and, to "join", keeps the connection.
"""

import fcntl
import json
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from features.database.place import Place
from features.database.postmaster import Postmaster

FIRST_USER_SECONDS = 5.0
FAILURES_BORNE = 3
BUSY = 75  # exit code: another keeper holds the lock


class Keeper:
    """One server, those who use it, and whether it stays when nobody does."""

    def __init__(self, place: Place) -> None:
        """Know the place; start nothing."""
        self.place = place
        self.server = Postmaster(place)
        self.users: dict[socket.socket, int] = {}
        self.leavers: list[socket.socket] = []
        self.stays = False
        self.ending = False
        self.failures = 0
        self.selector = selectors.DefaultSelector()
        self.listener = socket.socket(socket.AF_UNIX)
        self.began = time.monotonic()

    def state(self) -> dict[str, object]:
        """What the keeper tells of itself: never more than process numbers and paths."""
        return {
            "keeper": os.getpid(),
            "server": self.server.process.pid if self.server.process else None,
            "sockets": str(self.place.sockets),
            "users": sorted(self.users.values()),
            "stays": self.stays,
        }

    def run(self) -> None:
        """Start the server, serve callers, and stop the server at the end, come what may."""
        try:
            self.server.start()
            self._listen()
            while not self._over():
                self._turn()
        finally:
            self.listener.close()
            self.place.control.unlink(missing_ok=True)
            self.server.stop()
            if not self.place.sockets.is_relative_to(self.place.folder):
                with suppress(OSError):
                    self.place.sockets.rmdir()

    def _listen(self) -> None:
        self.place.control.unlink(missing_ok=True)
        before = os.umask(0o177)
        self.listener.bind(str(self.place.control))
        os.umask(before)
        self.listener.listen(128)
        self.selector.register(self.listener, selectors.EVENT_READ)

    def _over(self) -> bool:
        if self.ending:
            return True
        waiting_for_first = not self.users and time.monotonic() - self.began < FIRST_USER_SECONDS
        return not (self.users or self.stays or waiting_for_first)

    def _turn(self) -> None:
        nobody_yet = not self.users and not self.stays
        for key, _ in self.selector.select(1.0 if nobody_yet else None):
            source = key.fileobj
            if source is self.listener:
                caller, _ = self.listener.accept()
                self.selector.register(caller, selectors.EVENT_READ)
            elif isinstance(source, socket.socket) and source in self.users:
                self._leave(source)
            elif isinstance(source, socket.socket):
                self._answer(source)
            else:
                self._signalled()
        if not self._over():
            self._let_go()

    def _answer(self, caller: socket.socket) -> None:
        try:
            wish = json.loads(caller.recv(4096))
        except (ValueError, OSError):
            wish = {}
        match wish.get("do"):
            case "join":
                self.users[caller] = int(wish["pid"])
            case "stay":
                self.stays = True
            case "stop":
                self.ending = True
            case _:
                pass
        with suppress(OSError):
            caller.sendall(json.dumps(self.state()).encode() + b"\n")
        if caller not in self.users and not self.ending:
            self.selector.unregister(caller)
            caller.close()

    def _leave(self, user: socket.socket) -> None:
        """Forget a user who hung up; the last one's connection closes when the server has ended."""
        del self.users[user]
        self.selector.unregister(user)
        self.leavers.append(user)
        self.began = float("-inf")

    def _let_go(self) -> None:
        while self.leavers:
            self.leavers.pop().close()

    def watch_signals(self) -> None:
        """Wake the loop on SIGCHLD (the server died) and on a wish to end."""
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer)
        for word in (signal.SIGTERM, signal.SIGINT):
            signal.signal(word, self._end)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.selector.register(reader, selectors.EVENT_READ)

    def _end(self, *_: object) -> None:
        self.ending = True

    def _signalled(self) -> None:
        """Start the server again when it died under its users; give up when it keeps dying."""
        for key in self.selector.get_map().values():
            if isinstance(key.fileobj, int):
                with suppress(BlockingIOError):
                    os.read(key.fileobj, 4096)
        if self.ending or self.server.running():
            return
        self.failures += 1
        if self.failures > FAILURES_BORNE or not self.place.data.exists():
            self.ending = True
        else:
            self.server.start()


def main(folder: str) -> int:
    """Keep the server of one folder while it is used. Gives BUSY when another keeper does so."""
    place = Place(Path(folder))
    place.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    with place.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return BUSY
        keeper = Keeper(place)
        keeper.watch_signals()
        keeper.run()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except (OSError, RuntimeError) as fault:
        sys.exit(str(fault))
