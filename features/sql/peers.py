"""Each institution's indicators beside its peers': percentile rank and median in the same month.

Peers are institutions of one type and one level group (三级, 二级, 一级及以下, 药店). A rank needs five
peers; below that it is null. `_pct_rank` is the share of the other peers that lie strictly below, 0 to
1, and `_peer_p50` the ⌈n/2⌉-th of the n values. Indicators are ranked a few at a time: a sort then
carries few columns.
"""

from collections.abc import Sequence

from features.sql.program import Program
from features.subjects import LEVEL_GROUP

FEWEST_PEERS = 5
AT_ONCE = 8


def peer_program(indicators: Sequence[str], answers: str) -> Program:
    """The steps that set the answers of institutions beside their peers, the last `beside_peers`."""
    program = Program()
    program.add(
        "leveled",
        f"SELECT a.*, {LEVEL_GROUP} AS lv_grp FROM {answers} AS a\n"
        "LEFT JOIN fixmedins_b AS r ON r.fixmedins_code = a.fixmedins_code",
    )
    steps = [
        _placed(program, number, indicators[start : start + AT_ONCE])
        for number, start in enumerate(range(0, len(indicators), AT_ONCE), 1)
    ]
    columns = [f"{name}_pct_rank" for name in indicators] + [f"{n}_peer_p50" for n in indicators]
    joins = "".join(
        f"\nJOIN {step} ON {step}.fixmedins_code = l.fixmedins_code AND {step}.month = l.month"
        for step in steps
    )
    program.add(
        "beside_peers",
        f"SELECT {', '.join(['l.*', *columns])}\nFROM leveled AS l{joins}",
        stays=True,
    )
    return program


def _placed(program: Program, number: int, names: Sequence[str]) -> str:
    """The step of some indicators' ranks and peer medians."""
    sorted_values = "LIST_SORT(ARRAY_AGG({0}) FILTER (WHERE {0} IS NOT NULL))"
    middle = "CASE WHEN COUNT({0}) > 0 THEN {1}[CAST(FLOOR((COUNT({0}) + 1) / 2.0) AS BIGINT)] END"
    figures = ", ".join(
        f"COUNT({name}) AS {name}_n, {middle.format(name, sorted_values.format(name))} AS {name}_p50"
        for name in names
    )
    median = program.add(
        f"peer_median_{number}",
        f"SELECT month, lv_grp, {figures}\nFROM leveled GROUP BY month, lv_grp",
    )
    peers = "PARTITION BY l.month, l.lv_grp"
    ranked = ", ".join(
        f"CASE WHEN l.{name} IS NOT NULL AND m.{name}_n >= {FEWEST_PEERS} THEN"
        f" (CAST(RANK() OVER ({peers} ORDER BY l.{name} NULLS LAST) AS DOUBLE) - 1.0)"
        f" / (CAST(m.{name}_n AS DOUBLE) - 1.0) END AS {name}_pct_rank"
        for name in names
    )
    medians = ", ".join(
        f"CASE WHEN m.{name}_n >= {FEWEST_PEERS} THEN m.{name}_p50 END AS {name}_peer_p50"
        for name in names
    )
    own = ", ".join(["fixmedins_code", "month", "lv_grp", *names])
    return program.add(
        f"peer_rank_{number}",
        f"SELECT l.fixmedins_code, l.month, {ranked}, {medians}\nFROM (SELECT {own} FROM leveled) AS l\n"
        f"JOIN {median} AS m ON m.month = l.month AND m.lv_grp = l.lv_grp",
    )
