"""高风险机构 (hrisk_medins): each institution's sum over the models, and four shares of its month.

    risk_amount, risk_visits       fund (and account, outside stays) and number of suspected settlements
    score                          the greatest score of its groups
    cluster_admit                  聚集入院占比: suspected stays of ipt_abn / stays          (E 120)
    card_cluster                   卡聚集结算占比: suspected swipes of card_agg / settlements  (E 121)
    same_case                      雷同病案占比: suspected stays of sim_cas / stays          (E 122)
    bundle_share                   套餐销售占比: sales of suspected baskets / sales           (E 134)

Only settlements of the month itself count, above and below the line. A share whose model could not run
is null; a settlement that several groups suspect counts once.
"""

from pathlib import Path

import duckdb

from features.groups.model import CORE
from features.groups.models import MODELS
from features.groups.store import Store

SHARES = {
    "cluster_admit": ("ipt_abn", "kind = 'stay'", "count(*)"),
    "card_cluster": ("card_agg", "kind <> 'stay'", "count(*)"),
    "same_case": ("sim_cas", "kind = 'stay'", "count(*)"),
    "bundle_share": ("rsk_pmc_swp", "kind = 'shop'", "sum(fee)"),
}


def write_institutions(con: duckdb.DuckDBPyConnection, store: Store, month: str) -> Path:
    """Write the month's table out of what the models stored; the connection has `visit`."""
    ran = [
        model
        for model in MODELS
        if (report := store.report(model, month)) is not None and not report.lacking
    ]
    found = " UNION ALL ".join(
        f"SELECT '{model}' AS model, m.*, g.score AS group_score"
        f" FROM read_parquet('{store.place(model, month)}/members.parquet') AS m"
        f" JOIN read_parquet('{store.place(model, month)}/groups.parquet') AS g USING (group_id)"
        f" WHERE m.role = '{CORE}' AND strftime(m.settled, '%Y-%m') = '{month}'"
        for model in ran
    )
    nothing = (
        "SELECT CAST(NULL AS VARCHAR) AS model, CAST(NULL AS VARCHAR) AS setl_id,"
        " CAST(NULL AS VARCHAR) AS fixmedins_code, CAST(NULL AS BIGINT) AS risk,"
        " CAST(NULL AS DOUBLE) AS group_score, CAST(NULL AS VARCHAR) AS group_id WHERE false"
    )
    suspected = (
        f"SELECT model, setl_id, fixmedins_code, group_score, group_id, coalesce(fund, 0)"
        f" + CASE WHEN kind = 'stay' THEN 0 ELSE coalesce(account, 0) END AS risk FROM ({found})"
        if ran
        else nothing
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE suspected AS {suspected}").fetchall()
    shares = ", ".join(_share(name, *parts, ran=ran) for name, parts in SHARES.items())
    by_model = ", ".join(
        f"count(DISTINCT setl_id) FILTER (WHERE model = '{model}') AS {model}_visits"
        for model in MODELS
    )
    place = store.institutions(month)
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_suffix(".partial")
    con.execute(
        f"""COPY (
WITH here AS (
  SELECT * FROM visit WHERE strftime(settled, '%Y-%m') = '{month}'),
once AS (SELECT fixmedins_code, setl_id, max(risk) AS risk FROM suspected GROUP BY ALL),
risk AS (
  SELECT fixmedins_code, CAST(sum(risk) AS BIGINT) AS risk_amount, count(*) AS risk_visits
  FROM once GROUP BY fixmedins_code),
counted AS (
  SELECT fixmedins_code, max(group_score) AS score, count(DISTINCT group_id) AS groups, {by_model}
  FROM suspected GROUP BY fixmedins_code),
share AS (SELECT fixmedins_code, {shares} FROM here GROUP BY fixmedins_code)
SELECT s.fixmedins_code, '{month}' AS month, coalesce(r.risk_amount, 0) AS risk_amount,
  coalesce(r.risk_visits, 0) AS risk_visits, c.score, coalesce(c.groups, 0) AS groups,
  s.* EXCLUDE (fixmedins_code),
  {", ".join(f"coalesce(c.{model}_visits, 0) AS {model}_visits" for model in MODELS)}
FROM share AS s LEFT JOIN risk AS r USING (fixmedins_code)
LEFT JOIN counted AS c USING (fixmedins_code)
ORDER BY risk_amount DESC, fixmedins_code)
TO '{partial}' (FORMAT parquet, COMPRESSION zstd)"""
    ).fetchall()
    return partial.replace(place)


def _share(name: str, model: str, of: str, counted: str, *, ran: list[str]) -> str:
    """One share as SQL over `here`; null where its model did not run or there is nothing to share."""
    if model not in ran:
        return f"CAST(NULL AS DOUBLE) AS {name}"
    chosen = f"SELECT setl_id FROM suspected WHERE model = '{model}'"
    return (
        f"coalesce({counted} FILTER (WHERE {of} AND setl_id IN ({chosen})), 0)"
        f" / nullif({counted} FILTER (WHERE {of}), 0) AS {name}"
    )
