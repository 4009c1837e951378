"""Listen on a bound socket until told to stop, and say so once requests are answered."""

import signal
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

_PATIENCE_SECONDS = 10  # for requests under way, before the service stops without them


class Announcing(uvicorn.Server):
    """A server of an application that tells its address once it answers."""

    def __init__(self, app: FastAPI, announce: Callable[[str], None]) -> None:
        """Serve that application; `announce` hears the address."""
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE_SECONDS,
        )
        super().__init__(config)
        self._announce: Callable[[str], None] = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start on the given sockets, and say so."""
        await super().startup(sockets)
        if sockets and not self.should_exit:
            self._announce(address_of(sockets[0]))


def address_of(door: socket.socket) -> str:
    """The address of a bound socket, as a browser takes it."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def listen(app: FastAPI, door: socket.socket, announce: Callable[[str], None]) -> None:
    """Serve the application on that socket until SIGINT or SIGTERM, then return.

    uvicorn 0.54 raises the signal again once it has stopped; by then it has been obeyed.
    """
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda _number, _frame: None)
    Announcing(app, announce).run(sockets=[door])
