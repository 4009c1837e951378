"""The claim relation: one row for each settlement and each refund.

A refund settlement is a row with the facts of its original, its own moment and sign -1: it is
never asked about, and takes back what the original gave. `since` is the day of the original.
"""

from collections.abc import Iterable

from features.nodes import Column, Expression, Lines
from features.record import LINES
from features.sql.joins import claim_joins, day_number, month_number, placed
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
