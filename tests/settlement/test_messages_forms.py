"""Message logs load alike, whatever way a hospital writes them."""

import json

import pytest

from features.settlement.intake.load import load
from tests.settlement.log import charged, line, listed, settled, write_log
from tests.settlement.read_back import books, rows


def in_capitals(value: object) -> object:
    match value:
        case dict():
            return {str(key).upper(): in_capitals(one) for key, one in value.items()}
        case list():
            return [in_capitals(one) for one in value]
        case _:
            return value


def wrapped(said: dict[str, object]) -> dict[str, object]:
    request = {k: v for k, v in said.items() if k not in ("infcode", "output")}
    return {
        "request": request,
        "response": {k: said[k] for k in ("infcode", "output") if k in said},
    }


def as_text(said: dict[str, object]) -> dict[str, object]:
    return {k: json.dumps(v, ensure_ascii=False) for k, v in wrapped(said).items()}


DAY = [charged(line(1), line(2)), settled(1), listed(1)]
SEEN = {
    "setl_d": "setl_id, psn_no, medfee_sumamt, setl_time",
    "fee_list_d": "setl_id, feedetl_sn, cnt, pric, chrgitm_lv",
    "setl_list": "setl_id, gend, vent_used_hours",
    "setl_diag": "setl_id, seq, diag_code, diag_name, maindiag_flag",
    "setl_pay": "setl_id, fund_pay_type, fund_payamt",
}


@pytest.mark.parametrize(
    "drift",
    ["wrapped", "text", "capitals", "array", "one file each", "pretty", "gbk", "utf-16", "bom"],
)
def test_the_form_of_a_log_does_not_matter(database, tmp_path, drift):
    log = tmp_path / "day.ndjson"
    match drift:
        case "wrapped":
            write_log(log, map(wrapped, DAY))
        case "text":
            write_log(log, map(as_text, DAY))
        case "capitals":
            write_log(log, [in_capitals(one) for one in DAY])
        case "array":
            (tmp_path / "day.json").write_text(json.dumps(DAY, indent=1), encoding="utf-8")
        case "one file each" | "pretty":
            for n, one in enumerate(DAY):
                text = json.dumps(one, indent=2 if drift == "pretty" else None)
                (tmp_path / f"{n}.json").write_text(text, encoding="utf-8")
        case _:
            write_log(log, DAY, encoding={"bom": "utf-8-sig"}.get(drift, drift))
    report = load(tmp_path, "messages", database)
    assert books(report, "messages") == (3, 3, 0)
    assert rows(database, "setl_diag", "diag_name") == [("乙",), ("甲",)]
    assert {table: rows(database, table, columns) for table, columns in SEEN.items()} == {
        "setl_d": [("S1", *rows(database, "setl_d", "psn_no")[0], 10_000,
                    *rows(database, "setl_d", "setl_time")[0])],
        "fee_list_d": [("S1", f"F{n}", 25_000, 4_000_000, "01") for n in (1, 2)],
        "setl_list": [("S1", "1", 37)],
        "setl_diag": [("S1", 1, "K22.301", "甲", "1"), ("S1", 2, "I10.x05", "乙", "0")],
        "setl_pay": [("S1", "310100", 7_000)],
    }  # fmt: skip
    assert rows(database, "setl_d", "setl_time::VARCHAR") == [("2025-01-15 10:30:00",)]
    assert len(str(rows(database, "setl_d", "psn_no")[0][0])) == 32


@pytest.mark.parametrize(
    ("said", "quantity", "price"),
    [
        ('"2.5"', 25_000, 4_000_000),
        ("2.50", 25_000, 4_000_000),
        ("25e-1", 25_000, 4_000_000),
        # Nineteen digits: a double would make it …6783.9990.
        ("99999999999.9999", 999_999_999_999_999, 4_000_000),
        ("0.1", 1_000, 4_000_000),
    ],
)
def test_numbers_are_read_exactly(database, tmp_path, said, quantity, price):
    text = json.dumps(charged(line(1, cnt="QUANTITY"))).replace('"QUANTITY"', said)
    write_log(tmp_path / "a.log", [text])
    load(tmp_path, "messages", database)
    assert rows(database, "fee_list_d", "cnt, pric") == [(quantity, price)]


def test_a_number_inside_a_sentence_stays_a_sentence(database, tmp_path):
    odd = "余额: 12345678901234567.89, 见附件"
    write_log(tmp_path / "a.log", [charged(line(1, medins_list_name=odd))])
    load(tmp_path, "messages", database)
    assert rows(database, "fee_list_d", "medins_list_name") == [(odd,)]


@pytest.mark.parametrize(
    ("changes", "column", "made"),
    [
        ({"cvlserv_flag": "Y"}, "cvlserv_flag", "1"),
        ({"cvlserv_flag": "N"}, "cvlserv_flag", "0"),
        ({"cvlserv_flag": False}, "cvlserv_flag", "0"),
        ({"setl_time": "20250115103000"}, "setl_time::VARCHAR", "2025-01-15 10:30:00"),
        ({"setl_time": "2025-01-15T10:30:00"}, "setl_time::VARCHAR", "2025-01-15 10:30:00"),
        ({"setl_time": 1736908200000}, "setl_time::VARCHAR", "2025-01-15 10:30:00"),
        ({"brdy": "1900-01-01"}, "brdy", None),
        ({"brdy": ""}, "brdy", None),
        ({"brdy": "null"}, "brdy", None),
        ({"brdy": None}, "brdy", None),
        ({"insutype": "-"}, "insutype", None),
        ({"psn_cash_pay": "", "cash_payamt": "20.00"}, "psn_cash_pay", 2_000),
        ({"inscp_scp_amt": None, "inscp_amt": 90}, "inscp_scp_amt", 9_000),
        ({"balc": "null"}, "balc", None),
    ],
)
def test_what_hospitals_write_differently_is_the_same(database, tmp_path, changes, column, made):
    write_log(tmp_path / "a.log", [settled(1, **changes)])
    report = load(tmp_path, "messages", database)
    assert books(report, "setl_d") == (1, 1, 0)
    assert rows(database, "setl_d", column) == [(made,)]


def test_one_object_may_stand_for_a_list_and_text_for_a_node(database, tmp_path):
    diagnosis = {"diag_code": "K22.301", "maindiag_flag": "Y"}
    said = listed(1, diseinfo=diagnosis, oprninfo="", iteminfo="[]", icuinfo=None, bldinfo={})
    write_log(tmp_path / "a.log", [said, listed(2, diseinfo=json.dumps([diagnosis] * 2))])
    report = load(tmp_path, "messages", database)
    assert rows(database, "setl_diag", "setl_id, seq, maindiag_flag") == [
        ("S1", 1, "1"),
        ("S2", 1, "1"),
        ("S2", 2, "1"),
    ]
    assert books(report, "setl_oprn")[0] == 1, "the second list has its operation"


def test_the_main_diagnosis_may_be_said_in_the_head(database, tmp_path):
    old = listed(1, diseinfo=[{"diag_code": "K22.301"}, {"diag_code": "I10.x05"}])
    old["input"]["setlinfo"]["maindiag_flag"] = "1"
    write_log(tmp_path / "a.log", [old, listed(2)])
    report = load(tmp_path, "messages", database)
    assert rows(database, "setl_diag", "setl_id, seq, maindiag_flag") == [
        ("S1", 1, "1"),
        ("S1", 2, "0"),
        ("S2", 1, "1"),
        ("S2", 2, "0"),
    ]
    assert report.aside == []
