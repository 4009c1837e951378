"""Whether a row may enter a table: the reasons to refuse it, and the checks that it breaks.

A row is refused for the first of: the mapping refuses it, a value cannot be read, a required value
is missing, a check of grade "reject" fails. Everything else that looks wrong is a flag or a note:
the row is loaded, because a question of data quality is not a violation. A flag is stored with the
row; a note is only counted.
"""

from dataclasses import dataclass

from features.settlement.contract import Check, Column, Table
from features.settlement.intake.foreign import Foreign, cleaned, literal, quote
from features.settlement.intake.translate import UNREADABLE, Read, read_all
from features.settlement.mapping.mapping import Mapping, Rule, Source
from features.settlement.pseudonyms.hidden import Hidden

REQUIRED = "必填项为空 | required, and empty"
TWICE = "主键重复,先到者为准 | the key came before in this load; the first row counts"
LATER = "后来的报文已替代 | a later message took its place"
LOADED_BEFORE = "此前已装载相同的行 | the same row was loaded before"
UNKNOWN_SETTLEMENT = "settlement_unknown"


@dataclass(frozen=True)
class Reason:
    """Why a row is refused: the column to look at (None for the whole row) and the words."""

    column: str | None
    text: str


class Reasons:
    """The reasons that one load gives, numbered as the work tables store them."""

    def __init__(self) -> None:
        """Begin without reasons."""
        self._numbers: dict[Reason, int] = {}

    def number(self, column: str | None, text: str) -> int:
        """The number of this reason, the same each time that it is given."""
        return self._numbers.setdefault(Reason(column, text), len(self._numbers))

    def __getitem__(self, number: int) -> Reason:
        """The reason of that number."""
        return list(self._numbers)[number]


def checks_of(table: Table, mapping: Mapping, skipped: dict[str, str]) -> list[Check]:
    """The checks that a loaded row is held against: the table's own, its codes, the settlement.

    A mapping from another country switches the national patterns off; code lists stay, because the
    mapping translates into them.
    """
    checks = [
        check for check in table.checks if check.grade != "reject" and check.name not in skipped
    ]
    for column in table.columns:
        checks += _code_checks(column, national=mapping.national_codes)
    if table.month_of == "setl_id":
        checks.append(
            Check(
                UNKNOWN_SETTLEMENT,
                "_month IS NOT NULL",
                "结算尚未装载",
                "The settlement of this row has not been loaded",
            )
        )
    return checks


def judged_rows(
    rows: str,
    rules: tuple[Rule, ...],
    source: Source,
    foreign: Foreign,
    mapping: Mapping,
    reasons: Reasons,
    hidden: Hidden,
    before: str | None = None,
) -> str:
    """The foreign rows as canonical ones, each with `_problem` (null when it may enter).

    Numbers of persons are judged as they are in life, and given as pseudonyms. The query gives
    `_row`, `_place`, the table's columns in order, and `_problem`, a number of `reasons`; out of
    messages also `_file`. `before` gives the rows of the table as they are known: what a row leaves
    open is then read there.
    """
    names = {name for rule in rules for name in rule.names if foreign.actual(name) is not None}
    names |= {refusal.column for refusal in source.refuses}
    reads = read_all(source.table, rules, foreign, mapping)
    place = quote(source.unpivot.place) if source.unpivot else "NULL::VARCHAR"
    place = place if source.node is None else "_place::VARCHAR"
    inner = [f"_file, _row, {place} AS _place"]
    cases: list[str] = []
    for n, refusal in enumerate(source.refuses):
        own = foreign.text(refusal.column)
        values = ", ".join(literal(value) for value in refusal.values)
        inner.append(f'{own} IN ({values}) AS "!{n}"')
        cases.append(f'WHEN "!{n}" THEN {reasons.number(refusal.column, refusal.reason)}')
    for read in reads:
        name = read.column.name
        inner.append(f"{read.value} AS {name}")
        if read.fallible:
            inner.append(f'{read.present} AS "?{name}"')
            number = reasons.number(name, UNREADABLE[read.column.kind])
            cases.append(f'WHEN "?{name}" AND {name} IS NULL THEN {number}')
    for column in source.table.columns:
        if not column.null and column.name not in source.lacks:
            number = reasons.number(column.name, REQUIRED)
            cases.append(f"WHEN {column.name} IS NULL THEN {number}")
    for check in source.table.checks:
        if check.grade == "reject" and check.name not in source.skips:
            number = reasons.number(None, f"{check.zh} | {check.en}")
            cases.append(f"WHEN NOT ({check.sql}) THEN {number}")
    columns, known = hidden.stored(source.table, (rule.column for rule in rules))
    problem = f"CASE {' '.join(cases)} END" if cases else "NULL"
    seen = f"SELECT {', '.join(inner)} FROM ({cleaned(rows, sorted(names), foreign, mapping)})"
    if before is not None:
        seen = _filled(seen, reads, source.table, before)
    return (
        f"SELECT _file, _row, _place, {columns}, ({problem})::INTEGER AS _problem "
        f"FROM ({seen}) AS seen {known}"
    )


def _filled(rows: str, reads: tuple[Read, ...], table: Table, before: str) -> str:
    """The rows with what they leave open as it was known before; persons are never filled in."""
    filled = ", ".join(
        f"coalesce(_now.{name}, CASE WHEN {there} THEN _before.{name} END) AS {name}"
        for name, there in (
            (read.column.name, f'NOT "?{read.column.name}"' if read.fallible else "true")
            for read in reads
            if read.column.name not in table.key and read.column.hashed is None
        )
    )
    keys = " AND ".join(f"_before.{name} = _now.{name}" for name in table.key)
    return (
        f"SELECT _now.* REPLACE ({filled}) FROM ({rows}) AS _now "
        f"LEFT JOIN ({before}) AS _before ON {keys}"
    )


def flag_names(checks: list[Check]) -> str:
    """The names of the checks of grade "flag" that a row breaks, joined by commas; null when none.

    The names are put together only for rows that break one, which are few.
    """
    flags = [check for check in checks if check.grade == "flag"]
    if not flags:
        return "NULL::VARCHAR"
    fine = " AND ".join(f"(({check.sql}) IS NOT FALSE)" for check in flags)
    named = ", ".join(
        f"CASE WHEN NOT ({check.sql}) THEN {literal(check.name)} END" for check in flags
    )
    return f"CASE WHEN NOT ({fine}) THEN concat_ws(',', {named}) END"


def _code_checks(column: Column, *, national: bool) -> list[Check]:
    if column.codes is not None:
        values = ", ".join(literal(code) for code in column.codes)
        return [
            Check(
                f"{column.name}_in_list",
                f"{column.name} IN ({values})",
                f"{column.zh}不在代码表中",
                f"{column.en}: not a code of the list",
                grade=column.grade,
            )
        ]
    if column.pattern is not None and national:
        return [
            Check(
                f"{column.name}_well_formed",
                f"regexp_full_match({column.name}, {literal(column.pattern)})",
                f"{column.zh}不符合编码规则",
                f"{column.en}: not a well-formed code",
                grade=column.grade,
            )
        ]
    return []
