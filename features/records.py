"""Claim records out of the lake: the facts and lines of chosen settlements, as the service sees them."""

from collections.abc import Sequence

from features.engines import ArrowRows, Engine
from features.live import ClaimRecord, Line
from features.nodes import Column
from features.record import LINES, record_columns
from features.sql.expression import literal
from features.sql.joins import claim_joins, day_number, line_source, placed

KEYS = tuple(dict.fromkeys(kind.by for kind in LINES.values() if kind.by != "setl_id"))


def records(engine: Engine, setl_ids: Sequence[str]) -> list[ClaimRecord]:
    """The records of these settlements, in the order of setl_id; unknown ids are left out."""
    if not setl_ids:
        return []
    chosen = ", ".join(literal(setl_id) for setl_id in setl_ids)
    named = list(record_columns("claim"))
    columns = ", ".join(f"{placed('claim', name, 'o')} AS {name}" for name in named)
    facts = engine.rows(
        f"SELECT {columns}\nFROM setl_d AS o\n{claim_joins(named, 'o')}\n"
        f"WHERE o.setl_id IN ({chosen}) ORDER BY o.setl_id"
    )
    keys = ", ".join(KEYS)
    own = (
        f"(SELECT setl_id AS facts_id, 1 AS sign, {day_number('setl_time')} AS day, {keys}"
        f" FROM setl_d WHERE setl_id IN ({chosen}))"
    )
    lines = {kind: _by_claim(engine.rows(_lines(kind, own))) for kind in LINES}
    return [
        ClaimRecord(row, {kind: found.get(row["setl_id"], []) for kind, found in lines.items()})
        for row in facts.to_pylist()
    ]


def _lines(kind: str, own: str) -> str:
    """The query of the lines of a kind, each under the settlement that it belongs to."""
    named = list(record_columns(kind))
    columns = ", ".join(f"{placed(kind, name, 'l')} AS {name}" for name in named)
    source = line_source(kind, own, [Column(kind, name) for name in named])
    return f"SELECT b.facts_id, {columns}\nFROM {source}"


def _by_claim(rows: ArrowRows) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in rows.to_pylist():
        found.setdefault(row.pop("facts_id"), []).append(row)
    return found
