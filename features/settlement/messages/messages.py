"""Interface messages as foreign rows: one log for the whole load, one relation for each source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from features.settlement.intake.foreign import Foreign, literal, quote
from features.settlement.mapping.mapping import Constant, Mapping, Rule, Source
from features.settlement.messages.log import FAULTS, Fault, MessageLog
from features.settlement.messages.rows import Rows, rows_of
from features.settlement.messages.settlements import FOUND, ORIGINAL, MessageSettlements

TABLE = "messages"
"""The name under which the books of messages stand, beside those of the tables."""
ROWS, PLACES = 1 << 30, 1 << 16
"""Lines of a file and places in a message that the order of messages tells apart."""


@dataclass(frozen=True)
class FaultCount:
    """How many messages of a file are no data, for one reason."""

    file: int
    fault: Fault
    messages: int


class Messages:
    """The messages of a load: read once, then asked for the rows of each source."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, mapping: Mapping, work: Path, settled: str | None
    ) -> None:
        """Begin without messages; `settled` is a query of setl_d as the lake has it, or None."""
        self._con, self._mapping, self._work = con, mapping, work
        self._log = MessageLog(con, mapping, work)
        self._settlements = MessageSettlements(con, self._log, mapping, settled)

    def read(self, files: Sequence[tuple[int, Path]]) -> None:
        """Read the log files, each under its number. Raises BadInput when one cannot be read."""
        self._log.read(files)

    def rows(self, source: Source) -> tuple[str, Foreign, frozenset[str]] | None:
        """The rows of a source, their columns, and those that nobody asked for.

        The query gives `_file`, `_row` (a line), `_place` (in the message) and the columns; None
        when no message brings any.
        """
        node = source.node
        if node is None:
            return None
        names = _names(source)
        found = rows_of(self._con, self._log, node, names)
        if found is None:
            return None
        if node.reverses is not None:
            found = self._settlements.reversed(found, node.reverses, names)
        if node.builds:
            found = _built(found, source, self._mapping.empty)
        found = replace(found, query=self._kept(found.query))
        asked = {refusal.column for refusal in source.refuses}
        if absent := asked - set(found.columns):
            nothing = ", ".join(f"NULL::VARCHAR AS {quote(name)}" for name in absent)
            query = f"SELECT *, {nothing} FROM ({found.query})"
            found = replace(found, query=query, columns=(*found.columns, *absent))
        if node.finds is not None:
            beside = self._kept(self._settlements.found(found, node.finds))
            found = replace(
                found,
                query=f"SELECT * FROM ({found.query}) JOIN ({beside}) USING (_file, _row, _place)",
                columns=(*found.columns, FOUND),
            )
        return found.query, Foreign(dict.fromkeys(found.columns, "VARCHAR")), found.others

    def _kept(self, query: str) -> str:
        """The rows written beside the work, because a load reads them several times."""
        folder = self._work / "message_rows"
        folder.mkdir(exist_ok=True)
        path = folder / f"{len(list(folder.iterdir()))}.parquet"
        self._con.execute(
            f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION lz4)"
        )
        return f"SELECT * FROM read_parquet({literal(str(path))}, hive_partitioning = false)"

    def counts(self) -> tuple[dict[int, int], list[FaultCount]]:
        """How many messages each file has, and how many of them are no data, by reason."""
        rows = self._con.execute(
            f"SELECT _file, fault, count(*) FROM ({self._log.refused}) "
            "GROUP BY _file, fault ORDER BY _file, fault"
        ).fetchall()
        faults = [FaultCount(int(file), FAULTS[int(fault)], int(n)) for file, fault, n in rows]
        return self._log.count(), faults

    def rejected(self, names: dict[int, str]) -> str:
        """The messages that are no data as rows of the lake's rejected files, by file names."""
        reasons = " ".join(f"WHEN {n} THEN {literal(f.words)}" for n, f in enumerate(FAULTS))
        columns = " ".join(
            f"WHEN {n} THEN {literal(f.column)}" for n, f in enumerate(FAULTS) if f.column
        )
        sources = " ".join(f"WHEN {n} THEN {literal(name)}" for n, name in names.items())
        return (
            f'SELECT CASE _file {sources} END AS source, _row AS "row", '
            f'CASE fault {columns} END AS "column", CASE fault {reasons} END AS reason, '
            "to_json({infno: infno, msgid: msgid, infcode: infcode})::VARCHAR AS raw "
            f"FROM ({self._log.refused})"
        )


def _names(source: Source) -> list[str]:
    """Every name of a message that the source reads, leaves or looks up by."""
    node = source.node
    names = list(source.names)
    if node is not None and node.finds is not None:
        names += [node.finds.encounter, node.finds.batch, node.finds.time]
    if node is not None and node.reverses is not None:
        names.append(node.reverses)
    return sorted(set(names), key=lambda name: (name.startswith(ORIGINAL), name))


def _built(rows: Rows, source: Source, empty: tuple[str, ...]) -> Rows:
    """One row for each key out of all that is said of it: of every column the latest word."""
    nothing = ", ".join(literal(word) for word in empty)
    by_name = {rule.column: rule for rule in source.rules}
    keys = [_key(by_name[name], rows, nothing) for name in source.table.key]
    order = f"((_file::BIGINT * {ROWS} + _row) * {PLACES} + least(_place, {PLACES - 1}))"
    alone = f"CASE WHEN {' OR '.join(f'{key} IS NULL' for key in keys)} THEN {order} END"
    columns = "".join(
        f", arg_max({quote(name)}, {order}) FILTER (trim(coalesce({quote(name)}, '')) "
        f"NOT IN ({nothing})) AS {quote(name)}"
        for name in rows.columns
    )
    return Rows(
        f"SELECT (max({order}) // {ROWS * PLACES})::INTEGER AS _file, "
        f"(max({order}) // {PLACES}) % {ROWS} AS _row, "
        f"arg_max(_place, {order}) AS _place{columns} FROM ({rows.query}) "
        f"GROUP BY {', '.join(keys)}, {alone}",
        rows.columns,
        rows.others,
    )


def _key(rule: Rule, rows: Rows, nothing: str) -> str:
    if isinstance(rule.origin, Constant):
        return literal(rule.origin.value)
    parts = [
        f"CASE WHEN trim({quote(name)}) NOT IN ({nothing}) THEN trim({quote(name)}) END"
        for name in rule.names
        if name in rows.columns
    ]
    return f"coalesce({', '.join(parts)})" if parts else "NULL::VARCHAR"
