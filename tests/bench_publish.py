"""Publishing the tiles of 5 M persons while others read the shelf: `make bench-publish`.

A small province's shelf is published first. Then every charge is told one yuan higher, the tiles of
its persons are repeated under other numbers until there are as many persons as asked, and that edition
is published in the place of the first, while readers ask for claims every ten milliseconds.
A read counts as failed when it raises, and as mixed when it shows neither the one edition nor the other.
With `--person-only`, the shelf is of the signals whose past is the person's alone: all key sets of five
million persons take more disk than a laptop has.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import nan
from os import sysconf
from pathlib import Path
from statistics import median, quantiles

import psycopg
from rich.console import Console
from rich.table import Table

from features.catalog import SIGNALS, fingerprint
from features.database import dsn, leave
from features.engines.duckdb import DuckEngine
from features.engines.lake import lake_engine
from features.language import Signal
from features.live import ClaimRecord, Evaluator
from features.nodes import Past
from features.publish import publish
from features.records import records
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.shelf import Shelf
from features.sql.compiler import compile_signals
from features.sql.program import Program, inner

READERS, ASKED, PAUSE = 2, 100, 0.01
PERSON = ["psn_no"]
SPENT = ("medfee_sumamt", "fund_pay_sumamt")


def asked_signals(*, person_only: bool) -> dict[str, Signal]:
    """The catalogue, or its signals that look at the person's own past and at no other."""
    return {
        name: signal
        for name, signal in SIGNALS.items()
        if not person_only
        or (
            (looks := inner([signal.node], Past))
            and all([key.name for key in look.keys] == PERSON for look in looks)
        )
    }


def giving(program: Program) -> Program:
    """The steps of a program that the shelf is made of, without those that answer."""
    wanted = {step.name for step in program.steps if step.name.startswith("given_")} | {"last_day"}
    reads = program.reads()
    for step in reversed(program.steps):
        if step.name in wanted:
            wanted |= reads[step.name]
    return Program([step for step in program.steps if step.name in wanted])


@dataclass(frozen=True)
class Spent:
    """What publishing took: seconds, and CPU seconds of this process and of PostgreSQL's."""

    seconds: float
    engine: float
    postgres: float


def cpu_seconds(process: int) -> float:
    """The CPU seconds of a process on Linux, not a number elsewhere."""
    if not (place := Path(f"/proc/{process}/stat")).exists():
        return nan
    user, system = place.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / sysconf("SC_CLK_TCK")


def put(
    settings: Settings, engine: DuckEngine, signals: dict[str, Signal], persons: int | None
) -> tuple[int, Spent]:
    """Publish what the engine's lake gives, of so many persons; gives how many, and what it took."""
    compiled = compile_signals(signals)
    engine.run(giving(compiled.program))
    once = engine.rows("SELECT COUNT(DISTINCT psn_no) AS n FROM setl_d").to_pylist()[0]["n"]
    copies = 1 if persons is None else -(-persons // once)
    for keyset in compiled.key_sets:
        places = [
            column
            for column, key in zip(keyset.columns, keyset.keys, strict=True)
            if key.name == "psn_no"
        ]
        if places and copies > 1:
            repeated(engine, f"given_{keyset.number}", places[0], copies)
    scratch = settings.path("scratch", "shelf")
    scratch.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(dsn(settings)) as connection:
        server = connection.info.backend_pid
        begun, own, theirs = time.perf_counter(), time.process_time(), cpu_seconds(server)
        publish(connection, engine, compiled.key_sets, fingerprint(), scratch, note)
        took = Spent(
            time.perf_counter() - begun, time.process_time() - own, cpu_seconds(server) - theirs
        )
    engine.close()
    return once * copies, took


def repeated(engine: DuckEngine, given: str, person: str, copies: int) -> None:
    """Tell what claims give once more for each copy of their persons, the first under its own name."""
    told = f"CASE WHEN copy = 0 THEN {person} ELSE {person} || '~' || copy END"
    for statement in (
        f"ALTER TABLE {given} RENAME TO {given}_once",
        f"CREATE TABLE {given} AS SELECT o.* REPLACE ({told} AS {person})"
        f" FROM {given}_once AS o, range({copies}) AS c (copy)",
        f"DROP TABLE {given}_once",
    ):
        engine.connection.execute(statement).fetchall()


def note(step: str) -> None:
    """Tell how far publishing is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {step}\n")


def dearer(engine: DuckEngine) -> None:
    """Tell every charge of the lake one yuan higher."""
    told = ", ".join(f"{column} + 100 AS {column}" for column in SPENT)
    for statement in (
        "ALTER VIEW setl_d RENAME TO setl_d_as_loaded",
        f"CREATE VIEW setl_d AS SELECT * REPLACE ({told}) FROM setl_d_as_loaded",
    ):
        engine.connection.execute(statement).fetchall()


def shown(shelf: Shelf, record: ClaimRecord) -> str:
    """What the shelf shows of a claim's past, as a short print of it."""
    seen = shelf.read(record)
    tiles = [[str(slot), sorted(map(str, found))] for slot, found in seen.tiles.items()]
    return hashlib.sha256(json.dumps([tiles, str(seen.ends_on)]).encode()).hexdigest()[:16]


def asking(settings: Settings) -> list[ClaimRecord]:
    """The claims that readers ask for: of the last days, those of the persons first."""
    with lake_engine(settings) as engine:
        ids = engine.rows(
            f"SELECT setl_id FROM setl_d WHERE refd_setl_flag = '0' ORDER BY setl_time DESC LIMIT {ASKED}"
        ).to_pydict()["setl_id"]
        return records(engine, ids)


def read(
    settings: Settings,
    signals: dict[str, Signal],
    asked: list[ClaimRecord],
    over: threading.Event,
) -> list[list[object]]:
    """Read in turn until it is over; gives place, print or error, and milliseconds of each read."""
    evaluator, found = Evaluator(signals), []
    with psycopg.connect(dsn(settings), autocommit=True) as connection:
        shelf, place = Shelf(connection, evaluator, fingerprint()), 0
        while not over.is_set():
            begun = time.perf_counter()
            try:
                answer = shown(shelf, asked[place])
            except Exception as failed:  # noqa: BLE001  any failure counts
                answer = f"failed: {type(failed).__name__}"
            found.append([place, answer, 1000 * (time.perf_counter() - begun)])
            place = (place + 1) % len(asked)
            over.wait(PAUSE)
    return found


def readers(settings: Settings, signals: dict[str, Signal]) -> None:
    """Read with several connections until a line comes in; print every read."""
    asked, over = asking(settings), threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, settings, signals, asked, over) for _ in range(READERS)]
        sys.stdout.write("reading\n")
        sys.stdout.flush()
        sys.stdin.readline()
        over.set()
        sys.stdout.write(json.dumps([one for each in reading for one in each.result()]) + "\n")


def every(
    settings: Settings, signals: dict[str, Signal], asked: Iterable[ClaimRecord]
) -> list[str]:
    """The print of every asked claim, of the edition that lies on the shelf."""
    with psycopg.connect(dsn(settings), autocommit=True) as connection:
        shelf = Shelf(connection, Evaluator(signals), fingerprint())
        return [shown(shelf, record) for record in asked]


def size(settings: Settings) -> dict[str, tuple[int, float]]:
    """Rows and gigabytes, indexes among them, of each table of the shelf."""
    with psycopg.connect(dsn(settings)) as connection:
        found = {}
        for name in ("shelf_tile", "shelf_event"):
            row = connection.execute(
                "SELECT (SELECT reltuples FROM pg_class WHERE oid = %s::regclass),"
                " pg_total_relation_size(%s::regclass)",
                (name, name),
            ).fetchone()
            assert row is not None
            found[name] = int(row[0]), row[1] / 1e9
    return found


def main() -> None:
    """Publish twice, read meanwhile, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=5_000_000)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--person-only", action="store_true")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    signals = asked_signals(person_only=asked_for.person_only)
    if asked_for.home:
        readers(Settings(home=asked_for.home), signals)
        return
    with tempfile.TemporaryDirectory(prefix="fundwatch-publish-") as name:
        settings = Settings(home=Path(name) / "home")
        run(Order(claims=asked_for.claims), Path(name) / "raw", lambda _: None)
        load(Path(name) / "raw" / "data", "core", settings)
        try:
            Console(width=120).print(measured(settings, signals, asked_for.persons, sys.argv[1:]))
        finally:
            leave(settings)


def measured(
    settings: Settings, signals: dict[str, Signal], persons: int, words: list[str]
) -> Table:
    """What publishing took and what the readers saw, as a table."""
    with lake_engine(settings) as engine:
        assert isinstance(engine, DuckEngine)
        put(settings, engine, signals, None)
        asked = asking(settings)
        editions = [every(settings, signals, asked)]
        module = [sys.executable, "-m", "tests.bench_publish"]
        command = [*module, *words, "--home", str(settings.home)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as reading:
            assert reading.stdout
            reading.stdout.readline()
            dearer(engine)
            people, took = put(settings, engine, signals, persons)
            time.sleep(2)
            told = reading.communicate("over\n")[0]
    editions.append(every(settings, signals, asked))
    seen: list[tuple[int, str, float]] = [tuple(one) for one in json.loads(told)]
    failed = sum(answer.startswith("failed") for _, answer, _ in seen)
    known = [{edition[place] for edition in editions} for place in range(len(asked))]
    mixed = sum(answer not in known[place] for place, answer, _ in seen) - failed
    new = sum(answer == editions[1][place] != editions[0][place] for place, answer, _ in seen)
    waits = sorted(wait for _, _, wait in seen)
    table = Table("发布 Publishing", "")
    table.add_row("信号 signals", str(len(signals)))
    table.add_row("参保人 persons", f"{people:,}")
    table.add_row("用时 seconds", f"{took.seconds:.0f}")
    table.add_row(
        "处理器秒 CPU seconds", f"DuckDB {took.engine:.0f}, PostgreSQL {took.postgres:.0f}"
    )
    for name, (rows, gigabytes) in size(settings).items():
        table.add_row(name, f"{rows:,} rows, {gigabytes:.2f} GB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    table.add_row("内存峰值 peak memory", f"{peak:.2f} GB")
    table.add_row("期间请求 reads meanwhile", f"{len(seen):,}, of the new edition {new:,}")
    table.add_row("失败 failed", str(failed))
    table.add_row("新旧混杂 stale or mixed", str(mixed))
    table.add_row(
        "请求用时 a read took",
        f"p50 {median(waits):.2f} ms, p99 {quantiles(waits, n=100)[98]:.2f} ms, most {waits[-1]:.0f} ms",
    )
    return table


if __name__ == "__main__":
    main()
