"""Counting what became of the rows of one table, from what was met and what was written."""

from collections import Counter
from pathlib import Path

from features.errors import Conflict
from features.settlement.contract import Check, Table
from features.settlement.intake.incoming import Incoming
from features.settlement.intake.repeats import CORRECTED, REFILED, WITHDRAWN
from features.settlement.intake.report import ReasonCount, TableBooks
from features.settlement.intake.workbench import Workbench
from features.settlement.lake.lake import reading
from features.settlement.lake.ledger import ChangeCount, LakeFile, SourceCount


def count_rows(
    bench: Workbench,
    table: Table,
    batches: list[Incoming],
    written: list[LakeFile],
    checks: list[Check],
    books: TableBooks,
) -> list[SourceCount]:
    """Enter the rows of one table in its books, and give the counts of each foreign file."""
    met = {
        int(file): (int(rows), int(loaded))
        for file, rows, loaded in bench.con.execute(
            "SELECT _file, count(*), count(*) FILTER (_problem IS NULL) FROM met GROUP BY _file"
        ).fetchall()
    }
    flagged = _flags(bench, written, checks, books)
    counts: list[SourceCount] = []
    parts = {part.number: part for batch in batches for part in batch.files}
    of_messages = any(batch.source.node is not None for batch in batches)
    for number, part in sorted(parts.items()):
        rows, loaded = met.get(number, (0, 0))
        if rows or not of_messages:  # a log has rows of few tables, and is known by its messages
            counts.append(
                SourceCount(
                    table.name,
                    part.name,
                    part.digest,
                    rows,
                    loaded,
                    rows - loaded,
                    flagged[part.name],
                )
            )
    books.rows_in += sum(count.rows_in for count in counts)
    books.loaded += sum(count.loaded for count in counts)
    books.rejected += sum(count.rejected for count in counts)
    books.flagged += sum(count.flagged for count in counts)
    books.reasons += _reasons(bench)
    if sum(file.rows for file in written) != books.loaded:
        raise Conflict(
            f"The files of {table.name} were judged and then read again, and the rows differ",
            "A file stays as it is while it is loaded",
            "Load again when nothing writes to the folder; nothing of this load was kept",
        )
    return counts


def count_changes(bench: Workbench, table: Table, books: TableBooks) -> ChangeCount | None:
    """Enter in the books of a table what the load ended; None when it ended nothing."""
    ended = {
        str(why): int(rows)
        for why, rows in bench.con.execute(
            "SELECT _why, count(*) FROM ending GROUP BY _why"
        ).fetchall()
    }
    if not ended:
        return None
    books.corrected = ended.get(CORRECTED, 0)
    books.withdrawn = ended.get(WITHDRAWN, 0)
    books.refiled = ended.get(REFILED, 0)
    return ChangeCount(table.name, books.corrected, books.withdrawn, books.refiled)


def _reasons(bench: Workbench) -> list[ReasonCount]:
    rejected = bench.con.execute(
        "SELECT _problem, count(*) AS n FROM met WHERE _problem IS NOT NULL "
        "GROUP BY _problem ORDER BY n DESC, _problem"
    ).fetchall()
    reasons = [(bench.reasons[int(problem)], int(rows)) for problem, rows in rejected]
    return [ReasonCount(reason.column, reason.text, rows) for reason, rows in reasons]


def _flags(
    bench: Workbench, written: list[LakeFile], checks: list[Check], books: TableBooks
) -> Counter[str]:
    """Enter flags and notes in the books; gives how many rows of each foreign file are flagged."""
    flagged: Counter[str] = Counter()
    if not written:
        return flagged
    rows = reading([Path(bench.lake.folder, file.path) for file in written])
    broken: Counter[str] = Counter()
    for source, names, count in bench.con.execute(
        f"SELECT _source, _flags, count(*) FROM {rows} WHERE _flags IS NOT NULL "
        "GROUP BY _source, _flags"
    ).fetchall():
        flagged[str(source)] += int(count)
        broken.update(dict.fromkeys(str(names).split(","), int(count)))
    notes = [check for check in checks if check.grade == "note"]
    noted = Counter[str]()
    if notes:
        counting = ", ".join(f"count(*) FILTER (NOT ({check.sql}))" for check in notes)
        found = bench.con.execute(f"SELECT {counting} FROM {rows}").fetchone() or ()
        noted.update({check.name: int(n) for check, n in zip(notes, found, strict=True)})
    books.flags += _counts(checks, broken)
    books.notes += _counts(checks, noted)
    return flagged


def _counts(checks: list[Check], broken: Counter[str]) -> list[ReasonCount]:
    order = {check.name: n for n, check in enumerate(checks)}
    found = sorted((-n, order[name], name) for name, n in broken.items() if n)
    by_name = {check.name: f"{check.zh} | {check.en}" for check in checks}
    return [ReasonCount(name, by_name[name], -n) for n, _, name in found]
