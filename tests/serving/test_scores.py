"""A claim scored live and in the batch is one claim: the same signals, the same scores."""

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pandas as pd
import pytest
from sqlalchemy import select

from features.catalog import SIGNALS, fingerprint
from features.database import engine
from features.database.tables import score_ledger
from features.errors import Conflict
from features.matrix import Matrix
from features.rules import BY_ID
from features.rules.classes import CERTAIN
from features.settings import Settings
from models.champion import Champion
from models.material import Material
from serving.conversation import Conversation
from serving.live import LiveSignals
from serving.readers import Reader, Readers, Role
from serving.throne import Throne
from tests.serving.conftest import served
from tests.serving.lake_claims import as_json, as_message, newest
from tests.serving.promoted import promote

COURSE = "/fsi/api/riskConService/courseAnalyze"


@pytest.mark.parametrize("stage", ["pre", "in", "post"])
def test_live_and_batch_are_equal(scoring: httpx.Client, ready: Settings, stage: str) -> None:
    material = Material(ready)
    rows = material.claims(material.months[-1:]).set_index("setl_id")
    scores = pd.DataFrame(
        {
            head.key: head.score_rows(head.derive(rows)).probability
            for head in Champion.open(ready.home).of_stage(stage)
        },
        index=rows.index,
    )
    probability = scores.max(axis=1)  # a head that does not apply answers NaN
    built = Matrix.open(ready).claims(material.months[-1:]).set_index("setl_id")
    for record in newest(ready, 25):
        told = scoring.post("/v1/claims/score", json=as_json(record, stage)).json()
        setl_id = str(record.facts["setl_id"])
        assert told["score"] == probability[setl_id]
        assert told["fingerprint"] == fingerprint()
        assert told["stale"] is False
        with engine(ready).connect() as connection:
            kept = connection.execute(
                select(score_ledger.c.signals).where(score_ledger.c.score_id == told["score_id"])
            ).scalar_one()
        row = built.loc[setl_id].astype(object).where(lambda value: value.notna(), None)
        expected = {
            name: value.isoformat() if hasattr(value := row[name], "isoformat") else value
            for name in SIGNALS
        }
        assert kept == expected


def test_a_message_3102_finds_what_its_claim_deserves(
    scoring: httpx.Client, ready: Settings
) -> None:
    told_something = 0
    for number, record in enumerate(newest(ready, 300)):
        sent = as_message(record, f"finds-{number}")
        answer = scoring.post(COURSE, json=sent).json()
        assert answer["infcode"] == 0
        for found in answer["output"]["result"]:
            told_something += 1
            if found["rule_id"] in BY_ID:
                certain = BY_ID[found["rule_id"]].severity == CERTAIN
                assert (found["sev_deg"] == "1") == certain
                assert found["vola_evid"].startswith("违规依据" if certain else "疑点")
            else:
                assert found["rule_id"] == "M-CLAIM-01"
                assert "疑点" in found["vola_cont"]
                assert "违规" not in found["vola_cont"] + found["rule_name"]
                assert found["sev_deg"] in {"2", "3"}
            assert 0 < len(found["vola_cont"]) <= 500
            assert found["patn_id"] == record.facts["psn_no"]
            assert found["mdtrt_id"] == record.facts["mdtrt_id"]
            own = {str(line["feedetl_sn"]) for line in record.lines["fee"]} | {None}
            assert {detail["rx_id"] for detail in found["judge_result_detail_dtos"]} <= own
            json.dumps(found, ensure_ascii=False).encode("gbk")
            again = scoring.post(COURSE, json=sent).json()
            assert again == answer
    assert told_something


def test_a_message_and_our_json_of_one_claim_agree_on_what_both_bring(
    scoring: httpx.Client, ready: Settings
) -> None:
    """What a message brings is read as the lake holds it; what it does not bring is null.

    The shelf holds this claim already. Its msgid, which stands in for the setl_id that it has not
    got yet, sorts before every other, so that it does not meet itself in its past.
    """
    (record,) = newest(ready, 1)
    scoring.post(COURSE, json=as_message(record, "!agrees"))
    told = scoring.post("/v1/claims/score", json=as_json(record, "in")).json()
    with engine(ready).connect() as connection:
        asked = select(score_ledger.c.signals)
        ours = connection.execute(
            asked.where(score_ledger.c.score_id == told["score_id"])
        ).scalar_one()
        theirs = connection.execute(asked.where(score_ledger.c.msgid == "!agrees")).scalar_one()
    brought = {name for name, value in theirs.items() if value is not None}
    assert len(brought) > 60
    differing = {name for name in brought if ours[name] != theirs[name]}
    assert differing == set()


def test_upcoding_is_told_in_words(scoring: httpx.Client, ready: Settings) -> None:
    told = [
        finding
        for record in newest(ready, 400)
        if record.facts["drg_code"]
        for finding in scoring.post("/v1/claims/score", json=as_json(record, "post")).json()[
            "findings"
        ]
        if finding["rule_id"] == "M-UPCODE-01"
    ]
    assert told
    for finding in told:
        assert "高套编码疑点" in finding["text_zh"]
        assert "upcoding" in finding["text_en"]
        assert "违规" not in finding["text_zh"] + finding["title_zh"]
        assert len(finding["text_zh"]) <= 500
        assert finding["expected_fen"] >= 0
        assert sum(share["contribution"] for share in finding["families"]) != 0


def test_another_champion_counts_without_a_restart(scoring: httpx.Client, ready: Settings) -> None:
    body = as_json(newest(ready, 1)[0], "in")
    before = scoring.post("/v1/claims/score", json=body).json()
    promote(ready, ready.path("raw", "truth"), version="2")
    after = scoring.post("/v1/claims/score", json=body).json()
    assert "fraud-in/2" in after["model_version"]
    assert before["score_id"] != after["score_id"]


def test_a_champion_of_other_signals_is_refused(ready: Settings, tmp_path: Path) -> None:
    shutil.copytree(ready.home, tmp_path / "home")
    other = Settings(home=tmp_path / "home", database_url=ready.database_url)
    head = Champion.open(other.home).head("fraud", "in")
    meta = next(other.path("champion").glob(f"fraud-in/{head.version}/meta.json"))
    meta.write_text(meta.read_text("utf-8").replace(fingerprint(), "000000000000"), "utf-8")
    record = newest(ready, 1)[0]
    with served(other) as client:
        token = Readers(Conversation(engine(other))).create(Reader("admin", Role.ADMIN))
        client.headers["apikey"] = token
        refused = client.post("/v1/claims/score", json=as_json(record, "in"))
        assert refused.status_code == 503
        assert "000000000000" in refused.json()["error"]["what"]
        assert fingerprint() in refused.json()["error"]["what"]
        gateway = client.post(COURSE, json=as_message(record, "refused")).json()
        assert (gateway["infcode"], gateway["output"]) == (0, {"result": []})
        health = client.get("/health").json()
        assert health["status"] == "degraded"
        assert "000000000000" in " ".join(health["detail"]["lacks"])


def test_health_of_a_ready_service(scoring: httpx.Client) -> None:
    health = scoring.get("/health").json()
    assert health["status"] == "ok"
    assert health["detail"]["lacks"] == []
    assert len(health["detail"]["champions"]) == 4


def test_an_institution_is_told_with_its_indicators(scoring: httpx.Client, ready: Settings) -> None:
    record = newest(ready, 1)[0]
    told = scoring.get(f"/v1/institutions/{record.facts['fixmedins_code']}/risk").json()
    assert told["month"] == Material(ready).months[-1]
    assert told["name"]
    assert len(told["indicators"]) >= 30
    assert any(one["value"] is not None for one in told["indicators"])


def test_signals_are_listed_as_declared(scoring: httpx.Client) -> None:
    told = scoring.get("/v1/signals").json()
    assert {one["name"] for one in told["claim_signals"]} == set(SIGNALS)
    assert all(one["asks_zh"] and one["family_zh"] for one in told["claim_signals"])
    assert len(told["indicators"]) >= 30


def test_a_newer_build_takes_its_place_beside_running_claims(
    ready: Settings, tmp_path: Path
) -> None:
    shutil.copytree(ready.path("signals"), tmp_path / "signals")
    own = ready.model_copy(update={"home": tmp_path})
    live = LiveSignals(own, Conversation(engine(own)))
    old = live.built()
    assert live.built() is old
    own.path("signals", "report.json").touch()
    assert live.built() is old, "the first to notice still scores with what is there"
    until = time.monotonic() + 60
    while live.built() is old and time.monotonic() < until:
        time.sleep(0.01)
    assert live.built() is not old
    assert live.built().report == old.report


def test_one_message_sent_many_times_at_once_has_one_answer(
    scoring: httpx.Client, ready: Settings
) -> None:
    sent = as_message(newest(ready, 1)[0], "at-once")
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: scoring.post(COURSE, json=sent).text, range(16)))
    assert len({json.loads(answer)["inf_refmsgid"] for answer in answers}) == 1
    with engine(ready).connect() as connection:
        asked = select(score_ledger.c.score_id).where(score_ledger.c.msgid == "at-once")
        assert len(connection.execute(asked).all()) == 1


@pytest.mark.parametrize(
    ("reader", "status"),
    [
        (Reader("a", Role.INSPECTOR, area="110000"), 404),
        (Reader("a", Role.HOSPITAL, fixmedins_code="H11010100001"), 404),
        (Reader("a", Role.INSPECTOR, area="000000"), 200),
    ],
)
def test_a_claim_out_of_reach_is_not_scored(
    scoring: httpx.Client, ready: Settings, reader: Reader, status: int
) -> None:
    token = Readers(Conversation(engine(ready))).create(reader)
    body = as_json(newest(ready, 1)[0], "in")
    body["claim"]["setl_id"] = f"reach-{reader.role}-{reader.area}"
    scoring.headers["Authorization"] = f"Bearer {token}"
    answer = scoring.post("/v1/claims/score", json=body)
    assert answer.status_code == status
    with engine(ready).connect() as connection:
        asked = select(score_ledger.c.client).where(
            score_ledger.c.setl_id == body["claim"]["setl_id"]
        )
        assert len(connection.execute(asked).all()) == (status == 200)


@pytest.mark.parametrize("spoiled", ["model.txt", "meta.json", "calibration.json"])
def test_a_champion_that_cannot_be_read_says_so(
    ready: Settings, tmp_path: Path, spoiled: str
) -> None:
    shutil.copytree(ready.path("champion"), tmp_path / "champion")
    for file in tmp_path.glob(f"champion/fraud-in/*/{spoiled}"):
        file.write_text("{}", "utf-8")
    with pytest.raises(Conflict, match=r"(?i)train and promote again"):
        Throne(Settings(home=tmp_path)).champion()
