"""Writing a province: a Parquet file a table, for the two big ones a file a month.

A block of a large province writes further files of the same tables: `setl_d-2025-01-b02.parquet`.
Its truth is put together with that of the other blocks, a row group each.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.settlement.province.columns import Table
from features.settlement.province.export.tables import MONTHLY, TRUTH, WHOLE, Shown
from features.settlement.province.order import DAY
from features.settlement.province.province import Progress

_DICTIONARY = 16 << 20  # bytes of the words of a column, beyond which they are written out


@dataclass(frozen=True)
class Written:
    """A table that was written: its name, rows, and files."""

    table: str
    rows: int
    files: int


def save(made: Table, path: Path) -> None:
    """One Parquet file, the same bytes for the same table.

    Columns that are no dictionaries have too many values to be worth one.
    """
    worded = [field.name for field in made.schema if pa.types.is_dictionary(field.type)]
    with _writer(path, made.schema, worded or False) as writer:
        writer.write_table(made)


def _writer(path: Path, schema: Any, use_dictionary: Any) -> Any:
    """A writer of one lightly compressed file."""
    return pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=1, use_dictionary=use_dictionary,
        dictionary_pagesize_limit=_DICTIONARY, store_decimal_as_integer=True, store_schema=False,
        coerce_timestamps="ms", version="2.6",
    )  # fmt: skip


def write_data(shown: Shown, folder: Path, step: Progress, suffix: str = "") -> list[Written]:
    """The files of all tables in the folder; `suffix` tells the files of blocks apart."""
    folder.mkdir(parents=True, exist_ok=True)
    order = shown.province.world.order
    settled = shown.province.settlements.settled
    edges = np.searchsorted(settled, order.month_starts * DAY)
    edges[-1] = len(settled)
    months = order.month_names()
    counts = dict.fromkeys(MONTHLY, 0)
    for n, month in enumerate(months):
        step(f"write {month}")
        for name, maker in MONTHLY.items():
            made = maker(shown, slice(int(edges[n]), int(edges[n + 1])))
            save(made, folder / f"{name}-{month}{suffix}.parquet")
            counts[name] += made.num_rows
    written = [Written(name, count, len(months)) for name, count in counts.items()]
    step("write lists")
    for name, maker in WHOLE.items():
        made = maker(shown)
        save(made, folder / f"{name}{suffix}.parquet")
        written.append(Written(name, made.num_rows, 1))
    return written


def write_truth(shown: Shown, folder: Path) -> None:
    """The truth of one block in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, maker in TRUTH.items():
        save(maker(shown), folder / f"{name}.parquet")


def join_truth(parts: list[Path], folder: Path) -> None:
    """The truth of all blocks as one file a table, blocks in order; the parts are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TRUTH:
        pieces = [part / f"{name}.parquet" for part in parts]
        schema = pq.read_schema(pieces[0])
        with _writer(folder / f"{name}.parquet", schema, use_dictionary=True) as writer:
            for piece in pieces:
                writer.write_table(pq.read_table(piece))
    forget_parts(folder)


def forget_parts(folder: Path) -> None:
    """Remove the truth of single blocks, also that of a run that did not come to its end."""
    for part in folder.glob("b[0-9][0-9]"):
        for path in part.glob("*.parquet"):
            path.unlink()
        part.rmdir()
