"""Files that cannot be tables: each load of one is refused whole, and nothing of it is kept."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from tests.settlement.dirty.fault import BrokenFile
from tests.settlement.export import settlement

HEADER = ",".join(settlement(1))
LINE = ",".join(settlement(1).values())


def _text(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\n".join(lines) + "\n").encode(encoding)


def _parquet() -> bytes:
    rows = [settlement(n) for n in range(5_000)]
    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), made)
    return made.getvalue()


def _overwritten() -> bytes:
    content = bytearray(_parquet())
    content[100:300] = bytes(200)
    return bytes(content)


BROKEN_FILES = (
    BrokenFile(
        "quote that is never closed",
        "setl_d.csv",
        _text(HEADER, '"' + LINE, LINE.replace("S1", "S2")),
        "setl_d.csv",
    ),
    BrokenFile(
        "row with more cells than columns",
        "setl_d.csv",
        _text(HEADER, LINE, LINE + ",x,y"),
        "setl_d.csv",
    ),
    BrokenFile("file of nothing", "setl_d.csv", b"", "setl_d.csv"),
    BrokenFile(
        "file without a header",
        "setl_d.csv",
        _text(LINE, LINE.replace("S1", "S2")),
        "setl_d.csv, line 1",
    ),
    BrokenFile(
        "header without a required column",
        "setl_d.csv",
        _text(HEADER.replace("psn_no,", "anybody,"), LINE),
        "no column psn_no",
    ),
    BrokenFile(
        "same column twice",
        "setl_d.csv",
        _text(HEADER + ",SETL_ID", LINE + ",S1"),
        "setl_d.csv",
    ),
    BrokenFile(
        "text in no known encoding",
        "setl_d.csv",
        _text(HEADER) + b"\xff\xfe\xff\n",
        "setl_d.csv",
    ),
    BrokenFile(
        "text in UTF-16 without its mark",
        "setl_d.csv",
        _text(HEADER, LINE, encoding="utf-16-be"),
        "setl_d.csv",
    ),
    BrokenFile("Parquet cut off", "setl_d.parquet", _parquet()[:-200], "setl_d.parquet"),
    BrokenFile("Parquet overwritten in parts", "setl_d.parquet", _overwritten(), "setl_d.parquet"),
    BrokenFile("text called Parquet", "setl_d.parquet", _text(HEADER, LINE), "setl_d.parquet"),
)
