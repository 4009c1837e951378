"""How fast a province is made, at two sizes: rows a second, peak memory, cost beside linear.

Each size runs in a process of its own, so that its memory is its own. `python -m
tests.bench_province 1000000 DIR` makes one and prints its measures as JSON.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from features.settlement.province.order import Order
from features.settlement.province.run import run

Row = tuple[str, str, str, str]
SIZES = (100_000, 1_000_000)


@dataclass(frozen=True)
class Made:
    """What one run took: seconds, rows of all tables, and the largest process in GB."""

    claims: int
    lines: int
    rows: int
    seconds: float
    peak_gb: float
    folder_mb: float


def measure(claims: int, folder: Path) -> Made:
    """Make a province of so many claims in this process and its workers."""
    start = time.perf_counter()
    report = run(Order(claims=claims, months=12, seed=7), folder, lambda _step: None)
    seconds = time.perf_counter() - start
    peaks = [resource.getrusage(who).ru_maxrss for who in
             (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]  # fmt: skip
    rows = {table.table: table.rows for table in report.tables}
    size = sum(path.stat().st_size for path in (folder / "data").iterdir())
    return Made(
        claims, rows["fee_list_d"], sum(rows.values()), seconds, max(peaks) / 1e6, size / 1e6
    )


def province_rows(sizes: tuple[int, int] = SIZES) -> list[Row]:
    """Two sizes, each beside the table it makes, and their cost beside linear."""
    made: list[Made] = []
    for claims in sizes:
        with tempfile.TemporaryDirectory(prefix="fundwatch-province-") as folder:
            told = subprocess.run(
                [sys.executable, "-m", "tests.bench_province", str(claims), folder],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
        made.append(Made(**json.loads(told.stdout)))
    rows: list[Row] = [
        (
            "模拟省 province",
            f"{one.claims:,} + {one.lines:,} lines",
            f"{one.seconds:.1f} s, {one.rows / one.seconds:,.0f} rows/s",
            f"{one.peak_gb:.2f} GB a process, {one.folder_mb:,.0f} MB written",
        )
        for one in made
    ]
    small, large = made
    linear = small.seconds * large.claims / small.claims
    rows.append(
        ("对线性 beside linear", f"× {large.claims / small.claims:.0f} claims",
         f"× {large.seconds / small.seconds:.1f} time", f"{large.seconds / linear:.2f} of linear")
    )  # fmt: skip
    return rows


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
