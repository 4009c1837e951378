"""After messages and claims, no number that a person has in life is in the database or the log."""

import re
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from features.database import engine
from features.database.tables import feedback as feedback_table
from features.database.tables import load
from features.settings import Settings
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from serving.conversation import Conversation
from serving.hiding import Hiding, hashed
from serving.readers import Reader, Readers, Role
from tests.serving.conftest import served
from tests.serving.lake_claims import as_json, as_message, newest, numbers_in_life
from tests.serving.messages import feedback
from tests.settlement.in_life import dump

COURSE = "/fsi/api/riskConService/courseAnalyze"
BEFORE = "/fsi/api/riskConService/beforeAnalyze"
FEEDBACK = "/fsi/api/riskConService/feedback"
NAME, TELEPHONE, CERTIFICATE = "欧阳晓明", "13951234567", "32010219850101123X"


def test_nothing_that_came_in_a_message_is_kept(
    scoring: httpx.Client, ready: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    told = []
    for number, record in enumerate(newest(ready, 12)):
        sent = as_message(record, f"outside-{number}")
        extra = {"patn_name": NAME, "tel": TELEPHONE, "certno": CERTIFICATE}
        sent["input"]["data"]["patient_dtos"][0] |= extra
        before = as_message(record, f"outside-before-{number}", "3101")
        before["input"]["data"]["patient_dtos"][0] |= extra
        told += scoring.post(COURSE, json=sent).json()["output"]["result"]
        assert scoring.post(BEFORE, json=before).json()["infcode"] == 0
        assert scoring.post("/v1/claims/score", json=as_json(record, "post")).status_code == 200
        again = scoring.post(COURSE, json=sent).json()["output"]["result"]
        assert {found["patn_id"] for found in again} <= {record.facts["psn_no"]}
    assert told
    answered = feedback(told[0]["jr_id"], "1", f"家属电话{TELEPHONE}, 证件{CERTIFICATE}")
    answered["fixmedins_code"] = newest(ready, 1)[0].facts["fixmedins_code"]
    assert scoring.post(FEEDBACK, json=answered).json()["infcode"] == 0
    with engine(ready).connect() as connection:
        (reason,) = connection.execute(select(feedback_table.c.reason)).scalars().all()
    assert reason == "家属电话***, 证件***"
    logged = capfd.readouterr()
    kept = (dump(ready) + logged.err.encode() + logged.out.encode()).decode()
    words = set(re.findall(r"[0-9A-Za-z]+|[\u4e00-\u9fff]+", kept))
    numbers = set(numbers_in_life(ready).values())
    assert len(numbers) > 100
    assert words & {*numbers, TELEPHONE, CERTIFICATE} == set()
    assert NAME not in kept
    made = Hiding(ready, Conversation(engine(ready))).pseudonyms()
    assert words & {made.of("person", number) for number in numbers}, "the search finds words"


def test_tiles_are_found_under_the_pseudonym(ready: Settings) -> None:
    """What the hospital calls a person leads to the pseudonym under which the lake knows them."""
    hiding = Hiding(ready, Conversation(engine(ready)))
    for record in newest(ready, 5):
        facts, lines = hiding.claim(record.facts, record.lines)
        number = record.facts["psn_no"]
        assert facts["psn_no"] == hiding.pseudonyms().of("person", str(number)) != number
        assert {line["psn_no"] for line in lines["fee"]} <= {facts["psn_no"]}
        assert set(facts) == set(record.facts)
    assert hashed("claim")["certno_hash"] == "certificate"


def test_a_service_follows_a_turn_of_the_ring(ready: Settings) -> None:
    place = place_of_keys(ready)
    ring, kept = KeyRing.read(place), place.read_bytes()
    hiding = Hiding(ready, Conversation(engine(ready)))
    assert hiding.pseudonyms().ring == ring
    try:
        turned = ring.turned()
        turned.replace(place)
        assert hiding.pseudonyms().ring == ring, "the lake has not been rewritten yet"
        with engine(ready).begin() as connection:
            connection.execute(load.update().values(pseudonym_ring=turned.id))
        assert hiding.pseudonyms().ring == turned
        fresh = Hiding(ready, Conversation(engine(ready)))
        assert fresh.pseudonyms().of("person", "P") == Pseudonyms(turned).of("person", "P")
    finally:
        with engine(ready).begin() as connection:
            connection.execute(load.update().values(pseudonym_ring=ring.id))
        place.write_bytes(kept)


def test_a_service_with_another_ring_answers_empty_and_says_why(
    ready: Settings, tmp_path: Path
) -> None:
    other = ready.model_copy(update={"pseudonym_keys": tmp_path / "other.keys"})
    KeyRing.opened(other)
    record = newest(ready, 1)[0]
    with served(other) as client:
        client.headers["apikey"] = Readers(Conversation(engine(other))).create(
            Reader("admin", Role.ADMIN)
        )
        refused = client.post("/v1/claims/score", json=as_json(record, "in"))
        assert refused.status_code == 503
        assert "is not the one of this lake" in refused.json()["error"]["what"]
        gateway = client.post(COURSE, json=as_message(record, "other-ring")).json()
        assert (gateway["infcode"], gateway["output"]) == (0, {"result": []})
        health = client.get("/health").json()
        assert health["status"] == "degraded"
        assert "is not the one of this lake" in " ".join(health["detail"]["lacks"])
