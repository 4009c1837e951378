"""Processes that use a database, for tests that start several and kill some."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

USER = """
import sys
from pathlib import Path
import psycopg
from features.database import embedded
with psycopg.connect(embedded.join(Path(sys.argv[1])), autocommit=True) as connection:
    print(*connection.execute("SELECT 1").fetchone(), flush=True)
    sys.stdin.read()
"""

MIGRATOR = """
import sys
from features.database import engine
from features.settings import Settings
with engine(Settings(home=sys.argv[1], database_url=None)).connect() as connection:
    print(connection.exec_driver_sql("SELECT 1").scalar(), flush=True)
"""


def start_user(home: Path) -> subprocess.Popen[str]:
    """A process that joins the server, says 1, and stays until its input closes."""
    return _start(USER, home / "postgres")


def start_migrator(home: Path) -> subprocess.Popen[str]:
    """A process that opens the engine, which migrates, says 1, and ends."""
    return _start(MIGRATOR, home)


def _start(program: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ready(user: subprocess.Popen[str]) -> bool:
    """Wait until the process has its answer from the database."""
    assert user.stdout is not None
    return user.stdout.readline() == "1\n"


def let_go(user: subprocess.Popen[str]) -> int:
    """Close the input of the process and wait for its end."""
    user.communicate(timeout=60)
    return user.returncode


def processes_under(home: Path) -> list[str]:
    """The command lines of all processes that name this home: servers, keepers, users."""
    listed = subprocess.run(
        ["ps", "-eww", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    return [line for line in listed.splitlines() if str(home) in line]


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()
