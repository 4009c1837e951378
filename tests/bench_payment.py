"""How fast a million cases are grouped, priced and asked what else they would cost, beside a scan.

The cases are drawn from the packaged scheme's codes with a fixed seed. The scan reads the same cases
from Parquet, adds up every column and does nothing else. One case alone is measured as the
service would ask for it.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from features.payment.bills import Bills
from features.payment.book import PACKAGED, Book
from features.payment.case import Case
from features.payment.cases import Cases
from features.payment.grouper import group, group_all
from features.payment.method import Method
from features.payment.rounding import POINT
from features.payment.scheme import Scheme
from features.payment.whatif import Asked, as_one, codes_needed, with_severity, without_each

Row = tuple[str, str, str, str]
CASES = 1_000_000
A_STAY = 2.4  # secondary diagnoses of a stay, as in the province


def drawn(scheme: Scheme, count: int) -> tuple[Cases, Bills]:
    """That many cases of the scheme's codes."""
    rng = np.random.default_rng(7)
    tables = scheme.tables
    led = np.flatnonzero(tables.led_by_diagnosis[:-1, 0] >= 0)
    operations = np.flatnonzero(tables.led_by_operation[:-1, 0] >= 0)
    many = np.minimum(rng.poisson(A_STAY, count), 8)
    heavy = np.flatnonzero(tables.level)
    rank = rng.integers(0, len(heavy), int(many.sum()))
    owner = np.repeat(np.arange(count), many)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
    operated = np.flatnonzero(rng.random(count) < 0.4)
    zero = np.zeros(count, dtype=np.int64)
    cases = Cases(
        principal=rng.choice(led, count),
        owner=owner,
        secondary=heavy[(rank + within) % len(heavy)],
        operated=operated,
        operation=rng.choice(operations, len(operated)),
        gend=rng.integers(1, 3, count),
        age=rng.integers(0, 95, count),
        age_days=rng.integers(0, 35_000, count),
        grams=zero,
        ventilated=zero,
    )
    fee = np.rint(rng.lognormal(13.6, 0.8, count)).astype(np.int64)
    bills = Bills(
        fee=fee,
        borne=fee // 3,
        days=rng.integers(1, 40, count),
        rate=np.where(rng.random(count) < 0.5, 1_225_270, 964_924),
        coefficient=rng.integers(8_000, 11_000, count),
        department=zero,
        departments=("A03",),
        special=rng.random(count) < 0.005,
    )
    return cases, bills


def written(cases: Cases, bills: Bills, folder: Path) -> None:
    """The same cases as Parquet."""
    facts = {name: getattr(bills, name) for name in ("fee", "borne", "days", "rate", "coefficient")}
    own = {name: getattr(cases, name) for name in ("principal", "gend", "age")}
    parquet.write_table(pa.table({**facts, **own}), folder / "cases.parquet")
    pairs = {"owner": cases.owner, "secondary": cases.secondary}
    parquet.write_table(pa.table(pairs), folder / "diagnoses.parquet")
    pairs = {"operated": cases.operated, "operation": cases.operation}
    parquet.write_table(pa.table(pairs), folder / "operations.parquet")


def payment_rows(count: int = CASES) -> list[Row]:
    """Grouping, price and what-ifs of a million cases beside the scan; one case alone."""
    scheme = Book.read(PACKAGED).schemes[0]
    cases, bills = drawn(scheme, count)
    with tempfile.TemporaryDirectory(prefix="fundwatch-payment-") as name, duckdb.connect() as con:
        written(cases, bills, Path(name))
        start = time.perf_counter()
        for file in sorted(Path(name).iterdir()):
            con.execute(f"SELECT SUM(COLUMNS(*)) FROM '{file}'").fetchall()
        scan = time.perf_counter() - start
    rows: list[Row] = []

    def add(what: str, seconds: float) -> None:
        rows.append(
            (what, f"{count:,} cases", f"{seconds:.2f} s", f"× {seconds / scan:.1f} of a scan")
        )

    start = time.perf_counter()
    groups = group_all(cases, scheme.tables)
    add("分组 group", time.perf_counter() - start)
    for method in (Method.RATE, Method.POINTS):
        asked = Asked(scheme, method, cases, bills)
        start = time.perf_counter()
        prices = asked.prices(groups, bills)
        add(f"价格 price ({method})", time.perf_counter() - start)
        start = time.perf_counter()
        without_each(asked, groups, prices)
        codes_needed(asked, groups)
        with_severity(asked, groups, np.zeros(count, dtype=np.int64))
        as_one(asked, cases, bills)
        add(f"如果 what-ifs ({method})", time.perf_counter() - start)
    return [*rows, _alone(scheme)]


def _alone(scheme: Scheme) -> Row:
    one = Case("J18.900", ("A41.900", "I50.900", "E87.600"), fee=900_000, insutype="310",
               billed_coefficient=POINT)  # fmt: skip
    times: list[float] = []
    for _ in range(300):
        start = time.perf_counter()
        group(one, scheme)
        times.append(time.perf_counter() - start)
    return ("分组 group", "1 case", f"p50 {median(times) * 1e3:.2f} ms", "bar 0.5 ms")


if __name__ == "__main__":
    for row in payment_rows():
        print(*row, sep="  ")  # noqa: T201 - a command of the Makefile
