"""The settlements of an extract as the search needs them: a number for every value at every step."""

from collections.abc import Sequence

import duckdb

from features.settlement.anonymous.coarsening import UNKNOWN, Quasi
from features.settlement.anonymous.search import column
from features.settlement.intake.foreign import literal
from features.settlement.lake.lake import Lake

MONEY = ("medfee_sumamt", "fund_pay_sumamt", "psn_part_amt")


def settled(
    con: duckdb.DuckDBPyConnection,
    lake: Lake,
    quasi: Sequence[Quasi],
    institution: str | None,
    months: Sequence[str],
) -> int:
    """Make the table `coarse` of the settlements that count, and say how many; no refunded ones."""
    lake.attach(con)
    con.execute(
        "CREATE TEMP TABLE refunded AS SELECT init_setl_id AS setl_id FROM setl_d "
        "WHERE refd_setl_flag = '1' AND vali_flag = '1'"
    )
    lake.attach(con, months)
    values = ", ".join(
        f"coalesce(nullif(trim({one.sql}), ''), '{UNKNOWN}') AS v_{place}"
        for place, one in enumerate(quasi)
    )
    wanted = ", ".join(literal(month) for month in months)
    mine = f"AND s.fixmedins_code = {literal(institution)}" if institution else ""
    money = ", ".join(f"s.{name}" for name in MONEY)
    con.execute(
        f"CREATE TEMP TABLE base AS SELECT dense_rank() OVER (ORDER BY s.psn_no) AS person, {money}, "
        "coalesce(l.act_ipt_days, datediff('day', s.begndate, s.enddate)) AS days, l.dscg_way, "
        f"{values} FROM setl_d AS s LEFT JOIN mdtrt_d AS m USING (mdtrt_id) "
        "LEFT JOIN setl_list AS l ON l.setl_id = s.setl_id "
        "LEFT JOIN psn_info_b AS p ON p.psn_no = s.psn_no "
        "LEFT JOIN fixmedins_b AS f ON f.fixmedins_code = s.fixmedins_code "
        f"WHERE s.vali_flag = '1' AND s.refd_setl_flag = '0' {mine} "
        f"AND strftime(s.setl_time, '%Y-%m') IN ({wanted}) "
        "AND NOT EXISTS (FROM refunded AS r WHERE r.setl_id = s.setl_id)"
    )
    told: list[str] = []
    for place, one in enumerate(quasi):
        steps = ", ".join(f"({step.sql}) AS t_{n}" for n, step in enumerate(one.steps))
        numbers = ", ".join(
            f"dense_rank() OVER (ORDER BY t_{n})::INTEGER AS {column(place, n)}"
            for n in range(len(one.steps))
        )
        con.execute(
            f"CREATE TEMP TABLE step_{place} AS SELECT *, {numbers} FROM (SELECT value, {steps} "
            f"FROM (SELECT DISTINCT v_{place} AS value FROM base))"
        )
        told += [column(place, n) for n in range(len(one.steps))]
    joins = " ".join(
        f"JOIN step_{place} ON step_{place}.value = v_{place}" for place in range(len(quasi))
    )
    con.execute(
        f"CREATE TEMP TABLE coarse AS SELECT person, {', '.join(MONEY)}, days, dscg_way, "
        f"{', '.join(told)} FROM base {joins}"
    )
    return number(con, "SELECT count(*) FROM coarse")


def number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one number that a query gives."""
    found = con.execute(query).fetchone()
    return int(found[0]) if found else 0
