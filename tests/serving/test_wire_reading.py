"""Messages 3101 and 3102 become the contract's columns, whatever habits the sender has."""

import json
from datetime import date, datetime

import pytest

from serving.wire import body, envelope
from serving.wire.malformed import MalformedMessage
from serving.wire.message import Analysis, analysis
from tests.serving.messages import Message, encounter, message, order


def read(sent: Message) -> Analysis:
    return analysis(envelope.opened(body.parsed(json.dumps(sent, ensure_ascii=False))))


def test_money_is_exact_fen() -> None:
    facts = read(message()).facts
    assert facts["medfee_sumamt"] == 812345
    assert facts["fulamt_ownpay_amt"] == 10010
    assert facts["hifp_pay"] == 600005


@pytest.mark.parametrize("written", ["1.15", 1.15, "1.150", " 1.15 ", "1.1499999999"])
def test_no_float_stands_between_yuan_and_fen(written: object) -> None:
    assert read(message(visit=encounter(medfee_sumamt=written))).facts["medfee_sumamt"] == 115


@pytest.mark.parametrize("blank", ["", "-", None, "null", [], {}, "abc", "1e400000"])
def test_what_cannot_be_read_is_missing_and_never_zero(blank: object) -> None:
    assert "medfee_sumamt" not in read(message(visit=encounter(medfee_sumamt=blank))).facts


def test_columns_of_the_contract_are_filled() -> None:
    facts = read(message()).facts
    assert facts["psn_no"] == "P0001"
    assert facts["fixmedins_code"] == "H37060200064"
    assert facts["brdy"] == date(1956, 4, 1)
    assert facts["age"] == 69
    assert facts["begntime"] == facts["adm_time"] == datetime(2026, 3, 1, 8)
    assert facts["enddate"] == date(2026, 3, 6)
    assert facts["setl_time"] == datetime(2026, 3, 6, 12)
    assert facts["medins_setl_id"] == "H37060200064202603061200000001"


def test_the_institution_is_the_one_the_token_vouches_for() -> None:
    facts = read(message(visit=encounter(medins_id="H99999999999"))).facts
    assert facts["fixmedins_code"] == "H37060200064"


def test_lines_carry_integers() -> None:
    fee = read(message()).lines["fee"]
    assert [line["feedetl_sn"] for line in fee] == ["RX001", "RX002"]
    assert [line["cnt"] for line in fee] == [20000, 20000]
    assert [line["pric"] for line in fee] == [15250000, 15250000]
    assert [line["det_item_fee_sumamt"] for line in fee] == [3050, 3050]


def test_history_orders_are_not_lines_of_this_call() -> None:
    visit = encounter(fsi_order_dtos=[order(1), order(2, curr_drord_flag="0")])
    assert [x["feedetl_sn"] for x in read(message(visit=visit)).lines["fee"]] == ["RX001"]


def test_orders_without_any_flag_are_all_current() -> None:
    visit = encounter(fsi_order_dtos=[order(1, curr_drord_flag=""), order(2, curr_drord_flag=None)])
    assert len(read(message(visit=visit)).lines["fee"]) == 2


def test_the_current_encounter_is_the_named_one() -> None:
    old = encounter(mdtrt_id="M0900", medfee_sumamt="1")
    sent = message(fsi_encounter_dtos=[encounter(), old])
    assert read(sent).facts["mdtrt_id"] == "M1001"


def test_objects_stand_in_for_lists() -> None:
    sent = message()
    patient = sent["input"]["data"]["patient_dtos"][0]
    patient["fsi_encounter_dtos"] = patient["fsi_encounter_dtos"][0] | {"fsi_order_dtos": order(7)}
    sent["input"]["data"]["patient_dtos"] = patient
    assert [line["feedetl_sn"] for line in read(sent).lines["fee"]] == ["RX007"]


def test_text_stands_in_for_no_operations() -> None:
    assert read(message(visit=encounter(fsi_operation_dtos=""))).lines["oprn"] == []


def test_diagnoses_count_from_one_in_their_order() -> None:
    diagnoses = read(message()).lines["diag"]
    assert [(row["seq"], row["diag_code"]) for row in diagnoses] == [(1, "I63.900"), (2, "I10.x05")]


@pytest.mark.parametrize(
    "discharge", ["1900-01-01", "1900-01-01 00:00:00", "2026-03-01 08:00:00", "2026-02-01", ""]
)
def test_a_placeholder_discharge_is_missing(discharge: str) -> None:
    facts = read(message(visit=encounter(dscg_date=discharge))).facts
    assert not {"enddate", "endtime", "dscg_time"} & facts.keys()


def test_an_outpatient_visit_ends_on_its_day() -> None:
    visit = encounter(med_type="11", adm_date="2026-03-06", dscg_date="2026-03-06")
    assert read(message(visit=visit)).facts["enddate"] == date(2026, 3, 6)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01 08:00:00",
        "2026/3/1 8:00:00",
        "20260301080000",
        "2026-03-01T08:00:00",
        "2026-03-01T00:00:00Z",
        "2026-03-01 08:00:00.123",
        "2026-03-01 08:00",
    ],
)
def test_moments_in_any_usual_writing(written: str) -> None:
    facts = read(message(visit=encounter(adm_date=written))).facts
    assert facts["begntime"] == datetime(2026, 3, 1, 8)


def test_words_stand_in_for_codes() -> None:
    assert read(message(gend="女")).facts["gend"] == "2"


def test_missing_fields_are_named_and_not_an_error() -> None:
    sent = message(visit=encounter(insutype="", medins_lv=None))
    del sent["opter_name"]
    assert set(read(sent).warnings) == {"opter_name", "medins_lv", "insutype"}


def test_unknown_fields_are_no_error() -> None:
    assert read(message(visit=encounter(something_new={"a": [1]}))).facts["psn_no"] == "P0001"


@pytest.mark.parametrize("charset", ["gbk", "utf-8", "utf-8-sig", "gb18030"])
def test_bodies_in_the_encodings_of_the_field(charset: str) -> None:
    sent = json.dumps(message(), ensure_ascii=False).encode(charset)
    text, answer_in = body.decoded(sent, None)
    assert answer_in == ("GBK" if charset.startswith("gb") else "UTF-8")
    facts = analysis(envelope.opened(body.parsed(text))).facts
    assert facts["fixmedins_name"] == "某市人民医院"


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        "{",
        '"text"',
        "{}",
        '{"infno":"3101"}',
        '{"infno":"3101","input":[]}',
        '{"infno":"3101","input":{"data":""}}',
        '{"infno":"3101","input":{"data":{"patient_dtos":""}}}',
        '{"infno":"3101","input":{"data":{"patient_dtos":[{}]}}}',
        "[" * 100_000,
    ],
)
def test_what_cannot_be_answered_is_malformed(sent: str) -> None:
    with pytest.raises(MalformedMessage) as caught:
        analysis(envelope.opened(body.parsed(sent)))
    assert len(str(caught.value)) <= 200


def test_text_that_no_database_holds_is_cleaned() -> None:
    text = '{"patn_id": "P\\u0000\\ud800"}'
    assert body.parsed(text)["patn_id"] == "P\x00\ud800"
    sent = message(patn_id="P\x00\ud800")
    assert analysis(envelope.opened(body.parsed(json.dumps(sent)))).patn_id == "P?"
