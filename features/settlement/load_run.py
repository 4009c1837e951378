"""One load at work: its files read, judged, written, counted, and entered in the ledger."""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from features.settlement.contract import Check, Table
from features.settlement.judgement import flags_of, judged_rows
from features.settlement.lake import Lake
from features.settlement.load_ledger import LakeFile, SourceCount
from features.settlement.load_report import LoadReport, ReasonCount, TableBooks
from features.settlement.mapping import Mapping, Rule, Source
from features.settlement.sources import Opened, digest, matching, present_rules
from features.settlement.tables import TABLES
from features.settlement.translate import Foreign, quote
from features.settlement.workbench import RejectedRows, Workbench

BEIJING = timezone(timedelta(hours=8))

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""


@dataclass
class _Task:
    """The foreign files of one source of the mapping that have not been loaded before."""

    source: Source
    files: list[tuple[Path, str]] = field(default_factory=list[tuple[Path, str]])


class LoadRun:
    """One load from its first file to its entry in the ledger; use it once, under the lock."""

    def __init__(
        self, folder: Path, mapping: Mapping, lake: Lake, work: Path, progress: Progress
    ) -> None:
        """Make the place where the load works."""
        self._begun = datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)
        self._id = f"{self._begun:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self._folder, self._mapping, self._lake = folder, mapping, lake
        self._work = work / self._id
        self._work.mkdir(parents=True)
        self._bench = Workbench(lake, self._id, self._work)
        self._report = LoadReport(mapping.name, self._id, notes=list(mapping.notes))
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
        self._steps = 1 + sum(2 * len(task.files) for task in tasks)
        written: list[LakeFile] = []
        counts: list[SourceCount] = []
        for table in TABLES.values():
            of_table = [task for task in tasks if task.source.table is table]
            if not of_table:
                continue
            self._report.tables[table.name] = TableBooks()
            if any(task.files for task in of_table):
                files, table_counts = self._table(table, of_table)
                written += files
                counts += table_counts
        self._report.unknown_columns = {
            name: unknown
            for name, columns in self._columns.items()
            if (unknown := [c for c in columns if c.lower() not in self._known[name]])
        }
        self._step("写入台账 | Entering the load in the ledger")
        if counts:
            for file in written:
                _on_disk(self._lake.folder / file.path)
            ended = datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)
            self._lake.ledger.commit(
                self._id, self._mapping.name, (self._begun, ended), written, counts
            )
            self._report.changed = True
        return self._report

    def _tasks(self, found: dict[int, list[Path]]) -> list[_Task]:
        before = self._lake.ledger.sources(self._mapping.name)
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

    def _table(self, table: Table, tasks: list[_Task]) -> tuple[list[LakeFile], list[SourceCount]]:
        bench, name = self._bench, table.name
        bench.begin(table)
        raw: list[RejectedRows] = []
        sources: list[tuple[str, str]] = []
        skipped = {check: why for task in tasks for check, why in task.source.skips.items()}
        flags = flags_of(table, self._mapping, skipped)
        self._report.skipped_checks |= {f"{name}.{check}": why for check, why in skipped.items()}
        made: set[str] = set()
        for task in tasks:
            for path, content in task.files:
                self._step(f"读取 | Reading {name}: {path.name}")
                rules, one = self._read(task.source, path, len(sources), flags)
                made |= {rule.column for rule in rules}
                raw.append(one)
                sources.append((path.name, content))
            bench.reject_repeated(table, task.source.duplicate)
        self._step(f"写入 | Writing {name}")
        bench.write_rejected(table, raw)
        files = bench.write(table, flags)
        self._done += len(sources) - 1
        counts = self._count(table, sources, flags)
        self._report.tables[name].absent_columns = [
            column.name for column in table.columns if column.name not in made
        ]
        bench.drop(table)
        return files, counts

    def _read(
        self, source: Source, path: Path, number: int, flags: list[Check]
    ) -> tuple[tuple[Rule, ...], RejectedRows]:
        bench, mapping = self._bench, self._mapping
        opened = Opened(bench.con, path, mapping, self._work)
        beside = self._beside(source)
        rows, foreign = opened.rows(source, beside)
        rules = present_rules(source, foreign, path.name)
        self._columns[path.name] = list(opened.foreign.types)
        used = self._known.setdefault(path.name, set())
        used |= {name.lower() for name in source.names}
        judged = judged_rows(
            rows,
            rules,
            source,
            foreign,
            mapping,
            bench.reasons,
        )
        bench.add(source.table, number, path.name, judged, flags)
        private = {name.lower() for name in source.leaves}
        kept = tuple(name for name in foreign.types if name.lower() not in private)
        place = source.unpivot.place if source.unpivot else None
        return rules, RejectedRows(number, path.name, rows, kept, place)

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
        key = quote(source.beside.key)
        self._bench.con.execute(
            f"CREATE OR REPLACE TEMP TABLE beside AS SELECT * EXCLUDE (_file, _row) FROM ({union}) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _file, _row) = 1"
        )
        types: dict[str, str] = {}
        for one in opened:
            types |= one.foreign.types
        return "beside", Foreign(types)

    def _count(
        self, table: Table, sources: list[tuple[str, str]], flags: list[Check]
    ) -> list[SourceCount]:
        con, judged, books = (
            self._bench.con,
            f"judged_{table.name}",
            self._report.tables[table.name],
        )
        by_file = con.execute(
            "SELECT _file, count(*), count(*) FILTER (_problem IS NULL), "
            "count(*) FILTER (_problem IS NULL AND _flags <> 0) "
            f"FROM {judged} GROUP BY _file"
        ).fetchall()
        counted = {int(row[0]): [int(n) for n in row[1:]] for row in by_file}
        counts: list[SourceCount] = []
        for n, (source, content) in enumerate(sources):
            rows_in, loaded, flagged = counted.get(n, [0, 0, 0])
            counts.append(
                SourceCount(table.name, source, content, rows_in, loaded, rows_in - loaded, flagged)
            )
            books.rows_in += rows_in
            books.loaded += loaded
            books.rejected += rows_in - loaded
            books.flagged += flagged
        rejected = con.execute(
            f"SELECT _problem, count(*) AS n FROM {judged} WHERE _problem IS NOT NULL "
            "GROUP BY _problem ORDER BY n DESC, _problem"
        ).fetchall()
        for problem, rows in rejected:
            reason = self._bench.reasons[int(problem)]
            books.reasons.append(ReasonCount(reason.column, reason.text, int(rows)))
        broken = con.execute(
            "SELECT n, count(*) FROM (SELECT unnest(range(63)) AS n) JOIN "
            f"(SELECT _flags FROM {judged} WHERE _problem IS NULL AND _flags <> 0) "
            "ON (_flags >> n) & 1 = 1 GROUP BY n ORDER BY count(*) DESC, n"
        ).fetchall()
        for n, rows in broken:
            check = flags[int(n)]
            books.flags.append(ReasonCount(check.name, f"{check.zh} | {check.en}", int(rows)))
        return counts

    def _step(self, doing: str) -> None:
        self._progress(doing, self._done, self._steps)
        self._done += 1


def _on_disk(path: Path) -> None:
    """Make sure that a file has reached the disk before the ledger counts on it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
