"""One load at work: its files read, judged, written, counted, and entered in the ledger."""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from features.settlement.contract import Table
from features.settlement.intake.aside import keep_aside
from features.settlement.intake.counting import count_changes, count_rows
from features.settlement.intake.filing import Filing
from features.settlement.intake.incoming import Part
from features.settlement.intake.judgement import checks_of
from features.settlement.intake.opening import Opening, Task
from features.settlement.intake.refiling import note_moves, refile
from features.settlement.intake.rejected import write_rejected
from features.settlement.intake.repeats import (
    compare_with_lake,
    refuse_twice,
    withdraw_parts,
    withdraw_vanished,
)
from features.settlement.intake.report import LoadReport, TableBooks
from features.settlement.intake.sources import Folders, digest
from features.settlement.intake.workbench import Workbench
from features.settlement.lake.lake import ENDS, Lake
from features.settlement.lake.ledger import ENDED, ChangeCount, LakeFile, LoadEntry, SourceCount
from features.settlement.mapping.mapping import Mapping
from features.settlement.messages.load import LoadMessages, Log
from features.settlement.messages.messages import TABLE as MESSAGES
from features.settlement.pseudonyms.hidden import Hidden
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from features.settlement.tables import TABLES

BEIJING = timezone(timedelta(hours=8))
SETTLEMENTS = "setl_d"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""


@dataclass
class _Outcome:
    """What the load has written and counted so far."""

    files: list[LakeFile] = field(default_factory=list[LakeFile])
    counts: list[SourceCount] = field(default_factory=list[SourceCount])
    changes: list[ChangeCount] = field(default_factory=list[ChangeCount])


class LoadRun:
    """One load from its first file to its entry in the ledger; use it once, under the lock."""

    def __init__(
        self,
        folders: Folders,
        mapping: Mapping,
        lake: Lake,
        work: Path,
        progress: Progress,
        pseudonyms: Pseudonyms,
        known_on: date | None = None,
        *,
        replacing: bool = False,
    ) -> None:
        """Make the place where the load works; see `intake.load` for what is asked."""
        self._begun = now()
        self._id = f"{self._begun:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self._mapping, self._lake = mapping, lake
        self._replacing = replacing
        self._work = work / self._id
        self._work.mkdir(parents=True)
        self._bench = Workbench(lake, self._id, self._work)
        hidden = Hidden(self._bench.con, pseudonyms)
        self._opening = Opening(self._bench, folders, mapping, hidden, self._step)
        self._ring = pseudonyms.ring.id
        known = known_on or self._begun.date()
        self._report = LoadReport(mapping.name, self._id, known, notes=list(mapping.notes))
        self._outcome = _Outcome()
        self._progress = progress
        self._done, self._steps = 0, 1
        self._moved = False  # until this load brings settlements

    def clear(self) -> None:
        """Close the work database and delete the work folder."""
        self._bench.con.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def run(self, found: dict[int, list[Path]]) -> LoadReport:
        """Load the files found for each source of the mapping, and give the report."""
        tasks = self._message_tasks(found) if self._mapping.of_messages else self._tasks(found)
        self._report.missing_tables = [
            name for name in TABLES if name not in {task.source.table.name for task in tasks}
        ]
        self._steps = 1 + sum(
            2 + sum(len(task.files) for task in tasks if task.source.table is table)
            for table in TABLES.values()
            if any(task.files and task.source.table is table for task in tasks)
        )
        arrived = any(task.files and task.source.table.name == SETTLEMENTS for task in tasks)
        for table in TABLES.values():
            of_table = [task for task in tasks if task.source.table is table]
            if of_table:
                self._report.tables[table.name] = TableBooks()
            incoming = any(task.files for task in of_table)
            if incoming or (arrived and table.month_of == "setl_id"):
                self._table(table, of_table, arrived=arrived)
        self._report.unknown_columns = self._opening.unknown_columns
        if self._opening.messages is not None:
            books = self._report.tables[MESSAGES] = TableBooks()
            self._outcome.counts += self._opening.messages.enter(self._id, books)
        self._commit()
        return self._report

    def _message_tasks(self, found: dict[int, list[Path]]) -> list[Task]:
        """The logs that are new, for every source alike, because a log has rows of all of them."""
        ledger, name = self._lake.ledger, self._mapping.name
        before = ledger.latest_sources(name) if self._replacing else ledger.sources(name)
        logs: list[Log] = []
        for path in dict.fromkeys(path for paths in found.values() for path in paths):
            known = (MESSAGES, digest(path))
            if known in before:
                self._report.already_loaded.append(f"{MESSAGES}: {path.name}")
            else:
                before.add(known)
                logs.append(Log(Part(len(logs), path.name, known[1]), path))
        if logs:
            self._step(f"读取报文 | Reading {len(logs)} logs of messages")
            self._opening.messages = LoadMessages(
                self._bench.con, self._mapping, self._lake, self._work, logs
            )
        files = [(log.path, log.part.digest) for log in logs]
        return [Task(source, files) for source in self._mapping.sources]

    def _tasks(self, found: dict[int, list[Path]]) -> list[Task]:
        ledger, name = self._lake.ledger, self._mapping.name
        before = ledger.latest_sources(name) if self._replacing else ledger.sources(name)
        digests: dict[Path, str] = {}
        tasks: list[Task] = []
        for n, source in enumerate(self._mapping.sources):
            if not found[n]:
                continue
            task = Task(source)
            for path in found[n]:
                digests.setdefault(path, digest(path))
                known = (source.table.name, digests[path])
                if known in before:
                    self._report.already_loaded.append(f"{source.table.name}: {path.name}")
                else:
                    before.add(known)
                    task.files.append((path, digests[path]))
            tasks.append(task)
        return tasks

    def _table(self, table: Table, tasks: list[Task], *, arrived: bool) -> None:
        """Everything that this load does to one table."""
        bench, name = self._bench, table.name
        bench.begin(table)
        files = self._opening.batches(tasks)
        skipped = {check: why for task in tasks for check, why in task.source.skips.items()}
        checks = checks_of(table, self._mapping, skipped)
        books = self._report.tables.get(name, TableBooks())
        written: list[LakeFile] = []
        if files:
            self._report.tables[name] = books
            self._step(f"核对 | Judging {name}")
            bench.meet(table, files)
            refuse_twice(bench, table, files)
            compare_with_lake(bench, table, files)
            if self._replacing:
                withdraw_vanished(bench, table, {part.name for one in files for part in one.files})
            self._step(f"写入 | Writing {name}")
            write_rejected(bench, table, files)
            aside = keep_aside(bench, table, files)
            if aside is not None:
                self._report.aside.append(aside)
            written = Filing(bench, table, checks).write(files)
            self._outcome.counts += count_rows(bench, table, files, written, checks, books)
            self._report.skipped_checks |= {
                f"{name}.{check}": why for check, why in skipped.items()
            }
            made = {rule.column for one in files for rule in one.rules}
            books.absent_columns = [c.name for c in table.columns if c.name not in made]
        for task in tasks:
            messages = self._opening.messages
            again = messages.relisted(task.source) if messages is not None else None
            if again is not None:
                withdraw_parts(bench, table, *again)
        self._outcome.files += written
        if name == SETTLEMENTS and files:
            bench.settlements(self._lake.folder / file.path for file in written)
            note_moves(bench)
            self._moved = True
        elif table.month_of == "setl_id" and arrived and self._moved:
            self._outcome.files += refile(bench, table)
        self._end(table, books)

    def _end(self, table: Table, books: TableBooks) -> None:
        """Write which earlier rows of the table this load ends, and enter it in its books."""
        changes = count_changes(self._bench, table, books)
        if changes is None:
            return
        self._report.tables.setdefault(table.name, books)
        path = Path(ENDS, table.name, f"{self._id}.parquet")
        keys = ", ".join((*table.key, "_load"))
        self._bench.copy(f"SELECT {keys} FROM ending ORDER BY ALL", self._lake.folder / path)
        ended = changes.corrected + changes.withdrawn + changes.refiled
        self._outcome.files.append(LakeFile(table.name, path.as_posix(), ended, ENDED))
        self._outcome.changes.append(changes)

    def _commit(self) -> None:
        """Enter the load in the ledger, once everything it wrote has reached the disk."""
        self._step("写入台账 | Entering the load in the ledger")
        if not self._outcome.counts:
            return
        for file in self._outcome.files:
            _on_disk(self._lake.folder / file.path)
        self._lake.ledger.commit(
            LoadEntry(
                self._id,
                self._mapping.name,
                self._begun,
                now(),
                self._report.known_on,
                self._outcome.files,
                self._outcome.counts,
                self._outcome.changes,
                self._ring,
            )
        )
        self._report.changed = True

    def _step(self, doing: str) -> None:
        self._progress(doing, self._done, self._steps)
        self._done += 1


def now() -> datetime:
    """This moment in Beijing, fine enough that one load ends after the one before it."""
    return datetime.now(BEIJING).replace(tzinfo=None)


def _on_disk(path: Path) -> None:
    """Make sure that a file has reached the disk before the ledger counts on it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
