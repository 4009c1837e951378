"""Message logs load like exports: whatever way a hospital writes them, nothing lost, all told."""

import json
from pathlib import Path

import duckdb
import pytest

from features.errors import BadInput
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.log import charged, line, listed, message, settled, write_log


def rows(settings: Settings, table: str, columns: str) -> list[tuple[object, ...]]:
    con = duckdb.connect()
    Lake.open(settings).attach(con)
    return con.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def books(report, table: str) -> tuple[int, int, int]:
    one = report.tables[table]
    return one.rows_in, one.loaded, one.rejected


def reasons(report, table: str) -> list[str]:
    return [reason.reason.split(" | ")[1] for reason in report.tables[table].reasons]


def test_a_day_of_messages_fills_its_tables(database, tmp_path):
    write_log(tmp_path / "day.ndjson", [charged(line(1), line(2)), settled(1), listed(1)])
    report = load(tmp_path, "messages", database)
    assert books(report, "messages") == (3, 3, 0)
    filled = {name: books(report, name)[1] for name in report.tables if books(report, name)[0]}
    assert filled == {
        "setl_d": 1, "fee_list_d": 2, "setl_list": 1, "setl_diag": 2, "setl_opsp": 1, "setl_oprn": 1,
        "setl_item": 1, "setl_pay": 1, "setl_icu": 1, "setl_bld": 1, "messages": 3,
    }  # fmt: skip
    assert rows(database, "setl_d", "setl_id, medfee_sumamt, refd_setl_flag, insu_admdvs") == [
        ("S1", 10_000, "0", "320100")
    ]
    # The line has no settlement of its own: it is found by the encounter.
    assert rows(database, "fee_list_d", "setl_id, feedetl_sn, cnt, chrgitm_lv, pric_uplmt_amt") == [
        ("S1", "F1", 25_000, "01", 9_500_000),
        ("S1", "F2", 25_000, "01", 9_500_000),
    ]
    assert rows(database, "setl_list", "vent_used_hours, brdy::VARCHAR") == [(37, "1960-02-29")]
    assert rows(database, "setl_icu", "scs_cutd_sum_hours") == [(5,)]
    assert rows(database, "setl_diag", "seq, diag_code, maindiag_flag") == [
        (1, "K22.301", "1"),
        (2, "I10.x05", "0"),
    ]
    assert report.unknown_columns == {}
    assert report.aside == []
    assert not load(tmp_path, "messages", database).changed


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


def sold(infno: str, **said: object) -> dict[str, object]:
    sale = {
        "med_list_codg": "XJ01XDT045A001010104642",
        "fixmedins_hilist_id": "L1",
        "fixmedins_bchno": "B1",
        "mdtrt_sn": "M1",
        "sel_retn_cnt": 2,
        "sel_retn_time": "2025-01-14 09:00:00",
        "trdn_flag": "N",
        "prsc_dr_certno": "320102198501011234",
    }
    return message(infno, {"selinfo": {**sale, **said}})


def test_traceability_codes_stand_in_two_places_under_two_names(database, tmp_path):
    stock = {"drug_trac_codg": "81234572", "inv_cnt": 3, "invdate": "2025-01-14"}
    bought = {
        "drugtracinfo": [{"drug_trac_codg": "81234573"}],
        "purc_retn_cnt": 5,
        "purc_retn_stoin_time": "2025-01-14 08:00:00",
    }
    write_log(
        tmp_path / "a.log",
        [
            sold("3505", drugtracinfo=[{"drug_trac_codg": "81234567"}, {"drug_trac_code": "81234568"}]),
            sold("3505", drug_trac_codg="81234569"),
            sold("3506", drug_trac_code="81234570", drugtracinfo=[]),
            sold("3506", drugtracinfo={"drug_trac_codg": "81234571"}),
            message("3501", {"invinfo": [stock]}),
            message("3503", {"purcinfo": bought}),
            sold("3505"),
        ],
    )  # fmt: skip
    report = load(tmp_path, "messages", database)
    assert rows(database, "drug_trac_d", "drug_trac_codg, evt_type, sel_retn_cnt, mdtrt_id") == [
        ("81234567", "sale", 20_000, "M1"),
        ("81234568", "sale", 20_000, "M1"),
        ("81234569", "sale", 20_000, "M1"),
        ("81234570", "sale_return", 20_000, "M1"),
        ("81234571", "sale_return", 20_000, "M1"),
        ("81234572", "stock", 30_000, None),
        ("81234573", "purchase", 50_000, None),
    ]
    assert books(report, "drug_trac_d") == (8, 7, 1)
    assert rows(database, "drug_trac_d", "DISTINCT medins_list_codg, trdn_flag") == [
        ("L1", "0"),
        (None, None),
    ]
    everything = b"".join(p.read_bytes() for p in database.path("lake").rglob("*.parquet"))
    assert b"320102198501011234" not in everything


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


def test_a_later_list_takes_the_place_of_the_earlier(database, tmp_path):
    first = listed(1)
    second = listed(1, diseinfo=[{"diag_code": "I10.x05", "maindiag_flag": "1"}], icuinfo=[])
    write_log(tmp_path / "a.log", [first, listed(2)])
    write_log(tmp_path / "b.log", [second])
    report = load(tmp_path, "messages", database)
    assert books(report, "messages") == (3, 2, 1)
    assert reasons(report, "messages") == ["a later message took its place"]
    assert rows(database, "setl_diag", "setl_id, seq, diag_code") == [
        ("S1", 1, "I10.x05"),
        ("S2", 1, "K22.301"),
        ("S2", 2, "I10.x05"),
    ]
    assert rows(database, "setl_icu", "setl_id") == [("S2",)]


def test_a_placeholder_is_no_intensive_care(database, tmp_path):
    dummy = [{"scs_cutd_ward_type": "*", "scs_cutd_sum_dura": "0/0/0"}]
    write_log(tmp_path / "a.log", [listed(1, icuinfo=dummy)])
    report = load(tmp_path, "messages", database)
    assert books(report, "setl_icu") == (1, 0, 1)
    assert reasons(report, "setl_icu") == ["a placeholder: there was no intensive care"]


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


def test_a_reversal_says_what_it_takes_back(database, tmp_path):
    amounts = {
        k: "-" + v
        for k, v in settled(1)["output"]["setlinfo"].items()
        if k.endswith(("amt", "pay"))
    }
    said = {**amounts, "setl_id": "S9", "mdtrt_id": "M1", "setl_time": "2025-01-20 09:00:00"}
    back = message(
        "2305", {"data": {"mdtrt_id": "M1", "setl_id": "S1", "psn_no": "P1"}}, {"setlinfo": said}
    )
    write_log(tmp_path / "one" / "a.log", [settled(1), back])
    load(tmp_path / "one", "messages", database)
    seen = "setl_id, init_setl_id, refd_setl_flag, psn_type, med_type, medfee_sumamt, psn_no"
    both = rows(database, "setl_d", seen)
    person = both[0][-1]
    assert both == [
        ("S1", None, "0", "11", "21", 10_000, person),
        ("S9", "S1", "1", "11", "21", -10_000, person),
    ]


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


def test_the_registers_answer(database, tmp_path):
    house = {
        "fixmedins_code": "H32010000001",
        "fixmedins_name": "甲院",
        "fixmedins_type": "1",
        "hosp_lv": "03",
    }
    doctor = {
        "prac_psn_code": "D320100000001",
        "prac_psn_name": "某医师",
        "hi_dr_flag": "Y",
        "certno": "1",
    }
    write_log(
        tmp_path / "a.log",
        [
            message("1201", {"medinsinfo": {}}, {"medinsinfo": house}),
            message("5102", {"data": {}}, {"feedback": [doctor]}),
        ],
    )
    load(tmp_path, "messages", database)
    assert rows(database, "fixmedins_b", "fixmedins_code, hosp_lv") == [("H32010000001", "03")]
    assert rows(database, "dr_info_b", "dr_code, hi_dr_flag, main_pracins_no") == [
        ("D320100000001", "1", "H32010000001")
    ]


def test_an_array_that_breaks_off_is_named(database, tmp_path):
    write_log(tmp_path / "a.log", [settled(1)])
    (tmp_path / "b.json").write_text(json.dumps(DAY)[:-40], encoding="utf-8")
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
