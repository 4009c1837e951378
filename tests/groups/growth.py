"""How the cost of each model of risk groups grows with the province: 1/10, 1/3 and 1.

    python -m tests.groups.growth [CLAIMS] [MONTHS]

makes three provinces, loads each, and runs all models for the last month, the best of three runs. The
table gives seconds of computing (both cores together) and the exponent of growth from the smallest to
the largest: 1 is linear. Small runs hold costs that do not grow, so figures below 1 are usual.
"""

import json
import math
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from features.database import leave
from features.groups.models import MODELS
from features.groups.run import run
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run as make_province

SHARES = (1 / 10, 1 / 3, 1.0)


def computed(settings: Settings, month: str) -> dict[str, tuple[float, int, int]]:
    """Seconds of computing of each model, its pairs, and its capped rows: the best of three."""
    best: dict[str, tuple[float, int, int]] = {}
    for _ in range(3):
        for name in MODELS:
            start = time.process_time()
            (report,) = run(settings, month, [name])
            spent = time.process_time() - start
            if name not in best or spent < best[name][0]:
                best[name] = (spent, report.pairs, report.capped_rows)
    return best


def exponent(costs: list[float]) -> float:
    """The power of the size with which the cost grows from the first to the last share."""
    return math.log(costs[-1] / costs[0]) / math.log(SHARES[-1] / SHARES[0])


def show(measured: list[dict[str, tuple[float, int, int]]], claims: list[int]) -> None:
    """Print cost, pairs and capped rows of each model at each size."""
    table = Table(title="风险组的成本增长 | How the cost of risk groups grows")
    table.add_column("模型 model")
    for many in claims:
        table.add_column(f"{many:,} 笔: 秒 s", justify="right")
    table.add_column("指数 exponent", justify="right")
    for many in claims:
        table.add_column(f"{many:,}: 比较对 pairs", justify="right")
    table.add_column("受限行 capped", justify="right")
    for name in MODELS:
        found = [one[name] for one in measured]
        table.add_row(
            name,
            *(f"{seconds:.2f}" for seconds, _, _ in found),
            f"{exponent([seconds for seconds, _, _ in found]):.2f}",
            *(f"{pairs:,}" for _, pairs, _ in found),
            f"{found[-1][2]:,}",
        )
    sums = [sum(one[name][0] for name in MODELS) for one in measured]
    table.add_row("合计 all", *(f"{s:.2f}" for s in sums), f"{exponent(sums):.2f}", "", "", "", "")
    Console(width=150).print(table)


def main(claims: int = 300_000, months: int = 12) -> None:
    """Make the provinces, measure, print the table and the figures as JSON."""
    sizes = [round(claims * share) for share in SHARES]
    measured: list[dict[str, tuple[float, int, int]]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="fundwatch-groups-") as folder:
            settings = Settings(home=Path(folder) / "home", database_url=None)
            province = Path(folder) / "province"
            make_province(Order(claims=size, months=months), province, lambda *_: None)
            load(province / "data", "core", settings)
            try:
                measured.append(computed(settings, Lake.open(settings).months()[-1]))
            finally:
                leave(settings)
    show(measured, sizes)
    sys.stdout.write(json.dumps({"claims": sizes, "measured": measured}) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
