"""What the build publishes to PostgreSQL answers a claim as the batch does, at its own moment."""

from contextlib import suppress
from typing import Any

import psycopg
from hypothesis import given, settings
from hypothesis import strategies as st

from features.database import dsn
from features.language import Signal
from features.live import ClaimRecord, Evaluator
from features.nodes import Past, line_of
from features.publish import publish
from features.settings import Settings
from features.shelf import Shelf, TooOld
from features.sql.compiler import compile_signals
from features.sql.program import inner
from tests.generative.comparing import few_cases, typed, unhurried
from tests.generative.every_look import EVERY_SIGNAL
from tests.generative.expressions import line_looks, looks
from tests.generative.histories import dense_histories, histories
from tests.readers import batch, complete, duck_engine, norm_book
from tests.reference_rows import claims_of


@settings(unhurried, max_examples=12)
@given(st.lists(st.one_of(looks(), line_looks()), min_size=1, max_size=5), histories())
def test_random_looks_agree(
    database: Settings, expressions: list[Any], tables: dict[str, Any]
) -> None:
    """Random looks over random histories."""
    agree(
        database,
        {f"s{i}": Signal(e, asks="? | ?", family="f") for i, e in enumerate(expressions)},
        tables,
    )


@settings(unhurried, max_examples=12)
@given(dense_histories())
def test_every_look_agrees(database: Settings, tables: dict[str, Any]) -> None:
    """Every aggregate at every edge."""
    agree(database, EVERY_SIGNAL, tables)


@settings(unhurried, max_examples=8)
@given(dense_histories())
def test_the_last_days_agree(database: Settings, tables: dict[str, Any]) -> None:
    """Where only the last days may be asked of, and the shelf keeps no more than these can see.

    Without scans, which may be older than their claim by as much as a claim may be.
    """
    of_claims = {
        name: signal
        for name, signal in EVERY_SIGNAL.items()
        if all(line_of(look) != "scan" for look in inner([signal.node], Past))
    }
    agree(database, of_claims, tables, event_days=20)


def agree(
    database: Settings, signals: dict[str, Any], tables: dict[str, Any], event_days: int = 200
) -> None:
    """Publish, then answer every claim that is not too old out of PostgreSQL as DuckDB did."""
    full = complete(tables)
    with few_cases() as patch:
        patch.setattr("features.shelf.EVENT_DAYS", event_days)
        patch.setattr("features.publish.EVENT_DAYS", event_days)
        engine = duck_engine(full)
        expected = batch(signals, engine)
        norms = norm_book(signals, full)
        evaluator = Evaluator(signals)
        with psycopg.connect(dsn(database)) as connection:
            folder = database.path("scratch")
            folder.mkdir(parents=True, exist_ok=True)
            publish(connection, engine, compile_signals(signals).key_sets, "abc", folder)
            shelf = Shelf(connection, evaluator, "abc")
            found = {}
            for claim in claims_of(full):
                facts = claim.facts | {"setl_id": claim.setl_id, "setl_time": claim.moment}
                record = ClaimRecord(facts, claim.lines)
                if claim.sign == 1:
                    with suppress(TooOld):
                        found[claim.setl_id] = evaluator.evaluate(
                            record, shelf.read(record).tiles, norms
                        )
        assert event_days < 200 or found.keys() == expected.keys()
        assert typed(found) == typed({name: expected[name] for name in found})
