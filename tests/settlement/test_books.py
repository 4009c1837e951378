"""Whatever is written in a file, its rows are all accounted for: loaded or kept as rejected."""

import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from features.database import engine
from features.settlement.intake.load import load
from tests.settlement.export import fee, settlement, write
from tests.settlement.read_back import rows, stored

NOTHING = ["", " ", "\t", "-", "NULL"]
NUMBERS = ["0", "1", "-5", "1e9", "9" * 30, "NaN", "12.345"]
DAYS = ["2025-02-30", "2025-01-31 25:00:00", "1900-01-01", "20250131"]
MARKS = ["x", '"', ",", "\n", "冠心病", "'; --"]
DIRT = st.one_of(
    st.sampled_from([*NOTHING, *NUMBERS, *DAYS, *MARKS]),
    st.text(st.characters(codec="gbk", exclude_characters="\x00\r"), max_size=8),
)
COLUMNS = st.sampled_from(sorted(settlement(1)))


@st.composite
def dirty_settlements(draw: st.DrawFn) -> list[dict[str, str]]:
    made = []
    for _ in range(draw(st.integers(0, 12))):
        row = settlement(draw(st.integers(1, 4)), setl_time=draw(st.sampled_from(MOMENTS)))
        for column in draw(st.lists(COLUMNS, max_size=2)):
            row[column] = draw(DIRT)
        made.append(row)
    return made


@st.composite
def dirty_lines(draw: st.DrawFn) -> list[dict[str, str]]:
    made = []
    for n in range(draw(st.integers(0, 6))):
        row = fee(draw(st.integers(1, 3)), draw(st.integers(1, 5)))
        for column in draw(st.lists(st.sampled_from(sorted(fee(n))), max_size=2)):
            row[column] = draw(DIRT)
        made.append(row)
    return made


MOMENTS = ["2025-01-15 10:30:00", "2025-02-01", "2025-02-28 23:59:59"]


@pytest.fixture
def empty_lake(database):
    """Gives a function that empties the ledger and moves to a new home."""

    def renew(folder: str):
        with engine(database).begin() as connection:
            connection.execute(text("TRUNCATE load CASCADE"))
        return database.model_copy(update={"home": Path(folder)})

    return renew


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(dirty_settlements(), min_size=1, max_size=2),
    lines=dirty_lines(),
    encoding=st.sampled_from(["utf-8", "gbk"]),
)
def test_rows_in_are_loaded_or_rejected(empty_lake, parts, lines, encoding):
    with tempfile.TemporaryDirectory() as place:
        home, folder = empty_lake(f"{place}/home"), Path(place, "data")
        header = settlement(0)
        for n, part in enumerate(parts):
            # A settlement of its own keeps the two files from being one and the same.
            own = settlement(100 + n)
            write(folder, f"setl_d-{n}.csv", [header | own, *part], encoding)
        write(folder, "fee_list_d.csv", [fee(9, 9), *lines], encoding)
        report = load(folder, "core", home)
        for table, given_rows in (
            ("setl_d", sum(len(part) + 1 for part in parts)),
            ("fee_list_d", len(lines) + 1),
        ):
            books = report.tables[table]
            assert books.rows_in == given_rows
            assert books.rows_in == books.loaded + books.rejected
            assert books.flagged <= books.loaded
            assert sum(reason.rows for reason in books.reasons) == books.rejected
            assert stored(home, table) == books.loaded
            assert kept(home, table) == books.rejected
        for table, key in (("setl_d", "setl_id"), ("fee_list_d", "setl_id, feedetl_sn")):
            keys = rows(home, table, key)
            assert len(set(keys)) == len(keys)
            assert all(setl_id is not None for setl_id, *_ in keys)
        again = load(folder, "core", home)
        assert not again.changed
        assert stored(home, "setl_d") == report.tables["setl_d"].loaded


def kept(home, table: str) -> int:
    files = list(home.path("lake", "_rejected", table).glob("*.parquet"))
    if not files:
        return 0
    (rows,) = duckdb.execute(
        "SELECT count(*) FROM read_parquet(?) WHERE reason IS NOT NULL AND raw IS NOT NULL",
        [[str(file) for file in files]],
    ).fetchone() or (0,)
    return int(rows)
