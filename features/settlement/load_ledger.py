"""The load ledger: which files of the lake count, what each load read, and one load at a time.

A load is in the ledger whole or not at all: one transaction writes it after its files are on disk.
What the ledger does not know is an orphan of a load that was cut off, and does not exist.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, text

from features.database.tables import load, load_count, load_file

ADVISORY_LOCK = 0x4C4F4144  # "LOAD"


@dataclass(frozen=True)
class LakeFile:
    """One file that a load wrote: its table, its place under the lake, its rows."""

    table: str
    path: str
    rows: int


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

    def files(self, table: str | None = None) -> list[LakeFile]:
        """The files that count, of one table or of all, in order of their place."""
        asked = select(load_file.c.table_name, load_file.c.path, load_file.c.rows).order_by(
            load_file.c.path
        )
        if table is not None:
            asked = asked.where(load_file.c.table_name == table)
        with self._engine.connect() as connection:
            return [LakeFile(name, path, rows) for name, path, rows in connection.execute(asked)]

    def load_ids(self) -> set[str]:
        """The loads that count."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(load.c.load_id)).scalars())

    def sources(self, mapping: str) -> set[tuple[str, str]]:
        """Table and digest of every foreign file that was loaded under this mapping."""
        asked = (
            select(load_count.c.table_name, load_count.c.source_digest)
            .join(load, load.c.load_id == load_count.c.load_id)
            .where(load.c.mapping == mapping)
        )
        with self._engine.connect() as connection:
            return {(name, digest) for name, digest in connection.execute(asked)}

    def commit(
        self,
        load_id: str,
        mapping: str,
        span: tuple[datetime, datetime],
        files: list[LakeFile],
        counts: list[SourceCount],
    ) -> None:
        """Enter a load with its files and counts, in one transaction; `span` is begin and end."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(load).values(
                    load_id=load_id,
                    mapping=mapping,
                    started_at=span[0],
                    committed_at=span[1],
                    state="committed",
                )
            )
            for chunk in files, counts:
                rows = [{"load_id": load_id, **_row(one)} for one in chunk]
                if rows:
                    connection.execute(insert(load_file if chunk is files else load_count), rows)


def _row(one: LakeFile | SourceCount) -> dict[str, object]:
    if isinstance(one, LakeFile):
        return {"table_name": one.table, "path": one.path, "rows": one.rows}
    return {
        "table_name": one.table,
        "source_name": one.source,
        "source_digest": one.digest,
        "rows_in": one.rows_in,
        "loaded": one.loaded,
        "rejected": one.rejected,
        "flagged": one.flagged,
    }
