"""One load at work: its files read, judged, written, counted, and entered in the ledger."""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from features.settlement.contract import Table
from features.settlement.filing import Filing
from features.settlement.hidden import Hidden, numbers_in
from features.settlement.incoming import READING, Incoming, broken_one
from features.settlement.judgement import checks_of, judged_rows
from features.settlement.lake import ENDS, Lake
from features.settlement.load_books import count_changes, count_rows
from features.settlement.load_ledger import ENDED, ChangeCount, LakeFile, LoadEntry, SourceCount
from features.settlement.load_report import LoadReport, TableBooks
from features.settlement.mapping import Mapping, Rule, Source
from features.settlement.pseudonym import Pseudonyms
from features.settlement.refiling import note_moves, refile
from features.settlement.rejected import harmless, write_rejected
from features.settlement.repeats import compare_with_lake, refuse_twice, withdraw_vanished
from features.settlement.sources import Opened, digest, matching, present_rules
from features.settlement.tables import TABLES
from features.settlement.translate import Foreign, quote
from features.settlement.workbench import Workbench

BEIJING = timezone(timedelta(hours=8))
SETTLEMENTS = "setl_d"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""


@dataclass
class _Task:
    """The foreign files of one source of the mapping that have not been loaded before."""

    source: Source
    files: list[tuple[Path, str]] = field(default_factory=list[tuple[Path, str]])


@dataclass(frozen=True)
class _Seen:
    """A foreign file that was opened: its rows as a query, and the rules that it has columns for."""

    source: Source
    name: str
    digest: str
    rows: str
    foreign: Foreign
    rules: tuple[Rule, ...]


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
        folder: Path,
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
        self._folder, self._mapping, self._lake = folder, mapping, lake
        self._replacing = replacing
        self._work = work / self._id
        self._work.mkdir(parents=True)
        self._bench = Workbench(lake, self._id, self._work)
        self._hidden = Hidden(self._bench.con, pseudonyms)
        self._ring = pseudonyms.ring.id
        known = known_on or self._begun.date()
        self._report = LoadReport(mapping.name, self._id, known, notes=list(mapping.notes))
        self._outcome = _Outcome()
        self._progress = progress
        self._done, self._steps = 0, 1
        self._known: dict[str, set[str]] = {}
        self._columns: dict[str, list[str]] = {}

    def clear(self) -> None:
        """Close the work database and delete the work folder."""
        self._bench.con.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def run(self, found: dict[int, list[Path]]) -> LoadReport:
        """Load the files found for each source of the mapping, and give the report."""
        tasks = self._tasks(found)
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
        self._report.unknown_columns = {
            name: unknown
            for name, columns in self._columns.items()
            if (unknown := [c for c in columns if c.lower() not in self._known[name]])
        }
        self._commit()
        return self._report

    def _tasks(self, found: dict[int, list[Path]]) -> list[_Task]:
        ledger, name = self._lake.ledger, self._mapping.name
        before = ledger.latest_sources(name) if self._replacing else ledger.sources(name)
        digests: dict[Path, str] = {}
        tasks: list[_Task] = []
        for n, source in enumerate(self._mapping.sources):
            if not found[n]:
                continue
            task = _Task(source)
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

    def _table(self, table: Table, tasks: list[_Task], *, arrived: bool) -> None:
        """Everything that this load does to one table."""
        bench, name = self._bench, table.name
        bench.begin(table)
        seen = [one for task in tasks for one in self._open(task)]
        self._learn(seen)
        files = [self._incoming(n, one) for n, one in enumerate(seen)]
        skipped = {check: why for task in tasks for check, why in task.source.skips.items()}
        checks = checks_of(table, self._mapping, skipped)
        books = self._report.tables.setdefault(name, TableBooks()) if files else TableBooks()
        written: list[LakeFile] = []
        if files:
            self._step(f"核对 | Judging {name}")
            bench.meet(table, files)
            refuse_twice(bench, table, files)
            compare_with_lake(bench, table, files)
            if self._replacing:
                withdraw_vanished(bench, table, {one.name for one in files})
            self._step(f"写入 | Writing {name}")
            write_rejected(bench, table, files)
            written = Filing(bench, table, checks).write(files)
            self._outcome.counts += count_rows(bench, table, files, written, checks, books)
            self._report.skipped_checks |= {
                f"{name}.{check}": why for check, why in skipped.items()
            }
            made = {rule.column for one in files for rule in one.rules}
            books.absent_columns = [c.name for c in table.columns if c.name not in made]
        self._outcome.files += written
        if name == SETTLEMENTS and files:
            bench.settlements(self._lake.folder / file.path for file in written)
            note_moves(bench)
        elif table.month_of == "setl_id" and arrived:
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

    def _open(self, task: _Task) -> list[_Seen]:
        beside = self._beside(task.source) if task.files else None
        return [self._read(task.source, path, content, beside) for path, content in task.files]

    def _read(
        self, source: Source, path: Path, content: str, beside: tuple[str, Foreign] | None
    ) -> _Seen:
        self._step(f"读取 | Reading {source.table.name}: {path.name}")
        opened = Opened(self._bench.con, path, self._mapping, self._work)
        rows, foreign = opened.rows(source, beside)
        rules = present_rules(source, foreign, path.name)
        self._columns[path.name] = list(opened.foreign.types)
        used = self._known.setdefault(path.name, set())
        used |= {name.lower() for name in source.names}
        return _Seen(source, path.name, content, rows, foreign, rules)

    def _learn(self, seen: list[_Seen]) -> None:
        """Make the pseudonyms of the persons in these files, before their rows are read."""
        numbers = [
            (one.name, column, query)
            for one in seen
            for column, query in numbers_in(
                one.source.table, one.rows, one.rules, one.foreign, self._mapping
            )
        ]
        try:
            self._hidden.learn((column, query) for _, column, query in numbers)
        except READING as fault:
            raise broken_one(
                self._bench.con, [(name, q) for name, _, q in numbers], fault
            ) from fault

    def _incoming(self, number: int, one: _Seen) -> Incoming:
        """The file as the load asks it again and again."""
        return Incoming(
            number=number,
            name=one.name,
            digest=one.digest,
            source=one.source,
            rules=one.rules,
            rows=one.rows,
            judged=judged_rows(
                one.rows,
                one.rules,
                one.source,
                one.foreign,
                self._mapping,
                self._bench.reasons,
                self._hidden,
            ),
            columns=harmless(one.source, one.foreign, one.rules),
            place=one.source.unpivot.place if one.source.unpivot else None,
        )

    def _beside(self, source: Source) -> tuple[str, Foreign] | None:
        if source.beside is None:
            return None
        paths = matching(self._folder, source.beside.files)
        if not paths:
            return None
        opened = [Opened(self._bench.con, path, self._mapping, self._work) for path in paths]
        union = " UNION ALL BY NAME ".join(
            f"SELECT {n} AS _file, * FROM {one.relation}" for n, one in enumerate(opened)
        )
        key, table = quote(source.beside.key), f"beside_{secrets.token_hex(4)}"
        self._bench.con.execute(
            f"CREATE TEMP TABLE {table} AS SELECT * EXCLUDE (_file, _row) FROM ({union}) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _file, _row) = 1"
        )
        types: dict[str, str] = {}
        for one in opened:
            types |= one.foreign.types
        return table, Foreign(types)

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
    """This second in Beijing."""
    return datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)


def _on_disk(path: Path) -> None:
    """Make sure that a file has reached the disk before the ledger counts on it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
