"""One PostgreSQL server process: made ready, started, stopped. Only the keeper uses it.

Standard library only: the keeper process imports this.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from features.database.account import let_pass, let_read, runner
from features.database.place import SOCKET, Place, programs

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 4 * 1024 * 1024  # bytes; a longer log is begun anew at the next start
START_SECONDS = 60
STOP_SECONDS = 30

# Errors are logged without statement, detail or context: these hold values of persons.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "max_connections": "100",
    "max_parallel_workers_per_gather": "0",  # parallel queries need more /dev/shm than Docker gives
    # A table is filled in the transaction that makes it, and need not be written to a log as well.
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postmaster:
    """The server of one place, as a child of this process."""

    def __init__(self, place: Place) -> None:
        """Prepare folders and permissions; start nothing."""
        self.place = place
        self.programs = programs()
        self.account = runner(place.folder)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the data directory when there is none, and start the server on it.

        Raises RuntimeError when the server does not come up; its log says why.
        """
        self._prepare()
        deadline = time.monotonic() + START_SECONDS
        while not self._launch():
            said = last_lines(self.place.log)
            held = "shared memory" in said  # by a killed server's last backends; they end soon
            if not held or time.monotonic() > deadline:
                message = "PostgreSQL did not start"
                raise RuntimeError(message)
            time.sleep(0.2)

    def running(self) -> bool:
        """Whether the server that was started is still there."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop the server, first politely; at the end by force."""
        if self.process is None:
            return
        for word, seconds in (
            (signal.SIGINT, STOP_SECONDS),
            (signal.SIGQUIT, STOP_SECONDS),
            (signal.SIGKILL, None),
        ):
            if self.process.poll() is None:
                self.process.send_signal(word)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            return

    def _prepare(self) -> None:
        place = self.place
        for folder in (place.folder, place.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _own(place.sockets, self.account)
        if self.account:
            let_read(self.account, self.programs.parent)
            place.folder.chmod(0o711)
            let_pass(self.account, place.data)
            let_pass(self.account, place.sockets)
        if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
            place.log.unlink()
        if not (place.data / "PG_VERSION").exists():
            self._make_data()
        self._end_predecessor()

    def _make_data(self) -> None:
        new = self.place.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        _own(new, self.account)
        with self.place.log.open("ab") as log:
            outcome = self._run(
                "initdb",
                *("--pgdata", str(new), "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--no-locale", "--no-instructions"),
                log=log.fileno(),
            ).wait()
        if outcome != 0:
            message = "The data directory was not made"
            raise RuntimeError(message)
        new.rename(self.place.data)

    def _end_predecessor(self) -> None:
        """Stop a server that outlived its keeper, and clear the marks of one that was killed."""
        mark = self.place.data / "postmaster.pid"
        pid = _first_number(mark)
        deadline = time.monotonic() + STOP_SECONDS
        while pid is not None and self._serves_here(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT if time.monotonic() < deadline else signal.SIGKILL)
            time.sleep(0.1)
        if pid is not None and _alive(pid):
            mark.unlink(missing_ok=True)  # the number now belongs to a stranger
        for name in (SOCKET, f"{SOCKET}.lock"):
            (self.place.sockets / name).unlink(missing_ok=True)

    def _serves_here(self, pid: int) -> bool:
        command = _command(pid)
        return os.fsencode(self.place.data) in command and b"postgres" in command

    def _launch(self) -> bool:
        sockets = str(self.place.sockets).replace('"', '""')
        options = {**OPTIONS, "unix_socket_directories": f'"{sockets}"'}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self.place.log.open("ab") as log:
            self.process = self._run(
                "postgres", "-D", str(self.place.data), *settings, log=log.fileno()
            )
        return self._until_ready(self.process)

    def _until_ready(self, process: subprocess.Popen[bytes]) -> bool:
        mark = self.place.data / "postmaster.pid"
        while process.poll() is None:
            with suppress(FileNotFoundError):
                lines = mark.read_text().splitlines()
                if len(lines) > 7 and lines[0] == str(process.pid) and "ready" in lines[7]:
                    return True
            time.sleep(0.01)
        return False

    def _run(self, program: str, *arguments: str, log: int) -> subprocess.Popen[bytes]:
        account = self.account
        return subprocess.Popen(
            [str(self.programs / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_ends_with_parent(),
        )


def last_lines(log: Path, count: int = 5) -> str:
    """The last lines of a log, in one line."""
    if not log.exists():
        return ""
    return " / ".join(log.read_text(errors="replace").splitlines()[-count:])


def _ends_with_parent() -> Callable[[], None] | None:
    """What a child does so that the kernel stops it when this process dies, on Linux.

    Elsewhere the next keeper stops it. Called after the change of account, which clears the wish.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def wish() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return wish


def _own(folder: Path, account: pwd.struct_passwd | None) -> None:
    owner = account.pw_uid if account else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in (owner, os.geteuid()):
        message = f"{folder} belongs to another account"
        raise RuntimeError(message)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o700)


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _command(pid: int) -> bytes:
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return b""
    return subprocess.run(
        ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, check=False
    ).stdout


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
