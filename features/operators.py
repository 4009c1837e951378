"""The operators of the signal language: each meaning once in Python and once in SQL.

Null goes through every operator except the three that ask about it (`and`, `or`, `is_null`,
`otherwise`, `when` follow SQL). Division by nothing is null. The SQL is DuckDB's; Spark's is
transpiled from it. A new operator is a row here, with its spec test and its generator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import floor

from features.nodes import Value


@dataclass(frozen=True)
class Operator:
    """One operator: `typing` names its rule in `features.check`; words take arguments by place."""

    name: str
    typing: str
    python: Callable[..., Value]
    template: str | Callable[..., str]
    zh: str
    en: str

    def sql(self, *arguments: str) -> str:
        """The operator in DuckDB's SQL, on arguments already in SQL."""
        if callable(self.template):
            return self.template(*arguments)
        return self.template.format(*arguments)


def _one_of(value: str, *many: str) -> str:
    return f"({value} IN ({', '.join(many)}))"


def _starts_with(value: str, *prefixes: str) -> str:
    return "(" + " OR ".join(f"SUBSTRING({value}, 1, LENGTH({p})) = {p}" for p in prefixes) + ")"


def _through(function: Callable[..., Value]) -> Callable[..., Value]:
    """The function, null where any argument is null."""

    def with_nulls(*arguments: Value) -> Value:
        return None if None in arguments else function(*arguments)

    return with_nulls


def _both(left: Value, right: Value) -> Value:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _either(left: Value, right: Value) -> Value:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _ratio(top: float, bottom: float) -> Value:
    return float(top) / float(bottom) if bottom else None


def _calendar_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _days_since(later: date, earlier: date) -> int:
    return (_calendar_day(later) - _calendar_day(earlier)).days


def _compared(name: str, sign: str, python: Callable[..., Value], zh: str, en: str) -> Operator:
    return Operator(name, "compared", _through(python), f"({{0}} {sign} {{1}})", zh, en)


_ROWS = (
    Operator(
        "add", "alike", _through(lambda a, b: a + b), "({0} + {1})", "{0}加{1}", "{0} plus {1}"
    ),
    Operator(
        "subtract", "alike", _through(lambda a, b: a - b), "({0} - {1})", "{0}减{1}", "{0} less {1}"
    ),
    Operator(
        "multiply",
        "scaled",
        _through(lambda a, b: a * b),
        "({0} * {1})",
        "{0}乘{1}",
        "{0} times {1}",
    ),
    Operator(
        "divide",
        "ratio",
        _through(_ratio),
        "(CAST({0} AS DOUBLE) / NULLIF(CAST({1} AS DOUBLE), 0.0))",
        "{0}与{1}之比",
        "{0} over {1}",
    ),
    _compared("equal", "=", lambda a, b: a == b, "{0}为{1}", "{0} is {1}"),
    _compared("unequal", "<>", lambda a, b: a != b, "{0}不为{1}", "{0} is not {1}"),
    _compared("less", "<", lambda a, b: a < b, "{0}低于{1}", "{0} below {1}"),
    _compared("at_most", "<=", lambda a, b: a <= b, "{0}不超过{1}", "{0} at most {1}"),
    _compared("greater", ">", lambda a, b: a > b, "{0}超过{1}", "{0} above {1}"),
    _compared("at_least", ">=", lambda a, b: a >= b, "{0}不低于{1}", "{0} at least {1}"),
    Operator("both", "logic", _both, "({0} AND {1})", "{0}且{1}", "{0} and {1}"),
    Operator("either", "logic", _either, "({0} OR {1})", "{0}或{1}", "{0} or {1}"),
    Operator("negate", "logic", _through(lambda a: not a), "(NOT {0})", "非({0})", "not ({0})"),
    Operator(
        "one_of",
        "membership",
        _through(lambda a, *many: a in many),
        _one_of,
        "{0}属于{rest}",
        "{0} in {rest}",
    ),
    Operator(
        "starts_with",
        "membership",
        _through(lambda a, *many: a.startswith(many)),
        _starts_with,
        "{0}以{rest}开头",
        "{0} begins with {rest}",
    ),
    Operator("is_null", "question", lambda a: a is None, "({0} IS NULL)", "{0}缺失", "{0} missing"),
    Operator(
        "otherwise",
        "alike",
        lambda a, b: b if a is None else a,
        "COALESCE({0}, {1})",
        "{0}(缺失时取{1})",
        "{0} (or {1} when missing)",
    ),
    Operator(
        "when",
        "choice",
        lambda condition, a, b: a if condition is True else b,
        "(CASE WHEN {0} THEN {1} ELSE {2} END)",
        "{0}时的{1}(否则{2})",
        "{1} when {0}, else {2}",
    ),
    Operator(
        "least",
        "alike",
        _through(lambda a, b: min(a, b)),
        "(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {0} <= {1} THEN {0} ELSE {1} END)",
        "{0}与{1}的较小者",
        "the lesser of {0} and {1}",
    ),
    Operator(
        "greatest",
        "alike",
        _through(lambda a, b: max(a, b)),
        "(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {0} >= {1} THEN {0} ELSE {1} END)",
        "{0}与{1}的较大者",
        "the greater of {0} and {1}",
    ),
    Operator(
        "absolute", "same", _through(lambda a: abs(a)), "ABS({0})", "{0}的绝对值", "the size of {0}"
    ),
    Operator(
        "as_count",
        "tally",
        _through(int),
        "(CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END)",
        "{0}",
        "{0}",
    ),
    Operator(
        "whole",
        "rounded",
        _through(lambda a: floor(a + 0.5)),
        "CAST(FLOOR(CAST({0} AS DOUBLE) + 0.5) AS BIGINT)",
        "{0}(取整)",
        "{0}, rounded",
    ),
    Operator(
        "days_since",
        "elapsed",
        _through(_days_since),
        "DATEDIFF('day', CAST({1} AS DATE), CAST({0} AS DATE))",
        "自{1}至{0}的天数",
        "days from {1} to {0}",
    ),
    Operator(
        "hour",
        "clock",
        _through(lambda a: a.hour),
        "CAST(EXTRACT(hour FROM {0}) AS BIGINT)",
        "{0}的钟点",
        "the hour of {0}",
    ),
    Operator(
        "weekday",
        "calendar",
        _through(lambda a: a.isoweekday()),
        "CAST((DATEDIFF('day', DATE '2000-01-03', CAST({0} AS DATE)) % 7 + 7) % 7 + 1 AS BIGINT)",
        "{0}的星期",
        "the weekday of {0}",
    ),
    Operator(
        "month_of_year",
        "calendar",
        _through(lambda a: a.month),
        "CAST(EXTRACT(month FROM {0}) AS BIGINT)",
        "{0}的月份",
        "the month of {0}",
    ),
    Operator(
        "day", "dated", _through(_calendar_day), "CAST({0} AS DATE)", "{0}当日", "the day of {0}"
    ),
    Operator(
        "prefix",
        "text",
        _through(lambda a, size: a[:size]),
        "SUBSTRING({0}, 1, {1})",
        "{0}的前{1}位",
        "the first {1} characters of {0}",
    ),
)

OPERATORS: dict[str, Operator] = {row.name: row for row in _ROWS}
