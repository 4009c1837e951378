"""Build the signal matrix: the lake's claims to Parquet of signals, indicators and norms by month.

A build writes an edition (`features.edition`) beside the old one and takes its place in one rename,
so a reader never sees half. What new data cannot change is kept (`features.renewal`).
`signals/report.json` says what was built, from what, and what the data lacks.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import psycopg

from features.absence import absences, empty_columns
from features.catalog import SIGNALS, fingerprint
from features.database import dsn
from features.edition import Edition
from features.engines import Engine, Told
from features.engines.duckdb import DuckEngine
from features.errors import Conflict, NotReady
from features.hits.looks import kept_looks, shelf_fingerprint
from features.indicators import INDICATORS, whole_fingerprint
from features.month import month_number
from features.nodes import Expression
from features.publish import publish, published
from features.renewal import EVERYTHING, Renewal, changed_since
from features.rules import RULES
from features.settings import Settings
from features.settlement.lake.lake import Lake
from features.settlement.tables import TABLES
from features.shelf import EVENT_DAYS
from features.signal import Described
from features.sql.compiler import ANSWERED, compile_signals
from features.sql.span import Span
from features.standing import answerable, write_month_ends
from features.subjects import SUBJECTS, Subject


@dataclass(frozen=True)
class BuildReport:
    """What a build made; `absent` gives, by signal, the columns that the data lacks for it.

    `as_of` is the day of which it shows what was known, such as 2025-06-30; null for all there is.
    `inputs` are the files of the lake that it read; `renewed` the months that it made anew, null
    where that was all of them. `subjects` counts the rows of whoever a month's end was asked about,
    `month_fingerprint` is that of all they were asked. `absent_rules` gives, by rule, the columns
    that the data lacks for it; `shelf` is the fingerprint of what the shelf keeps for both.
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
    inputs: list[str] = field(default_factory=list[str])
    renewed: list[str] | None = None
    month_fingerprint: str = ""
    subjects: dict[str, int] = field(default_factory=dict[str, int])
    absent_rules: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    shelf: str = ""

    def shelved(self) -> "BuildReport":
        """This report, whose shelf this release reads. Raises Conflict for that of another one."""
        if self.agreed().shelf != shelf_fingerprint():
            raise Conflict(
                f"The shelf is {self.shelf or 'older'}; this release reads {shelf_fingerprint()}.",
                "It keeps what this release's signals and rules look at.",
                "Run `fundwatch signals build`.",
            )
        return self

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


def build(
    engine: Engine,
    settings: Settings,
    told: Told,
    as_of: date | None = None,
    *,
    full: bool = False,
) -> BuildReport:
    """Build what new data can change, or everything, on an engine that sees the contract's tables.

    DuckDB publishes the shelf as well; Spark leaves it as it was, and so does a build of what was
    known on an earlier day (`as_of`, to which the engine's tables have been set). Those two, and
    `full`, build everything. Raises NotReady without claims.
    """
    told("columns")
    empty = empty_columns(engine)
    if ("setl_d", "setl_id") in empty:
        raise NotReady(
            "The lake holds no settlements.",
            "Signals are built from loaded settlement data.",
            "Run `fundwatch load DIR --mapping NAME` first.",
        )
    lacking = absences(SIGNALS, empty) | absences(_monthly(), empty)
    lacking_rules = absences(RULES, empty)
    before = None
    if isinstance(engine, DuckEngine) and not as_of:
        before = _kept(settings, lacking, lacking_rules)
    renewal = EVERYTHING
    if before is not None and not full and isinstance(engine, DuckEngine):
        renewal = changed_since(Lake.open(settings), engine.connection, before.inputs)
    if before is not None and not renewal.changed:
        return replace(before, renewed=[])
    signals = {name: item for name, item in SIGNALS.items() if name not in lacking}
    subjects = answerable(lacking)
    also = kept_looks(lacking_rules)
    span, monthly_span = _spans(engine, renewal, signals, subjects, also)
    edition = Edition(settings)
    if span is not None:
        edition.keep(before=span.answered)
    compiled = compile_signals(signals, span, also)
    engine.run(compiled.program, told)
    months = _months(engine)
    edition.write_claims(engine, months, {n: SIGNALS[n] for n in SIGNALS if n in lacking})
    edition.write_norms(engine, compiled, span and span.answered)
    if isinstance(engine, DuckEngine) and as_of is None:
        with psycopg.connect(dsn(settings)) as connection:
            publish(
                connection,
                engine,
                compiled.key_sets,
                shelf_fingerprint(),
                edition.folder,
                told,
                partial(_still_there, inputs=engine.inputs),
            )
    engine.close()
    write_month_ends(engine, edition, subjects, monthly_span, months, told)
    report = BuildReport(
        engine=engine.name,
        fingerprint=fingerprint(),
        months=edition.months(),
        claims=edition.rows("claims"),
        institution_months=edition.rows("institutions"),
        claim_signals=len(SIGNALS),
        indicators=len(INDICATORS),
        absent_tables=sorted({t for t, c in empty if c == TABLES[t].key[0]}),
        absent_columns=sorted(f"{t}.{c}" for t, c in empty),
        absent=lacking,
        absent_rules=lacking_rules,
        shelf=shelf_fingerprint(),
        as_of=None if as_of is None else as_of.isoformat(),
        inputs=list(engine.inputs),
        renewed=None if span is None else [m for m in edition.months() if m >= str(renewal.first)],
        month_fingerprint=whole_fingerprint(),
        subjects={subject.name: edition.rows(subject.name) for subject in subjects},
    )
    edition.publish(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    return report


def _still_there(connection: psycopg.Connection[Any], inputs: Sequence[str]) -> None:
    """See that the files that were read still count, and keep them counting until the switch.

    Raises Conflict when the key ring was turned meanwhile: the shelf would be under pseudonyms that
    nobody has any more.
    """
    asked = "SELECT path FROM load_file WHERE path = ANY(%s) FOR SHARE"
    if len(connection.execute(asked, [list(inputs)]).fetchall()) < len(set(inputs)):
        raise Conflict(
            "The files of the lake were written anew while signals were built",
            "A build reads one lake from its beginning to its end",
            "Run `fundwatch signals build` again.",
        )


def _kept(
    settings: Settings, lacking: Mapping[str, list[str]], lacking_rules: Mapping[str, list[str]]
) -> BuildReport | None:
    """The last build, where a new one can keep some of it: same signals, lacking the same."""
    try:
        before = BuildReport.read(settings).shelved()
    except (NotReady, Conflict):
        return None
    asked = before.month_fingerprint == whole_fingerprint()
    lacked = (before.absent, before.absent_rules) == (lacking, lacking_rules)
    same = before.as_of is None and lacked and asked
    return before if same and published(settings) == before.shelf else None


def _spans(
    engine: Engine,
    renewal: Renewal,
    signals: Mapping[str, Described],
    subjects: Sequence[Subject],
    also: Sequence[Expression],
) -> tuple[Span | None, Span | None]:
    """Which months claims and subjects are answered for; None for all of them."""
    if renewal.first is None:
        return None, None
    first = month_number(renewal.first)
    last = engine.rows("SELECT strftime(MAX(setl_time), '%Y-%m') AS month FROM setl_d").to_pylist()
    shelf = (month_number(last[0]["month"]), EVENT_DAYS)
    return (
        Span.of(first, [*(item.node for item in signals.values()), *also], shelf),
        Span.of(first, [i.node for s in subjects for i in s.indicators.values()], None),
    )


def _monthly() -> dict[str, Described]:
    """Everything that a month's end is asked, by name."""
    return {
        name: item for subject in SUBJECTS.values() for name, item in subject.indicators.items()
    }


def _months(engine: Engine) -> list[int]:
    rows = engine.rows(f"SELECT month FROM {ANSWERED} ORDER BY month").to_pylist()
    return [row["month"] for row in rows]
