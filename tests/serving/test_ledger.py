"""The same message has the same answer, and every reminder can be answered once it was given."""

from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import select

from features.database import engine
from features.database.tables import feedback as feedback_table
from features.database.tables import score_ledger
from features.settings import Settings
from serving.conversation import Conversation
from serving.ledger import FAILED_OPEN, Entry, Ledger, finding_id, score_id, score_of
from serving.readers import Role
from serving.wire import envelope
from serving.wire.values import beijing_now
from tests.serving.conftest import Headers
from tests.serving.messages import feedback, message
from tests.serving.test_wire_answers import finding

COURSE = "/fsi/api/riskConService/courseAnalyze"
FEEDBACK = "/fsi/api/riskConService/feedback"
CODE = "H37060200064"
MSGID = str(message()["msgid"])
SCORE = score_id(CODE, "3102", MSGID)


def entry(**changes: object) -> Entry:
    told = envelope.success("370602", {"result": [{"jr_id": finding_id(SCORE, 1)}]})
    kept: dict[str, object] = {
        "score_id": SCORE,
        "client": "hospital",
        "stage": "in",
        "asked_at": beijing_now(),
        "msgid": MSGID,
        "fixmedins_code": CODE,
        "area": "370602",
        "findings": [finding()],
        "signals": {"a": 1, "b": None, "c": beijing_now(), "d": "x", "e": 0.1, "f": True},
        "answer": told,
    }
    return Entry(**(kept | changes))  # type: ignore[arg-type]


@pytest.fixture
def ledger(database: Settings) -> Ledger:
    return Ledger(Conversation(engine(database)))


@pytest.mark.parametrize(("path", "infno"), [(COURSE, "3102"), ("/", "3102"), ("/hsi", "3102A")])
def test_the_same_message_has_the_same_answer(
    client: httpx.Client, ledger: Ledger, hospital: Headers, path: str, infno: str
) -> None:
    kept = entry()
    assert ledger.record(kept) is None
    for _ in range(2):
        assert client.post(path, json=message(infno), headers=hospital).json() == kept.answer


def test_a_msgid_is_its_senders_own(
    client: httpx.Client, ledger: Ledger, token: Callable[..., Headers]
) -> None:
    ledger.record(entry())
    other = "H37060200065"
    headers = token(Role.HOSPITAL, institution=other)
    told = client.post(COURSE, json=message() | {"fixmedins_code": other}, headers=headers).json()
    assert told["output"] == {"result": []}


def test_of_two_answers_to_one_message_the_first_stays(ledger: Ledger) -> None:
    first, second = entry(), entry()
    assert first.answer != second.answer
    assert ledger.record(first) is None
    assert ledger.record(second) == first.answer


def test_an_answer_that_failed_open_gives_way_to_a_real_one(ledger: Ledger) -> None:
    assert ledger.record(entry(state=FAILED_OPEN, findings=[], signals=None)) is None
    assert ledger.answered(SCORE) is None
    real = entry()
    assert ledger.record(real) is None
    assert ledger.answered(SCORE) == real.answer


def test_signal_values_are_kept_as_they_were(ledger: Ledger, database: Settings) -> None:
    kept = entry(signals={"whole": 2**53 + 1, "ratio": 0.1 + 0.2, "none": None, "yes": True})
    ledger.record(kept)
    with engine(database).connect() as connection:
        assert connection.execute(select(score_ledger.c.signals)).scalar_one() == kept.signals


def test_scores_without_msgid_are_scores_apart() -> None:
    assert score_id(CODE, "3102", None) != score_id(CODE, "3102", None)
    assert score_id(CODE, "3101", MSGID) != SCORE
    assert score_id("H1", "3102", "2") != score_id("H13102", "", "2")
    assert len(finding_id(SCORE, 1)) <= 50
    assert score_of(finding_id(SCORE, 12)) == SCORE


def test_feedback_is_kept(
    client: httpx.Client, ledger: Ledger, hospital: Headers, database: Settings
) -> None:
    ledger.record(entry())
    sent = feedback(finding_id(SCORE, 1), "1", "患者病情需要")
    told = client.post(FEEDBACK, json=sent, headers=hospital).json()
    assert (told["infcode"], told["err_msg"], told["output"]) == (0, None, None)
    again = client.post("/", json=feedback(finding_id(SCORE, 1)), headers=hospital).json()
    assert again["infcode"] == 0
    with engine(database).connect() as connection:
        rows = connection.execute(
            select(feedback_table).order_by(feedback_table.c.feedback_id)
        ).mappings()
        kept = [(row["score_id"], row["dspo_way"], row["reason"]) for row in rows]
    assert kept == [(SCORE, "1", "患者病情需要"), (SCORE, "2", None)]


@pytest.mark.parametrize(
    "sent",
    [
        feedback("nobody-1"),
        feedback(finding_id(SCORE, 1), way="3"),
        feedback(""),
        feedback("x") | {"input": {"data": {"warns": []}}},
    ],
)
def test_feedback_that_fits_nothing_is_told_so(
    client: httpx.Client, ledger: Ledger, hospital: Headers, sent: dict[str, object]
) -> None:
    ledger.record(entry())
    told = client.post(FEEDBACK, json=sent, headers=hospital).json()
    assert told["infcode"] == -1
    assert told["err_msg"]


def test_nobody_answers_for_another(
    client: httpx.Client, ledger: Ledger, database: Settings, token: Callable[..., Headers]
) -> None:
    ledger.record(entry())
    other = "H37060200065"
    sent = feedback(finding_id(SCORE, 1)) | {"fixmedins_code": other}
    headers = token(Role.HOSPITAL, institution=other)
    assert client.post(FEEDBACK, json=sent, headers=headers).json()["infcode"] == -1
    with engine(database).connect() as connection:
        assert connection.execute(select(feedback_table)).all() == []
