"""A mapping of one's own: two sources for one table, other names, units, codes and days."""

import duckdb
import pytest

from features.errors import BadInput
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake

MAPPING = """
name = "county"
zh = "某县导出"
en = "a county's export"
money = "fen"
delimiter = "|"
encodings = ["gbk"]
dates = ["%d.%m.%Y"]
empty = ["无"]
national_codes = false

[[tables.verdict_d]]
files = ["checks.txt"]
lacks = ["result"]
leaves = ["inspector"]
[tables.verdict_d.columns]
verdict_id = { join = ["year", "no"], with = "-" }
fixmedins_code = "where"
decided_date = "day"
vola_amt = "amount"
source = { value = "random" }

[[tables.verdict_d]]
files = ["complaints.txt"]
duplicate = "检查结论优先 | the check's verdict counts"
refuses = [{ column = "state", values = ["open"], reason = "未办结 | not decided yet" }]
[tables.verdict_d.columns]
verdict_id = "id"
fixmedins_code = "where"
decided_date = "day"
vola_amt = { from = "amount", optional = true }
source = { value = "complaint" }
result = { from = "state", codes = { "yes" = "confirmed" }, otherwise = "rejected" }
vola_type = { value = "U02" }
[tables.verdict_d.skips]
decided_after_the_check = "无检查日期 | there is no day of the check"
"""


@pytest.fixture
def export(tmp_path):
    (tmp_path / "county.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "checks.txt").write_text(
        "year|no|where|day|amount|inspector\n"
        "2025|1|甲院|31.01.2025|12345|某人\n"
        "2025|2|乙院|01.02.2025|无|某人\n"
        "2025||乙院|01.02.2025|7|某人\n",
        encoding="gbk",
    )
    (tmp_path / "complaints.txt").write_text(
        "id|where|day|state\n"
        "C1|甲院|02.02.2025|yes\n"
        "C2|甲院|02.02.2025|no\n"
        "C3|甲院|02.02.2025|open\n"
        "2025-1|甲院|02.02.2025|yes\n",
        encoding="gbk",
    )
    return tmp_path


def test_two_sources_fill_one_table(database, export):
    report = load(export, str(export / "county.toml"), database)
    books = report.tables["verdict_d"]
    assert (books.rows_in, books.loaded, books.rejected) == (7, 4, 3)
    assert {(reason.column, reason.reason.split(" | ")[1]) for reason in books.reasons} == {
        ("verdict_id", "the check's verdict counts"),
        ("verdict_id", "required, and empty"),
        ("state", "not decided yet"),
    }
    con = duckdb.connect()
    Lake.open(database).attach(con)
    rows = con.execute(
        "SELECT verdict_id, fixmedins_code, decided_date::VARCHAR, source, result, vola_amt "
        "FROM verdict_d ORDER BY verdict_id"
    ).fetchall()
    assert rows == [
        ("2025-1", "甲院", "2025-01-31", "random", None, 12345),
        ("2025-2", "乙院", "2025-02-01", "random", None, None),
        ("C1", "甲院", "2025-02-02", "complaint", "confirmed", None),
        ("C2", "甲院", "2025-02-02", "complaint", "rejected", None),
    ]
    assert report.unknown_columns == {}
    assert list(report.skipped_checks) == ["verdict_d.decided_after_the_check"]


def test_a_file_of_another_encoding_is_refused(database, export):
    (export / "checks.txt").write_bytes(b"year|no|where|day|amount|inspector\n\xff\xff\n")
    with pytest.raises(BadInput, match=r"checks\.txt is in none of the encodings gbk"):
        load(export, str(export / "county.toml"), database)
