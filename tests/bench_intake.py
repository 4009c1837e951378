"""Intake beside a plain copy: `fundwatch load` of a province, and DuckDB's COPY of the same files.

The copy reads every file of a table and writes it to one Parquet file (zstd), and checks nothing: no
types but those of the file, no codes, no keys, no persons hidden. Both run in a process of their
own, one after the other, so that each has its own peak of memory. Alone:

    python -m tests.bench_intake 1000000
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from features.database import leave
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run

Row = tuple[str, str, str, str]
FEW = 100_000


def copied(folder: Path, out: Path) -> int:
    """Copy every table of the folder, and give how many rows that was."""
    tables: dict[str, list[str]] = {}
    for path in sorted(folder.iterdir()):
        tables.setdefault(path.stem.split("-")[0], []).append(str(path))
    rows = 0
    with duckdb.connect() as con:
        for name, paths in tables.items():
            target = out / f"{name}.parquet"
            reader = "read_parquet" if paths[0].endswith(".parquet") else "read_csv"
            done = con.execute(
                f"COPY (SELECT * FROM {reader}(?)) TO '{target}' "
                "(FORMAT parquet, COMPRESSION zstd)",
                [paths],
            ).fetchone()
            rows += int(done[0]) if done else 0
    return rows


def loaded(folder: Path, home: Path) -> int:
    """Load the folder into an empty lake, and give how many rows were read."""
    report = load(folder, "core", Settings(home=home))
    return sum(books.rows_in for books in report.tables.values())


def child(what: str, folder: Path, place: Path) -> None:
    """Do one of the two and print its seconds, its seconds of computing, rows, and peak memory."""
    settings = Settings(home=place)
    if what == "load":
        Lake.open(settings).ledger.load_ids()  # the database is up, as it is in life
    start, spent = time.perf_counter(), time.process_time()
    rows = loaded(folder, place) if what == "load" else copied(folder, place)
    took, computed = time.perf_counter() - start, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    said = {"seconds": took, "computing": computed, "rows": rows, "peak": peak}
    sys.stdout.write(json.dumps(said) + "\n")
    if what == "load":
        leave(settings)


def measured(what: str, folder: Path) -> dict[str, float]:
    """What a child process measures."""
    with tempfile.TemporaryDirectory(prefix="fundwatch-bench-") as place:
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench_intake", what, str(folder), place],
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(said.stdout.splitlines()[-1])


def as_csv(folder: Path, out: Path) -> None:
    """The same files as CSV."""
    out.mkdir()
    with duckdb.connect() as con:
        for path in sorted(folder.glob("*.parquet")):
            con.execute(f"COPY (SELECT * FROM '{path}') TO '{out / path.stem}.csv' (HEADER)")


def intake_rows(folder: Path) -> list[Row]:
    """Load and copy side by side, from Parquet and from CSV."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="fundwatch-bench-") as place:
        texts = Path(place) / "csv"
        as_csv(folder, texts)
        for form, files in (("Parquet", folder), ("CSV", texts)):
            plain, whole = measured("copy", files), measured("load", files)
            for name, one in ((f"COPY {form}", plain), (f"装载 load {form}", whole)):
                beside = (
                    f"× {whole['seconds'] / plain['seconds']:.1f} of COPY, "
                    f"× {whole['computing'] / plain['computing']:.1f} of its computing"
                )
                rows.append(
                    (
                        name,
                        f"{one['rows']:,} rows",
                        f"{one['seconds']:.1f} s, {one['rows'] / one['seconds']:,.0f} rows/s, "
                        f"{one['peak'] / 2**30:.1f} GiB",
                        beside if one is whole else "—",
                    )
                )
    return rows


def main(claims: int = FEW) -> None:
    """Make a province of so many claims, take it in, and print the table."""
    table = Table("工作 Work", "规模 Size", "用时 Time", "对照 Beside")
    with tempfile.TemporaryDirectory(prefix="fundwatch-bench-") as folder:
        run(Order(claims=claims, months=12, seed=7), Path(folder), lambda _step: None)
        for row in intake_rows(Path(folder) / "data"):
            table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    if sys.argv[1:2] in (["copy"], ["load"]):
        child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:2]))
