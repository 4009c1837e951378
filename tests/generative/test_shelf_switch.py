"""The next shelf takes the place of the old only by a change of names, which nobody waits for long."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import orjson
import psycopg
import pytest

from features.database import dsn
from features.engines import silent
from features.errors import Conflict
from features.language import Signal, claim, past
from features.live import ClaimRecord, Evaluator
from features.norms import NormBook
from features.publish import publish
from features.settings import Settings
from features.shelf import Shelf
from features.shelf_switch import Agreed
from features.sql.compiler import compile_signals
from tests.readers import complete, duck_engine

Connection = psycopg.Connection[Any]
SIGNALS = {
    "spent": Signal(
        past.same(claim.psn_no).within(days=30).sum(claim.medfee_sumamt), asks="? | ?", family="f"
    ),
    "places": Signal(
        past.same(claim.psn_no).within(days=90).distinct(claim.fixmedins_code),
        asks="? | ?",
        family="f",
    ),
}
NEXT = "SELECT relname FROM pg_class WHERE relname ~ '^shelf_(tile|event)_(next|last)$'"
SHELF = "SELECT key, tiles FROM shelf_tile ORDER BY key"
PERSONS, DAYS = 30, 6


def put(
    settings: Settings,
    connection: Connection,
    yuan: int,
    told: Callable[[str], None] = silent,
    agreed: Agreed = lambda _: None,
) -> None:
    """Publish a history in which everything costs so much, at a house of its own every day."""
    claims = [
        {
            "setl_id": f"s{person}-{day}",
            "psn_no": f"p{person}",
            "fixmedins_code": f"h{day}",
            "setl_time": datetime(2026, 3, day, 8),
            "medfee_sumamt": 100 * yuan,
        }
        for person in range(PERSONS)
        for day in range(1, DAYS + 1)
    ]
    engine = duck_engine(complete({"setl_d": claims}))
    compiled = compile_signals(SIGNALS)
    engine.run(compiled.program)
    folder = settings.path("scratch")
    folder.mkdir(parents=True, exist_ok=True)
    publish(connection, engine, compiled.key_sets, "f", folder, told, agreed)


def spent(connection: Connection) -> object:
    """What the shelf knows the first person to have spent by the tenth."""
    facts = {"setl_id": "x", "psn_no": "p0", "setl_time": datetime(2026, 3, 10, 9)}
    evaluator = Evaluator(SIGNALS)
    record = ClaimRecord(facts)
    seen = Shelf(connection, evaluator, "f").read(record)
    return evaluator.evaluate(record, seen.tiles, NormBook({}))["spent"]


def test_readers_pass_while_somebody_sits_on_the_shelf(database: Settings) -> None:
    """A switch that waits for a lock makes all others wait too, unless it lets go again."""
    at_switch = threading.Event()
    with (
        psycopg.connect(dsn(database)) as publisher,
        psycopg.connect(dsn(database)) as sitter,
        psycopg.connect(dsn(database), autocommit=True) as reader,
        ThreadPoolExecutor(1) as pool,
    ):
        put(database, publisher, 1)
        sitter.execute("SELECT COUNT(*) FROM shelf_tile")
        reader.execute("SET statement_timeout = '20s'")
        told = lambda step: at_switch.set() if step == "shelf switch" else None  # noqa: E731
        publishing = pool.submit(put, database, publisher, 2, told)
        try:
            assert at_switch.wait(60)
            waiting = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND mode ~ '^AccessExcl'"
            while not reader.execute(waiting).fetchall()[0][0]:
                assert not publishing.done()
            assert [spent(reader) for _ in range(3)] == [100 * DAYS] * 3
        finally:
            sitter.rollback()
        publishing.result(60)
        assert spent(reader) == 200 * DAYS


def test_pieces_make_the_same_shelf(database: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(dsn(database), autocommit=True) as connection:
        put(database, connection, 3)
        whole = rows(connection)
        monkeypatch.setattr("features.publish.AT_ONCE", PERSONS * DAYS // 4)
        put(database, connection, 3)
        assert len(whole) == PERSONS
        assert rows(connection) == whole


def rows(connection: Connection) -> dict[str, list[list[str]]]:
    """What each key has on the shelf, whatever the order of its days."""
    return {
        key: [sorted(map(str, rows)) for rows in orjson.loads(tiles)]
        for key, tiles in connection.execute(SHELF).fetchall()
    }


def test_a_refused_switch_leaves_the_shelf_and_nothing_beside_it(database: Settings) -> None:
    def refuse(_: Connection) -> None:
        raise Conflict("no", "no", "no")

    with psycopg.connect(dsn(database), autocommit=True) as connection:
        put(database, connection, 1)
        with pytest.raises(Conflict):
            put(database, connection, 2, agreed=refuse)
        assert spent(connection) == 100 * DAYS
        assert connection.execute(NEXT).fetchall() == []


def test_what_a_killed_publication_left_is_no_hindrance(database: Settings) -> None:
    with psycopg.connect(dsn(database), autocommit=True) as connection:
        for name in ("shelf_tile_next", "shelf_event_next", "shelf_event_last"):
            connection.execute(f"CREATE TABLE {name} (key text)")
        put(database, connection, 4)
        assert spent(connection) == 400 * DAYS
        assert connection.execute(NEXT).fetchall() == []


def test_what_is_observed_while_the_next_shelf_is_filled_stays(database: Settings) -> None:
    """A claim of the day after the last, put on the shelf between filling and switch."""
    later = ClaimRecord(
        {
            "setl_id": "later",
            "psn_no": "p0",
            "fixmedins_code": "h9",
            "setl_time": datetime(2026, 3, DAYS + 1, 8),
            "medfee_sumamt": 7,
        }
    )
    with (
        psycopg.connect(dsn(database), autocommit=True) as connection,
        psycopg.connect(dsn(database), autocommit=True) as service,
    ):
        put(database, connection, 1)

        def observed(step: str) -> None:
            if step == "shelf switch":
                Shelf(service, Evaluator(SIGNALS), "f").observe(later, NormBook({}))

        put(database, connection, 2, observed)
        assert spent(service) == 200 * DAYS + 7
