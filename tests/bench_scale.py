"""Claim signals at the size of a province: `make bench-scale LAKE=home`, or `CLAIMS=N` to make one.

A build of every claim signal on three lakes, each in a process of its own: a tenth of the persons, all
of them, and the tenth with its largest institutions told as one of 200,000 claims, so that it stands
beside the tenth. Beside them, on the tenth: only scanning the columns that signals read, and pandas,
which answers one signal of each shape; its total is each shape's time by how many signals have it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from features.catalog import SIGNALS
from features.edition import Edition
from features.engines.duckdb import DuckEngine
from features.engines.lake import confined, lake_engine
from features.nodes import Column, Lines, Norm, Past, line_of
from features.record import tables_read
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.settlement.schema import empty_select
from features.settlement.tables import TABLES
from features.sql.compiler import ANSWERED, compile_signals
from features.sql.program import inner
from tests.bench_pandas import shapes

CROWD = 200_000
LAKES = ("tenth", "crowded", "whole")
NODES = [signal.node for signal in SIGNALS.values()]


def take_tenth(settings: Settings, folder: Path) -> None:
    """Write the rows of a tenth of the persons, and every register, as one Parquet file a table."""
    with lake_engine(settings) as engine:
        engine.rows("SELECT 1")
        some = "hash(psn_no) % 10 = 0"
        engine.write(f"SELECT setl_id, mdtrt_id FROM setl_d WHERE {some}", folder / "asked.parquet")
        asked = f"'{folder / 'asked.parquet'}'"
        for name in sorted(tables_read()):
            columns = {column.name for column in TABLES[name].columns}
            kept = ""
            if "psn_no" in TABLES[name].key or name == "setl_d":
                kept = f" WHERE {some}"
            elif {"setl_id", "mdtrt_id"} & columns and name != "setl_d":
                key = "setl_id" if "setl_id" in columns else "mdtrt_id"
                kept = f" SEMI JOIN {asked} USING ({key})"
            engine.write(f"SELECT * FROM {name}{kept}", folder / f"{name}.parquet")


@contextmanager
def opened(settings: Settings, lake: str, folder: Path) -> Generator[DuckEngine]:
    """The engine over one of the lakes."""
    if lake == "whole":
        with lake_engine(settings) as engine:
            assert isinstance(engine, DuckEngine)
            yield engine
        return
    with confined(settings) as (connection, scratch):
        for name, table in TABLES.items():
            file = folder / f"{name}.parquet"
            rows = f"SELECT * FROM '{file}'" if file.exists() else empty_select(table)
            connection.execute(f"CREATE VIEW {name} AS {rows}").fetchall()
        engine = DuckEngine(connection, (), scratch / "steps.duckdb")
        if lake == "crowded":
            _crowd(engine)
        yield engine


def _crowd(engine: DuckEngine) -> None:
    """Tell the claims of the largest institutions as one institution's, until it has its crowd."""
    engine.connection.execute(
        "CREATE TABLE crowd AS SELECT fixmedins_code FROM (SELECT fixmedins_code, SUM(COUNT(*))"
        " OVER (ORDER BY COUNT(*) DESC, fixmedins_code) - COUNT(*) AS before FROM setl_d GROUP BY"
        f" fixmedins_code) WHERE before < {CROWD}"
    ).fetchall()
    one = "(SELECT MIN(fixmedins_code) FROM crowd)"
    for name in ("setl_d", "mdtrt_d", "fee_list_d"):
        among = "fixmedins_code IN (SELECT fixmedins_code FROM crowd)"
        told = f"CASE WHEN {among} THEN {one} ELSE fixmedins_code END"
        engine.connection.execute(f"ALTER VIEW {name} RENAME TO {name}_as_loaded").fetchall()
        engine.connection.execute(
            f"CREATE VIEW {name} AS SELECT * REPLACE ({told} AS fixmedins_code) FROM {name}_as_loaded"
        ).fetchall()


def measure(settings: Settings, lake: str, folder: Path) -> dict[str, Any]:
    """Build every claim signal on a lake into files, then scan; gives seconds, gigabytes and rows."""
    marks: list[tuple[float, str]] = []

    def told(step: str) -> None:
        marks.append((time.perf_counter(), step))
        sys.stderr.write(f"{lake} {time.process_time():.0f} s CPU, {peak():.1f} GB: {step}\n")

    with (
        opened(settings, lake, folder) as engine,
        tempfile.TemporaryDirectory(dir=folder) as written,
    ):
        begun, cpu = time.perf_counter(), time.process_time()
        engine.run(compile_signals(SIGNALS).program, told)
        told("answers as files")
        months = engine.rows(f"SELECT month FROM {ANSWERED} ORDER BY month").to_pydict()["month"]
        Edition(Settings(home=Path(written))).write_claims(engine, months, {})
        took, used = time.perf_counter() - begun, time.process_time() - cpu
        engine.close()
        spans: dict[str, float] = defaultdict(float)
        for (since, step), (until, _) in zip(marks, [*marks[1:], (begun + took, "")], strict=True):
            spans[step.partition(" ")[0]] += until - since  # all runs of a step together
        slowest = sorted(spans.items(), key=lambda span: -span[1])[:8]
        counts = engine.rows(
            "SELECT (SELECT COUNT(*) FROM setl_d) AS claims, (SELECT COUNT(*) FROM fee_list_d) AS lines,"
            " (SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM setl_d GROUP BY fixmedins_code)) AS largest"
        ).to_pylist()[0]
        begun = time.perf_counter()
        for query in scans():
            engine.rows(query)
        scanned = time.perf_counter() - begun
    return {
        "seconds": took,
        "cpu": used,
        "peak": peak(),
        "scan": scanned,
        "slowest": [[round(seconds, 1), step] for step, seconds in slowest],
        **counts,
    }


def peak() -> float:
    """The most memory that this process has held, in gigabytes; what its parent held is not told."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e9


def scans() -> list[str]:
    """One query a table that reads every column that some signal reads, and no more."""
    read: dict[str, set[str]] = {}
    for column in inner(NODES, Column):
        for name in tables_read():
            if column.name in {known.name for known in TABLES[name].columns}:
                read.setdefault(name, set()).add(column.name)
    return [
        f"SELECT {', '.join(f'MAX({name})' for name in sorted(names))} FROM {table}"
        for table, names in sorted(read.items())
    ]


def asked() -> Counter[str]:
    """How often the catalogue asks for each shape that pandas is timed with."""
    found: Counter[str] = Counter()
    for look in inner(NODES, Past):
        rolled = "distinct" if look.aggregate == "distinct" else "rolled"
        found["past of lines" if line_of(look) == "fee" else f"past {rolled}"] += 1
    for lines in inner(NODES, Lines):
        found[
            "lines " + ("distinct" if lines.aggregate in {"distinct", "groups"} else "added")
        ] += 1
    found["norm"] = len(inner(NODES, Norm))
    return found


def apart(home: Path, lake: str, folder: Path) -> dict[str, Any]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "tests.bench_scale", "--home", str(home), "--one", lake]
    done = subprocess.run(
        [*command, "--folder", str(folder)], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def told(results: dict[str, dict[str, Any]], pandas: dict[str, float]) -> Table:
    """What was measured, as a table."""
    table = Table(
        *("湖 Lake", "结算·明细 Claims·lines", "最大机构 Largest", "用时 Time", "CPU"),
        *("内存峰值 Peak", "列扫描 Scan", "线性之比 Against linear"),
        title=f"{len(SIGNALS)} signals on DuckDB",
    )
    tenth = results.get("tenth")
    for lake, seen in results.items():
        linear = "—"
        if tenth and lake != "tenth":
            linear = (
                f"× {seen['seconds'] / tenth['seconds'] / (seen['claims'] / tenth['claims']):.2f}"
            )
        table.add_row(lake, f"{seen['claims']:,} · {seen['lines']:,}", f"{seen['largest']:,}",
                      f"{seen['seconds']:.0f} s", f"{seen['cpu']:.0f} s", f"{seen['peak']:.2f} GB",
                      f"{seen['scan']:.1f} s", linear)  # fmt: skip
    if tenth and pandas:
        total = sum(pandas[shape] * often for shape, often in asked().items())
        for shape, often in asked().items():
            table.add_row(f"pandas {shape}", "tenth", "", f"{pandas[shape]:.1f} s × {often}")
        table.add_row("pandas", "tenth", "", f"{total:.0f} s", "", "", "",
                      f"{total / tenth['seconds']:.1f} × slower than DuckDB")  # fmt: skip
    return table


def main() -> None:
    """Measure the lakes that are asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a home whose lake is loaded")
    parser.add_argument("--claims", type=int, default=100_000, help="make a province of so many")
    parser.add_argument("--lakes", default=",".join(LAKES))
    parser.add_argument("--no-pandas", action="store_true")
    parser.add_argument("--one", choices=LAKES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where the tenth lies, or will")
    asked_for = parser.parse_args()
    notes = Console(stderr=True, soft_wrap=True)
    if asked_for.one:
        seen = measure(Settings(home=asked_for.home), asked_for.one, asked_for.folder)
        sys.stdout.write(json.dumps(seen) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="fundwatch-scale-") as name:
        folder = asked_for.folder or Path(name) / "tenth"
        home = asked_for.home or Path(name) / "home"
        if asked_for.home is None:
            run(
                Order(claims=asked_for.claims, months=12, seed=7),
                Path(name) / "raw",
                lambda _: None,
            )
            load(Path(name) / "raw" / "data", "core", Settings(home=home))
        if not (folder / "setl_d.parquet").exists():
            take_tenth(Settings(home=home), folder)
        results: dict[str, dict[str, Any]] = {}
        pandas: dict[str, float] = {}
        if not asked_for.no_pandas:
            pandas = shapes(folder)
            notes.print(pandas)
        for lake in asked_for.lakes.split(","):
            results[lake] = apart(home, lake, folder)
            notes.print(lake, json.dumps(results[lake]))
    Console(width=160).print(told(results, pandas))


if __name__ == "__main__":
    main()
