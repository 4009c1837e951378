"""住院异常、聚集住院: people who come in together and leave together (F03 诱导住院, F01 虚假住院).

For every stay: how many others of the institution that share something with it (telephone, employer,
home, diagnosis, department) began and ended within a day or two of it, and how many that would be by chance
(`surprise.py`). Stays beyond it are put together.
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore
from features.groups.surprise import beyond_chance

TIES = {
    "phone": "同电话",
    "employer": "同单位",
    "home": "同地区",
    "dise": "同诊断",
    "dept": "同科室",
}


def find(bench: Bench) -> None:
    """Find clusters of stays."""
    number = bench.parameters.number
    admitted, discharged = int(number("admitted_within")), int(number("discharged_within"))
    bench.table(
        "stay",
        f"""SELECT setl_id, psn_no, fixmedins_code, CAST(began AS DATE) AS first,
          CAST(ended AS DATE) AS last, diag[1:3] AS dise, dept, doctor, phone, employer, home,
          age, fee, fund
        FROM visit WHERE kind = 'stay' AND settled >= {bench.since()}""",
    )
    days = 2 * admitted + 1  # of the window, by the chance that those who come then leave together
    chance = days / number("window_days") * number("same_length")
    sharing = ", ".join(f"('{tie}', {tie})" for tie in TIES)
    bench.table(
        "sharing",
        f"""SELECT setl_id, psn_no, fixmedins_code, first, last, tie, value
        FROM stay, LATERAL (VALUES {sharing}) AS t(tie, value) WHERE value IS NOT NULL""",
    )
    place = "fixmedins_code, tie, value"
    bench.table(
        "cell",
        f"""SELECT {place}, first, last, count(DISTINCT psn_no) AS many FROM sharing
        GROUP BY ALL""",
    )
    bench.table(
        "around",
        f"""SELECT c.fixmedins_code, c.tie, c.value, c.first, c.last, any_value(c.many) AS own,
          sum(d.many) AS many
        FROM cell AS c CROSS JOIN range({-admitted}, {admitted + 1}) AS x(i)
        CROSS JOIN range({-discharged}, {discharged + 1}) AS y(i)
        JOIN cell AS d ON d.fixmedins_code = c.fixmedins_code AND d.tie = c.tie
          AND d.value = c.value AND d.first = c.first + x.i::INTEGER
          AND d.last = c.last + y.i::INTEGER
        GROUP BY c.fixmedins_code, c.tie, c.value, c.first, c.last""",
    )
    bench.table(
        "crowded",
        f"""SELECT *, {beyond_chance("others", "usual")} AS burst FROM (
          SELECT *, many - 1 AS others,
            greatest(0.05, (sum(own) OVER (PARTITION BY {place}) - many) * {chance}) AS usual
          FROM around)
        WHERE many >= {number("least_stays")}""",
    )
    bench.table(
        "flagged",
        f"""SELECT s.*, c.burst, c.usual FROM sharing AS s
        JOIN crowded AS c USING ({place}, first, last)
        WHERE c.burst >= {number("least_burst")}""",
    )
    bench.pairs(
        "met",
        "flagged",
        place,
        "first, last",
        f"a.psn_no <> b.psn_no AND b.first - a.first <= {admitted}"
        f" AND abs(b.last - a.last) <= {discharged}",
    )
    bench.groups("in_group", "SELECT a, b FROM met")
    bench.table(
        "edge",
        """SELECT g.grp, m.a, m.b, count(*) AS w FROM met AS m
        JOIN in_group AS g ON g.node = m.a GROUP BY ALL""",
    )
    bench.table(
        "together",
        """SELECT g.grp, s.*, f.burst, f.usual FROM in_group AS g
        JOIN stay AS s ON s.setl_id = g.node
        JOIN (SELECT setl_id, max(burst) AS burst, arg_max(usual, (burst, usual)) AS usual
              FROM flagged GROUP BY setl_id) AS f ON f.setl_id = g.node""",
    )
    bench.table(
        "member",
        f"""SELECT grp, setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
          strftime(first, '%m-%d') || ' 入, ' || strftime(last, '%m-%d') || ' 出 | in and out' AS note
        FROM together""",
    )
    _measure(bench)


def _measure(bench: Bench) -> None:
    elderly = bench.parameters.number("elderly")
    bench.table(
        "of_dise",
        "SELECT dise, quantile_disc(fee, 0.5) AS fee FROM stay GROUP BY dise",
    )
    ties = " UNION ALL ".join(
        f"SELECT grp, '{tie}' AS tie, {tie} AS value, count(DISTINCT psn_no) AS many FROM together"
        f" WHERE {tie} IS NOT NULL GROUP BY grp, {tie}"
        for tie in TIES
    )
    named = " ".join(f"WHEN '{tie}' THEN '{zh}'" for tie, zh in TIES.items())
    commonest = " UNION ALL ".join(
        f"SELECT grp, '{what}' AS what, max(many) AS many FROM ("
        f"SELECT grp, count(*) AS many FROM together GROUP BY grp, {key}) GROUP BY grp"
        for what, key in (("days", "first, last"), ("dise", "dise"))
    )
    bench.table(
        "measure",
        f"""
WITH of_group AS (
  SELECT t.grp, count(*) AS visits, count(DISTINCT psn_no) AS persons, max(burst) AS burst,
    max(usual) AS usual, count(*) FILTER (WHERE age >= {elderly}) AS elderly,
    count(*) FILTER (WHERE t.fee < d.fee) AS light, sum(t.fee) AS fen,
    count(DISTINCT dept) AS departments, count(DISTINCT doctor) AS doctors_in
  FROM together AS t JOIN of_dise AS d USING (dise) GROUP BY t.grp),
tied AS (  -- the tie that most of them share, if it is not one that many share anyhow
  SELECT grp, tie, many, row_number() OVER (PARTITION BY grp ORDER BY
    many * CASE WHEN tie IN ('home', 'dise', 'dept') THEN 1 ELSE 2 END DESC, tie) AS nth
  FROM ({ties})),
most AS (PIVOT ({commonest}) ON what IN ('days', 'dise') USING max(many) GROUP BY grp)
SELECT g.grp, coalesce(CASE t.tie {named} END, '无共同点') AS kind, g.burst,
  m.days / g.visits AS same_days, t.many / g.persons AS tie, m.dise / g.visits AS same_diag,
  g.elderly / g.visits AS elderly_share, g.light / g.visits AS light,
  g.visits, g.usual, g.departments, g.doctors_in, g.fen
FROM of_group AS g JOIN most AS m USING (grp) LEFT JOIN tied AS t ON t.grp = g.grp AND t.nth = 1""",
    )


IPT_ABN = Model(
    name="ipt_abn",
    zh="住院异常(聚集住院)",
    en="clustered admissions",
    violations=("F03", "F01"),
    blocks="同机构且同电话、单位、地区、诊断或科室, 入出院日相近 | one institution and tie, near days",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("burst", "超出平常的程度(10的幂)", "beyond the usual, powers of ten"),
        SubScore("same_days", "同日入出院占比", "share with the commonest two days"),
        SubScore(
            "tie",
            "共同点占比(电话、单位、地区)",
            "share with the commonest telephone, employer or region",
        ),
        SubScore("same_diag", "同一诊断占比", "share of the commonest diagnosis"),
        SubScore("elderly_share", "老年人占比", "share of the elderly"),
        SubScore("light", "低费用占比", "share below the median fee of the diagnosis"),
    ),
    facts=(
        Fact("visits", "住院次数", "stays"),
        Fact("usual", "按平常应有的其他住院次数", "others at once by chance"),
        Fact("departments", "科室数", "departments"),
        Fact("doctors_in", "医师数", "doctors"),
        Fact("fen", "总费用", "fees", "fen"),
    ),
    find=find,
)
