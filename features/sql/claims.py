"""The claim relation: one row for each settlement and each refund, with its lines added up.

A refund settlement is a row with the facts of its original, its own moment and sign -1: it is
never asked about, and takes back what the original gave. `since` is the day of the original.
"""

from collections.abc import Iterable, Mapping

from features.nodes import Column, Expression, Lines
from features.record import LINES
from features.sql.expression import cast, sql
from features.sql.joins import claim_joins, day_number, line_source, placed
from features.sql.program import Program, inner

# what every relation of claims carries beside the columns that signals read
FRAME = ("setl_id", "facts_id", "sign", "moment", "day", "month", "since", "facts_month")
ALWAYS = ("fixmedins_code", "psn_no")


def claim_columns(nodes: Iterable[Expression]) -> list[str]:
    """The columns of the claim record that the expressions read, sorted, frame columns apart."""
    asked = list(nodes)
    read = inner(asked, Column)
    named = {c.name for c in read if c.table in {"claim", "institution"}} | set(ALWAYS)
    named |= {LINES[node.table].by for node in inner(asked, Lines)}
    return sorted(named - set(FRAME))


def add_claims(program: Program, columns: Iterable[str], since: int | None = None) -> str:
    """The step that joins the record's tables, of claims since a month; gives its name."""
    columns = list(columns)
    later = "" if since is None else f" AND {month_number('s.setl_time')} >= {since}"
    selected = [f"{placed('claim', name, 'o')} AS {name}" for name in columns]
    return program.add(
        "claim_base",
        f"""
SELECT
  s.setl_id AS setl_id,
  o.setl_id AS facts_id,
  CASE WHEN s.refd_setl_flag = '1' THEN -1 ELSE 1 END AS sign,
  s.setl_time AS moment,
  {day_number("s.setl_time")} AS day,
  {month_number("s.setl_time")} AS month,
  {day_number("LEAST(o.setl_time, s.setl_time)")} AS since,
  {month_number("o.setl_time")} AS facts_month,
  {", ".join(selected)}
FROM setl_d AS s
JOIN setl_d AS o
  ON o.setl_id = CASE WHEN s.refd_setl_flag = '1' THEN s.init_setl_id ELSE s.setl_id END
{claim_joins(columns, "o")}
WHERE s.vali_flag = '1' AND o.vali_flag = '1'{later}""",
    )


def month_number(moment: str) -> str:
    """The calendar month of a moment as a whole number, years times twelve and months from 0."""
    return f"CAST(EXTRACT(year FROM {moment}) * 12 + EXTRACT(month FROM {moment}) - 1 AS BIGINT)"


def add_lines(program: Program, base: str, nodes: Iterable[Expression]) -> dict[Expression, str]:
    """The steps that add up each claim's own lines; gives the column that holds each aggregate."""
    held: dict[Expression, str] = {}
    relations: dict[tuple[str, tuple[Expression, ...]], list[Lines]] = {}
    for node in inner(nodes, Lines):
        held[node] = f"line_{len(held) + 1}"
        relations.setdefault((node.table, _groups(node)), []).append(node)
    joined: list[str] = []
    for number, ((table, by), asked) in enumerate(relations.items(), 1):
        name = program.add(f"lines_{number}", _lines(base, table, by, asked, held))
        joined.append(f"LEFT JOIN {name} ON {name}.facts_id = b.facts_id")
    selected = [
        f"COALESCE({column}, 0) AS {column}" if node.aggregate in ZERO else f"{column} AS {column}"
        for node, column in held.items()
        if isinstance(node, Lines)
    ]
    program.add(
        "claim_row",
        f"SELECT {', '.join(['b.*', *selected])}\nFROM {base} AS b\n" + "\n".join(joined),
    )
    return held


ZERO = frozenset({"count", "sum", "distinct", "groups", "largest"})


def _lines(
    base: str,
    table: str,
    by: tuple[Expression, ...],
    asked: list[Lines],
    held: dict[Expression, str],
) -> str:
    columns: dict[Expression, str] = {
        part: placed(table, part.name, "l") if part.table == table else f"b.{part.name}"
        for part in inner([node for line in asked for node in (line, *by)], Column)
    }
    source = f"FROM {line_source(table, base, columns)}"
    if not by:
        parts = [f"{_added(node, columns)} AS {held[node]}" for node in asked]
        return f"SELECT b.facts_id, {', '.join(parts)}\n{source}\nGROUP BY b.facts_id"
    keys = [sql(key, columns) for key in by]
    sizes = [f"{_size(node, columns)} AS size_{number}" for number, node in enumerate(asked)]
    known = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    outer = [
        f"{_grouped(node, f'size_{number}')} AS {held[node]}" for number, node in enumerate(asked)
    ]
    return (
        f"SELECT facts_id, {', '.join(outer)}\nFROM (\n"
        f"  SELECT b.facts_id, {', '.join(sizes)}\n  {source}\n  WHERE {known}\n"
        f"  GROUP BY b.facts_id, {', '.join(keys)}\n) AS g\nGROUP BY facts_id"
    )


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
