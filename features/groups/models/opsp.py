"""慢特病: people who collect chronic drugs at many places, more than they can take (F11).

One person's visits under chronic programmes. Institutions, frequency and diseases are what the
national subsystem stores; supply is the days of drugs that the visits of one programme gave, beside
the days that they had to last.
"""

from features.groups.bench import Bench
from features.groups.model import CONTEXT, CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find people whose chronic visits are too many, at too many places."""
    number = bench.parameters.number
    apart = int(number("tour_days"))
    bench.table(
        "collected",
        f"""
SELECT *, lag(day) OVER one AS before, lag(fixmedins_code) OVER one AS before_place,
  lead(day) OVER one AS after, lead(fixmedins_code) OVER one AS after_place
FROM (SELECT v.setl_id, v.psn_no, v.fixmedins_code, CAST(v.settled AS DATE) AS day, v.settled,
        coalesce(v.programme, v.diag[1:3]) AS programme, v.fee, v.fund, l.days
      FROM visit AS v LEFT JOIN (
        SELECT setl_id, max(prd_days) AS days FROM fee_list_d GROUP BY setl_id) AS l USING (setl_id)
      WHERE v.kind = 'chronic' AND v.settled >= {bench.since()})
WINDOW one AS (PARTITION BY psn_no, programme ORDER BY settled, setl_id)""",
    )
    bench.table(
        "visited",
        f"""
SELECT *, coalesce(day - before <= {apart} AND before_place <> fixmedins_code, false)
    OR coalesce(after - day <= {apart} AND after_place <> fixmedins_code, false) AS toured,
  dense_rank() OVER (ORDER BY psn_no) - 1 AS grp
FROM collected""",
    )
    bench.table(
        "toured",
        f"""SELECT grp FROM visited GROUP BY grp
        HAVING count(*) FILTER (WHERE toured) >= {number("least_toured")}""",
    )
    bench.table(
        "member",
        f"""SELECT grp, setl_id, CASE WHEN toured THEN '{CORE}' ELSE '{CONTEXT}' END AS role,
          CAST(NULL AS DOUBLE) AS score,
          CASE WHEN days IS NOT NULL THEN days || ' 天药量 | days of drugs' END AS note
        FROM visited JOIN toured USING (grp)""",
    )
    bench.table(
        "measure",
        """
WITH of_programme AS (
  SELECT grp, programme, sum(days) / greatest(30, date_diff('day', min(day), max(day))
    + max_by(days, (settled, setl_id))) AS supply
  FROM visited GROUP BY grp, programme)
SELECT v.grp, 'person' AS kind,
  count(DISTINCT v.fixmedins_code) FILTER (WHERE v.toured) AS institutions_in,
  count(*) FILTER (WHERE v.toured) AS frequency, count(DISTINCT v.programme) AS diseases,
  any_value(s.supply) AS supply,
  count(*) AS visits, sum(v.fee) FILTER (WHERE v.toured) AS toured_fen, sum(v.fund) AS fund_fen
FROM visited AS v JOIN toured USING (grp)
JOIN (SELECT grp, max(supply) AS supply FROM of_programme GROUP BY grp) AS s USING (grp)
GROUP BY v.grp""",
    )


OPSP = Model(
    name="opsp",
    zh="慢特病",
    en="chronic programmes",
    violations=("F11",),
    blocks="同一参保人同一病种 | one person and programme",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("institutions_in", "短期内辗转的机构数", "institutions within days of another"),
        SubScore("frequency", "辗转次数", "visits within days of another place"),
        SubScore("diseases", "病种数", "programmes"),
        SubScore("supply", "药量与时长之比", "days of drugs for each day"),
    ),
    facts=(
        Fact("visits", "慢特病就诊次数", "chronic visits"),
        Fact("toured_fen", "辗转就诊费用", "fees of those visits", "fen"),
        Fact("fund_fen", "基金支付", "paid by the fund", "fen"),
    ),
    find=find,
)
