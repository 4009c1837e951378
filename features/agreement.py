"""Do the readers agree? The built matrix against the service's own path, and against Spark.

Live means the whole way a request goes: the claim's record, its tiles out of PostgreSQL, the norm
book from disk. The oracle compares itself in the tests, where histories are made to be nasty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from features.build import BuildReport
from features.catalog import SIGNALS
from features.database import dsn
from features.engines import Engine
from features.engines.lake import lake_engine
from features.errors import BadInput
from features.hits.agreement import batch_hits, different, live_hits
from features.hits.judge import Judge, area_of
from features.hits.library import Library
from features.hits.looks import kept
from features.indicators import INDICATORS
from features.live import Evaluator
from features.month import month_text
from features.month_agreement import month_rows
from features.norms import NormBook
from features.records import records
from features.settings import Settings
from features.shelf import EVENT_DAYS, Shelf
from features.sql.compiler import compile_signals
from features.sql.expression import literal
from features.sql.months import compile_indicators

READERS = ("duckdb", "live", "months", "spark")
SHOWN = 10


@dataclass(frozen=True)
class Agreement:
    """What was compared and how often it differed; examples name signals and claims, no values."""

    readers: list[str]
    claim_signals: int
    indicators: int
    rules: int
    rows: int
    mismatches: int
    examples: list[str]


def agreement(settings: Settings, readers: Sequence[str], claims: int) -> Agreement:
    """Compare readers with the built matrix. Raises BadInput for an unknown reader.

    Live is asked `claims` claims of the days that the shelf can answer exactly; Spark all of them;
    months asks every subject of a month's end afresh.
    """
    unknown = [reader for reader in readers if reader not in READERS]
    if unknown:
        raise BadInput(
            f"There is no reader named {', '.join(unknown)}.",
            f"Readers are {', '.join(READERS)}; duckdb is what was built.",
            "Choose among these with --engines.",
        )
    report = BuildReport.read(settings).shelved()
    rows, found = 0, []
    with lake_engine(settings) as engine:
        if "live" in readers:
            some, differing = _live(settings, engine, report, claims)
            rows, found = rows + some, found + differing
        if "months" in readers:
            some, differing = month_rows(settings, engine, report)
            rows, found = rows + some, found + differing
        if "spark" in readers:
            some, differing = _spark(settings, engine, report)
            rows, found = rows + some, found + differing
    return Agreement(
        ["duckdb", *(reader for reader in readers if reader != "duckdb")],
        len(SIGNALS),
        len(INDICATORS),
        len(Library.open(settings).evaluated),
        rows,
        len(found),
        found[:SHOWN],
    )


def _built(settings: Settings, kind: str) -> str:
    return f"read_parquet({literal(str(settings.path('signals', kind, '*.parquet')))})"


def _live(
    settings: Settings, engine: Engine, report: BuildReport, claims: int
) -> tuple[int, list[str]]:
    built = _built(settings, "claims")
    expected = engine.rows(
        f"SELECT * FROM {built} WHERE CAST(setl_time AS DATE) > (SELECT CAST(MAX(setl_time) AS DATE)"
        f" FROM {built}) - {EVENT_DAYS} ORDER BY md5(setl_id) LIMIT {claims}"
    ).to_pylist()
    evaluator = Evaluator(
        SIGNALS, report.absent, kept=kept(SIGNALS, report.absent, report.absent_rules)
    )
    judge = Judge(Library.open(settings), SIGNALS, report.absent, report.absent_rules)
    hits = batch_hits(engine, judge, {row["setl_id"]: row["setl_time"] for row in expected})
    norms = NormBook.read(sorted(settings.path("signals", "norms").glob("*.parquet")))
    by_id = {row["setl_id"]: row for row in expected}
    differing: list[str] = []
    with psycopg.connect(dsn(settings)) as connection:
        shelf = Shelf(connection, evaluator, report.shelf)
        for record in records(engine, list(by_id)):
            row = by_id[str(record.facts["setl_id"])]
            bench = judge.bench(area_of(record), row["setl_time"].date())
            seen = shelf.read(record, bench.together)
            answers = evaluator.evaluate(record, seen.tiles, norms)
            ruled = judge.ruled(record, seen.tiles, norms)
            differing += different(hits[row["setl_id"]], live_hits(row["setl_id"], ruled))
            differing += [
                f"live: {name} of {row['setl_id']}"
                for name in SIGNALS
                if not _same(answers[name], row[name])
            ]
    return len(by_id), differing


def _same(left: Any, right: Any) -> bool:
    return left == right and type(left) is type(right)


def _spark(settings: Settings, engine: Engine, report: BuildReport) -> tuple[int, list[str]]:
    signals = {name: item for name, item in SIGNALS.items() if name not in report.absent}
    indicators = {name: item for name, item in INDICATORS.items() if name not in report.absent}
    with lake_engine(settings, "spark") as spark:
        spark.run(compile_signals(signals).program)
        claims = {row["setl_id"]: row for row in spark.rows("SELECT * FROM answers").to_pylist()}
        spark.run(compile_indicators(indicators).program)
        months = {
            (row["fixmedins_code"], row["month"]): row
            for row in spark.rows("SELECT * FROM answers").to_pylist()
        }
    differing: list[str] = []
    built = engine.rows(f"SELECT * FROM {_built(settings, 'claims')}").to_pylist()
    for row in built:
        other = claims.get(row["setl_id"], {})
        differing += [
            f"spark: {n} of {row['setl_id']}" for n in signals if not _same(other.get(n), row[n])
        ]
    monthly = engine.rows(f"SELECT * FROM {_built(settings, 'institutions')}").to_pylist()
    for row in monthly:
        key = (row["fixmedins_code"], row["month"])
        other = months.get(key, {})
        differing += [
            f"spark: {n} of {key[0]} {month_text(key[1])}"
            for n in indicators
            if not _same(other.get(n), row[n])
        ]
    return len(built) + len(monthly), differing
