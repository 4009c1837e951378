"""A survey of the lake's quality: every subject looked at once, all its checks in the same pass.

    facts (sums, originals) → one grouped query a subject → counts by institution and month

It runs over a connection with two views of every table: `<table>`, all its rows, and
`asked_<table>`, those that are asked about, with `_flags` beside their columns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb

from features.settlement import codes
from features.settlement.intake.foreign import literal
from features.settlement.quality.allowed import Allowed
from features.settlement.quality.checks import CHECKS
from features.settlement.quality.code_ranges import RANGES
from features.settlement.quality.cross_check import CrossCheck, Measure
from features.settlement.quality.facts import FACTS
from features.settlement.quality.measures import MEASURES, PASSING
from features.settlement.quality.quality_report import (
    CheckCount,
    InstitutionMonth,
    QualityReport,
)
from features.settlement.quality.subjects import SUBJECTS, Subject
from features.settlement.tables import TABLES

Told = Callable[[str, int, int], None]
"""Called with what is being looked at, how many subjects are done, and how many there are."""


@dataclass(frozen=True)
class Asked:
    """What a survey is asked about: months (none given: all) and one institution, or all."""

    months: tuple[str, ...] = ()
    institution: str | None = None

    @property
    def condition(self) -> str:
        """The rows asked about, by their institution and month."""
        parts = ["true"]
        if self.months:
            parts.append(f"month IN ({', '.join(literal(month) for month in self.months)})")
        if self.institution is not None:
            parts.append(f"institution = {literal(self.institution)}")
        return " AND ".join(parts)


class Survey:
    """One survey over a connection; use it once."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, present: set[str], asked: Asked, allowed: Allowed
    ) -> None:
        """Lay down the code ranges and the calendar; `present` names the tables that hold rows."""
        self._con, self._present, self._asked, self._allowed = con, present, asked, allowed
        self._made: set[str] = set()
        self._found: dict[tuple[str, str | None], InstitutionMonth] = {}
        self._counts: list[CheckCount] = []
        _lay_down(con, allowed)

    def run(self, told: Told, only: str | None = None) -> QualityReport:
        """Look at every subject whose table holds rows (or one only), and give the report."""
        subjects = [
            subject
            for subject in SUBJECTS.values()
            if subject.table in self._present and only in (None, subject.name)
        ]
        for done, subject in enumerate(subjects):
            told(f"检查 | Checking {subject.name} {subject.zh}", done, len(subjects))
            self._look_at(subject)
        self._counts += [
            CheckCount(check, 0, 0, (SUBJECTS[check.subject].table,))
            for check in CHECKS.values()
            if SUBJECTS[check.subject].table not in self._present
        ]
        return QualityReport(
            months=sorted({month for _, month in self._found if month is not None}),
            list_days=self._allowed.list_days,
            working_days=self._allowed.working_days,
            checks=sorted(self._counts, key=lambda count: list(CHECKS).index(count.check.name)),
            institutions=[self._found[key] for key in sorted(self._found, key=_in_order)],
        )

    def broken_rows(self, check: CrossCheck, limit: int) -> tuple[list[str], list[list[object]]]:
        """The keys of rows that break a check, at most `limit`: the names of columns, and the rows."""
        subject = SUBJECTS[check.subject]
        names = ["institution", "month", *TABLES[subject.table].key]
        if subject.table not in self._present or self._lacks(check):
            return names, []
        self._make(subject)
        key = ", ".join(f"r.{name}" for name in TABLES[subject.table].key)
        rows = self._con.execute(
            f"SELECT * EXCLUDE (met) FROM ({_looking(subject, f'{key}, ({check.sql}) AS met')}) "
            f"WHERE NOT met AND {self._asked.condition} ORDER BY ALL LIMIT {limit}"
        ).fetchall()
        return names, [list(row) for row in rows]

    def _lacks(self, one: CrossCheck | Measure) -> tuple[str, ...]:
        return tuple(table for table in one.needs if table not in self._present)

    def _make(self, subject: Subject) -> None:
        for name in subject.facts:
            if name not in self._made:
                self._con.execute(f"CREATE TEMP TABLE {name} AS {FACTS[name]}")
                self._made.add(name)

    def _look_at(self, subject: Subject) -> None:
        self._make(subject)
        checks = [check for check in CHECKS.values() if check.subject == subject.name]
        answered = [check for check in checks if not self._lacks(check)]
        measures = [m for m in MEASURES if m.subject == subject.name and not self._lacks(m)]
        whole = subject.where == ""
        inner = [f"({check.sql}) AS met_{n}" for n, check in enumerate(answered)]
        inner += [f"({m.among}) AS among_{n}" for n, m in enumerate(measures)]
        inner += [f"({m.good}) AS good_{n}" for n, m in enumerate(measures)]
        inner.append("r._flags IS NOT NULL AS flagged")
        inner.append(f"{_filled(subject.table)} AS filled")
        outer = ["count(*)", "count(*) FILTER (flagged)", "sum(filled)::BIGINT"]
        outer.append(f"count(*) FILTER ({_passed(answered)})")
        outer += [f"count(*) FILTER (NOT met_{n})" for n in range(len(answered))]
        for n in range(len(measures)):
            outer += [f"count(*) FILTER (among_{n} AND good_{n})", f"count(*) FILTER (among_{n})"]
        grouped = self._con.execute(
            f"SELECT institution, month, {', '.join(outer)} "
            f"FROM ({_looking(subject, ', '.join(inner))}) "
            f"WHERE {self._asked.condition} GROUP BY institution, month"
        ).fetchall()
        required = sum(column.required for column in TABLES[subject.table].columns)
        totals, seen = [0] * len(answered), 0
        for row in grouped:
            code, month, (rows, flagged, filled, passed) = row[0], row[1], map(int, row[2:6])
            broken = [int(n) for n in row[6 : 6 + len(answered)]]
            shares = [int(n) for n in row[6 + len(answered) :]]
            totals = [before + more for before, more in zip(totals, broken, strict=True)]
            seen += rows
            if code is None:
                continue
            one = InstitutionMonth(str(code), month)
            if whole:
                one.rows, one.flagged = rows, flagged
                one.required, one.filled = rows * required, filled
            if subject.name == "setl_list":
                one.shares[PASSING] = (passed, rows)
            for n, measure in enumerate(measures):
                one.shares[measure.name] = (shares[2 * n], shares[2 * n + 1])
            one.broken = {c.name: n for c, n in zip(answered, broken, strict=True) if n}
            self._at(str(code), month).add(one)
        self._counts += [CheckCount(c, seen, n) for c, n in zip(answered, totals, strict=True)]
        self._counts += [
            CheckCount(check, 0, 0, lacks) for check in checks if (lacks := self._lacks(check))
        ]
        if whole:
            self._count_flags(subject)

    def _count_flags(self, subject: Subject) -> None:
        looking = _looking(subject, "r._flags AS named", "r._flags IS NOT NULL")
        for code, month, name, rows in self._con.execute(
            "SELECT institution, month, flag, count(*) FROM (SELECT institution, month, "
            f"unnest(string_split(named, ',')) AS flag FROM ({looking}) "
            f"WHERE {self._asked.condition}) WHERE institution IS NOT NULL GROUP BY ALL"
        ).fetchall():
            self._at(str(code), month).flags[f"{subject.table}.{name}"] = int(rows)

    def _at(self, institution: str, month: str | None) -> InstitutionMonth:
        return self._found.setdefault((institution, month), InstitutionMonth(institution, month))


def _lay_down(con: duckdb.DuckDBPyConnection, allowed: Allowed) -> None:
    """Make the small tables that subjects join: code ranges, calendar, national items."""
    allowed.lay_down(con)
    parts = [
        (one.kind, part, one.sex, one.youngest, one.oldest) for one in RANGES for part in one.parts
    ]
    con.execute(
        "CREATE TEMP TABLE code_fit AS SELECT unnest(?::VARCHAR[]) AS kind, "
        "unnest(?::VARCHAR[]) AS part, unnest(?::VARCHAR[]) AS sex, "
        "unnest(?::INTEGER[]) AS youngest, unnest(?::INTEGER[]) AS oldest",
        [list(part) for part in zip(*parts, strict=True)],
    )
    con.execute(
        "CREATE TEMP TABLE national_item AS SELECT code FROM "
        "(SELECT DISTINCT med_list_codg AS code FROM asked_fee_list_d) "
        f"WHERE regexp_full_match(code, {literal(codes.LIST_ITEM)})"
    )


def _looking(subject: Subject, columns: str, where: str = "") -> str:
    """The rows of a subject with institution, month and these columns, as a query."""
    conditions = " AND ".join(part for part in (subject.where, where) if part) or "true"
    return (
        f"SELECT {subject.institution} AS institution, {subject.month} AS month, {columns} "
        f"FROM asked_{subject.table} AS r {subject.joins} WHERE {conditions}"
    )


def _passed(answered: Iterable[CrossCheck]) -> str:
    met = [f"met_{n} IS NOT FALSE" for n, c in enumerate(answered) if c.grade == "flag"]
    return " AND ".join(["NOT flagged", *met])


def _filled(table: str) -> str:
    """How many required values a row has; those whose absence rejects are always there."""
    always = sum(not column.null for column in TABLES[table].columns)
    due = [
        f"(r.{column.name} IS NOT NULL)::INTEGER"
        for column in TABLES[table].columns
        if column.due and column.null
    ]
    return " + ".join([str(always), *due])


def _in_order(key: tuple[str, str | None]) -> tuple[str, str]:
    return key[0], key[1] or ""
