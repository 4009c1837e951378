"""The lines of each kind beside their claims: joined once for all that is asked of them."""

from collections.abc import Iterable

from features.nodes import Column, Expression, Lines
from features.record import LINES
from features.sql.joins import line_source, placed
from features.sql.program import Program, inner

CLAIM = frozenset({"claim", "institution"})


def row_of(kind: str) -> str:
    """The step of a kind's lines, each with its claim: facts_id, setl_id, month and what is read."""
    return f"{kind}_row"


def add_line_rows(program: Program, base: str, nodes: Iterable[Expression]) -> None:
    """The step of every kind of line that the expressions read; `base` is the step of claims."""
    lines: dict[str, list[Lines]] = {}
    for node in inner(nodes, Lines):
        lines.setdefault(node.table, []).append(node)
    for kind, asked in lines.items():
        read = columns_read(kind, asked)
        event = LINES[kind].event
        if event is not None:
            read = list(dict.fromkeys([*read, Column(kind, event)]))
        named = [f"{_found(kind, column)} AS {_named(column)}" for column in read]
        frame = ["b.facts_id AS facts_id", "b.setl_id AS setl_id", "b.month AS month"]
        program.add(
            row_of(kind),
            f"SELECT {', '.join([*frame, *named])}\nFROM {line_source(kind, base, read)}",
        )


def columns_held(nodes: Iterable[Expression], kind: str) -> dict[Expression, str]:
    """The columns that expressions over a kind of line read, in its rows `l`."""
    return {column: f"l.{_named(column)}" for column in columns_read(kind, nodes)}


def columns_read(kind: str, nodes: Iterable[Expression]) -> list[Column]:
    """The columns that expressions over a kind of line read: its own, and those of its claim."""
    return [column for column in inner(nodes, Column) if column.table in {kind, *CLAIM}]


def _named(column: Column) -> str:
    return f"{column.table}_{column.name}"


def _found(kind: str, column: Column) -> str:
    """Where a column is found before the rows are made."""
    return f"b.{column.name}" if column.table in CLAIM else placed(kind, column.name, "l")
