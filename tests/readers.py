"""Every reader of the language behind one call, for tests that demand the same answer of all.

Tables are given as rows with only the columns that matter; the rest of the contract is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from features.engines import Engine
from features.engines.duckdb import DuckEngine
from features.live import ClaimRecord, Evaluator
from features.nodes import Norm
from features.norms import NormBook
from features.record import LINES
from features.settlement.schema import arrow_schema, duckdb_type
from features.settlement.tables import TABLES
from features.signal import Described
from features.sql.compiler import compile_signals
from features.sql.months import compile_indicators, compile_subjects
from features.sql.norms import book
from features.sql.program import inner
from features.subjects import Subject
from features.tiles import Asked, Given, shown
from tests.reference import Oracle
from tests.reference_rows import Rows, claims_of

Answers = dict[str, dict[str, Any]]
MonthAnswers = dict[tuple[str, int], dict[str, Any]]
EMPTY_TABLES = ";\n".join(
    f"CREATE TABLE {name} ("
    + ", ".join(f"{column.name} {duckdb_type(column.kind)}" for column in table.columns)
    + ")"
    for name, table in TABLES.items()
)


def complete(tables: Mapping[str, Rows]) -> dict[str, Rows]:
    """Every contract table, every column; settlements are valid and no refunds unless they say so."""
    usual = {"setl_d": {"vali_flag": "1", "refd_setl_flag": "0"}}
    full: dict[str, Rows] = {}
    for name, table in TABLES.items():
        empty = {column.name: None for column in table.columns} | usual.get(name, {})
        full[name] = [empty | row for row in tables.get(name, [])]
        unknown = {key for row in full[name] for key in row} - set(empty)
        assert not unknown, f"{name} has no columns {unknown}"
    return full


def arrow_tables(tables: Mapping[str, Rows]) -> dict[str, pa.Table]:
    """The rows of every table under the contract's Arrow schema."""
    return {
        name: pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name]))
        for name, rows in tables.items()
    }


def duck_engine(
    tables: Mapping[str, Rows], steps: Path | None = None, at_once: int = 0
) -> DuckEngine:
    """A DuckDB engine over the rows; a table that has none is empty.

    With a file for its steps, more than `at_once` claims are worked out in pieces.
    """
    connection = duckdb.connect()
    connection.execute(EMPTY_TABLES).fetchall()
    filled = {name: rows for name, rows in tables.items() if rows}
    for name, rows in arrow_tables(filled).items():
        connection.register(f"{name}_rows", rows)
        connection.execute(f"INSERT INTO {name} SELECT * FROM {name}_rows").fetchall()
    return DuckEngine(connection, (), steps, at_once)


def batch(signals: Mapping[str, Described], engine: Engine) -> Answers:
    """The answers of a batch engine, by settlement."""
    engine.run(compile_signals(signals).program)
    rows = engine.rows("SELECT * FROM answers").to_pylist()
    return {row["setl_id"]: {k: v for k, v in row.items() if k in signals} for row in rows}


def batch_indicators(indicators: Mapping[str, Described], engine: Engine) -> MonthAnswers:
    """The answers of a batch engine, by institution and month."""
    engine.run(compile_indicators(indicators).program)
    rows = engine.rows("SELECT * FROM answers").to_pylist()
    return {
        (row["fixmedins_code"], row["month"]): {k: v for k, v in row.items() if k in indicators}
        for row in rows
    }


def oracle(signals: Mapping[str, Described], tables: Mapping[str, Rows]) -> Answers:
    """The oracle's answers, by settlement."""
    judge = Oracle(tables)
    return {
        claim.setl_id: {name: judge.signal(signal.node, claim) for name, signal in signals.items()}
        for claim in judge.claims
        if claim.sign == 1
    }


def oracle_indicators(
    indicators: Mapping[str, Described], tables: Mapping[str, Rows]
) -> MonthAnswers:
    """The oracle's answers, by institution and month."""
    judge = Oracle(tables)
    asked = {
        (claim.facts["fixmedins_code"], claim.month) for claim in judge.claims if claim.sign == 1
    }
    return {
        (institution, month): {
            name: judge.indicator(item.node, institution, month)
            for name, item in indicators.items()
        }
        for institution, month in asked
    }


def batch_subject(subject: Subject, engine: Engine) -> MonthAnswers:
    """The answers of a batch engine for a subject with one key, by key and month."""
    engine.run(compile_subjects([subject], figures=False).program)
    rows = engine.rows(f"SELECT * FROM answers_{subject.name}").to_pylist()
    (key,) = subject.keys
    return {
        (row[key], row["month"]): {k: v for k, v in row.items() if k in subject.indicators}
        for row in rows
    }


def oracle_subject(subject: Subject, tables: Mapping[str, Rows]) -> MonthAnswers:
    """The oracle's answers for a subject with one key, by key and month."""
    judge = Oracle(tables)
    return {
        (key, month): {
            name: judge.subject(item.node, subject, (key,), month)
            for name, item in subject.indicators.items()
        }
        for (key,), month in judge.asked_months(subject)
    }


def evaluate_subject(subject: Subject, tables: Mapping[str, Rows], reader: str) -> MonthAnswers:
    """A subject's answers by the named reader: oracle or duckdb."""
    full = complete(tables)
    if reader == "oracle":
        return oracle_subject(subject, full)
    return batch_subject(subject, duck_engine(full))


def norm_book(signals: Mapping[str, Described], tables: Mapping[str, Rows]) -> NormBook:
    """The norms inside the signals as the batch fits them; without any, no batch runs."""
    norms = NormBook()
    asked = inner((signal.node for signal in signals.values()), Norm)
    if asked:
        engine = duck_engine(tables)
        compiled = compile_signals({}, also=asked)
        engine.run(compiled.program)
        for row in engine.rows(book(compiled.peer_groups)).to_pylist():
            norms.add(**row)
    return norms


def live(signals: Mapping[str, Described], tables: Mapping[str, Rows]) -> Answers:
    """The service's answers: each claim in the order of settlement, over what came before it."""
    norms = norm_book(signals, tables)
    evaluator = Evaluator(signals)
    shelf: dict[tuple[int, str], list[Given]] = {}
    answers: Answers = {}
    for given in happened(evaluator, tables):
        shelf.setdefault((given.keyset, given.key), []).append(given)
    for claim in sorted(claims_of(tables), key=lambda known: known.order):
        facts = claim.facts | {"setl_id": claim.setl_id, "setl_time": claim.moment}
        record = ClaimRecord(facts, claim.lines)
        if claim.sign == 1:
            # newest first: a merge may not lean on the order of its tiles
            tiles = {
                slot: shown(
                    given.tile
                    for given in reversed(shelf.get((ask.keyset, ask.key), []))
                    if (given.moment, given.own) < (ask.moment, ask.own)
                )
                for slot, ask in evaluator.asks(record).items()
            }
            answers[claim.setl_id] = evaluator.evaluate(record, tiles, norms)
        original = Asked.of({"setl_time": claim.facts_moment})
        for given in evaluator.contributions(record, norms, claim.sign, original):
            shelf.setdefault((given.keyset, given.key), []).append(given)
    return answers


def happened(evaluator: Evaluator, tables: Mapping[str, Rows]) -> list[Given]:
    """What lines with a moment of their own give, of claims and of none."""
    return [
        given
        for kind, declared in LINES.items()
        if declared.event is not None
        for given in evaluator.happened(kind, list(tables[declared.table]))
    ]


def evaluate(signals: Mapping[str, Described], tables: Mapping[str, Rows], reader: str) -> Answers:
    """The answers of the named reader: oracle, live or duckdb."""
    full = complete(tables)
    match reader:
        case "oracle":
            return oracle(signals, full)
        case "live":
            return live(signals, full)
        case "duckdb":
            return batch(signals, duck_engine(full))
        case _:
            raise ValueError(reader)


def evaluate_indicators(
    indicators: Mapping[str, Described], tables: Mapping[str, Rows], reader: str
) -> MonthAnswers:
    """The month's answers of the named reader: oracle or duckdb (the service asks no months)."""
    full = complete(tables)
    if reader == "oracle":
        return oracle_indicators(indicators, full)
    return batch_indicators(indicators, duck_engine(full))
