"""Messages that belong together but come in different batches or on different days."""

import duckdb

from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.log import charged, line, listed, message, settled, write_log
from tests.settlement.read_back import books, rows


def test_an_encounter_is_built_up_in_one_load_and_over_days(database, tmp_path):
    admitted = message(
        "2401",
        {
            "mdtrtinfo": {
                "psn_no": "P1", "insutype": "310", "med_type": "21", "ipt_no": "I1",
                "begntime": "2025-01-10 08:00:00", "dscg_maindiag_code": "K22.301",
            },
            "diseinfo": {"diag_type": "1", "diag_srt_no": "1", "diag_code": "K22.301",
                         "diag_time": "2025-01-10 09:00:00", "psn_no": "P1"},
        },
        {"result": {"mdtrt_id": "M1"}},
    )  # fmt: skip
    left = message(
        "2402", {"dscginfo": {"mdtrt_id": "M1", "psn_no": "P1", "endtime": "2025-01-15 08:00:00"}}
    )
    seen = "mdtrt_id, med_type, ipt_otp_no, begntime::VARCHAR, endtime::VARCHAR, dscg_maindiag_code"
    whole = ("M1", "21", "I1", "2025-01-10 08:00:00", "2025-01-15 08:00:00", "K22.301")
    write_log(tmp_path / "together" / "a.log", [admitted])
    write_log(tmp_path / "together" / "b.log", [left])
    write_log(tmp_path / "first" / "a.log", [admitted])
    write_log(tmp_path / "second" / "b.log", [left])
    load(tmp_path / "first", "messages", database)
    assert rows(database, "mdtrt_d", seen) == [(*whole[:4], None, whole[5])]
    report = load(tmp_path / "second", "messages", database)
    assert rows(database, "mdtrt_d", seen) == [whole]
    assert report.tables["mdtrt_d"].corrected == 1
    assert rows(database, "mdtrt_diag", "mdtrt_id, diag_code") == [("M1", "K22.301")]
    assert not load(tmp_path / "together", "messages", database).changed


def test_a_reversal_finds_a_settlement_of_an_earlier_day(database, tmp_path):
    write_log(tmp_path / "one" / "a.log", [settled(1)])
    said = {**settled(1)["output"]["setlinfo"], "setl_id": "S9", "setl_time": "2025-01-20 09:00:00"}
    said = {k: v for k, v in said.items() if k not in ("psn_type", "med_type")}
    back = message(
        "2305", {"data": {"mdtrt_id": "M1", "setl_id": "S1", "psn_no": "P1"}}, {"setlinfo": said}
    )
    write_log(tmp_path / "two" / "b.log", [back])
    load(tmp_path / "one", "messages", database)
    report = load(tmp_path / "two", "messages", database)
    assert books(report, "setl_d") == (1, 1, 0)
    assert rows(database, "setl_d", "setl_id, psn_type, med_type") == [
        ("S1", "11", "21"),
        ("S9", "11", "21"),
    ]


def test_lines_find_the_settlement_of_their_batch_or_the_next_one(database, tmp_path):
    def at(moment: str, setl: str, n: int):
        one = settled(1, setl_id=setl, setl_time=moment)
        one["input"]["data"]["chrg_bchno"] = f"B{n}"
        return one

    write_log(
        tmp_path / "a.log",
        [
            charged(line(1), inf_time="2025-01-10 08:00:00"),
            charged(line(2), inf_time="2025-01-12 08:00:00"),
            charged(line(3, chrg_bchno="B2"), inf_time="2025-01-10 08:00:00"),
            charged(line(4), inf_time="2025-01-15 08:30:00"),
            charged(line(5), inf_time="2025-02-15 08:30:00"),
            charged(line(6, 7), inf_time="2025-01-10 08:00:00"),
            at("2025-01-11 08:00:00", "SA", 1),
            at("2025-01-15 08:00:00", "SB", 2),
        ],
    )
    report = load(tmp_path, "messages", database)
    assert rows(database, "fee_list_d", "feedetl_sn, setl_id") == [
        ("F1", "SA"),
        ("F2", "SB"),
        ("F3", "SB"),
        ("F4", "SB"),  # half an hour after the settlement: clocks differ
        ("F5", "M1"),  # not settled yet: its encounter stands there
        ("F6", "M7"),
    ]
    assert [flag.column for flag in report.tables["fee_list_d"].flags] == ["settlement_unknown"]


def test_lines_of_an_earlier_day_get_their_settlement_when_it_comes(database, tmp_path):
    write_log(tmp_path / "one" / "a.log", [charged(line(1), line(2)), charged(line(3, 2))])
    write_log(tmp_path / "two" / "b.log", [settled(1)])
    load(tmp_path / "one", "messages", database)
    assert rows(database, "fee_list_d", "feedetl_sn, setl_id") == [
        ("F1", "M1"),
        ("F2", "M1"),
        ("F3", "M2"),
    ]
    report = load(tmp_path / "two", "messages", database)
    assert report.tables["fee_list_d"].refiled == 2
    assert rows(database, "fee_list_d", "feedetl_sn, setl_id") == [
        ("F1", "S1"),
        ("F2", "S1"),
        ("F3", "M2"),
    ]
    (moved,) = Lake.open(database).files("fee_list_d", ["2025-01"])[:1]
    assert moved.parent.name == "month=2025-01"
    assert duckdb.execute(f"SELECT DISTINCT _flags FROM '{moved}'").fetchall() == [(None,)]


def test_a_list_that_is_sent_again_later_loses_what_it_dropped(database, tmp_path):
    write_log(tmp_path / "one" / "a.log", [listed(1), listed(2)])
    again = listed(1, diseinfo=[{"diag_code": "I10.x05", "maindiag_flag": "1"}], icuinfo=[])
    write_log(tmp_path / "two" / "b.log", [again])
    load(tmp_path / "one", "messages", database)
    report = load(tmp_path / "two", "messages", database)
    assert rows(database, "setl_diag", "setl_id, seq, diag_code") == [
        ("S1", 1, "I10.x05"),
        ("S2", 1, "K22.301"),
        ("S2", 2, "I10.x05"),
    ]
    assert rows(database, "setl_icu", "setl_id") == [("S2",)]
    changed = {name: (books.corrected, books.withdrawn) for name, books in report.tables.items()}
    assert changed["setl_diag"] == (1, 1)
    assert changed["setl_icu"] == (0, 1)
    assert changed["setl_oprn"] == (0, 0)
    from features.settlement.lake.books import prove

    assert prove(database, lambda *_: None, deep=True).balanced
