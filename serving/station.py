"""The parts of one running service (哨), opened together and closed together."""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event

from features.database.connection import engine
from features.settings import Settings
from serving.conversation import Conversation
from serving.ledger import Ledger
from serving.logs import log
from serving.metrics import Metrics
from serving.queue import Queue
from serving.readers import Readers
from serving.score import Scorer
from serving.wire.codes import WireCodes

if TYPE_CHECKING:
    import psycopg

_WORKERS = 8
_LONGEST_STATEMENT = "5s"  # far past the gateway's hard stop: a stuck database frees its threads
T = TypeVar("T")


def _patience(connection: "psycopg.Connection[Any]", _record: object) -> None:
    """Let no statement of the service run for ever."""
    connection.execute(f"SET statement_timeout = '{_LONGEST_STATEMENT}'")
    connection.commit()


@dataclass(frozen=True)
class Station:
    """What the routes work with."""

    settings: Settings
    database: Conversation
    codes: WireCodes
    metrics: Metrics
    readers: Readers
    ledger: Ledger
    queue: Queue
    scorer: Scorer
    workers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_WORKERS, thread_name_prefix="station")
    )

    @classmethod
    def open(cls, settings: Settings, codes: WireCodes, metrics: Metrics) -> "Station":
        """The parts on the database and the home of these settings.

        Raises Unreachable when the database does not answer.
        """
        opened = engine(settings)
        opened.dispose()  # connections from now on are those of `_patience`
        event.listen(opened, "connect", _patience)
        database = Conversation(opened)
        station = cls(
            settings=settings,
            database=database,
            codes=codes,
            metrics=metrics,
            readers=Readers(database),
            ledger=Ledger(database),
            queue=Queue(opened),
            scorer=Scorer(settings, database, codes.telling),
        )
        condition = station.scorer.warm()
        log().info("opened", ready=condition.ready, champions=condition.champions)
        return station

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run the work on a thread of the station, with this request's log context."""
        return self.workers.submit(contextvars.copy_context().run, work)

    def close(self) -> None:
        """Finish what runs and let go of everything. The database is left to the process's end."""
        self.workers.shutdown(wait=True, cancel_futures=True)
