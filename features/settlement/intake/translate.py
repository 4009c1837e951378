"""Each canonical column in SQL: how a mapping's rule reads the foreign text, exactly.

A rule becomes two DuckDB expressions over the foreign row: whether anything is there, and the
canonical value, which is null when what is there cannot be read. Amounts are read as decimals and
turned into whole fen; what has more decimals than its unit allows is not an amount. Decimals beyond
the tenth are the noise of a spreadsheet's floats and are rounded away.
"""

from dataclasses import dataclass, replace

from features.settlement.contract import Column, Kind, Table
from features.settlement.intake.foreign import EXACT, Foreign, literal, quote
from features.settlement.intake.typed_numbers import (
    places,
    stored_number,
    stored_plainly,
    stored_ratio,
    whole_number,
)
from features.settlement.mapping.mapping import (
    Constant,
    DaysBetween,
    Joined,
    Mapping,
    Named,
    Rule,
    Total,
    YearsBetween,
)
from features.settlement.schema import WHOLE_NUMBERS, duckdb_type

EPOCH = "epoch_ms"  # a way of writing a moment: milliseconds since 1970 in UTC
SERIAL = "excel_serial"  # another: days since 1899-12-30, as a spreadsheet counts them
UNREADABLE: dict[Kind, str] = {
    Kind.FLAG: "不是真假值 | not true or false",
    Kind.COUNT: "不是整数 | not a whole number",
    Kind.YEARS: "不是年龄 | not an age",
    Kind.DAYS: "不是整天数 | not a whole number of days",
    Kind.HOURS: "不是时长 | not a duration",
    Kind.FEN: "不是金额,或小数超过两位 | not an amount, or more than two decimals",
    Kind.QUANTITY: "不是数量,或小数超过四位 | not a quantity, or more than four decimals",
    Kind.PRICE: "不是单价,或小数超过六位 | not a price, or more than six decimals",
    Kind.POINTS: "不是权重,或小数超过四位 | not a weight, or more than four decimals",
    Kind.RATIO: "不是有限数值 | not a finite number",
    Kind.DATE: "不是日期 | not a day",
    Kind.MOMENT: "不是时刻 | not a moment",
    Kind.TEXT: "代码没有对照 | a code that the mapping does not translate",
    Kind.CODE: "代码没有对照 | a code that the mapping does not translate",
}


@dataclass(frozen=True)
class Read:
    """One canonical column as SQL: is anything there, what is it, and can it be unreadable."""

    column: Column
    present: str
    value: str
    fallible: bool = True


def read_all(
    table: Table, rules: tuple[Rule, ...], foreign: Foreign, mapping: Mapping
) -> tuple[Read, ...]:
    """Every column of the table in order; a column that no rule makes is empty."""
    by_name = {rule.column: rule for rule in rules}
    return tuple(
        read(column, by_name[column.name], foreign, mapping)
        if column.name in by_name
        else Read(column, "false", f"NULL::{duckdb_type(column.kind)}", fallible=False)
        for column in table.columns
    )


def read(column: Column, rule: Rule, foreign: Foreign, mapping: Mapping) -> Read:
    """One column as SQL, by its rule; the foreign file must have the columns that it names."""
    match rule.origin:
        case Named(names):
            present = foreign.each_once(names)
            name, there = present[0], " OR ".join(map(foreign.there, present))
            if len(present) > 1:  # aliases in one file: the first in which the row has something
                there, typed = f"({there})", None
                text = f"coalesce({', '.join(map(foreign.text, present))})"
                exact = f"TRY_CAST({text} AS {EXACT})"
            else:
                text, typed, exact = foreign.text(name), foreign.moment(name), foreign.exact(name)
            if column.kind in (Kind.DATE, Kind.MOMENT):
                moment = typed if typed and not rule.codes else parsed(text, rule.formats)
                return _on_a_day(column, there, moment, mapping)
            if (direct := _typed(column, rule, foreign, present)) is not None:
                return Read(column, there, direct)
            if column.kind in WHOLE_NUMBERS and rule.codes is None and rule.unit != "d/h/m":
                whole = whole_number(column, rule, exact)
                if [foreign.types[n] for n in present] == ["VARCHAR"]:
                    whole = stored_plainly(text, column, rule, whole)
                return Read(column, there, whole)
            return replace(_plain(column, rule, text), present=there)
        case Constant(value):
            return _plain(column, rule, literal(value))
        case Joined(names, between):
            parts = [foreign.text(name) for name in names]
            text = "(" + f" || {literal(between)} || ".join(parts) + ")"
            return _plain(column, rule, text)
        case Total(names):
            theres = [foreign.there(name) for name in names]
            exacts = [foreign.exact(name) for name in names]
            present = "(" + " OR ".join(theres) + ")"
            broken = " OR ".join(
                f"({there} AND {exact} IS NULL)"
                for there, exact in zip(theres, exacts, strict=True)
            )
            total = " + ".join(f"coalesce({exact}, 0)" for exact in exacts)
            number = f"CASE WHEN {present} AND NOT ({broken}) THEN TRY_CAST({total} AS {EXACT}) END"
            return Read(column, present, whole_number(column, rule, number))
        case DaysBetween(since, until):
            first, last = (_day(name, rule, foreign) for name in (since, until))
            present = f"({first[0]} AND {last[0]})"
            return Read(column, present, f"datediff('day', {first[1]}, {last[1]})")
        case YearsBetween(since, until):
            first, last = (_day(name, rule, foreign) for name in (since, until))
            present = f"({first[0]} AND {last[0]})"
            return Read(column, present, f"datesub('year', {first[1]}, {last[1]})")


def _plain(column: Column, rule: Rule, text: str) -> Read:
    fallible = rule.codes is not None or column.kind not in (Kind.TEXT, Kind.CODE)
    return Read(column, f"{text} IS NOT NULL", _value(column, rule, text), fallible)


def _value(column: Column, rule: Rule, text: str) -> str:
    if rule.first is not None:
        text = f"left({text}, {rule.first})"
    if rule.codes is not None:
        text = _translated(rule, text)
    elif rule.flags:
        words = " ".join(
            f"WHEN {literal(word)} THEN {literal(flag)}" for word, flag in rule.flags.items()
        )
        usual = f"{text} < {literal(min(rule.flags))}"  # one comparison, for nearly every value
        text = f"(CASE WHEN {usual} THEN {text} ELSE CASE {text} {words} ELSE {text} END END)"
    match column.kind:
        case Kind.TEXT | Kind.CODE:
            return text
        case Kind.FLAG:
            return f"TRY_CAST({text} AS BOOLEAN)"
        case Kind.RATIO:
            number = f"TRY_CAST({text} AS DOUBLE)"
            return f"CASE WHEN isfinite({number}) THEN {number} END"
        case Kind.DATE:
            return f"{parsed(text, rule.formats)}::DATE"
        case Kind.MOMENT:
            return f"date_trunc('second', {parsed(text, rule.formats)})"
        case Kind.HOURS if rule.unit == "d/h/m":
            return _hours(text)
        case _:
            return whole_number(column, rule, f"TRY_CAST({text} AS {EXACT})")


def _on_a_day(column: Column, there: str, moment: str, mapping: Mapping) -> Read:
    stored = f"{moment}::DATE" if column.kind is Kind.DATE else f"date_trunc('second', {moment})"
    if not mapping.no_date:
        return Read(column, there, stored)
    days = ", ".join(f"DATE {literal(day)}" for day in mapping.no_date)
    stands_for_none = f"coalesce({moment}::DATE IN ({days}), false)"
    return Read(
        column,
        f"({there} AND NOT {stands_for_none})",
        f"CASE WHEN NOT {stands_for_none} THEN {stored} END",
    )


def _translated(rule: Rule, text: str) -> str:
    cases = " ".join(
        f"WHEN {literal(code)} THEN {literal(meaning)}"
        for code, meaning in (rule.codes or {}).items()
    )
    other = "NULL" if rule.otherwise is None else literal(rule.otherwise)
    return f"(CASE WHEN {text} IS NOT NULL THEN CASE {text} {cases} ELSE {other} END END)"


def _typed(column: Column, rule: Rule, foreign: Foreign, names: list[str]) -> str | None:
    """The number straight from the one column that the file types as a number, where that is exact."""
    if len(names) > 1 or rule.codes is not None or rule.flags or rule.first is not None:
        return None
    name, kind = quote(names[0]), foreign.types[names[0]]
    if column.kind is Kind.RATIO:
        return stored_ratio(name, kind)
    if column.kind not in WHOLE_NUMBERS or rule.unit == "d/h/m" or rule.rounded:
        return None
    return stored_number(name, kind, column.kind, places(column, rule))


def _hours(text: str) -> str:
    """Whole hours of days/hours/minutes: "1/13/24" is 37; the minutes are dropped."""
    parts = [f"TRY_CAST(split_part({text}, '/', {n}) AS INTEGER)" for n in (1, 2, 3)]
    shaped = f"regexp_full_match({text}, '\\d{{1,4}}/\\d{{1,2}}/\\d{{1,2}}')"
    return f"CASE WHEN {shaped} THEN ({parts[0]} * 24 + {parts[1]})::BIGINT END"


def parsed(text: str, written: tuple[str, ...]) -> str:
    """The moment that a text writes in one of these ways, as SQL; null when it writes none."""
    formats = ", ".join(literal(form) for form in written if form not in (EPOCH, SERIAL))
    read = f"try_strptime({text}, [{formats}])"
    if SERIAL in written:
        seconds = f"(TRY_CAST({text} AS {EXACT}) * 86400)::BIGINT"
        day = f"TIMESTAMP '1899-12-30' + to_seconds({seconds})"
        serial = f"CASE WHEN regexp_full_match({text}, '[1-7]\\d{{4}}(\\.\\d+)?') THEN {day} END"
        read = f"coalesce({read}, {serial})"
    if EPOCH not in written:
        return read
    millis = f"make_timestamp(TRY_CAST({text} AS BIGINT) * 1000) + INTERVAL 8 HOUR"
    return f"(CASE WHEN regexp_full_match({text}, '-?\\d{{11,13}}') THEN {millis} ELSE {read} END)"


def _day(name: str, rule: Rule, foreign: Foreign) -> tuple[str, str]:
    moment = foreign.moment(name) or parsed(foreign.text(name), rule.formats)
    return foreign.there(name), f"({moment})::DATE"
