"""Claim records out of the lake: the facts and lines of chosen settlements, as the service sees them."""

from collections.abc import Sequence

from features.engines import ArrowRows, Engine
from features.live import ClaimRecord, Line
from features.record import JOINS, LINES, record_columns
from features.sql.expression import literal


def records(engine: Engine, setl_ids: Sequence[str]) -> list[ClaimRecord]:
    """The records of these settlements, in the order of setl_id; unknown ids are left out."""
    if not setl_ids:
        return []
    chosen = ", ".join(literal(setl_id) for setl_id in setl_ids)
    places = record_columns("claim")
    columns = ", ".join(f"{place.table}.{name} AS {name}" for name, place in places.items())
    joins = "\n".join(
        f"LEFT JOIN {table} ON {table}.{key} = setl_d.{key}" for table, key in JOINS[1:]
    )
    facts = engine.rows(
        f"SELECT {columns}\nFROM setl_d\n{joins}\nWHERE setl_d.setl_id IN ({chosen}) ORDER BY setl_d.setl_id"
    )
    lines = {
        kind: _by_claim(engine.rows(f"SELECT * FROM {table} WHERE setl_id IN ({chosen})"))
        for kind, table in LINES.items()
    }
    return [
        ClaimRecord(row, {kind: found.get(row["setl_id"], []) for kind, found in lines.items()})
        for row in facts.to_pylist()
    ]


def _by_claim(rows: ArrowRows) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["setl_id"], []).append(row)
    return found
