"""The lines of each claim, added up by kind and by group, with what their own past answered."""

from collections.abc import Iterable, Mapping, Sequence

from features.nodes import Expression, Lines, Past
from features.sql.expression import cast, sql
from features.sql.keysets import KeySet
from features.sql.line_rows import columns_held, row_of
from features.sql.pieces import by_month
from features.sql.program import Program, inner


def add_lines(
    program: Program, base: str, nodes: Iterable[Expression], pasts: Sequence[KeySet] = ()
) -> dict[Expression, str]:
    """The steps that add up each claim's own lines; gives the column that holds each aggregate.

    The past of lines has been answered before, by the steps of these key sets.
    """
    held: dict[Expression, str] = {}
    looked = {look: keyset for keyset in pasts for look in keyset.looks}
    relations: dict[tuple[str, tuple[Expression, ...], tuple[KeySet, ...]], list[Lines]] = {}
    for node in inner(nodes, Lines):
        held[node] = f"line_{len(held) + 1}"
        sets = tuple(dict.fromkeys(looked[look] for look in inner([node], Past)))
        relations.setdefault((node.table, _groups(node), sets), []).append(node)
    queries = {
        f"lines_{number}": _lines(table, by, asked, held, sets)
        for number, ((table, by, sets), asked) in enumerate(relations.items(), 1)
    }
    selected = [
        f"COALESCE({column}, 0) AS {column}" if node.aggregate in ZERO else f"{column} AS {column}"
        for node, column in held.items()
        if isinstance(node, Lines)
    ]
    rows = dict.fromkeys(row_of(table) for table, _, _ in relations)
    past = [f"past_{keyset.number}" for keyset in pasts if keyset.event is None]
    with program.by(by_month(base, [*rows, *past], own="facts_month")):
        steps = [program.add(name, query) for name, query in queries.items()]
        joins = [f"LEFT JOIN {step} ON {step}.facts_id = b.facts_id" for step in steps]
        program.add(
            "claim_row",
            "\n".join([f"SELECT {', '.join(['b.*', *selected])}\nFROM {base} AS b", *joins]),
        )
    return held


ZERO = frozenset({"count", "sum", "distinct", "groups", "largest"})


def _lines(
    table: str,
    by: tuple[Expression, ...],
    asked: list[Lines],
    held: dict[Expression, str],
    pasts: tuple[KeySet, ...],
) -> str:
    columns = columns_held([node for line in asked for node in (line, *by)], table)
    source = "\n".join(
        [
            f"FROM {row_of(table)} AS l",
            *(f"LEFT JOIN past_{p.number} ON {_same_row(p, columns)}" for p in pasts),
        ]
    )
    columns |= {look: f"past_{p.number}.{p.name(look)}" for p in pasts for look in p.looks}
    if not by:
        parts = [f"{_added(node, columns)} AS {held[node]}" for node in asked]
        return f"SELECT l.facts_id, {', '.join(parts)}\n{source}\nGROUP BY l.facts_id"
    keys = [sql(key, columns) for key in by]
    sizes = [f"{_size(node, columns)} AS size_{number}" for number, node in enumerate(asked)]
    known = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    outer = [
        f"{_grouped(node, f'size_{number}')} AS {held[node]}" for number, node in enumerate(asked)
    ]
    return (
        f"SELECT facts_id, {', '.join(outer)}\nFROM (\n"
        f"  SELECT l.facts_id, {', '.join(sizes)}\n  {source}\n  WHERE {known}\n"
        f"  GROUP BY l.facts_id, {', '.join(keys)}\n) AS g\nGROUP BY facts_id"
    )


def _same_row(keyset: KeySet, columns: Mapping[Expression, str]) -> str:
    """The condition that a row of a line's past is that of the line."""
    step = f"past_{keyset.number}"
    if (event := keyset.event) is not None:
        return f"{step}.setl_id = {columns_held([event], event.table)[event]}"
    keys = zip(keyset.columns, keyset.keys, strict=True)
    own = [f"{step}.{name} = {columns[key]}" for name, key in keys if key.table == keyset.line]
    return " AND ".join([f"{step}.setl_id = l.setl_id", *own])


def _groups(node: Lines) -> tuple[Expression, ...]:
    """By what the lines are grouped. Different values are counted as groups, alike in the value.

    An engine keeps a set for each claim and each COUNT(DISTINCT …); groups it keeps once for all.
    """
    if node.aggregate == "distinct" and node.value is not None and not node.by:
        return (node.value,)
    return node.by


def _size(node: Lines, columns: Mapping[Expression, str]) -> str:
    """How large a group is: its lines that count, or their different values."""
    value = sql(node.value, columns) if node.value is not None and node.by else "1"
    counted = (
        value if node.where is None else f"CASE WHEN {sql(node.where, columns)} THEN {value} END"
    )
    return f"COUNT(DISTINCT {counted})" if value != "1" else f"COUNT({counted})"


def _grouped(node: Lines, size: str) -> str:
    if node.aggregate == "largest":
        return f"CAST(MAX({size}) AS BIGINT)"
    return f"CAST(COUNT(CASE WHEN {size} >= {node.at_least} THEN 1 END) AS BIGINT)"


def _added(node: Lines, held: dict[Expression, str]) -> str:
    value = "1" if node.value is None else sql(node.value, held)
    counted = value if node.where is None else f"CASE WHEN {sql(node.where, held)} THEN {value} END"
    functions = {
        "count": f"COUNT({counted})",
        "sum": f"SUM({counted})",
        "min": f"MIN({counted})",
        "max": f"MAX({counted})",
    }
    return cast(functions[node.aggregate], node)
