"""The operators of the signal language: each meaning once in Python and once in SQL.

Null goes through every operator except those that ask about it (`both`, `either`, `is_null`,
`otherwise`, `when`, `only_if` follow SQL). Division by nothing is null. Both meanings are text: the SQL is
DuckDB's (Spark's is transpiled from it), the Python is what the live reader is written in. A new
operator is a row here, with its spec test and its generator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from math import floor

from features.nodes import Value


def calendar_day(moment: date) -> date:
    """The day of a day or of a moment.

    >>> calendar_day(datetime(2025, 3, 1, 23, 59))
    datetime.date(2025, 3, 1)
    """
    return moment.date() if isinstance(moment, datetime) else moment


# what the Python texts may name
NAMES: dict[str, object] = {"calendar_day": calendar_day, "floor": floor}


@dataclass(frozen=True)
class Operator:
    """One operator: `typing` names its rule in `features.check`; words take arguments by place.

    `text` is the Python meaning, {0} and {1} the arguments, {rest} all after the first as a tuple.
    With `through`, the answer is null where an argument is.
    """

    name: str
    typing: str
    text: str
    template: str | Callable[..., str]
    zh: str
    en: str
    through: bool = True

    def sql(self, *arguments: str) -> str:
        """The operator in DuckDB's SQL, on arguments already in SQL."""
        if callable(self.template):
            return self.template(*arguments)
        return self.template.format(*arguments)

    def source(self, *arguments: str, never_null: frozenset[str] = frozenset()) -> str:
        """The operator in Python, on names and constants; nulls are not asked of the `never_null`."""
        answer = self.plain(*arguments)
        asked = dict.fromkeys(one for one in arguments if one not in never_null)
        if not self.through or not asked:
            return f"({answer})"
        return f"(None if {' or '.join(f'{one} is None' for one in asked)} else {answer})"

    def plain(self, *arguments: str) -> str:
        """The operator in Python, on names and constants of which none is null."""
        return self.text.format(*arguments, rest=f"({', '.join(arguments[1:])},)")

    @cached_property
    def python(self) -> Callable[..., Value]:
        """The Python meaning as a function of the arguments."""
        known = {"rest": "rest"}
        answer = self.text.format("a", "b", "c", **known)
        many = "{rest}" in self.text
        count = 1 if many else 1 + max(n for n in range(3) if f"{{{n}}}" in self.text)
        names = ["a", "b", "c"][:count]
        if self.through:
            nulls = [f"{name} is None" for name in names] + ["None in rest"] * many
            answer = f"None if {' or '.join(nulls)} else {answer}"
        taken = ", ".join(names + ["*rest"] * many)
        made: Callable[..., Value] = eval(f"lambda {taken}: {answer}", dict(NAMES))  # noqa: S307
        return made


def _one_of(value: str, *many: str) -> str:
    return f"({value} IN ({', '.join(many)}))"


def _starts_with(value: str, *prefixes: str) -> str:
    return "(" + " OR ".join(f"SUBSTRING({value}, 1, LENGTH({p})) = {p}" for p in prefixes) + ")"


def _compared(name: str, sign: str, python: str, zh: str, en: str) -> Operator:
    return Operator(name, "compared", f"{{0}} {python} {{1}}", f"({{0}} {sign} {{1}})", zh, en)


_ROWS = (
    Operator("add", "alike", "{0} + {1}", "({0} + {1})", "{0}加{1}", "{0} plus {1}"),
    Operator("subtract", "alike", "{0} - {1}", "({0} - {1})", "{0}减{1}", "{0} less {1}"),
    Operator(
        "multiply",
        "scaled",
        "{0} * {1}",
        "({0} * {1})",
        "{0}乘{1}",
        "{0} times {1}",
    ),
    Operator(
        "divide",
        "ratio",
        "float({0}) / float({1}) if {1} else None",
        "(CAST({0} AS DOUBLE) / NULLIF(CAST({1} AS DOUBLE), 0.0))",
        "{0}与{1}之比",
        "{0} over {1}",
    ),
    _compared("equal", "=", "==", "{0}为{1}", "{0} is {1}"),
    _compared("unequal", "<>", "!=", "{0}不为{1}", "{0} is not {1}"),
    _compared("less", "<", "<", "{0}低于{1}", "{0} below {1}"),
    _compared("at_most", "<=", "<=", "{0}不超过{1}", "{0} at most {1}"),
    _compared("greater", ">", ">", "{0}超过{1}", "{0} above {1}"),
    _compared("at_least", ">=", ">=", "{0}不低于{1}", "{0} at least {1}"),
    Operator(
        "both",
        "logic",
        "False if {0} is False or {1} is False else None if {0} is None or {1} is None else True",
        "({0} AND {1})",
        "{0}且{1}",
        "{0} and {1}",
        through=False,
    ),
    Operator(
        "either",
        "logic",
        "True if {0} is True or {1} is True else None if {0} is None or {1} is None else False",
        "({0} OR {1})",
        "{0}或{1}",
        "{0} or {1}",
        through=False,
    ),
    Operator("negate", "logic", "not {0}", "(NOT {0})", "非({0})", "not ({0})"),
    Operator(
        "one_of",
        "membership",
        "{0} in {rest}",
        _one_of,
        "{0}属于{rest}",
        "{0} in {rest}",
    ),
    Operator(
        "starts_with",
        "membership",
        "{0}.startswith({rest})",
        _starts_with,
        "{0}以{rest}开头",
        "{0} begins with {rest}",
    ),
    Operator(
        "contains",
        "within_text",
        "{1} in {0}",
        "(STRPOS({0}, {1}) > 0)",
        "{0}含有{1}",
        "{0} holds {1}",
    ),
    Operator(
        "begins_any",
        "within_text",
        "any(map({0}.startswith, {1}.split(',')))",
        "(CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN "
        "ARRAY_LENGTH(LIST_FILTER(STR_SPLIT({1}, ','), LAMBDA p: STARTS_WITH({0}, p))) > 0 END)",
        "{0}以{1}之一开头",
        "{0} begins with one of {1}",
    ),
    Operator(
        "is_null",
        "question",
        "{0} is None",
        "({0} IS NULL)",
        "{0}缺失",
        "{0} missing",
        through=False,
    ),
    Operator(
        "otherwise",
        "alike",
        "{1} if {0} is None else {0}",
        "COALESCE({0}, {1})",
        "{0}(缺失时取{1})",
        "{0} (or {1} when missing)",
        through=False,
    ),
    Operator(
        "when",
        "choice",
        "{1} if {0} is True else {2}",
        "(CASE WHEN {0} THEN {1} ELSE {2} END)",
        "{0}时的{1}(否则{2})",
        "{1} when {0}, else {2}",
        through=False,
    ),
    Operator(
        "only_if",
        "given",
        "{1} if {0} is True else None",
        "(CASE WHEN {0} THEN {1} END)",
        "{0}时的{1}",
        "{1} when {0}",
        through=False,
    ),
    Operator(
        "least",
        "alike",
        "min({0}, {1})",
        "(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {0} <= {1} THEN {0} ELSE {1} END)",
        "{0}与{1}的较小者",
        "the lesser of {0} and {1}",
    ),
    Operator(
        "greatest",
        "alike",
        "max({0}, {1})",
        "(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {0} >= {1} THEN {0} ELSE {1} END)",
        "{0}与{1}的较大者",
        "the greater of {0} and {1}",
    ),
    Operator("absolute", "same", "abs({0})", "ABS({0})", "{0}的绝对值", "the size of {0}"),
    Operator(
        "as_count",
        "tally",
        "int({0})",
        "(CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END)",
        "{0}",
        "{0}",
    ),
    Operator(
        "whole",
        "rounded",
        "floor({0} + 0.5)",
        "CAST(FLOOR(CAST({0} AS DOUBLE) + 0.5) AS BIGINT)",
        "{0}(取整)",
        "{0}, rounded",
    ),
    Operator(
        "days_since",
        "elapsed",
        "(calendar_day({0}) - calendar_day({1})).days",
        "DATEDIFF('day', CAST({1} AS DATE), CAST({0} AS DATE))",
        "自{1}至{0}的天数",
        "days from {1} to {0}",
    ),
    Operator(
        "minutes_since",
        "between",
        "floor(({0} - {1}).total_seconds() / 60)",
        "CAST(FLOOR(CAST(DATEDIFF('second', {1}, {0}) AS DOUBLE) / 60.0) AS BIGINT)",
        "自{1}至{0}的分钟数",
        "minutes from {1} to {0}",
    ),
    Operator(
        "hour",
        "clock",
        "{0}.hour",
        "CAST(EXTRACT(hour FROM {0}) AS BIGINT)",
        "{0}的钟点",
        "the hour of {0}",
    ),
    Operator(
        "weekday",
        "calendar",
        "{0}.isoweekday()",
        "CAST((DATEDIFF('day', DATE '2000-01-03', CAST({0} AS DATE)) % 7 + 7) % 7 + 1 AS BIGINT)",
        "{0}的星期",
        "the weekday of {0}",
    ),
    Operator(
        "month_of_year",
        "calendar",
        "{0}.month",
        "CAST(EXTRACT(month FROM {0}) AS BIGINT)",
        "{0}的月份",
        "the month of {0}",
    ),
    Operator("day", "dated", "calendar_day({0})", "CAST({0} AS DATE)", "{0}当日", "the day of {0}"),
    Operator(
        "prefix",
        "text",
        "{0}[:{1}]",
        "SUBSTRING({0}, 1, {1})",
        "{0}的前{1}位",
        "the first {1} characters of {0}",
    ),
)

OPERATORS: dict[str, Operator] = {row.name: row for row in _ROWS}
