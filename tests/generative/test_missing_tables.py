"""Whatever optional tables a bureau lacks, the rest is answered, and as if nothing were missing."""

import random
from typing import Any

import duckdb

from features.absence import absences, columns_read, empty_columns
from features.catalog import SIGNALS
from features.engines.duckdb import DuckEngine
from features.nodes import Column, walk
from features.record import place_of, tables_read
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.settlement.schema import empty_select
from features.settlement.tables import TABLES
from features.sql.compiler import compile_signals

OPTIONAL = sorted(tables_read()[1:])
some = random.Random(20251121)
MISSING = [tuple(OPTIONAL), *(tuple(some.sample(OPTIONAL, size)) for size in (1, 3, 5))]


def answered(
    home: Settings, missing: tuple[str, ...]
) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """The answers of every signal that can be answered, by claim, and the names of the others."""
    with duckdb.connect() as connection:
        Lake.open(home).attach(connection)
        for name in missing:
            connection.execute(f"CREATE OR REPLACE VIEW {name} AS {empty_select(TABLES[name])}")
        engine = DuckEngine(connection)
        lacking = absences(SIGNALS, empty_columns(engine))
        known = {name: item for name, item in SIGNALS.items() if name not in lacking}
        engine.run(compile_signals(known).program)
        rows = engine.rows("SELECT * FROM answers").to_pylist()
    return {row["setl_id"]: row for row in rows}, set(lacking)


def test_any_table_may_be_missing(database: Settings) -> None:
    """None of the optional tables, and a few subsets of them."""
    folder = database.path("province")
    run(Order(claims=1_000, months=4), folder, lambda _: None)
    load(folder / "data", "core", database)
    whole, _ = answered(database, ())
    for missing in MISSING:
        found, lacking = answered(database, missing)
        gone = {(name, column.name) for name in missing for column in TABLES[name].columns}
        needing = {name for name, item in SIGNALS.items() if columns_read(item.node) & gone}
        assert needing <= lacking
        assert found.keys() == whole.keys()
        untouched = [name for name in SIGNALS if name not in lacking and not _reads(name, missing)]
        assert untouched
        for setl_id, row in found.items():
            assert {n: row[n] for n in untouched} == {n: whole[setl_id][n] for n in untouched}


def _reads(name: str, missing: tuple[str, ...]) -> bool:
    """Whether a signal reads a column of one of the tables."""
    read = (part for part in walk(SIGNALS[name].node) if isinstance(part, Column))
    return any(place_of(part.table, part.name).table in missing for part in read)
