"""However an export is written, its rows mean the same: encoding, case of names, types, a header alone."""

import duckdb
import pytest

from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.export import settlement, write
from tests.settlement.read_back import books, books_and_flags, rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_encodings(database, tmp_path, encoding):
    row = settlement(1, dise_name="冠状动脉粥样硬化,\n多行")
    write(tmp_path, "setl_d.csv", [row], encoding=encoding)
    load(tmp_path, "core", database)
    assert rows(database, "setl_d", "dise_name") == [("冠状动脉粥样硬化,\n多行",)]


def test_names_of_the_core_database_are_known_in_any_case(database, tmp_path):
    row = settlement(1)
    for message, core in (
        ("inscp_scp_amt", "inscp_amt"),
        ("psn_part_amt", "psn_pay"),
        ("psn_cash_pay", "cash_payamt"),
    ):
        row[core] = row.pop(message)
    write(tmp_path, "setl_d.csv", [{**row, "strange": "1"}], upper=True)
    report = load(tmp_path, "core", database)
    assert books_and_flags(report, "setl_d") == (1, 1, 0, 0)
    assert report.unknown_columns == {"setl_d.csv": ["STRANGE"]}
    assert "hosp_lv" in report.tables["setl_d"].absent_columns
    assert rows(database, "setl_d", "inscp_scp_amt, psn_part_amt, psn_cash_pay") == [
        (9_000, 3_000, 2_000)
    ]


def test_a_typed_parquet_export_means_the_same_as_text(database, tmp_path):
    sent = [settlement(n, medfee_sumamt=f"{n}.10") for n in range(1, 20)]
    write(tmp_path / "text", "setl_d.csv", sent)
    (tmp_path / "typed").mkdir()
    money = [name for name in sent[0] if name.endswith(("amt", "pay", "ownpay_amt"))]
    typed = ", ".join(f"{name}::DECIMAL(16,2) AS {name}" for name in money)
    others = ", ".join(name for name in sent[0] if name not in (*money, "setl_time", "psn_type"))
    duckdb.execute(
        f"COPY (SELECT {others}, {typed}, setl_time::TIMESTAMP AS setl_time, "
        f"psn_type::INTEGER AS psn_type FROM read_csv('{tmp_path}/text/setl_d.csv', "
        f"all_varchar = true)) TO '{tmp_path}/typed/setl_d.parquet' (FORMAT parquet)"
    ).fetchall()
    load(tmp_path / "typed", "core", database)
    found = rows(database, "setl_d")
    report = load(tmp_path / "text", "core", database)
    assert books(report, "setl_d") == (19, 0, 19), "the text export repeats every key"
    assert len(found) == 19
    assert {row[0] for row in found} == {row["setl_id"] for row in sent}
    amounts = rows(database, "setl_d", "medfee_sumamt")
    assert amounts == [(n * 100 + 10,) for n in range(1, 20)]


def test_a_header_alone_is_a_table_without_rows(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1)])
    text = (tmp_path / "setl_d.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "setl_d.csv").write_text(text + "\n", encoding="utf-8")
    report = load(tmp_path, "core", database)
    assert books_and_flags(report, "setl_d") == (0, 0, 0, 0)
    assert not load(tmp_path, "core", database).changed


def test_the_views_have_every_column_typed_with_rows_or_without(database, tmp_path):
    from features.settlement.schema import duckdb_type
    from features.settlement.tables import TABLES

    con = duckdb.connect()
    assert Lake.open(database).attach(con) == set()
    write(tmp_path, "setl_d.csv", [settlement(1)])
    load(tmp_path, "core", database)
    lake = Lake.open(database)
    assert lake.attach(con) == {"setl_d"}
    for table in TABLES.values():
        described = con.execute(f"DESCRIBE {table.name}").fetchall()
        assert {row[0]: row[1] for row in described} == {
            column.name: duckdb_type(column.kind) for column in table.columns
        }
    assert "hosp_lv" in lake.empty_columns(con, "setl_d")
    assert "psn_no" not in lake.empty_columns(con, "setl_d")
