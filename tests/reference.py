"""The oracle: what an expression means, worked out slowly and plainly, one claim at a time.

It may never import features.sql, features.live, features.tiles or features.norms. It shares only
the declarations (nodes, contract) and the operators' one Python meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from features.monthly_records import MONTH_RECORDS
from features.nodes import (
    FEWEST_CASES,
    NORM_MONTHS,
    RATE_PRIOR,
    Call,
    Column,
    Expression,
    Lines,
    Literal,
    Norm,
    Past,
    line_of,
)
from features.operators import OPERATORS
from features.record import LINES
from features.subjects import INSTITUTION, Subject
from tests.reference_rows import Claim, Rows, claims_of, event_of, rows_of


class Oracle:
    """Answers expressions over one set of claims."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.claims = claims_of(tables)
        self.register = {row["fixmedins_code"]: row for row in tables.get("fixmedins_b", [])}
        self.tables, self.records = tables, dict[str, list[Claim]]()
        self.asked: tuple[Subject, tuple[Any, ...]] | None = None

    def signal(self, node: Expression, claim: Claim) -> Any:
        """The answer of a signal for a claim."""
        return self._of(node, claim, None, None)

    def indicator(self, node: Expression, institution: str, month: int) -> Any:
        """The answer of an indicator for an institution at a month's end."""
        facts = {"fixmedins_code": institution, **self.register.get(institution, {})}
        return self.subject(node, INSTITUTION, (institution,), month, facts)

    def subject(
        self,
        node: Expression,
        subject: Subject,
        key: tuple[Any, ...],
        month: int,
        facts: Mapping[str, Any] | None = None,
    ) -> Any:
        """The answer for one of the subjects: rows are its own where its key is theirs."""
        self.asked = (subject, key)
        try:
            asker = Claim(
                "", datetime(month // 12, month % 12 + 1, 1), 1, dict(facts or {}), datetime.max, {}
            )
            return self._of(node, asker, None, month)
        finally:
            self.asked = None

    def asked_months(self, subject: Subject) -> set[tuple[tuple[Any, ...], int]]:
        """Whom the claims ask about, and in which months."""
        found = set()
        for claim in self.claims:
            key = tuple(self._of(part, claim, None, None) for part in subject.keys.values())
            asked = subject.asked is None or self._of(subject.asked, claim, None, None) is True
            if claim.sign == 1 and None not in key and asked:
                found.add((key, claim.month))
        return found

    def _of(self, node: Expression, claim: Claim, line: Any, month_end: int | None) -> Any:
        match node:
            case Literal(value):
                return value
            case Column("claim" | "institution", name):
                return claim.facts.get(name)
            case Column(table, name) if line is None and table in MONTH_RECORDS:
                return claim.facts.get(name)
            case Column(_, name):
                return line.get(name)
            case Call(operator, arguments):
                values = [self._of(part, claim, line, month_end) for part in arguments]
                return OPERATORS[operator].python(*values)
            case Lines():
                return self._lines(node, claim)
            case Norm():
                return self._norm(node, claim)
            case Past() if line_of(node) is not None:
                return self._line_past(node, claim, line)
            case Past():
                return self._past(node, claim, month_end)

    def _lines(self, node: Lines, claim: Claim) -> Any:
        own = claim.lines.get(node.table, [])

        def kept(line: Any) -> bool:
            return node.where is None or self._of(node.where, claim, line, None) is True

        if node.by:
            keys = [tuple(self._of(key, claim, line, None) for key in node.by) for line in own]
            groups = [
                [line for line, other in zip(own, keys, strict=True) if other == key and kept(line)]
                for key in set(keys)
                if None not in key
            ]
            sizes = [len(group) for group in groups]
            if node.aggregate == "distinct":
                values = [{self._of(node.value, claim, line, None) for line in g} for g in groups]
                sizes = [len(group - {None}) for group in values]
            if node.aggregate == "largest":
                return max(sizes, default=0)
            return len([size for size in sizes if size >= node.at_least])
        chosen = [line for line in own if kept(line)]
        if node.value is None:
            return len(chosen)
        return _summed(node.aggregate, [self._of(node.value, claim, line, None) for line in chosen])

    def _rows(self, record: str) -> list[Claim]:
        """What a look of that record looks at: claims, or rows of the month as if they were claims."""
        if record in {"claim", "institution"}:
            return self.claims
        if record not in self.records:
            self.records[record] = rows_of(record, self.tables, self.claims)
        return self.records[record]

    def _past(self, node: Past, claim: Claim, month_end: int | None) -> Any:
        mine = [claim.facts.get(column.name) for column in node.keys]
        keys: tuple[Expression, ...] = tuple(Column("claim", key.name) for key in node.keys)
        record = node.keys[0].table
        if self.asked is not None and month_end is not None:
            subject, own = self.asked
            mine, keys = list(own), subject.keys_of(node) or ()
        if None in mine:
            return None
        earlier = []
        for other in sorted(self._rows(record), key=lambda known: known.order):
            if [self._of(key, other, None, None) for key in keys] != mine:
                continue
            # a refund is known from its own moment, and seen as long as its original is
            since = min(other.facts_moment, other.moment)
            if month_end is not None:
                oldest = since.year * 12 + since.month - 1
                inside = month_end - node.window.reach < oldest and other.month <= month_end
            else:
                first = claim.moment.date() - timedelta(days=node.window.reach)
                inside = since.date() >= first and other.order < claim.order
            seen = other
            if month_end is not None and other.sign == -1:  # it gives back what its original gave
                first = str(other.facts["setl_id"])
                seen = replace(other, setl_id=first, moment=other.facts_moment)
            if inside and (node.where is None or self._of(node.where, seen, None, None) is True):
                earlier.append(seen)
        values = [
            (other.sign, 1 if node.value is None else self._of(node.value, other, None, None))
            for other in earlier
        ]
        if node.by:
            keys = [tuple(self._of(key, other, None, None) for key in node.by) for other in earlier]
            return _grouped(node, list(zip(keys, values, strict=True)))
        known = [(sign, value) for sign, value in values if value is not None]
        if node.aggregate == "count":
            return sum(sign for sign, _ in known)
        if node.aggregate == "sum":
            return sum(sign * value for sign, value in known)
        return _summed(node.aggregate, [value for sign, value in known if sign == 1])

    def _line_past(self, node: Past, claim: Claim, line: Any) -> Any:
        """A line's own past: lines of earlier claims, or earlier lines that have a moment."""
        kind = str(line_of(node))
        asker, others = claim, self.claims
        if LINES[kind].event is not None:
            asker, others = event_of(line, LINES[kind]), self._events(kind)
        mine = [self._of(key, claim, line, None) for key in node.keys]
        if None in mine:
            return None
        first = asker.moment.date() - timedelta(days=node.window.reach)
        found: list[tuple[int, list[Any]]] = []
        for other in sorted(others, key=lambda known: known.order):
            since = min(other.facts_moment, other.moment)
            if since.date() < first or other.order >= asker.order:
                continue
            alike = [
                row
                for row in other.lines[kind]
                if [self._of(key, other, row, None) for key in node.keys] == mine
                and (node.where is None or self._of(node.where, other, row, None) is True)
            ]
            values = [
                1 if node.value is None else self._of(node.value, other, row, None) for row in alike
            ]
            found.append((other.sign, [value for value in values if value is not None]))
        if node.aggregate in {"count", "sum"}:
            return sum(sign * sum(values) for sign, values in found)
        kept = [values for sign, values in found if sign == 1 and values]
        if node.aggregate == "latest":
            return max(kept[-1]) if kept else None
        return _summed(node.aggregate, [value for values in kept for value in values])

    def _events(self, kind: str) -> list[Claim]:
        if kind not in self.records:
            rows = self.tables.get(LINES[kind].table, [])
            self.records[kind] = [
                event_of(row, LINES[kind]) for row in rows if row[LINES[kind].known] is not None
            ]
        return self.records[kind]

    def _norm(self, node: Norm, claim: Claim) -> Any:
        month = claim.facts_moment.year * 12 + claim.facts_moment.month - 1
        before = [
            other
            for other in self.claims
            if other.sign == 1 and month - NORM_MONTHS <= other.month <= month - 1
        ]
        mine = [self._of(peer, claim, None, None) for peer in node.peers]
        if mine and mine[0] is None and node.statistic != "count":
            return None
        overall = [self._of(node.value, other, None, None) for other in before]
        for size in range(len(mine), -1, -1):
            alike = (
                []
                if None in mine[:size]
                else [
                    other
                    for other in before
                    if [self._of(peer, other, None, None) for peer in node.peers[:size]]
                    == mine[:size]
                ]
            )
            values = [self._of(node.value, other, None, None) for other in alike]
            values = [value for value in values if value is not None]
            if node.statistic == "count":
                return len(values)
            if len(values) >= FEWEST_CASES:
                return _figure(node, values, [value for value in overall if value is not None])
        return None


def _grouped(node: Past, rows: list[tuple[tuple[Any, ...], tuple[int, Any]]]) -> int:
    """What groups of rows add up to; refunds take back counts and totals, not what was seen."""
    groups: dict[tuple[Any, ...], list[tuple[int, Any]]] = {}
    for key, (sign, value) in rows:
        if None not in key and value is not None:
            groups.setdefault(key, []).append((sign, value))
    if node.aggregate == "distinct":
        sizes = [len({value for sign, value in group if sign == 1}) for group in groups.values()]
    elif node.value is None:
        sizes = [sum(sign for sign, _ in group) for group in groups.values()]
    else:
        sizes = [sum(sign * value for sign, value in group) for group in groups.values()]
    if node.aggregate == "largest":
        return max(sizes, default=0)
    return len([size for size in sizes if size >= node.at_least])


def _figure(node: Norm, values: list[Any], overall: list[Any]) -> Any:
    ordered = sorted(values)
    rank = ceil(Fraction(len(values) * node.permille, 1000))
    match node.statistic:
        case "quantile":
            return ordered[rank - 1]
        case "mad":
            middle = ordered[rank - 1]
            return sorted(abs(value - middle) for value in values)[rank - 1]
        case "mean":
            return floor(float(sum(values)) / len(values) + 0.5)
        case "rate":
            share = float(sum(overall)) / float(len(overall))
            return (float(sum(values)) + RATE_PRIOR * share) / (len(values) + RATE_PRIOR)
        case other:
            raise AssertionError(other)


def _summed(aggregate: str, values: list[Any]) -> Any:
    known = [value for value in values if value is not None]
    match aggregate:
        case "count":
            return len(known)
        case "sum":
            return sum(known)
        case "distinct":
            return len(set(known))
        case "min":
            return min(known, default=None)
        case "max":
            return max(known, default=None)
        case "latest":
            return known[-1] if known else None
        case other:
            raise AssertionError(other)
