"""The signals of one claim, read live: its record, the shelf's tiles and the norm book.

What was built is loaded once, and again when a build takes its place: beside the old one, with
which claims are scored meanwhile.
"""

import gc
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

import psycopg
from sqlalchemy import func, select

from features.build import BuildReport
from features.catalog import SIGNALS
from features.database.tables import shelf_state
from features.errors import FundwatchError
from features.hits.judge import Judge, Ruled, area_of
from features.hits.looks import kept
from features.live import ClaimRecord, Evaluator
from features.nodes import Value
from features.norms import NormBook
from features.settings import Settings
from features.shelf import Shelf
from features.tiles import Asked
from serving.brought import Columns, unanswerable
from serving.claim_body import Stage
from serving.conversation import Conversation
from serving.logs import log
from serving.ruling import judge_of, unasked


@dataclass(frozen=True)
class Built:
    """What one build left for the service: the compiled signals and the peer figures."""

    report: BuildReport
    evaluator: Evaluator
    norms: NormBook
    judge: Judge | None

    @classmethod
    def read(cls, settings: Settings) -> "Built":
        """The last build. Raises NotReady without one, Conflict when its signals are not ours."""
        report = BuildReport.read(settings).shelved()
        files = sorted(settings.path("signals", "norms").glob("*.parquet"))
        shelf = kept(SIGNALS, report.absent, report.absent_rules)
        evaluator = Evaluator(SIGNALS, report.absent, kept=shelf)
        built = cls(report, evaluator, NormBook.read(files), judge_of(settings, report))
        gc.unfreeze()  # the build before, which nobody holds any more once its claims are answered
        gc.collect()
        gc.freeze()  # a build is in use till the next: to look through it takes 0.1 s of some claim
        return built

    def rules(self, record: ClaimRecord) -> Evaluator | None:
        """The compiled rules of the claim's area and day; None, and logged, when they cannot be."""
        if self.judge is None:
            return None
        try:
            day = Asked.of(record.facts).moment.date()
            return self.judge.bench(area_of(record), day).together
        except Exception as fault:  # noqa: BLE001 - care goes on without the rules
            log().error("rules_not_compiled", kind=type(fault).__name__)
            return None


@dataclass(frozen=True)
class Answered:
    """A claim's signals, what the rules say of it, and whether the shelf is stale for it."""

    signals: dict[str, Value]
    ruled: Ruled
    stale: bool


class LiveSignals:
    """Answers every signal of a claim that is asked about now."""

    def __init__(self, settings: Settings, database: Conversation) -> None:
        """Read builds of that home, and the shelf of that database."""
        self._settings: Settings = settings
        self._database: Conversation = database
        self._loading: threading.Lock = threading.Lock()
        self._built: Built | None = None
        self._seen: int = 0

    def built(self) -> Built:
        """The build in use; a newer one is read beside it and then takes its place.

        Raises NotReady without one, Conflict when its signals are not ours.
        """
        stamp = self._stamp()
        if self._built is None:
            with self._loading:
                if self._built is None:
                    self._built, self._seen = Built.read(self._settings), stamp
        elif stamp != self._seen and self._loading.acquire(blocking=False):
            self._seen = stamp
            threading.Thread(target=self._renew, name="renew", daemon=True).start()
        return self._built

    def _renew(self) -> None:
        """Read the newer build while claims go on with the old one; what cannot be read is left."""
        try:
            self._built = Built.read(self._settings)
            log().info("build_renewed", months=len(self._built.report.months))
        except (FundwatchError, OSError) as error:
            log().error("build_not_renewed", kind=type(error).__name__)
        finally:
            self._loading.release()

    def ends_on(self) -> date | None:
        """The last day on the shelf; None when nothing is published."""
        with self._database.open() as connection:
            return connection.execute(select(func.max(shelf_state.c.ends_on))).scalar()

    def answers(self, record: ClaimRecord, brought: Columns, stage: Stage) -> Answered:
        """Every signal of a claim, the rules that hit it, and whether the shelf is stale for it.

        A signal that needs a column which nobody brought is null, and such a rule is not asked.

        Raises NotReady when nothing is built or published, TooOld when the claim is of a day that
        the shelf no longer answers, Conflict when build, shelf and service are of other releases.
        """
        built = self.built()
        rules = built.rules(record)
        with self._database.open() as connection:
            raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
            shelf = Shelf(raw, built.evaluator, built.report.shelf)
            seen = shelf.read(record, *([rules] if rules else []))
        signals = built.evaluator.evaluate(record, seen.tiles, built.norms)
        signals |= dict.fromkeys(unanswerable(brought))
        ruled = Ruled([], {})
        if rules and built.judge:
            unknown = unasked(brought, stage)
            ruled = built.judge.ruled(record, seen.tiles, built.norms, unknown)
        return Answered(signals, ruled, _stale(record.facts, seen.ends_on))

    def _stamp(self) -> int:
        try:
            return self._settings.path("signals", "report.json").stat().st_mtime_ns
        except FileNotFoundError:
            return 0


def _stale(facts: Mapping[str, Value], ends_on: date) -> bool:
    """Whether whole days are missing between the shelf's last day and the claim's own."""
    asked = facts["setl_time"]
    return not isinstance(asked, datetime) or asked.date() - ends_on > timedelta(days=1)
