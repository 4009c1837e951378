"""The stored form of a declared table: its Arrow schema and its DuckDB columns.

Every whole number is 64 bits wide, so a sum of fen over a province still fits and no engine widens
it differently. Moments are microseconds without a zone: Beijing time, as the standard sends it.
"""

import pyarrow as pa

from features.settlement.contract import Column, Kind, Table

WHOLE_NUMBERS = frozenset(
    {
        Kind.COUNT,
        Kind.YEARS,
        Kind.DAYS,
        Kind.HOURS,
        Kind.MINUTES,
        Kind.FEN,
        Kind.QUANTITY,
        Kind.PRICE,
        Kind.POINTS,
    }
)


def duckdb_type(kind: Kind) -> str:
    """The DuckDB type that stores a value of this kind.

    >>> duckdb_type(Kind.FEN), duckdb_type(Kind.CODE)
    ('BIGINT', 'VARCHAR')
    """
    match kind:
        case Kind.TEXT | Kind.CODE:
            return "VARCHAR"
        case Kind.FLAG:
            return "BOOLEAN"
        case Kind.RATIO:
            return "DOUBLE"
        case Kind.DATE:
            return "DATE"
        case Kind.MOMENT:
            return "TIMESTAMP"
        case _:
            return "BIGINT"


def arrow_type(kind: Kind) -> pa.DataType:  # pyright: ignore[reportUnknownParameterType]
    """The Arrow type that stores a value of this kind.

    >>> str(arrow_type(Kind.MOMENT))
    'timestamp[us]'
    """
    match kind:
        case Kind.TEXT | Kind.CODE:
            return pa.string()
        case Kind.FLAG:
            return pa.bool_()
        case Kind.RATIO:
            return pa.float64()
        case Kind.DATE:
            return pa.date32()
        case Kind.MOMENT:
            return pa.timestamp("us")
        case _:
            return pa.int64()


def arrow_schema(table: Table) -> pa.Schema:  # pyright: ignore[reportUnknownParameterType]
    """The Arrow schema of a table, each field with its Chinese and English meaning."""
    return pa.schema([_field(column, table) for column in table.columns])


def ddl(table: Table) -> str:
    """The DuckDB statement that makes an empty table of this form, keys and not-nulls included."""
    lines = [
        f"    {column.name} {duckdb_type(column.kind)}{'' if column.null else ' NOT NULL'}"
        for column in table.columns
    ]
    lines.append(f"    PRIMARY KEY ({', '.join(table.key)})")
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(lines) + "\n);"


def empty_select(table: Table) -> str:
    """A DuckDB query of no rows with every column of the table, typed."""
    columns = ", ".join(
        f"NULL::{duckdb_type(column.kind)} AS {column.name}" for column in table.columns
    )
    return f"SELECT {columns} WHERE false"


def _field(  # pyright: ignore[reportUnknownParameterType]
    column: Column, table: Table
) -> "pa.Field[pa.DataType]":
    return pa.field(
        column.name,
        arrow_type(column.kind),
        nullable=column.name not in table.key,
        metadata={"zh": column.zh, "en": column.en, "kind": column.kind.value},
    )
