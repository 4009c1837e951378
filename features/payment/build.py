"""`drg_whatif_d` out of the lake and into it: months of stays priced, written as an export, and loaded.

The files go through a load like any other, so versions, books and rebuilding are the lake's own: a
month that is built again takes the place of what it was, and a month without change changes nothing.

A row knows nothing that came after its stay: refunds count from their own moment on, an institution's
coefficient is that of the month before, the value of a point the one told of the month before.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from features.errors import NotReady
from features.month import month_named, month_number, month_text
from features.payment.around import around
from features.payment.book import Book
from features.payment.encoding import Arrow
from features.payment.measured import measured
from features.payment.method import CLOSED
from features.payment.month import BED_DAY_STAY, without_scheme
from features.payment.stays import Read, Stays, of_month, of_settlements, parted
from features.settings import Settings
from features.settlement.contract import Kind
from features.settlement.intake.foreign import literal
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.tables.payment import DRG_WHATIF_D

TABLE = "drg_whatif_d"
Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class PaymentBuild:
    """What a build of payment what-ifs made; `uncovered` stays have no scheme, and no row."""

    months: list[str]
    stays: int
    grouped_as_billed: int
    grouped_otherwise: int
    marginal_codes: int
    marginal_gain: int
    loaded: int
    uncovered: int = 0


def build_payment(
    settings: Settings, book: Book, step: Step, months: Sequence[str] = ()
) -> PaymentBuild:
    """Price the stays of these months, or of all, and load what they would be worth else.

    Raises NotReady when the lake has no stay in them, BadInput where a scheme lacks something.
    """
    lake = Lake.open(settings)
    scratch = settings.path("scratch")
    scratch.mkdir(parents=True, exist_ok=True)
    wanted = [month_named(month) for month in months] or lake.months()
    uncovered = 0
    figures = np.zeros(5, dtype=np.int64)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="payment-") as name:
        folder, made = Path(name), list[str]()
        with duckdb.connect() as con:
            lake.attach(con)
            for n, month in enumerate(wanted):
                step(f"测算 | {month}", n, len(wanted) + 1)
                rows, left_out = month_parted(con, book, month)
                uncovered += left_out
                if rows is not None:
                    write(con, rows, folder / f"{TABLE}-{month}.parquet")
                    figures += _figures(rows)
                    made.append(month)
        if not made and uncovered:
            raise without_scheme(", ".join(wanted), uncovered)
        if not made:
            raise NotReady(
                "The lake has no stay with a settlement list in these months",
                "Payment is measured on setl_d with setl_list, setl_diag and setl_oprn",
                "Load them, or name other months",
            )
        step("装载 | loading", len(wanted), len(wanted) + 1)
        report = load(folder, "core", settings, replace=True)
    loaded = sum(books.loaded for books in report.tables.values()) if report.changed else 0
    count, same, other, codes, gain = figures.tolist()
    return PaymentBuild(made, count, same, other, codes, gain, loaded, uncovered)


def month_parted(
    con: duckdb.DuckDBPyConnection, book: Book, month: str
) -> tuple[Arrow | None, int]:
    """The rows of drg_whatif_d of a month in fen (None when no stay was settled in it).

    Stays that are paid by bed-days have no group, and no row. Beside the rows, how many stays have
    none because no scheme covers them.
    """
    which = f"{of_month(month)} AND coalesce(l.hi_paymtd, '') != '{BED_DAY_STAY}'"
    found = parted(con, book, which, as_settled=True)
    read = found.stays
    beside = [around(con, own, later=False) for own in read]
    parts: list[Arrow] = []
    for own, near in zip(read, beside, strict=True):
        names = sorted({name for name in near.previous if name})
        asked = of_settlements(*names)
        earlier = Read.of(con, asked, as_settled=True).under(own.scheme) if names else None
        parts.append(measured(own, near, earlier, _value_of(own, month)))
    return (pa.concat_tables(parts) if parts else None), found.uncovered


def write(con: duckdb.DuckDBPyConnection, rows: Arrow, path: Path) -> None:
    """Write the rows as an export of a core database writes them: yuan and points with decimals."""
    scales = {Kind.FEN: (2, "0.01"), Kind.POINTS: (4, "0.0001")}
    columns: list[str] = []
    for column in DRG_WHATIF_D.columns:
        if column.kind in scales:
            digits, part = scales[column.kind]
            made = f"CAST(CAST({column.name} AS DECIMAL(18, 0)) * {part} AS DECIMAL(18, {digits}))"
            columns.append(f"{made} AS {column.name}")
        else:
            columns.append(column.name)
    con.register("payment_rows", rows)
    query = f"SELECT {', '.join(columns)} FROM payment_rows ORDER BY setl_id"
    con.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet)").fetchall()
    con.unregister("payment_rows")


def _value_of(own: Stays, month: str) -> np.ndarray | None:
    """The value of a point that was told of the month before, else the scheme's own.

    A month's value out of its budget is known at its end alone, and changes with refunds.
    """
    if own.scheme.method not in CLOSED:
        return None
    place, words = own.words("area")
    unit = own.scheme.points_of(own.scheme.method)
    before = month_text(month_number(month) - 1)
    values = [unit.value_in(before, own.scheme.pool_of(word)) for word in words]
    return np.array(values, dtype=np.int64)[place]


def _figures(rows: Arrow) -> np.ndarray:
    flags = rows["rgrp_flag"].to_pylist()
    gain = rows["mrgl_gain_amt"].combine_chunks().fill_null(0).to_numpy(zero_copy_only=False)
    return np.array(
        [rows.num_rows, flags.count("1"), flags.count("0"),
         int(rows["mrgl_code_cnt"].to_numpy().sum()), int(gain.sum())],
        dtype=np.int64,
    )  # fmt: skip
