"""Build the signal matrix: the lake's claims to Parquet of signals, indicators and norms by month.

    signals/claims/month=2025-01.parquet         one row a claim, one column a signal
    signals/institutions/month=2025-01.parquet   one row an institution, its indicators and its peers
    signals/norms/month=2025-01.parquet          the norm book, fitted from earlier months
    signals/report.json                          what was built, from what, and what the data lacks

A build writes beside the old one and takes its place in one rename, so a reader never sees half.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import psycopg

from features.catalog import SIGNALS, fingerprint
from features.database import dsn
from features.engines import Engine, Told
from features.engines.duckdb import DuckEngine
from features.errors import Conflict, NotReady
from features.indicators import INDICATORS
from features.nodes import Column, Expression, Lines, Norm, children
from features.publish import publish
from features.record import JOINS, LINES, place_of
from features.settings import Settings
from features.settlement.tables import TABLES
from features.signal import Described
from features.sql.compiler import Compiled, compile_signals
from features.sql.expression import sql_type
from features.sql.months import compile_indicators
from features.sql.norms import book
from features.sql.peers import peer_query
from features.sql.program import Program, Step


@dataclass(frozen=True)
class BuildReport:
    """What a build made; `absent` gives, by signal, the columns that the data lacks for it.

    `as_of` is the day of which it shows what was known, such as 2025-06-30; null for all there is.
    """

    engine: str
    fingerprint: str
    months: list[str]
    claims: int
    institution_months: int
    claim_signals: int
    indicators: int
    absent_tables: list[str]
    absent_columns: list[str]
    absent: dict[str, list[str]]
    as_of: str | None = None

    def agreed(self) -> "BuildReport":
        """This report, of the signals this release declares. Raises Conflict for other signals."""
        if self.fingerprint != fingerprint():
            raise Conflict(
                f"The signals on disk are {self.fingerprint}; this release declares {fingerprint()}.",
                "What is read must be what is declared.",
                "Run `fundwatch signals build`.",
            )
        return self

    @classmethod
    def read(cls, settings: Settings) -> "BuildReport":
        """The report of the last build. Raises NotReady when there is none."""
        file = settings.path("signals", "report.json")
        if not file.exists():
            raise NotReady(
                "No signals have been built.",
                f"{file.name} is written by a build.",
                "Run `fundwatch signals build`.",
            )
        return cls(**json.loads(file.read_text("utf-8")))


def month_text(number: int) -> str:
    """The month as people write it.

    >>> month_text(2025 * 12 + 2)
    '2025-03'
    """
    return f"{number // 12}-{number % 12 + 1:02}"


def columns_read(node: Expression) -> set[tuple[str, str]]:
    """The (table, column) pairs of the lake without which an expression has no answer.

    Peers after the first are not among them: where they are unknown a norm falls back to fewer.
    """
    match node:
        case Column("institution", "fixmedins_code" as name):
            return {("setl_d", name)}  # who is asked about is known from the claims alone
        case Column(table, name):
            return {(place_of(table, name).table, name)}
        case Norm(value=value, peers=peers):
            needed = (value, *peers[:1])
        case _:
            needed = children(node)
    own = {(LINES[node.table], "setl_id")} if isinstance(node, Lines) else set[tuple[str, str]]()
    return own.union(*map(columns_read, needed))


def absences(
    described: Mapping[str, Described], empty: set[tuple[str, str]]
) -> dict[str, list[str]]:
    """By name, the columns without a single value that keep a signal from being answered."""
    found = {name: sorted(columns_read(item.node) & empty) for name, item in described.items()}
    return {name: [f"{t}.{c}" for t, c in lacking] for name, lacking in found.items() if lacking}


def empty_columns(engine: Engine) -> set[tuple[str, str]]:
    """The columns that hold no value in the data, of every table that claims are made of."""
    empty: set[tuple[str, str]] = set()
    for name in [table for table, _ in JOINS] + list(LINES.values()):
        columns = [column.name for column in TABLES[name].columns]
        counts = ", ".join(f"COUNT({column}) AS {column}" for column in columns)
        row = engine.rows(f"SELECT {counts} FROM {name}").to_pylist()[0]
        empty |= {(name, column) for column in columns if not row[column]}
    return empty


def build(engine: Engine, settings: Settings, told: Told, as_of: date | None = None) -> BuildReport:
    """Build everything on an engine that sees the contract's tables. Raises NotReady without claims.

    DuckDB publishes the shelf as well; Spark leaves it as it was, and so does a build of what was
    known on an earlier day (`as_of`, to which the engine's tables have been set).
    """
    told("columns")
    empty = empty_columns(engine)
    if ("setl_d", "setl_id") in empty:
        raise NotReady(
            "The lake holds no settlements.",
            "Signals are built from loaded settlement data.",
            "Run `fundwatch load DIR --mapping NAME` first.",
        )
    folder, partial = settings.path("signals"), settings.path("signals.partial")
    shutil.rmtree(partial, ignore_errors=True)
    lacking = absences(SIGNALS, empty) | absences(INDICATORS, empty)
    signals = {name: item for name, item in SIGNALS.items() if name not in lacking}
    compiled = compile_signals(signals)
    engine.run(compiled.program, told)
    months = [row["month"] for row in _months(engine)]
    claims = _write_claims(
        engine, partial, months, {n: SIGNALS[n] for n in SIGNALS if n in lacking}
    )
    _write_norms(engine, compiled, partial)
    if isinstance(engine, DuckEngine) and as_of is None:
        with psycopg.connect(dsn(settings)) as connection:
            publish(connection, engine, compiled.key_sets, fingerprint(), partial, told)
    engine.close()
    indicators = {name: item for name, item in INDICATORS.items() if name not in lacking}
    monthly = compile_indicators(indicators)
    engine.run(monthly.program, told)
    institutions = _write_institutions(engine, partial, months, list(indicators))
    engine.close()
    report = BuildReport(
        engine=engine.name,
        fingerprint=fingerprint(),
        months=[month_text(month) for month in months],
        claims=claims,
        institution_months=institutions,
        claim_signals=len(SIGNALS),
        indicators=len(INDICATORS),
        absent_tables=sorted({t for t, c in empty if c == TABLES[t].key[0]}),
        absent_columns=sorted(f"{t}.{c}" for t, c in empty),
        absent=lacking,
        as_of=None if as_of is None else as_of.isoformat(),
    )
    text = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    (partial / "report.json").write_text(text, "utf-8")
    _swap(partial, folder)
    return report


def _months(engine: Engine) -> list[dict[str, int]]:
    return engine.rows("SELECT DISTINCT month FROM answers ORDER BY month").to_pylist()


def _write_claims(
    engine: Engine, folder: Path, months: Iterable[int], absent: Mapping[str, Described]
) -> int:
    nulls = "".join(
        f", CAST(NULL AS {sql_type(item.node)}) AS {name}" for name, item in absent.items()
    )
    total = 0
    for month in months:
        query = f"SELECT *{nulls} FROM answers WHERE month = {month} ORDER BY setl_time, setl_id"
        total += engine.write(query, folder / "claims" / f"month={month_text(month)}.parquet")
    return total


def _write_norms(engine: Engine, compiled: Compiled, folder: Path) -> None:
    if not compiled.peer_groups:
        return
    engine.run(Program([Step("norm_book", book(compiled.peer_groups))]))
    fitted = engine.rows("SELECT month FROM asked_month ORDER BY month").to_pylist()
    for row in fitted:
        engine.write(
            f"SELECT * FROM norm_book WHERE month = {row['month']} ORDER BY norm, level, peers",
            folder / "norms" / f"month={month_text(row['month'])}.parquet",
        )


def _write_institutions(
    engine: Engine, folder: Path, months: Iterable[int], indicators: list[str]
) -> int:
    query = peer_query(indicators) if indicators else "SELECT * FROM answers"
    engine.run(Program([Step("beside_peers", query)]))
    return sum(
        engine.write(
            f"SELECT * FROM beside_peers WHERE month = {month} ORDER BY fixmedins_code",
            folder / "institutions" / f"month={month_text(month)}.parquet",
        )
        for month in months
    )


def _swap(partial: Path, folder: Path) -> None:
    """Put the new build in the old one's place; the old one is gone only once the new one stands."""
    old = folder.with_name("signals.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    partial.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
