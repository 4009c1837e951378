"""The load ledger: which files of the lake count, what each load read, and one load at a time.

A load is in the ledger whole or not at all: one transaction writes it after its files are on disk.
What the ledger does not know is an orphan of a load that was cut off, and does not exist. Each load
has the day on which its rows became known, so what was known on a day is what the loads up to that
day brought and ended.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select, text

from features.database.tables import load, load_change, load_count, load_file

ADVISORY_LOCK = 0x4C4F4144  # "LOAD"
ROWS = "rows"  # a file of rows
ENDED = "ended"  # a file that names rows of earlier loads which count no more


@dataclass(frozen=True)
class LakeFile:
    """One file that a load wrote: its table, its place under the lake, its rows, what they are."""

    table: str
    path: str
    rows: int
    kind: str = ROWS

    @property
    def load(self) -> str:
        """The load that wrote it, which its name begins with."""
        return Path(self.path).name.split(".", 1)[0]


@dataclass(frozen=True)
class SourceCount:
    """What became of the rows of one foreign file in one table."""

    table: str
    source: str
    digest: str
    rows_in: int
    loaded: int
    rejected: int
    flagged: int


@dataclass(frozen=True)
class ChangeCount:
    """How many earlier rows of one table a load ended, and why.

    `corrected` rows have a successor among the loaded ones, `withdrawn` rows have none, `refiled`
    rows were written again under the month of a settlement that came later.
    """

    table: str
    corrected: int
    withdrawn: int
    refiled: int


@dataclass(frozen=True)
class LoadEntry:
    """One load as the ledger keeps it; `pseudonym_ring` is the id of the keys of its pseudonyms."""

    load_id: str
    mapping: str
    started_at: datetime
    ended_at: datetime
    known_on: date
    files: list[LakeFile]
    counts: list[SourceCount]
    changes: list[ChangeCount]
    pseudonym_ring: str


class LoadLedger:
    """The ledger in the database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine of a migrated database."""
        self._engine = engine

    @contextmanager
    def one_at_a_time(self) -> Generator[None, None, None]:
        """Wait until no other load runs, and keep others waiting; a killed load lets go at once."""
        with self._engine.connect() as connection:
            lock = {"lock": ADVISORY_LOCK}
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), lock)
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), lock)
                connection.commit()

    @contextmanager
    def writing(self) -> Generator[Connection, None, None]:
        """A connection whose changes are made all at once at its end, or not at all."""
        with self._engine.begin() as connection:
            yield connection

    def entries(self, as_of: date | None = None) -> list[LakeFile]:
        """Every file that counted on that day, or counts now, in order of place, of both kinds."""
        asked = select(
            load_file.c.table_name, load_file.c.path, load_file.c.rows, load_file.c.kind
        ).order_by(load_file.c.path)
        if as_of is not None:
            asked = asked.join(load, load.c.load_id == load_file.c.load_id).where(
                load.c.known_on <= as_of
            )
        with self._engine.connect() as connection:
            return [LakeFile(*row) for row in connection.execute(asked)]

    def files(self, table: str | None = None, as_of: date | None = None) -> list[LakeFile]:
        """The files of rows that count, of one table or of all, in order of their place."""
        return [
            file
            for file in self.entries(as_of)
            if file.kind == ROWS and (table is None or file.table == table)
        ]

    def load_ids(self) -> set[str]:
        """The loads that count."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(load.c.load_id)).scalars())

    def in_order(self) -> list[str]:
        """The loads that count, the earliest first."""
        with self._engine.connect() as connection:
            asked = select(load.c.load_id).order_by(load.c.committed_at, load.c.load_id)
            return list(connection.execute(asked).scalars())

    def last_known_on(self) -> date | None:
        """The day of the latest load; None before the first."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.max(load.c.known_on))).scalar()

    def sources(self, mapping: str) -> set[tuple[str, str]]:
        """Table and digest of every foreign file that was loaded under this mapping."""
        return {(table, digest) for table, _, digest in self._sources(mapping)}

    def latest_sources(self, mapping: str) -> set[tuple[str, str]]:
        """Table and digest of the file that was last loaded under each name by this mapping."""
        latest = {(table, name): digest for table, name, digest in self._sources(mapping)}
        return {(table, digest) for (table, _), digest in latest.items()}

    def commit(self, entry: LoadEntry) -> None:
        """Enter a load with its files, counts and changes, in one transaction."""
        own = {"load_id": entry.load_id}
        with self._engine.begin() as connection:
            connection.execute(
                insert(load).values(
                    **own,
                    mapping=entry.mapping,
                    started_at=entry.started_at,
                    committed_at=entry.ended_at,
                    state="committed",
                    known_on=entry.known_on,
                    pseudonym_ring=entry.pseudonym_ring,
                )
            )
            for table, rows in (
                (load_file, [own | _file_row(file) for file in entry.files]),
                (load_count, [own | _count_row(count) for count in entry.counts]),
                (load_change, [own | _change_row(change) for change in entry.changes]),
            ):
                if rows:
                    connection.execute(insert(table), rows)

    def _sources(self, mapping: str) -> list[tuple[str, str, str]]:
        asked = (
            select(load_count.c.table_name, load_count.c.source_name, load_count.c.source_digest)
            .join(load, load.c.load_id == load_count.c.load_id)
            .where(load.c.mapping == mapping)
            .order_by(load.c.committed_at, load.c.load_id)
        )
        with self._engine.connect() as connection:
            return [(table, name, digest) for table, name, digest in connection.execute(asked)]


def _file_row(file: LakeFile) -> dict[str, object]:
    return {"table_name": file.table, "path": file.path, "rows": file.rows, "kind": file.kind}


def _count_row(count: SourceCount) -> dict[str, object]:
    return {
        "table_name": count.table,
        "source_name": count.source,
        "source_digest": count.digest,
        "rows_in": count.rows_in,
        "loaded": count.loaded,
        "rejected": count.rejected,
        "flagged": count.flagged,
    }


def _change_row(change: ChangeCount) -> dict[str, object]:
    return {
        "table_name": change.table,
        "corrected": change.corrected,
        "withdrawn": change.withdrawn,
        "refiled": change.refiled,
    }
