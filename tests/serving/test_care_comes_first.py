"""Whatever fails, a ward gets infcode 0 and an empty list; only what cannot be read is told so."""

import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, text

from features.database import engine
from features.database.tables import score_ledger
from features.settings import Settings
from serving.wire import codes
from tests.serving.conftest import Headers, served
from tests.serving.messages import Message, message

BEFORE = "/fsi/api/riskConService/beforeAnalyze"
COURSE = "/fsi/api/riskConService/courseAnalyze"


def assert_empty(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    told = answer.json()
    assert told["infcode"] == 0
    assert told["err_msg"] is None
    assert told["output"] == {"result": []}


@pytest.mark.parametrize(
    ("path", "infno"), [(BEFORE, "3101"), (COURSE, "3102"), ("/", "3102"), ("/hsi", "3101")]
)
def test_nothing_promoted_is_no_reason_to_stop_care(
    client: httpx.Client, hospital: Headers, database: Settings, path: str, infno: str
) -> None:
    assert_empty(client.post(path, json=message(infno), headers=hospital))
    page = client.get("/metrics").text
    assert f'fundwatch_failed_open_total{{infno="{infno}",kind="NotReady"}} 1.0' in page
    with engine(database).connect() as connection:
        kept = connection.execute(select(score_ledger)).mappings().one()
    assert kept["state"] == "failed_open"
    assert kept["fixmedins_code"] == "H37060200064"
    assert kept["area"] == "370602"


def test_a_slow_database_is_not_waited_for(
    client: httpx.Client, hospital: Headers, database: Settings
) -> None:
    with engine(database).begin() as connection:
        connection.execute(text("LOCK TABLE reader IN ACCESS EXCLUSIVE MODE"))
        begun = time.monotonic()
        assert_empty(client.post(COURSE, json=message(), headers=hospital))
        assert 0.9 < time.monotonic() - begun < 10
    assert (
        'fundwatch_failed_open_total{infno="3102",kind="late"} 1.0' in client.get("/metrics").text
    )


def test_a_broken_database_is_no_reason_to_stop_care(
    client: httpx.Client, hospital: Headers, database: Settings
) -> None:
    with engine(database).begin() as connection:
        connection.execute(text("ALTER TABLE reader RENAME TO gone"))
    assert_empty(client.post(COURSE, json=message(), headers=hospital))
    refused = client.get("/v1/queue", headers=hospital)
    assert refused.status_code == 503
    assert "gone" not in refused.text


UNREADABLE = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe\x00",
    b"{}",
    b'{"infno": "3102"}',
    b'{"infno": "2304"}',
    b'{"infno": "3102", "input": {"data": {"patient_dtos": [{}]}}}',
)


@pytest.mark.parametrize("path", [COURSE, "/"])
def test_what_cannot_be_read_is_told_so(client: httpx.Client, hospital: Headers, path: str) -> None:
    for sent in UNREADABLE:
        answer = client.post(path, content=sent, headers=hospital)
        told = answer.json()
        assert answer.status_code == 200
        assert told["infcode"] == -1
        assert told["output"] is None
        assert 0 < len(told["err_msg"]) <= 200


@pytest.mark.parametrize("code", ["H37060200065", "H99999999999"])
def test_a_hospital_does_not_speak_for_another(
    client: httpx.Client, hospital: Headers, code: str
) -> None:
    answer = client.post(COURSE, json=message() | {"fixmedins_code": code}, headers=hospital)
    assert answer.status_code == 403
    assert answer.json()["infcode"] == -1


def test_a_message_without_an_institution_is_its_senders(
    client: httpx.Client, hospital: Headers, database: Settings
) -> None:
    sent: Message = message()
    del sent["fixmedins_code"]
    assert_empty(client.post(COURSE, json=sent, headers=hospital))
    with engine(database).connect() as connection:
        code = connection.execute(select(score_ledger.c.fixmedins_code)).scalar_one()
    assert code == "H37060200064"


def test_a_sender_in_gbk_is_answered_in_gbk(client: httpx.Client, hospital: Headers) -> None:
    answer = client.post(COURSE, content='{"说明": "无"}'.encode("gbk"), headers=hospital)
    assert "charset=GBK" in answer.headers["content-type"]
    assert "缺少" in answer.content.decode("gbk")


def test_a_body_without_end_is_refused(client: httpx.Client, hospital: Headers) -> None:
    large = client.post(COURSE, content=b" " * (4 * 1024 * 1024 + 1), headers=hospital)
    streamed = client.post(COURSE, content=(b" " * 65536 for _ in range(65)), headers=hospital)
    assert large.status_code == streamed.status_code == 413


def test_v1_says_what_is_missing(client: httpx.Client, hospital: Headers) -> None:
    claim = {
        "setl_id": "1",
        "psn_no": "P",
        "fixmedins_code": "H37060200064",
        "setl_time": "2026-03-06T12:00:00",
    }
    answer = client.post("/v1/claims/score", json={"stage": "in", "claim": claim}, headers=hospital)
    assert answer.status_code == 503
    assert answer.json()["error"]["kind"] == "NotReady"


def test_no_statement_of_the_service_runs_for_ever(
    client: httpx.Client, database: Settings
) -> None:
    assert client.get("/health").status_code == 200
    with engine(database).connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "5s"


def test_a_sender_is_answered_in_its_own_habits(database: Settings, hospital: Headers) -> None:
    packaged = Path(codes.__file__).with_name("codes.toml").read_text(encoding="utf-8")
    own = '\n[client.H37060200064]\ninfcode_as = "str"\nresult_shape = "object"\n'
    told = packaged.replace('receiver_area = ""', 'receiver_area = "370600"')
    told = told.replace("/riskConService/feedback", "/ours/fdbk")
    (database.home / "wire.toml").write_text(told + own, encoding="utf-8")
    with served(database) as client:
        answer = client.post(COURSE, json=message(), headers=hospital).json()
        assert answer["infcode"] == "0"
        assert answer["output"] == {"result": None}
        assert answer["inf_refmsgid"].startswith("370600")
        assert client.post("/fsi/api/ours/fdbk", json={}, headers=hospital).status_code == 200
        other = client.post(COURSE, json=message() | {"input": ""}, headers=hospital).json()
        assert other["infcode"] == "-1"
