"""One expression as DuckDB SQL, over a relation that already holds its lines, norms and past."""

from collections.abc import Mapping

from features.check import measure
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past
from features.operators import OPERATORS
from features.settlement.schema import duckdb_type


def sql_type(node: Expression) -> str:
    """The SQL type of the expression's answer; whole numbers are BIGINT."""
    return duckdb_type(measure(node).kind)


def literal(value: bool | int | float | str) -> str:
    """A constant in SQL."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case float():
            return f"CAST({value!r} AS DOUBLE)"
        case int():
            return str(value)


def sql(node: Expression, held: Mapping[Expression, str]) -> str:
    """The expression over a relation in which every node of `held` is a column of that name.

    Columns of the claim stand under their own names. Raises KeyError for lines, norms or past that
    the relation does not hold, which would be a fault of the compiler.
    """
    if node in held:
        return held[node]
    match node:
        case Column(table, name):
            if table in {"claim", "institution"}:
                return name
            raise KeyError(node)
        case Literal(value):
            return literal(value)
        case Call(operator, arguments):
            return OPERATORS[operator].sql(*(sql(part, held) for part in arguments))
        case Lines() | Past() | Norm():
            raise KeyError(node)


def cast(text: str, node: Expression) -> str:
    """The SQL text, of the type that the expression promises."""
    return f"CAST({text} AS {sql_type(node)})"
