"""体检住院: check-ups billed as stays (F15).

Each stay has its examination and laboratory fees compared with what stays of its diagnosis and length
cost (`expected_fees.py`: estimate, lower and upper end), and its examinations with those that are
customary for the diagnosis. Stays that look like check-ups are put together by institution.
Reasonableness is how far the fee lies above the estimate, 1 at the upper end of the interval.
"""

import numpy as np
import pyarrow as pa

from features.groups.bench import Bench
from features.groups.expected_fees import expected_fees
from features.groups.model import CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find the stays that look like check-ups."""
    number = bench.parameters.number
    charges = ", ".join(f"'{charge}'" for charge in bench.parameters.words("exam_charges"))
    bench.table(
        "stay",
        """SELECT setl_id, fixmedins_code, dept, substr(diag, 1, 3) AS dise, fee, age, settled,
          greatest(1, date_diff('day', CAST(began AS DATE), CAST(ended AS DATE))) AS days
        FROM visit WHERE kind = 'stay' AND diag IS NOT NULL""",
    )
    bench.table(
        "exam",
        f"""SELECT l.setl_id, s.dise, l.med_list_codg AS item, sum(l.det_item_fee_sumamt) AS fen
        FROM fee_list_d AS l JOIN stay AS s USING (setl_id)
        WHERE l.med_chrgitm_type IN ({charges}) GROUP BY ALL""",
    )
    bench.table(
        "customary",
        """
SELECT dise, item, count(*) / any_value(stays) AS share, any_value(everywhere) AS everywhere
FROM (SELECT e.dise, e.item, e.setl_id, d.stays,
        count(*) OVER (PARTITION BY e.item) / a.stays AS everywhere
      FROM exam AS e JOIN (SELECT dise, count(*) AS stays FROM stay GROUP BY dise) AS d USING (dise),
        (SELECT count(*) AS stays FROM stay) AS a)
GROUP BY dise, item""",
    )
    bench.table(
        "examined",
        f"""
SELECT s.*, coalesce(x.fen, 0) AS exam, coalesce(x.matching, 0) AS matching,
  coalesce(x.routine, 0) AS routine, coalesce(x.kinds, 0) AS kinds
FROM stay AS s LEFT JOIN (
  SELECT e.setl_id, sum(e.fen) AS fen, count(*) AS kinds,
    sum(e.fen) FILTER (WHERE c.share >= {number("customary_share")}) AS matching,
    sum(e.fen) FILTER (WHERE c.everywhere >= {number("routine_share")}) AS routine
  FROM exam AS e JOIN customary AS c USING (dise, item) GROUP BY e.setl_id) AS x USING (setl_id)""",
    )
    _regress(bench)
    bench.table(
        "suspect",
        f"""
SELECT *, exam / nullif(fee, 0) AS exam_share, 1 - matching / nullif(exam, 0) AS unmatched,
  ln((1 + exam) / (1 + estimate)) / nullif(ln((1 + upper) / (1 + estimate)), 0) AS beyond
FROM examined JOIN expected USING (setl_id)
WHERE settled >= {bench.since()} AND exam > estimate AND days <= {number("most_days")}
  AND exam / nullif(fee, 0) >= {number("least_share")}
  AND 1 - matching / nullif(exam, 0) >= {number("least_unmatched")}""",
    )
    bench.table(
        "placed",
        """SELECT *, dense_rank() OVER (ORDER BY fixmedins_code) - 1 AS grp
        FROM suspect""",
    )
    bench.table(
        "member",
        f"""SELECT grp, setl_id, '{CORE}' AS role, round(100 * exam_share, 2) AS score,
          '检查费 ' || (exam / 100)::DECIMAL(12, 2) || ' 元, 上限 ' || (upper / 100)::DECIMAL(12, 2)
            || ' | exam fee and upper end, yuan' AS note
        FROM placed""",
    )
    bench.table(
        "measure",
        """
SELECT grp, 'institution' AS kind, sum(exam) / sum(fee) AS exam_share,
  1 - sum(matching) / sum(exam) AS unmatched, 1 - sum(routine) / sum(exam) AS unusual,
  avg(beyond::DECIMAL(9, 6)) AS beyond, avg(days::DECIMAL(9, 4)) AS days,
  avg(kinds::DECIMAL(9, 4)) AS kinds, sum(exam) AS exam_fen, sum(matching) AS match_fen,
  sum(routine) AS routine_fen, sum(round(estimate)::BIGINT) AS estimate_fen,
  sum(round(lower)::BIGINT) AS lower_fen, sum(round(upper)::BIGINT) AS upper_fen
FROM placed GROUP BY grp""",
    )


def _regress(bench: Bench) -> None:
    """Make `expected`: estimate, lower and upper end of each stay's examination fee."""
    rows = bench.con.sql(
        "SELECT setl_id, dense_rank() OVER (ORDER BY dise) - 1 AS grp, days, exam FROM examined"
        " ORDER BY setl_id"
    ).to_arrow_table()
    found = expected_fees(
        rows["grp"].to_numpy().astype(np.int64),
        rows["days"].to_numpy().astype(np.float64),
        rows["exam"].to_numpy().astype(np.float64),
        int(bench.parameters.number("least_peers")),
        bench.parameters.number("interval_z"),
    )
    made = pa.table(
        {
            "setl_id": rows["setl_id"],
            "estimate": found.estimate.round(2),
            "lower": found.lower.round(2),
            "upper": found.upper.round(2),
        }
    )
    bench.con.register("expected_rows", made)
    bench.table("expected", "SELECT * FROM expected_rows")
    bench.con.unregister("expected_rows")


TEST_IPT = Model(
    name="test_ipt",
    zh="体检住院",
    en="check-up admissions",
    violations=("F15",),
    blocks="同机构, 逐次住院对照同诊断 | one institution; each stay beside peers of its diagnosis",
    needs=frozenset({"setl_d", "fee_list_d"}),
    scores=(
        SubScore("exam_share", "检查化验费占比", "share of examination fees"),
        SubScore(
            "unmatched", "与诊断不符的检查占比", "examinations not customary for the diagnosis"
        ),
        SubScore("unusual", "非常规检查占比", "examinations that are not routine"),
        SubScore(
            "beyond",
            "超出回归估计的程度(上限为1)",
            "above the regression estimate, 1 at the upper end",
        ),
        SubScore("days", "住院天数", "days of stay"),
    ),
    facts=(
        Fact("kinds", "平均检查种类", "examinations a stay"),
        Fact("exam_fen", "检查化验费", "examination fees", "fen"),
        Fact("match_fen", "与诊断相符金额", "customary for the diagnosis", "fen"),
        Fact("routine_fen", "常规检查金额", "routine examinations", "fen"),
        Fact("estimate_fen", "回归估计", "regression estimate", "fen"),
        Fact("lower_fen", "回归下限", "lower end", "fen"),
        Fact("upper_fen", "回归上限", "upper end", "fen"),
    ),
    find=find,
)
