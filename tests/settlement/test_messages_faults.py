"""What is no message is told apart with its line, and the books prove the rest."""

import json
from pathlib import Path

import duckdb
import pytest

from features.errors import BadInput
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.log import charged, line, listed, message, settled, write_log
from tests.settlement.read_back import books


def test_what_is_no_data_is_told_apart_with_its_line(database, tmp_path):
    write_log(
        tmp_path / "day.ndjson",
        [
            settled(1),
            '{"infno": "4101", "input": {"setlinfo": {"psn_name": "某人", "certno": "3201021985',
            "",
            {**settled(2), "infcode": -1, "err_msg": "某人的就诊信息不存在"},
            {**settled(3), "infcode": "-1"},
            message("9001", {"signIn": {"opter_no": "1"}}, {"signinoutb": {"sign_no": "7"}}),
            {**ENVELOPE_ONLY},
            {**settled(4), "output": None},
            "[1, 2]",
        ],
    )
    report = load(tmp_path, "messages", database)
    assert books(report, "setl_d") == (1, 1, 0)
    assert books(report, "messages") == (8, 1, 7)
    kept = database.path("lake", "_rejected", "messages")
    told = duckdb.execute(
        f'SELECT "row", reason, raw FROM \'{kept}/*.parquet\' ORDER BY "row"'
    ).fetchall()
    assert [(row, reason.split(" | ")[1]) for row, reason, _ in told] == [
        (2, "not a whole message in JSON"),
        (4, "the transaction failed, so it is no data"),
        (5, "the transaction failed, so it is no data"),
        (6, "the mapping reads nothing from this transaction"),
        (7, "no number of a transaction"),
        (8, "the message has no node of rows, or no answer"),
        (9, "no number of a transaction"),
    ]
    assert json.loads(told[1][2]) == {
        "infno": "2304",
        "msgid": "H32010000001202501150001",
        "infcode": "-1",
    }
    assert "某人" not in str(told)
    assert "3201021985" not in str(told)


ENVELOPE_ONLY = {"input": {"data": {}}}


def test_an_array_that_breaks_off_is_named(database, tmp_path):
    write_log(tmp_path / "a.log", [settled(1)])
    (tmp_path / "b.json").write_text(
        json.dumps([charged(line(1)), settled(1)])[:-40], encoding="utf-8"
    )
    with pytest.raises(BadInput, match=r"b\.json is one JSON array and breaks off"):
        load(tmp_path, "messages", database)
    assert Lake.open(database).files("setl_d") == []


def test_a_thousand_files_of_one_message_load_together(database, tmp_path):
    for n in range(1000):
        (tmp_path / f"{n:04}.json").write_text(json.dumps(settled(n)), encoding="utf-8")
    report = load(tmp_path, "messages", database)
    assert books(report, "setl_d") == (1000, 1000, 0)
    assert books(report, "messages") == (1000, 1000, 0)
    (tmp_path / "late.json").write_text(json.dumps(settled(1000)), encoding="utf-8")
    again = load(tmp_path, "messages", database)
    assert len(again.already_loaded) == 1000
    assert books(again, "setl_d") == (1, 1, 0)


def test_the_lake_proves_its_books(database, tmp_path: Path):
    from features.settlement.lake.books import prove

    write_log(tmp_path / "a.log", [settled(1), "{broken", listed(1)])
    load(tmp_path, "messages", database)
    proved = prove(database, lambda *_: None, deep=True)
    assert proved.balanced, proved.as_json()
