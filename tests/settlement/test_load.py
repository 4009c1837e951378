"""Loading accounts for every row, keeps what it rejects with the reason, and repeats nothing."""

import json
from collections import Counter

import duckdb
import pytest

from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.export import fee, settlement, write
from tests.settlement.read_back import books, books_and_flags, rows


def rejected(settings: Settings, table: str) -> list[tuple[object, ...]]:
    files = settings.path("lake", "_rejected", table)
    return duckdb.execute(
        f"SELECT source, row, \"column\", reason, raw FROM '{files}/*.parquet' ORDER BY source, row"
    ).fetchall()


def test_a_clean_export_is_loaded_by_month_of_settlement(database, tmp_path):
    write(
        tmp_path,
        "setl_d.csv",
        [settlement(1), settlement(2, setl_time="2025-02-01 00:00:00"), settlement(3)],
    )
    write(tmp_path, "fee_list_d-2025-01.csv", [fee(1, 1), fee(2, 1)])
    write(tmp_path, "fee_list_d-2025-02.csv", [fee(1, 2)])
    report = load(tmp_path, "core", database)
    assert report.changed
    assert books_and_flags(report, "setl_d") == (3, 3, 0, 0)
    assert books_and_flags(report, "fee_list_d") == (3, 3, 0, 0)
    lake = Lake.open(database)
    assert lake.months() == ["2025-01", "2025-02"]
    # The line of settlement 2 was charged in January, and is filed with its settlement.
    assert [path.parent.name for path in lake.files("fee_list_d")] == [
        "month=2025-01",
        "month=2025-02",
    ]
    assert len(lake.files("fee_list_d", ["2025-02"])) == 1
    assert rows(database, "setl_d", "setl_id, medfee_sumamt, setl_time::VARCHAR")[0] == (
        "S1",
        10_000,
        "2025-01-15 10:30:00",
    )
    assert rows(database, "fee_list_d", "cnt, pric, det_item_fee_sumamt")[0] == (
        25_000,
        4_000_000,
        1_000,
    )
    assert "mdtrt_d" in report.missing_tables


def test_files_that_the_mapping_does_not_know_are_named(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1)])
    write(tmp_path, "setl_d_2025.csv", [settlement(2)])
    (tmp_path / ".hidden").write_text("nothing", "utf-8")
    report = load(tmp_path, "core", database)
    assert report.unread_files == ["setl_d_2025.csv"]
    assert report.tables["setl_d"].loaded == 1


def test_rejected_rows_are_kept_with_row_column_and_reason(database, tmp_path):
    write(
        tmp_path,
        "setl_d.csv",
        [
            settlement(1, psn_name="不应保存") | {"psn_name": "不应保存"},
            settlement(2, medfee_sumamt="12.345") | {"psn_name": "不应保存"},
            settlement(3, psn_no="") | {"psn_name": "不应保存"},
            settlement(4, setl_time="2025-13-01") | {"psn_name": "不应保存"},
            settlement(5, setl_time="1999-12-31 00:00:00") | {"psn_name": "不应保存"},
            settlement(1, medfee_sumamt="1.00") | {"psn_name": "不应保存"},
        ],
    )
    report = load(tmp_path, "core", database)
    assert books(report, "setl_d") == (6, 1, 5)
    kept = rejected(database, "setl_d")
    assert [(source, row, column) for source, row, column, _, _ in kept] == [
        ("setl_d.csv", 2, "medfee_sumamt"),
        ("setl_d.csv", 3, "psn_no"),
        ("setl_d.csv", 4, "setl_time"),
        ("setl_d.csv", 5, None),
        ("setl_d.csv", 6, "setl_id"),
    ]
    assert "more than two decimals" in str(kept[0][3])
    assert "required" in str(kept[1][3])
    assert json.loads(str(kept[0][4]))["medfee_sumamt"] == "12.345"
    assert all("psn_name" not in json.loads(str(raw)) for *_, raw in kept), "a name was kept"
    assert rows(database, "setl_d", "medfee_sumamt") == [(10_000,)], "the first row counts"
    said = Counter({reason.column: reason.rows for reason in report.tables["setl_d"].reasons})
    assert said == {"medfee_sumamt": 1, "psn_no": 1, "setl_time": 1, None: 1, "setl_id": 1}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"fund_pay_sumamt": "69.00", "psn_part_amt": "31.00"}, "fund_is_sum_of_funds"),
        ({"acct_pay": "11.00"}, "person_is_account_and_cash"),
        ({"medfee_sumamt": "101.00"}, "total_is_fund_person_hospital"),
        ({"inscp_scp_amt": "80.00"}, "within_policy_is_the_rest"),
        ({"refd_setl_flag": "1"}, "reversal_is_negative"),
        ({"fixmedins_code": "320100"}, "fixmedins_code_well_formed"),
        ({"med_type": "00"}, "med_type_well_formed"),
        ({"vali_flag": "2"}, "vali_flag_in_list"),
    ],
)
def test_what_looks_wrong_is_loaded_and_flagged(database, tmp_path, change, check):
    write(tmp_path, "setl_d.csv", [settlement(1), settlement(2, **change)])
    report = load(tmp_path, "core", database)
    assert books_and_flags(report, "setl_d") == (2, 2, 0, 1)
    assert check in {flag.column for flag in report.tables["setl_d"].flags}
    (stored,) = Lake.open(database).files("setl_d")
    flags = duckdb.execute(f"SELECT _flags FROM '{stored}' WHERE setl_id = 'S2'").fetchone()
    assert flags is not None
    assert check in str(flags[0]).split(",")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"det_item_fee_sumamt": "10.03"}, "fee_is_quantity_times_price"),
        ({"pric_uplmt_amt": "3.99"}, "price_within_limit"),
        ({"cnt": "-2.5"}, "refund_is_negative_both_ways"),
        ({"med_list_codg": "local-1"}, "med_list_codg_well_formed"),
        ({"setl_id": "unheard of"}, "settlement_unknown"),
    ],
)
def test_lines_are_checked(database, tmp_path, change, check):
    write(tmp_path, "setl_d.csv", [settlement(1)])
    write(tmp_path, "fee_list_d.csv", [{"pric_uplmt_amt": "9", **fee(1), **change}])
    report = load(tmp_path, "core", database)
    assert books_and_flags(report, "fee_list_d") == (1, 1, 0, 1)
    assert check in {flag.column for flag in report.tables["fee_list_d"].flags}


def test_lines_before_their_settlement_wait_unplaced(database, tmp_path):
    write(tmp_path / "lines", "fee_list_d.csv", [fee(1, 1), fee(2, 2)])
    write(tmp_path / "settlements", "setl_d.csv", [settlement(1)])
    report = load(tmp_path / "lines", "core", database)
    assert [flag.column for flag in report.tables["fee_list_d"].flags] == ["settlement_unknown"]
    (file,) = Lake.open(database).files("fee_list_d", ["2025-01"])
    assert file.parent.name == "month=unplaced"
    report = load(tmp_path / "settlements", "core", database)
    assert report.tables["fee_list_d"].refiled == 1
    lake, con = Lake.open(database), duckdb.connect()
    january = lake.relation(con, "fee_list_d", ["2025-01"], also=("_flags",))
    assert con.execute(f"SELECT feedetl_sn, _flags FROM ({january}) ORDER BY 1").fetchall() == [
        ("F1", None),
        ("F2", "settlement_unknown"),
    ]
    settled = rows(database, "setl_d", "setl_id")
    lines = rows(database, "fee_list_d", "feedetl_sn, setl_id")
    assert [number for number, setl_id in lines if (setl_id,) in settled] == ["F1"]


def test_the_same_content_twice_changes_nothing(database, tmp_path):
    write(tmp_path, "setl_d-2025-01.csv", [settlement(1), settlement(2)])
    load(tmp_path, "core", database)
    before = {path: path.read_bytes() for path in database.path("lake").rglob("*.parquet")}
    again = load(tmp_path, "core", database)
    assert not again.changed
    assert again.already_loaded == ["setl_d: setl_d-2025-01.csv"]
    assert books_and_flags(again, "setl_d") == (0, 0, 0, 0)
    (tmp_path / "setl_d-2025-01.csv").rename(tmp_path / "setl_d-copy.csv")
    assert not load(tmp_path, "core", database).changed
    after = {path: path.read_bytes() for path in database.path("lake").rglob("*.parquet")}
    assert after == before


def test_a_new_file_corrects_what_it_says_anew_and_repeats_nothing(database, tmp_path):
    write(tmp_path, "setl_d-2025-01.csv", [settlement(1), settlement(2)])
    load(tmp_path, "core", database)
    changed = settlement(2, medfee_sumamt="1.00")
    write(tmp_path, "setl_d-2025-02.csv", [settlement(1), changed, settlement(3)])
    report = load(tmp_path, "core", database)
    assert books(report, "setl_d") == (3, 2, 1)
    assert report.tables["setl_d"].corrected == 1
    assert "loaded before" in report.tables["setl_d"].reasons[0].reason
    assert rows(database, "setl_d", "setl_id, medfee_sumamt") == [
        ("S1", 10_000),
        ("S2", 100),
        ("S3", 10_000),
    ]


def test_twins_in_one_folder_are_loaded_once(database, tmp_path):
    write(tmp_path, "setl_d-a.csv", [settlement(1)])
    write(tmp_path, "setl_d-b.csv", [settlement(1)])
    report = load(tmp_path, "core", database)
    assert books_and_flags(report, "setl_d") == (1, 1, 0, 0)
    assert report.already_loaded == ["setl_d: setl_d-b.csv"]
