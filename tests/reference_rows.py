"""What the oracle looks at: claims with their facts and lines, and rows that happen like claims.

Like the oracle itself it may never import features.sql, features.live, features.tiles or features.norms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from features.monthly_records import MONTH_RECORDS
from features.record import JOINS, LINES, Join, LineKind
from features.settlement.tables import TABLES

Rows = list[dict[str, Any]]


@dataclass
class Claim:
    """One row of settlements: a settlement, or a refund that carries its original's facts."""

    setl_id: str
    moment: datetime
    sign: int
    facts: dict[str, Any]
    facts_moment: datetime
    lines: dict[str, Rows]

    @property
    def order(self) -> tuple[datetime, str]:
        return (self.moment, self.setl_id)

    @property
    def month(self) -> int:
        return self.moment.year * 12 + self.moment.month - 1


def claims_of(tables: Mapping[str, Rows]) -> list[Claim]:
    """Every settlement and refund, with its register rows and lines."""
    settlements = {row["setl_id"]: row for row in tables["setl_d"]}
    found = []
    for row in tables["setl_d"]:
        if row["vali_flag"] != "1":
            continue
        refund = row["refd_setl_flag"] == "1"
        original = settlements.get(row["init_setl_id"]) if refund else row
        if original is None or original["vali_flag"] != "1":
            continue
        facts: dict[str, Any] = dict(original)
        for join in JOINS[1:]:
            found_rows = joined(facts, join, tables)
            _add(facts, found_rows[0] if found_rows else {}, join)
        lines = {kind: lines_of(facts, kind, tables) for kind in LINES}
        found.append(
            Claim(
                row["setl_id"],
                row["setl_time"],
                -1 if refund else 1,
                facts,
                original["setl_time"],
                lines,
            )
        )
    return found


def rows_of(record: str, tables: Mapping[str, Rows], claims: list[Claim]) -> list[Claim]:
    """The rows of a month's record, each as a claim that happened at its moment."""
    told = MONTH_RECORDS[record]
    rows, place = tables.get(told.table, []), told.column_for("fixmedins_code")
    places = {row["fixmedins_code"]: row for row in tables.get("fixmedins_b", [])}
    if told.moment is None:  # lines settle, and are refunded, with their claim
        return [
            replace(
                claim,
                facts={**places.get(row[place], {}), **row, "setl_id": claim.facts["setl_id"]},
                lines={},
            )
            for claim in claims
            for row in rows
            if row["setl_id"] == claim.facts["setl_id"]
        ]
    found = []
    for number, row in enumerate(rows):
        moment = row[told.moment]
        if moment is None or (told.only and row[told.only[0]] != told.only[1]):
            continue
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        facts = {**places.get(row.get(place), {}), **row}
        found.append(Claim(f"{number:09}", moment, 1, facts, moment, {}))
    return found


def joined(row: dict[str, Any], join: Join, tables: Mapping[str, Rows]) -> Rows:
    """The rows of a joined table that a row finds, the chosen one first."""
    value = row.get(join.by)
    if value is not None and join.cut is not None:
        value = value.split(join.cut)[0]
    match = [other for other in tables.get(join.table, []) if other[join.column] == value]
    match = [] if value is None else match
    if join.most is not None:
        match.sort(key=lambda other: [other[name] for name in TABLES[join.table].key])
        match.sort(key=lambda other: (other[join.most] is None, -(other[join.most] or 0)))
    return match


def _add(row: dict[str, Any], other: dict[str, Any], join: Join) -> dict[str, Any]:
    for name, value in other.items():
        if name not in join.without:
            row.setdefault(name, value)
    return row


def lines_of(facts: dict[str, Any], kind: str, tables: Mapping[str, Rows]) -> Rows:
    """The lines of a claim of one kind, with the register rows that they find."""
    declared = LINES[kind]
    return [
        line
        for row in tables.get(declared.table, [])
        if facts[declared.by] is not None and row[declared.by] == facts[declared.by]
        if declared.known is None or _seen(row[declared.known], facts["setl_time"])
        for line in wider(row, declared, tables)
    ]


def wider(row: dict[str, Any], kind: LineKind, tables: Mapping[str, Rows]) -> Rows:
    """The line with what joins it: once, or once for each row of a join that keeps only these."""
    found = [dict(row)]
    for join in kind.joins:
        many = joined(row, join, tables)
        others = many if join.inner else (many[:1] or [{}])
        found = [_add(dict(line), other, join) for line in found for other in others]
    return found


def event_of(row: dict[str, Any], kind: LineKind) -> Claim:
    """A line with a moment of its own, as a claim that happened at it and has that line."""
    moment = row[kind.known]
    name = next(name for name, other in LINES.items() if other is kind)
    return Claim(row[kind.event], moment, 1, {}, moment, {name: [row]})


def _seen(known: Any, moment: datetime) -> bool:
    """Whether what is known from a day or moment is known on the day of the other moment."""
    if known is None:
        return False
    return (known.date() if isinstance(known, datetime) else known) <= moment.date()
