"""Answers keep the standard's shape, its lengths, and characters that every receiver can read."""

import json
import re
from pathlib import Path

import pytest

from features.errors import BadInput
from features.settings import Settings
from serving.finding import Finding
from serving.wire import answer, body, codes, envelope, values, yuan
from serving.wire import message as messages_of
from tests.serving.messages import message


def finding(**changes: object) -> Finding:
    return Finding.model_validate(
        {
            "rule_id": "M-UPCODE-01",
            "title_zh": "疑似高套分组",
            "title_en": "Possible upcoding",
            "text_zh": "费用高于同组中位数。",
            "text_en": "Cost above the group's median.",
            "basis_zh": "模型疑点,非违规认定。",
            "severity": "high",
            "score": 0.7,
            "expected_fen": 123450,
            "families": [],
            "lines": ["RX002", "not-of-this-claim"],
        }
        | changes
    )


@pytest.fixture
def asked() -> messages_of.Analysis:
    text = json.dumps(message(), ensure_ascii=False)
    return messages_of.analysis(envelope.opened(body.parsed(text)))


@pytest.fixture
def packaged(tmp_path: Path) -> codes.WireCodes:
    return codes.wire_codes(Settings(home=tmp_path))


def test_a_result_has_the_fields_of_the_standard(
    asked: messages_of.Analysis, packaged: codes.WireCodes
) -> None:
    (told,) = answer.result(asked, [("J1", finding())], packaged)
    assert told["jr_id"] == "J1"
    assert told["rule_id"] == "M-UPCODE-01"
    assert told["vola_amt"] == 1234.5
    assert told["sev_deg"] == "2"
    assert told["vola_amt_stas"] == "1"
    assert told["vola_bhvr_type"] == "2"
    assert told["task_id"] == "T-1"
    (detail,) = told["judge_result_detail_dtos"]  # type: ignore[misc]
    assert detail["rx_id"] == "RX002"
    assert detail["vola_amt"] == 30.5
    assert detail["vola_item_type"] == "2"


@pytest.mark.parametrize(
    ("severity", "expected_fen", "kind"),
    [("certain", 3050, "1"), ("certain", None, "2"), ("high", 3050, "2"), ("low", 3050, "2")],
)
def test_a_line_violates_where_a_rule_proves_it(
    asked: messages_of.Analysis,
    packaged: codes.WireCodes,
    severity: str,
    expected_fen: int | None,
    kind: str,
) -> None:
    found = finding(severity=severity, expected_fen=expected_fen, score=None)
    (told,) = answer.result(asked, [("J1", found)], packaged)
    (detail,) = told["judge_result_detail_dtos"]  # type: ignore[misc]
    assert detail["vola_item_type"] == kind


def test_an_amount_not_computed_says_so(
    asked: messages_of.Analysis, packaged: codes.WireCodes
) -> None:
    (told,) = answer.result(asked, [("J1", finding(expected_fen=None, lines=[]))], packaged)
    assert (told["vola_amt"], told["vola_amt_stas"], told["vola_bhvr_type"]) == (0, "0", "1")


def test_text_is_cut_by_characters_and_every_one_is_gbk(
    asked: messages_of.Analysis, packaged: codes.WireCodes
) -> None:
    (told,) = answer.result(asked, [("J1", finding(text_zh="疑😀" * 400))], packaged)
    assert len(str(told["vola_cont"])) == 500
    json.dumps(told, ensure_ascii=False).encode("gbk")


def test_an_answer_names_itself() -> None:
    told = envelope.success("370602", {"result": []})
    assert told["infcode"] == 0
    assert told["err_msg"] is None
    assert re.fullmatch(r"370602\d{24}", str(told["inf_refmsgid"]))
    assert re.fullmatch(r"\d{17}", str(told["refmsg_time"]))
    assert told["inf_refmsgid"] != envelope.success("370602", None)["inf_refmsgid"]


def test_a_failure_is_cut_to_what_err_msg_holds() -> None:
    told = envelope.failure("370602", "错" * 300)
    assert told["infcode"] == -1
    assert len(str(told["err_msg"])) == 200


def test_a_sender_can_have_its_own_habits(tmp_path: Path) -> None:
    packaged = Path(codes.__file__).with_name("codes.toml").read_text(encoding="utf-8")
    own = packaged + '\n[client.H37060200064]\ninfcode_as = "str"\nresult_shape = "object"\n'
    (tmp_path / "wire.toml").write_text(own, encoding="utf-8")
    read = codes.wire_codes(Settings(home=tmp_path))
    assert read.client_of("H37060200064").infcode_as == "str"
    assert read.client_of("H00000000000").infcode_as == "int"


def test_codes_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "wire.toml").write_text("sev_deg = 3", encoding="utf-8")
    with pytest.raises(BadInput, match="Copy that file afresh"):
        codes.wire_codes(Settings(home=tmp_path))


@pytest.mark.parametrize("fen", [0, 1, -1, 29, 101, 123450, 99999999999999])
def test_yuan_reads_back_as_the_same_fen(fen: int) -> None:
    assert values.scaled(json.dumps(yuan.yuan(fen)), 100) == fen
