"""A log names a request, a route, a version: never a value of a person, a claim, or a token."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from features.database import engine
from features.database.tables import queue_entry
from features.live import ClaimRecord
from features.settings import Settings
from tests.serving.conftest import Headers
from tests.serving.lake_claims import as_json, as_message, newest
from tests.serving.messages import encounter, feedback, message, order

CANARY = "金丝雀"
OPEN = {"infno", "fixmedins_code", "mdtrtarea_admvs", "inf_time", "dspo_way"}


def canaries(node: Any, key: str = "") -> Any:
    """The same message with a canary in every field but those it is dispatched by."""
    if isinstance(node, dict):
        return {name: canaries(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [canaries(item, key) for item in node]
    return node if key in OPEN or not node else f"{CANARY}{key}"


def test_no_canary_reaches_the_log(
    capfd: pytest.CaptureFixture[str], client: httpx.Client, hospital: Headers
) -> None:
    visit = encounter(insutype="", fsi_order_dtos=[order(1, new_field={"deep": "x"})])
    for sent in (message(visit=visit), message("3101", visit=visit), feedback("x")):
        for path in ("/", "/hsi", f"/{CANARY}"):
            client.post(path, json=canaries(sent), headers=hospital)
    client.post("/", json={"infno": CANARY, "input": {"data": {}}}, headers=hospital)
    client.post("/", json=canaries(message()), headers={"apikey": CANARY.encode().hex()})
    claim = dict.fromkeys(("setl_id", "psn_no", "fixmedins_code", "setl_time", CANARY), CANARY)
    client.post("/v1/claims/score", json={"stage": "in", "claim": claim}, headers=hospital)
    client.get(f"/v1/institutions/{CANARY}/risk", headers=hospital)
    client.get("/v1/queue", params={"month": CANARY}, headers=hospital)
    told = capfd.readouterr()
    logged = told.err + told.out
    assert CANARY not in logged
    assert CANARY.encode().hex() not in logged
    assert hospital["Authorization"].split()[1] not in logged
    lines = [json.loads(line) for line in logged.splitlines() if line]
    assert {line["event"] for line in lines} >= {"request", "failed_open", "fields_missing"}
    assert all(line["request"] for line in lines if line["event"] != "opened")


def test_no_canary_of_a_scored_claim_reaches_the_log(
    capfd: pytest.CaptureFixture[str], scoring: httpx.Client, ready: Settings
) -> None:
    record = newest(ready, 1)[0]
    named = dict.fromkeys(("psn_no", "mdtrt_id", "atddr_no", "setl_id"), f"{CANARY}名")
    lines = [{**line, "feedetl_sn": f"{CANARY}{n}"} for n, line in enumerate(record.lines["fee"])]
    claim = ClaimRecord({**record.facts, **named}, {**record.lines, "fee": lines})
    sent = as_message(claim, f"{CANARY}报文")
    sent["input"]["data"]["patient_dtos"][0]["patn_name"] = CANARY
    answer = scoring.post("/fsi/api/riskConService/courseAnalyze", json=sent).json()
    assert answer["infcode"] == 0
    assert scoring.post("/v1/claims/score", json=as_json(claim, "post")).status_code == 200
    logged = capfd.readouterr().err
    assert CANARY not in logged
    assert {json.loads(line)["event"] for line in logged.splitlines()} >= {"scored", "request"}


def test_a_fault_tells_its_place_and_no_words(
    capfd: pytest.CaptureFixture[str], client: httpx.Client, admin: Headers, database: Settings
) -> None:
    """A queue row that is no queue row: what validation says of it holds the row's values."""
    with engine(database).begin() as connection:
        row = {"month": "2026-03", "kind": "claim", "rank": 1, "subject_id": CANARY, "score": 1}
        connection.execute(
            insert(queue_entry).values(row | {"reasons": [CANARY], "model_version": "1"})
        )
    answer = client.get("/v1/queue", headers=admin)
    assert answer.status_code == 500
    assert answer.json()["error"]["kind"] == "Fault"
    assert answer.headers["x-request-id"]
    logged = capfd.readouterr().err
    assert CANARY not in logged + answer.text
    (fault,) = [one for one in map(json.loads, logged.splitlines()) if one["event"] == "fault"]
    assert fault["kind"] == "ValidationError"
    assert fault["request"] == answer.headers["x-request-id"]
