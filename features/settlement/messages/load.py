"""The messages of one load: the logs that are new, the rows that they bring, and their books."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.settlement.intake.foreign import Foreign, literal
from features.settlement.intake.incoming import Part
from features.settlement.intake.report import ReasonCount, TableBooks
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.lake.ledger import SourceCount
from features.settlement.mapping.mapping import Mapping, Rule, Source
from features.settlement.messages.messages import TABLE, Messages

SETTLED = "setl_d"


@dataclass(frozen=True)
class Log:
    """A log file that was not loaded before."""

    part: Part
    path: Path


@dataclass(frozen=True)
class Brought:
    """The rows that the logs bring for one source, and the columns that nobody asked for."""

    source: Source
    rows: str
    foreign: Foreign
    rules: tuple[Rule, ...]
    others: tuple[str, ...]


class LoadMessages:
    """Reads the logs of a load once, and gives the rows of each source."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        mapping: Mapping,
        lake: Lake,
        work: Path,
        logs: Sequence[Log],
    ) -> None:
        """Read the logs. Raises BadInput when one cannot be read."""
        self._con, self._lake, self._logs, self._mapping = con, lake, logs, mapping
        settled = None
        if lake.rows(SETTLED).files:
            settled = lake.versions(con, SETTLED, ())
        self._messages = Messages(con, mapping, work, settled)
        self._messages.read([(log.part.number, log.path) for log in logs])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The log files."""
        return tuple(log.part for log in self._logs)

    def brought(self, source: Source) -> Brought | None:
        """The rows of a source; None when no message brings any."""
        found = self._messages.rows(source)
        if found is None:
            return None
        rows, foreign, others = found
        rules = tuple(
            rule
            for rule in source.rules
            if not rule.names or any(foreign.actual(name) is not None for name in rule.names)
        )
        return Brought(source, rows, foreign, rules, tuple(sorted(others)))

    def before(self, source: Source) -> str | None:
        """The rows of the source's table as they are known, where messages build its rows up."""
        table = source.table.name
        if source.node is None or not source.node.builds or not self._lake.rows(table).files:
            return None
        return self._lake.versions(self._con, table, ())

    def relisted(self, source: Source) -> tuple[str, str] | None:
        """What a list that was sent again replaces: the column of the list, and a query of lists.

        None for a source whose rows are not parts of such a list.
        """
        for replacing in self._mapping.replaces:
            for rule in source.rules:
                if rule.names == (replacing.by,):
                    by = literal(replacing.by)
                    return rule.column, f"SELECT _key FROM listed WHERE _by = {by}"
        return None

    def enter(self, load_id: str, books: TableBooks) -> list[SourceCount]:
        """Enter the messages in their books, keep those that are no data, and count each log."""
        messages, faults = self._messages.counts()
        refused: dict[int, int] = {}
        reasons: dict[tuple[str | None, str], int] = {}
        for one in faults:
            refused[one.file] = refused.get(one.file, 0) + one.messages
            reason = (one.fault.column, one.fault.words)
            reasons[reason] = reasons.get(reason, 0) + one.messages
        counts = [
            SourceCount(TABLE, log.part.name, log.part.digest, n, n - bad, bad, 0)
            for log in self._logs
            for n, bad in [(messages.get(log.part.number, 0), refused.get(log.part.number, 0))]
        ]
        books.rows_in = sum(count.rows_in for count in counts)
        books.loaded = sum(count.loaded for count in counts)
        books.rejected = sum(count.rejected for count in counts)
        books.reasons = [
            ReasonCount(column, words, n)
            for (column, words), n in sorted(reasons.items(), key=lambda item: -item[1])
        ]
        if books.rejected:
            path = self._lake.folder / REJECTED / TABLE / f"{load_id}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            names = {log.part.number: log.part.name for log in self._logs}
            self._con.execute(
                f'COPY ({self._messages.rejected(names)} ORDER BY source, "row") '
                f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
            )
        return counts
