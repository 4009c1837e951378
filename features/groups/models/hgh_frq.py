"""高频门诊: people who are seen far more often than anybody is (P07).

One person's outpatient visits within a span of some weeks, without the treatments that recur by
their nature (dialysis, chemotherapy). Sub-scores are those of the national subsystem: diseases that
cross, fund share, days with the same amount, visits at even intervals, drug share.
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find people seen at high frequency, and their visits of the weeks in which they were."""
    number = bench.parameters.number
    recurring = " OR ".join(
        f"starts_with(diag, '{code}')" for code in bench.parameters.words("recurring_diagnoses")
    )
    span = int(number("span_days"))
    bench.table(
        "seen",
        f"""
SELECT *, count(*) OVER (PARTITION BY psn_no ORDER BY day
    RANGE BETWEEN CURRENT ROW AND INTERVAL {span} DAY FOLLOWING) AS ahead
FROM (SELECT setl_id, psn_no, fixmedins_code, CAST(settled AS DATE) AS day, settled,
        diag[1:3] AS dise, fee, fund, account
      FROM visit WHERE kind = 'clinic' AND settled >= {bench.since()} AND NOT ({recurring}))""",
    )
    bench.table(
        "frequent",
        f"""
SELECT s.* FROM seen AS s JOIN (
  SELECT psn_no, arg_max(day, (ahead, -epoch(day)::BIGINT)) AS first, max(ahead) AS most
  FROM seen GROUP BY psn_no) AS p USING (psn_no)
WHERE p.most >= {number("least_visits")} AND s.day BETWEEN p.first AND p.first + {span}""",
    )
    bench.table(
        "visited",
        """SELECT *, dense_rank() OVER (ORDER BY psn_no) - 1 AS grp,
          date_diff('day', lag(day) OVER (PARTITION BY psn_no ORDER BY settled, setl_id), day)
            AS gap FROM frequent""",
    )
    bench.table(
        "member",
        f"""SELECT grp, setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
          CASE WHEN gap IS NOT NULL THEN '隔 ' || gap || ' 天 | days since the last' END AS note
        FROM visited""",
    )
    bench.table(
        "of_lines",
        """SELECT v.grp, sum(l.det_item_fee_sumamt) FILTER (WHERE starts_with(l.list_type, '1'))
            / nullif(sum(l.det_item_fee_sumamt), 0) AS drug_share
        FROM visited AS v JOIN fee_list_d AS l USING (setl_id) GROUP BY v.grp""",
    )
    step = float(number("amount_step"))
    commonest = " UNION ALL ".join(
        f"SELECT grp, '{what}' AS what, max(many) AS many FROM (SELECT grp, count(*) AS many"
        f" FROM visited WHERE {key} IS NOT NULL GROUP BY grp, {key}) GROUP BY grp"
        for what, key in (("amount", f"round(fee / {step})"), ("gap", "gap"))
    )
    bench.table(
        "measure",
        f"""
WITH most AS (PIVOT ({commonest}) ON what IN ('amount', 'gap') USING max(many) GROUP BY grp),
turns AS (
  SELECT grp, count(*) FILTER (WHERE dise <> before) / greatest(1, count(before)) AS crossing
  FROM (SELECT *, lag(dise) OVER (PARTITION BY grp ORDER BY settled, setl_id) AS before
        FROM visited) GROUP BY grp)
SELECT v.grp, 'person' AS kind, count(*) AS visits, any_value(t.crossing) AS disease_crossing,
  (sum(v.fund) + sum(v.account)) / nullif(sum(v.fee), 0) AS fund_share,
  any_value(m.amount) / count(*) AS same_amount_days,
  coalesce(any_value(m.gap), 0) / greatest(1, count(*) - 1) AS interval_concentration,
  any_value(l.drug_share) AS drug_share,
  count(DISTINCT v.fixmedins_code) AS institutions_in, count(DISTINCT v.dise) AS diseases,
  sum(v.fee) / count(*) AS mean_fen, date_diff('day', min(v.day), max(v.day)) + 1 AS days
FROM visited AS v JOIN turns AS t USING (grp) LEFT JOIN most AS m USING (grp)
LEFT JOIN of_lines AS l USING (grp) GROUP BY v.grp""",
    )


HGH_FRQ = Model(
    name="hgh_frq",
    zh="高频门诊",
    en="high-frequency outpatient visits",
    violations=("P07",),
    blocks="同一参保人 | one person",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("visits", "就诊次数", "visits"),
        SubScore("disease_crossing", "病种交叉率", "visits for another disease than the last"),
        SubScore("fund_share", "基金与账户支付占比", "share paid by fund and account"),
        SubScore("same_amount_days", "同额就诊占比", "share of visits with the commonest amount"),
        SubScore("interval_concentration", "间隔集中度", "share of the commonest interval"),
        SubScore("drug_share", "药品费占比", "share of drugs"),
    ),
    facts=(
        Fact("institutions_in", "机构数", "institutions"),
        Fact("diseases", "病种数", "diseases"),
        Fact("mean_fen", "次均费用", "mean fee", "fen"),
        Fact("days", "跨越天数", "days from first to last"),
    ),
    find=find,
)
