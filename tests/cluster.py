"""Build signals on a real Spark cluster, kill executors meanwhile, and compare: `make cluster`.

A standalone master and two workers run on this machine's loopback. While `fundwatch signals build
--engine spark --master URL` works, executors are killed with SIGKILL; the build must finish, and what
it wrote must equal, value for value, what DuckDB writes for the same lake. Then every claim signal is
worked out on the cluster for lakes of a tenth, a third and all of so many claims: `python -m
tests.cluster CLAIMS KILLS COMPARED`; 0 leaves the growth, or the comparison, out.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import psutil
import pyspark
from rich.console import Console
from rich.table import Table

from features.catalog import SIGNALS
from features.database import leave
from features.engines.lake import lake_engine
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.sql.compiler import compile_signals

SPARK = Path(pyspark.__file__).parent
FUNDWATCH = Path(sys.executable).with_name("fundwatch")
WORKERS, MEMORY = 2, "1g"
EXECUTOR = "CoarseGrainedExecutorBackend"
STEPS_BETWEEN = 10


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def cluster(folder: Path) -> Generator[str]:
    """A standalone cluster while it is wanted; gives its master's address."""
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    environment = os.environ | {
        "SPARK_HOME": str(SPARK),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_NO_DAEMONIZE": "1",
    }

    def start(name: str, kind: str, *words: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [SPARK / "bin" / "spark-class", f"org.apache.spark.deploy.{kind}", *words],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    here = ("--host", "127.0.0.1")
    parts = [start("master", "master.Master", *here, "--port", str(port), "--webui-port", "0")]
    try:
        _listening(port)
        parts += [
            start(f"worker{n}", "worker.Worker", *here, "-c", "1", "-m", MEMORY,
                  "--webui-port", "0", master)
            for n in range(WORKERS)
        ]  # fmt: skip
        yield master
    finally:
        for part in reversed(parts):
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def _listening(port: int) -> None:
    for _ in range(120):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError("the master did not come up")


def executors() -> list[psutil.Process]:
    """The executors that the workers of this cluster, and no others, have running now."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if any(EXECUTOR in word for word in process.cmdline()):
                found.append(process)
    return found


def built_on(master: str, settings: Settings, kills: int) -> tuple[float, int]:
    """Build on the cluster, killing an executor at work now and then; gives seconds and kills made.

    The first is killed once the build has kept `STEPS_BETWEEN` steps, the next after so many more.
    """
    begun = time.monotonic()
    command = f"{FUNDWATCH} signals build --engine spark --json --master {master}".split()
    environment = os.environ | {"FUNDWATCH_HOME": str(settings.home)}
    kept = settings.path("scratch", "spark")
    made = 0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as build:
        while build.poll() is None:
            time.sleep(0.5)
            running = executors()
            if made < kills and running and len(list(kept.glob("*"))) >= STEPS_BETWEEN * (made + 1):
                running[made % len(running)].send_signal(signal.SIGKILL)
                made += 1
    if build.returncode:
        raise RuntimeError(f"the build on the cluster ended with {build.returncode}")
    return time.monotonic() - begun, made


def rows_of(settings: Settings, kind: str) -> list[tuple[object, ...]]:
    """Every built row of a kind, in order of its key."""
    files = str(settings.path("signals", kind, "*.parquet"))
    with duckdb.connect() as con:
        names = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM '{files}'").fetchall()]
        columns = ", ".join(sorted(names))
        return con.execute(f"SELECT {columns} FROM '{files}' ORDER BY ALL").fetchall()


def kinds_of(settings: Settings) -> list[str]:
    """The kinds of rows that a build writes: claims, norms, and each subject of a month's end."""
    place = settings.path("signals")
    return sorted({str(file.parent.relative_to(place)) for file in place.rglob("*.parquet")})


def made(folder: Path, claims: int) -> Settings:
    """The home of a lake of so many claims."""
    settings = Settings(home=folder / f"home-{claims}")
    run(Order(claims=claims), folder / f"province-{claims}", lambda _: None)
    load(folder / f"province-{claims}" / "data", "core", settings)
    return settings


def signals_on(master: str, settings: Settings) -> tuple[float, int]:
    """Seconds that every claim signal takes on the cluster, the session's start apart, and rows."""
    with lake_engine(settings, "spark", master) as engine:
        begun = time.monotonic()
        engine.run(compile_signals(SIGNALS).program)
        took = time.monotonic() - begun
        rows: int = engine.rows("SELECT COUNT(*) AS n FROM answers").to_pylist()[0]["n"]
    return took, rows


def compared(master: str, folder: Path, claims: int, kills: int, console: Console) -> bool:
    """Build on DuckDB and on the cluster, print both, and say whether they agree after every kill."""
    table = Table(
        "引擎 Engine", "用时 Time", "击杀 Executors killed", "行 Rows", "不一致 Mismatches"
    )
    settings = made(folder, claims)
    environment = os.environ | {"FUNDWATCH_HOME": str(settings.home)}
    try:
        begun = time.monotonic()
        subprocess.run(
            [str(FUNDWATCH), "signals", "build", "--json"],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        alone = time.monotonic() - begun
        expected = {kind: rows_of(settings, kind) for kind in kinds_of(settings)}
        rows = sum(map(len, expected.values()))
        table.add_row("duckdb", f"{alone:.0f} s", "—", f"{rows:,}", "—")
        took, killed = built_on(master, settings, kills)
        wrong = sum(
            one != other
            for kind, known in expected.items()
            for one, other in zip(known, rows_of(settings, kind), strict=True)
        )
    finally:
        leave(settings)
    table.add_row("spark, 2 workers", f"{took:.0f} s", str(killed), f"{rows:,}", str(wrong))
    console.print(table)
    return not wrong and killed == kills


def grown(master: str, folder: Path, claims: int, console: Console) -> None:
    """Work out every claim signal of a tenth, a third and all of so many claims, and print how long."""
    growth = Table("Spark, 2 workers", "结算 Claims", "用时 Time", "线性之比 Against linear")
    first: float | None = None
    for share in (10, 3, 1):
        lake = made(folder, claims // share)
        try:
            took, rows = signals_on(master, lake)
        finally:
            leave(lake)
        first = first or took
        linear = took / first / (10 / share)
        growth.add_row(f"1/{share}", f"{rows:,}", f"{took:.0f} s", f"× {linear:.2f}")
    console.print(growth)


def main(claims: int = 20_000, kills: int = 2, compare: int = 1_000) -> int:
    """Compare a build of some claims and measure the growth to others; 0 of either leaves it out."""
    console, right = Console(), True
    with tempfile.TemporaryDirectory(prefix="fundwatch-cluster-") as name:
        folder = Path(name)
        with cluster(folder) as master:
            if compare:
                right = compared(master, folder, compare, kills, console)
            if claims:
                grown(master, folder, claims, console)
    return int(not right)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
