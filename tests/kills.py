"""Loads killed at random moments, again and again: then the books balance, as if nothing had been.

    python -m tests.kills 200        (or: make kills)

A small export is loaded in a process of its own, which is killed with SIGKILL at a random moment,
up to five times over, and after each kill is looked: the books balance, and the load is there whole
or not at all. Then it is loaded in peace, and the lake must be, row for row, that of a load which
nobody disturbed. Half of the moments fall where a load commits and ends, which is short in time and
long in what can go wrong; where the one before was cut off, the next begins by sweeping.
"""

import hashlib
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import psycopg

from features.database import dsn, engine, leave
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.tables import TABLES
from tests.settlement.export import fee, settlement, write

SEED = 20250101
SETTLEMENTS, LINES, SPOILED = 100, 400, 5
KILLS = 5  # of one export, before it is loaded in peace
END = "台账"  # the step in which a load enters the ledger

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["features.settlement.intake.load", "sqlalchemy.dialects.postgresql.psycopg"]
)


@dataclass
class Tally:
    """Where the kills fell, and what was found after each."""

    loads: int = 0
    killed: int = 0
    balanced: int = 0
    whole: int = 0
    exports: int = 0
    equal: int = 0
    orphans: int = 0
    fell: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def export(folder: Path, number: int, chance: random.Random) -> None:
    """A small export: settlements, some of them spoiled, and lines, of which some come too early."""
    first, months = number * SETTLEMENTS, chance.choice((1, 2, 5))
    rows = [
        settlement(first + n, setl_time=f"2025-{chance.randint(1, months):02d}-10 12:00:00")
        for n in range(SETTLEMENTS)
    ]
    for row in chance.sample(rows, SPOILED):
        row["medfee_sumamt"] = "much"
    write(folder, "setl_d.csv", rows)
    # Some lines belong to settlements of the next export, and are filed again when that comes.
    lines = [
        fee(number * LINES + n, first + chance.randrange(SETTLEMENTS + 40)) for n in range(LINES)
    ]
    write(folder, "fee_list_d.csv", lines)


def contents(settings: Settings) -> str:
    """A digest of everything that counts in the lake, whoever wrote it and when."""
    told = hashlib.sha256()
    with duckdb.connect() as con:
        lake = Lake.open(settings)
        for name in sorted(lake.attach(con)):
            flagged = lake.relation(con, name, also=("_flags", "_source"))
            for row in con.execute(f"SELECT * FROM ({flagged}) ORDER BY ALL").fetchall():
                told.update(repr(row).encode())
        for name in TABLES:
            files = [str(p) for p in (lake.folder / REJECTED / name).glob("*.parquet")]
            if files:
                rows = con.execute("SELECT * FROM read_parquet(?) ORDER BY ALL", [files])
                told.update(repr(rows.fetchall()).encode())
    return told.hexdigest()


def _load(folder: Path, settings: Settings, teller: Connection) -> None:
    """What the killed process does: it tells each step before it takes it."""

    def tell(doing: str, _done: int, _steps: int) -> None:
        teller.send(doing.partition(" |")[0])

    load(folder, "core", settings, tell)
    teller.send("完成")


def killed(folder: Path, chance: random.Random, settings: Settings) -> str | None:
    """Load the folder in a process and kill it; gives its step then, None when it was faster."""
    ours, theirs = FORKS.Pipe(duplex=False)
    child = FORKS.Process(target=_load, args=(folder, settings, theirs))
    child.start()
    theirs.close()
    at_the_end, steps = chance.random() < 0.5, chance.randint(1, 9)
    moment = chance.random() * (0.05 if at_the_end else 0.2)
    step, seen = "开始", 0
    with suppress(EOFError):
        while not ((END in step) if at_the_end else seen >= steps):
            step, seen = ours.recv(), seen + 1
        until = time.monotonic() + moment
        while (left := until - time.monotonic()) > 0:
            if ours.poll(left):
                step = ours.recv()
    child.kill()
    child.join()
    return step if child.exitcode == -signal.SIGKILL else None


def disturbed(tally: Tally, folder: Path, number: int, settings: Settings) -> bool:
    """Load an export and kill it, then look; gives whether the load is there all the same."""
    before = Lake.open(settings).ledger.load_ids()
    step = killed(folder, random.Random(SEED + number), settings)
    tally.loads += 1
    tally.killed += step is not None
    tally.fell[step or "未及 (ended before the kill)"] += 1
    books = prove(settings, silent)
    tally.orphans += books.orphans
    tally.balanced += books.balanced
    tally.faults += [fault for proof in books.proofs for fault in proof.faults]
    files = [f for f in Lake.open(settings).ledger.entries() if f.load not in before]
    rows = sum(file.rows for file in files if file.path.startswith("setl_d/"))
    tally.whole += rows in (0, SETTLEMENTS - SPOILED)
    return bool(files)


def compared(tally: Tally, folder: Path, settings: Settings, undisturbed: Settings) -> None:
    """Load the export in peace in both homes, and hold one against the other."""
    load(folder, "core", settings)
    load(folder, "core", undisturbed)
    books = prove(settings, silent, deep=True)
    same = contents(settings) == contents(undisturbed)
    tally.exports += 1
    tally.equal += same and books.balanced and books.orphans == 0
    tally.faults += [fault for proof in books.proofs for fault in proof.faults]


@contextmanager
def two_homes(root: Path) -> Iterator[tuple[Settings, Settings]]:
    """A home for the loads that are killed and one for those that are not, on one server."""
    server = Settings(home=root / "server", database_url=None)
    homes: list[Settings] = []
    for name in ("killed", "undisturbed"):
        with psycopg.connect(dsn(server), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        address = dsn(server).replace("/postgres?", f"/{name}?")
        homes.append(Settings(home=root / name, database_url=address, pseudonym_keys=root / "keys"))
    try:
        yield homes[0], homes[1]
    finally:
        for settings in (*homes, server):
            leave(settings)


def fresh(settings: Settings) -> None:
    """Empty a home and its ledger, so that what is compared stays small."""
    with engine(settings).begin() as connection:
        connection.exec_driver_sql("TRUNCATE load CASCADE")
    for path in sorted(settings.home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def run(kills: int, root: Path, first: int = 0, *, told: bool = False) -> Tally:
    """Kill so many loads, the first under that number; every tenth export meets empty lakes."""
    tally = Tally()
    with two_homes(root) as (settings, undisturbed):
        while tally.loads < kills:
            if tally.exports % 10 == 0:
                fresh(settings)
                fresh(undisturbed)
            number = first + tally.loads
            with tempfile.TemporaryDirectory(prefix="fundwatch-kills-") as place:
                folder = Path(place)
                export(folder, number, random.Random(number))
                for _ in range(min(KILLS, kills - tally.loads)):
                    if disturbed(tally, folder, first + tally.loads, settings):
                        break
                compared(tally, folder, settings, undisturbed)
            if told:
                sys.stderr.write(f"{tally.loads}/{kills}\n")
    return tally


def table(tally: Tally) -> list[str]:
    """What is printed of the rounds."""
    return [
        f"{tally.loads} loads, {tally.killed} killed before their end, at the step",
        *(f"  {count:>5}  {step}" for step, count in tally.fell.most_common()),
        f"{tally.orphans} files of loads that were cut off lay about and were swept",
        f"books balanced after the kill        {tally.balanced}/{tally.loads}",
        f"load there whole or not at all       {tally.whole}/{tally.loads}",
        f"loaded again: equal to undisturbed   {tally.equal}/{tally.exports}",
        *(f"  {fault}" for fault in tally.faults[:20]),
    ]


def main() -> int:
    """Kill as many loads as asked (200 unless said), numbered from (0), and print the table."""
    kills, first = (*map(int, sys.argv[1:]), *(200, 0)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(prefix="fundwatch-kills-") as root:
        tally = run(kills, Path(root), first, told=True)
    sys.stdout.write("\n".join(table(tally)) + "\n")
    looked = tally.balanced == tally.whole == tally.loads
    return 0 if looked and tally.equal == tally.exports else 1


if __name__ == "__main__":
    sys.exit(main())
