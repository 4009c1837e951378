"""What each kind of message brings: its tables, its parts, and what it takes back."""

from features.settlement.intake.load import load
from tests.settlement.log import charged, line, listed, message, settled, write_log
from tests.settlement.read_back import books, reasons, rows


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
