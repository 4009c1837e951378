"""A shelf takes the place of another at once: a reader sees the old one or the new one, whole."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import orjson
import psycopg

from features.database import dsn
from features.language import Signal, claim, past
from features.live import ClaimRecord, Evaluator
from features.publish import publish
from features.settings import Settings
from features.shelf import READ, Shelf, asking
from features.sql.compiler import compile_signals
from tests.readers import complete, duck_engine

SPENT = {
    "spent": Signal(
        past.same(claim.psn_no).within(days=30).sum(claim.medfee_sumamt), asks="? | ?", family="f"
    )
}
NOW = datetime(2026, 3, 9, 9)
EDITIONS = 6


def edition(number: int) -> dict[str, Any]:
    """A history in which everything costs `number` yuan."""
    return complete(
        {
            "setl_d": [
                {
                    "setl_id": f"s{n}",
                    "psn_no": "p",
                    "fixmedins_code": "h",
                    "setl_time": datetime(2026, 3, n, 8),
                    "medfee_sumamt": 100 * number,
                }
                for n in range(1, 9)
            ]
        }
    )


def put(database: Settings, connection: psycopg.Connection[Any], number: int) -> None:
    """Publish an edition under its number."""
    engine = duck_engine(edition(number))
    engine.run(compile_signals(SPENT).program)
    folder = database.path("scratch")
    folder.mkdir(parents=True, exist_ok=True)
    publish(connection, engine, compile_signals(SPENT).key_sets, str(number), folder)


def test_a_reader_sees_one_edition(database: Settings) -> None:
    evaluator = Evaluator(SPENT)
    record = ClaimRecord({"setl_id": "x", "psn_no": "p", "setl_time": NOW})
    over = threading.Event()

    def read() -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        with psycopg.connect(dsn(database), autocommit=True) as connection:
            while not over.is_set():
                found.append(sum_and_edition(connection, evaluator, record))
        return found

    with psycopg.connect(dsn(database)) as connection, ThreadPoolExecutor(3) as pool:
        put(database, connection, 1)
        connection.commit()
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for number in range(2, EDITIONS + 1):
                put(database, connection, number)
                connection.commit()
        finally:
            over.set()
        seen = [pair for reader in readers for pair in reader.result()]
        shown = Shelf(connection, evaluator, str(EDITIONS)).read(record)
    assert {number for _, number in seen} >= {1, EDITIONS - 1}
    assert [pair for pair in seen if pair[0] != 8 * 100 * pair[1]] == []
    assert sum(part for _, part in shown.tiles[1][0]) == 8 * 100 * EDITIONS


def sum_and_edition(
    connection: psycopg.Connection[Any], evaluator: Evaluator, record: ClaimRecord
) -> tuple[int, int]:
    """What one look shows: the sum of the tiles, and the number of the edition."""
    _, asked = asking(record, evaluator.asks(record))
    rows = connection.execute(READ, asked, prepare=True).fetchall()
    found = {number: orjson.loads(text) for number, text, _ in rows if number >= 0}
    state = next(orjson.loads(text) for number, text, _ in rows if number < 0)
    return sum(part for _, part in found[0][0]), int(state[1])
