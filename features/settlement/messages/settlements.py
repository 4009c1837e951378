"""The settlement that a row of a message belongs to, or takes back: looked up beside the row.

Fee lines are uploaded (2301, 2204) before their settlement (2304, 2207) gives them its number. A
line belongs to the settlement of its charging batch; else to the first of its encounter settled at
or after it was sent; else to one settled at most an hour before, as clocks differ. A reversal (2305,
2208) repeats little of the settlement that it takes back, so the rest is read there.
"""

from collections.abc import Iterable
from dataclasses import replace

import duckdb

from features.settlement.contract import Kind
from features.settlement.intake.foreign import quote
from features.settlement.intake.translate import parsed
from features.settlement.mapping.mapping import Mapping
from features.settlement.mapping.messages import Finding, Settlements
from features.settlement.messages.log import MessageLog
from features.settlement.messages.rows import Rows, rows_of
from features.settlement.tables import TABLES

FOUND, ORIGINAL = "settlement.setl_id", "original."
DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


class MessageSettlements:
    """What was settled, in the messages of this load and in the lake."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, log: MessageLog, mapping: Mapping, lake: str | None
    ) -> None:
        """Keep where to look; `lake` is a query of setl_d as it is known, or None."""
        self._con, self._log, self._mapping, self._lake = con, log, mapping, lake
        self._formats = next(
            (rule.formats for source in mapping.sources for rule in source.rules), DATES
        )
        self._known = False

    def found(self, rows: Rows, finding: Finding) -> str:
        """A query of `_file`, `_row`, `_place` and the number of the settlement, where there is one.

        It is narrow, so that the sorting which finds the next moment carries little.
        """
        names = (finding.encounter, finding.batch, finding.time)
        encounter, batch, time = (
            f"nullif(trim({quote(name)}), '')" if name in rows.columns else "NULL::VARCHAR"
            for name in names
        )
        self._know()
        keyed = (
            f"SELECT _file, _row, _place, {encounter} AS _encounter, {batch} AS _batch, "
            f"{parsed(time, self._formats)} AS _time FROM ({rows.query})"
        )
        return (
            "SELECT _file, _row, _place, "
            "coalesce(_b.setl_id, _n.setl_id, CASE WHEN _r._time <= _e.moment + INTERVAL 1 HOUR "
            f"THEN _e.setl_id END) AS {quote(FOUND)} FROM ({keyed}) AS _r "
            "LEFT JOIN settled_batches AS _b "
            "ON _b.encounter = _r._encounter AND _b.batch = _r._batch "
            "ASOF LEFT JOIN settled_encounters AS _n "
            "ON _n.encounter = _r._encounter AND _n.moment >= _r._time "
            "ASOF LEFT JOIN settled_encounters AS _e "
            "ON _e.encounter = _r._encounter AND _e.moment < _r._time"
        )

    def reversed(self, rows: Rows, by: str, names: Iterable[str]) -> Rows:
        """The rows with what is read of the settlement that they take back beside them."""
        fields = [name.removeprefix(ORIGINAL) for name in names if name.startswith(ORIGINAL)]
        said, parts = self._mapping.settlements, []
        if said is None or not fields or by not in rows.columns:
            return rows
        found = rows_of(self._con, self._log, said.node, (said.settlement, *fields))
        if found is not None:
            columns = ", ".join(_or_null(name, found) for name in fields)
            parts.append(
                f"SELECT 1 AS _last, {quote(said.settlement)} AS _id, {columns} "
                f"FROM ({found.query})"
            )
        if self._lake is not None:
            columns = ", ".join(_as_text(name) for name in fields)
            parts.append(f"SELECT 2, setl_id, {columns} FROM ({self._lake})")
        if not parts:
            return rows
        added = "".join(f", _o.{quote(name)} AS {quote(ORIGINAL + name)}" for name in fields)
        query = (
            f"SELECT _q.*{added} FROM ({rows.query}) AS _q LEFT JOIN (SELECT * FROM "
            f"({' UNION ALL '.join(parts)}) QUALIFY row_number() OVER (PARTITION BY _id "
            f"ORDER BY _last) = 1) AS _o ON _o._id = trim(_q.{quote(by)})"
        )
        return replace(
            rows, query=query, columns=(*rows.columns, *(ORIGINAL + name for name in fields))
        )

    def _know(self) -> None:
        """Make the tables of settlements by batch and by encounter, once in a load."""
        if self._known:
            return
        self._known = True
        parts = [
            "SELECT NULL::VARCHAR AS encounter, NULL::VARCHAR AS batch, "
            "NULL::VARCHAR AS setl_id, NULL::TIMESTAMP AS moment WHERE false"
        ]
        said = self._mapping.settlements
        if said is not None:
            parts += self._said(said)
        if self._lake is not None:
            parts.append(f"SELECT mdtrt_id, NULL, setl_id, setl_time FROM ({self._lake})")
        self._con.execute(
            f"CREATE TABLE settled_all AS SELECT * FROM ({' UNION ALL '.join(parts)}) "
            "WHERE encounter IS NOT NULL AND setl_id IS NOT NULL"
        )
        self._con.execute(
            "CREATE TABLE settled_batches AS SELECT encounter, batch, "
            "min_by(setl_id, moment) AS setl_id FROM settled_all WHERE batch IS NOT NULL "
            "GROUP BY encounter, batch"
        )
        self._con.execute(
            "CREATE TABLE settled_encounters AS SELECT encounter, moment, "
            "min(setl_id) AS setl_id FROM settled_all WHERE moment IS NOT NULL GROUP BY encounter, moment"
        )
        self._con.execute("DROP TABLE settled_all")

    def _said(self, said: Settlements) -> list[str]:
        names = (said.encounter, said.batch, said.settlement, said.time)
        found = rows_of(self._con, self._log, said.node, names)
        if found is None:
            return []
        encounter, batch, settlement, time = (
            f"nullif(trim({quote(name)}), '')" if name in found.columns else "NULL::VARCHAR"
            for name in names
        )
        return [
            f"SELECT {encounter} AS encounter, {batch} AS batch, {settlement} AS setl_id, "
            f"{parsed(time, self._formats)} AS moment FROM ({found.query})"
        ]


def _or_null(name: str, rows: Rows) -> str:
    return quote(name) if name in rows.columns else f"NULL::VARCHAR AS {quote(name)}"


def _as_text(name: str) -> str:
    """A column of the lake as a message would write it, where that is the same in both."""
    columns = {column.name: column for column in TABLES["setl_d"].columns}
    column = columns.get(name)
    if column is None or column.hashed or column.kind not in (Kind.TEXT, Kind.CODE, Kind.DATE):
        return f"NULL::VARCHAR AS {quote(name)}"
    return f"{name}::VARCHAR"
