"""Closed for data: who has no token sees nothing, and nobody sees beyond their reach."""

from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import select, text

from features.database import engine
from features.database.tables import reader as table
from features.errors import BadInput
from features.settings import Settings
from serving.areas import reach
from serving.conversation import Conversation
from serving.queue import Queue, QueueEntry
from serving.readers import Reader, Readers, Role
from tests.serving.conftest import Headers
from tests.serving.messages import message

DATA = [
    ("GET", "/v1/queue"),
    ("GET", "/v1/signals"),
    ("GET", "/v1/institutions/H37060200064/risk"),
    ("POST", "/v1/claims/score"),
    ("POST", "/fsi/api/riskConService/beforeAnalyze"),
    ("POST", "/fsi/api/riskConService/courseAnalyze"),
    ("POST", "/fsi/api/riskConService/feedback"),
    ("POST", "/"),
    ("POST", "/hsi"),
]


STRANGERS: list[Headers] = [
    {},
    {"Authorization": "Bearer fw_unknown"},
    {"Authorization": "Basic YTpi"},
    {"apikey": ""},
    {"apikey": "x" * 5000},
]


@pytest.mark.parametrize(("method", "path"), DATA)
def test_no_data_without_a_good_token(empty: httpx.Client, method: str, path: str) -> None:
    for headers in STRANGERS:
        for sent in (message(), {}, None):
            assert empty.request(method, path, json=sent, headers=headers).status_code == 401


def test_every_route_of_the_service_is_in_the_list_or_open(empty: httpx.Client) -> None:
    open_to_all = {("GET", "/health"), ("GET", "/metrics")}
    routes = {
        (method.upper(), path)
        for path, methods in empty.get("/openapi.json").json()["paths"].items()
        for method in methods
    }
    listed = {(method, path.replace("H37060200064", "{code}")) for method, path in DATA}
    assert routes == listed | open_to_all


def test_only_the_hash_of_a_token_is_stored(database: Settings) -> None:
    token = Readers(Conversation(engine(database))).create(Reader("a", Role.ADMIN))
    with engine(database).connect() as connection:
        stored = connection.execute(select(table)).mappings().one()
    assert token not in str(dict(stored))
    assert len(stored["token_hash"]) == 64


def test_a_revoked_token_opens_nothing_at_once(client: httpx.Client, database: Settings) -> None:
    readers = Readers(Conversation(engine(database)))
    headers = {"apikey": readers.create(Reader("somebody", Role.ADMIN))}
    assert client.get("/v1/queue", headers=headers).status_code == 200
    assert readers.revoke("somebody") == 1
    assert client.get("/v1/queue", headers=headers).status_code == 401
    assert readers.revoke("somebody") == 0


def test_an_expired_token_opens_nothing(client: httpx.Client, database: Settings) -> None:
    headers = {
        "apikey": Readers(Conversation(engine(database))).create(Reader("a", Role.ADMIN), days=1)
    }
    with engine(database).begin() as connection:
        connection.execute(text("UPDATE reader SET expires_at = expires_at - interval '2 days'"))
    assert client.get("/v1/queue", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "reader",
    [
        Reader("a", Role.HOSPITAL),
        Reader("a", Role.HOSPITAL, area="370600", fixmedins_code="H37060200064"),
        Reader("a", Role.INSPECTOR),
        Reader("a", Role.INSPECTOR, area="3706"),
        Reader("a", Role.LEADER, area="370600", fixmedins_code="H37060200064"),
        Reader("a", Role.ADMIN, area="370600"),
        Reader("", Role.ADMIN),
    ],
)
def test_a_role_is_given_what_it_needs_and_nothing_else(database: Settings, reader: Reader) -> None:
    with pytest.raises(BadInput):
        Readers(Conversation(engine(database))).create(reader)


def test_a_city_sees_its_counties() -> None:
    seen = Reader("a", Role.INSPECTOR, area="370600")
    assert seen.sees("H37060200064")
    assert seen.sees("H37060000064", "370600")
    assert not seen.sees("H37010200064")
    assert not seen.sees("H37060200064", "370102"), "the register decides, not the code"
    assert not seen.sees("whatever")
    assert not seen.sees(None)
    assert reach("000000") == ""
    assert not Reader("a", Role.INSPECTOR).sees("H37060200064")


def entry(rank: int, code: str, area: str | None, kind: str = "claim") -> QueueEntry:
    return QueueEntry.model_validate(
        {
            "month": "2026-03",
            "kind": kind,
            "rank": rank,
            "subject_id": f"S{rank}" if kind == "claim" else code,
            "fixmedins_code": code,
            "area": area,
            "score": 1 / rank,
            "expected_fen": 1000,
            "reasons": {"text_zh": "费用高"},
            "model_version": "1",
        }
    )


ENTRIES = [
    entry(1, "H37010200001", "370102"),
    entry(2, "H37060200064", "370602"),
    entry(3, "H37060300001", None),
    entry(4, "3901GS", None),
    entry(5, "H37060200065", "370602"),
]


@pytest.mark.parametrize(
    ("role", "area", "institution", "ranks"),
    [
        (Role.ADMIN, None, None, [1, 2, 3, 4, 5]),
        (Role.INSPECTOR, "370600", None, [2, 3, 5]),
        (Role.REVIEWER, "370602", None, [2, 5]),
        (Role.LEADER, "370000", None, [1, 2, 3, 5]),
        (Role.LEADER, "000000", None, [1, 2, 3, 4, 5]),
        (Role.LEADER, "320000", None, []),
        (Role.HOSPITAL, None, "H37060200064", [2]),
        (Role.HOSPITAL, None, "H37060200066", []),
    ],
)
def test_a_queue_shows_what_its_reader_reaches(
    client: httpx.Client,
    database: Settings,
    token: Callable[..., Headers],
    role: Role,
    area: str | None,
    institution: str | None,
    ranks: list[int],
) -> None:
    Queue(engine(database)).publish("2026-03", "claim", ENTRIES)
    headers = token(role, area=area, institution=institution)
    told = client.get("/v1/queue", headers=headers).json()
    assert told["month"] == "2026-03"
    assert [row["rank"] for row in told["entries"]] == ranks
    reader = Reader("a", role, area, institution)
    assert ranks == [e.rank for e in ENTRIES if reader.sees(e.fixmedins_code, e.area)]


def test_an_institution_out_of_reach_looks_like_none(
    client: httpx.Client, database: Settings, token: Callable[..., Headers]
) -> None:
    there = [entry(1, "H37010200001", "370102", "institution")]
    Queue(engine(database)).publish("2026-03", "institution", there)
    headers = token(Role.INSPECTOR, area="370600")
    beyond = client.get("/v1/institutions/H37010200001/risk", headers=headers)
    nowhere = client.get("/v1/institutions/H37060299999/risk", headers=headers)
    assert beyond.status_code == nowhere.status_code == 404
    assert beyond.json() == nowhere.json()
    near = token(Role.LEADER, area="370100")
    told = client.get("/v1/institutions/H37010200001/risk", headers=near).json()
    assert told["risk"]["rank"] == 1


def test_a_new_queue_takes_the_place_of_the_old(
    client: httpx.Client, database: Settings, admin: Headers
) -> None:
    queue = Queue(engine(database))
    queue.publish("2026-03", "claim", ENTRIES)
    queue.publish("2026-03", "claim", ENTRIES[:1])
    assert len(client.get("/v1/queue", headers=admin).json()["entries"]) == 1


def test_health_without_a_token_shows_no_data(client: httpx.Client, admin: Headers) -> None:
    told = client.get("/health").json()
    assert told == {"status": "degraded", "database": True, "detail": None}
    assert client.get("/health", headers=admin).json()["detail"] is not None
