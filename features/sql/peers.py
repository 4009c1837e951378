"""Each institution's indicators beside its peers': percentile rank and median in the same month.

Peers are institutions of one type and one level group (三级, 二级, 一级及以下, 药店). A rank needs five
peers (domain.md E.10); below that it is null. `_pct_rank` is the share of peers, itself apart, that
lie below, counting ties as half.
"""

from collections.abc import Iterable

FEWEST_PEERS = 5
LEVEL_GROUP = (
    "CASE WHEN r.fixmedins_type = '2' THEN 'pharmacy' WHEN r.hosp_lv IN ('01','02','03','04') THEN '3'"
    " WHEN r.hosp_lv IN ('05','06','07') THEN '2' WHEN r.hosp_lv IS NULL THEN 'unknown' ELSE '1' END"
)


def peer_query(indicators: Iterable[str]) -> str:
    """The answers of every institution and month with its level group and its place among peers."""
    ranked: list[str] = []
    for name in indicators:
        group = f"PARTITION BY month, lv_grp, {name} IS NULL"
        ranked.append(
            f"CASE WHEN {name} IS NOT NULL AND COUNT({name}) OVER ({group}) >= {FEWEST_PEERS} THEN"
            f" (CAST(RANK() OVER ({group} ORDER BY {name}) AS DOUBLE) - 1.0 + 0.5 *"
            f" (CAST(COUNT(*) OVER ({group}, {name}) AS DOUBLE) - 1.0))"
            f" / (CAST(COUNT({name}) OVER ({group}) AS DOUBLE) - 1.0) END AS {name}_pct_rank"
        )
    medians = ", ".join(
        f"CASE WHEN COUNT({name}) >= {FEWEST_PEERS} THEN"
        f" LIST_SORT(ARRAY_AGG({name}) FILTER (WHERE {name} IS NOT NULL))"
        f"[CAST(FLOOR((COUNT({name}) + 1) / 2.0) AS BIGINT)] END AS {name}_peer_p50"
        for name in indicators
    )
    leveled = (
        f"SELECT a.*, {LEVEL_GROUP} AS lv_grp FROM answers AS a\n"
        "LEFT JOIN fixmedins_b AS r ON r.fixmedins_code = a.fixmedins_code"
    )
    return (
        f"SELECT * FROM (\nSELECT l.*, {', '.join(ranked)}, m.* EXCLUDE (month, lv_grp)\n"
        f"FROM (\n{leveled}\n) AS l\nJOIN (\nSELECT month, lv_grp, {medians}\nFROM (\n{leveled}\n) AS g"
        "\nGROUP BY month, lv_grp\n) AS m USING (month, lv_grp)\n) AS w"
    )
