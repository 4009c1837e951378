"""相似病案: charts of different persons whose bills are the same (F08 伪造文书, F01 虚假住院).

A chart is the set of its items and of its items with quantities, without bed, consultation and
nursing, and without what the charts of its diagnosis usually hold: what is left should differ.
Charts of an institution are compared where their sketches meet: of each chart the tokens that lie
nearest to some fixed numbers (a min-wise sketch), so that alike charts fall into one block and cost
stays near linear. Charts of patients who leave together need be less alike. Source: Broder, "On the
resemblance and containment of documents", SEQUENCES 1997.
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore

SKETCHES = 24
STEP = (1 << 64) // SKETCHES


def find(bench: Bench) -> None:
    """Find groups of charts that resemble each other."""
    _charts(bench)
    _sketches(bench)
    number = bench.parameters.number
    agreeing = round(SKETCHES * number("least_agreeing"))
    bench.table(
        "compared",
        f"""
WITH pair AS (  -- that agree in enough of their sketches to be worth comparing whole
  SELECT m.a, m.b FROM (SELECT DISTINCT a, b FROM met) AS m
  JOIN sketch AS x ON x.setl_id = m.a JOIN sketch AS y ON y.setl_id = m.b
  WHERE list_sum(list_transform(list_zip(x.s, y.s), lambda z: (z[1] = z[2])::INTEGER)) >= {agreeing}),
in_both AS (
  SELECT p.a, p.b, count(*) AS shared FROM pair AS p
  JOIN token AS x ON x.setl_id = p.a JOIN token AS y ON y.setl_id = p.b AND y.token = x.token
  GROUP BY ALL)
SELECT p.a, p.b, p.shared / (m.tokens + n.tokens - p.shared) AS alike
FROM in_both AS p JOIN chart AS m ON m.setl_id = p.a JOIN chart AS n ON n.setl_id = p.b""",
    )
    bench.table(
        "resembling",
        f"""SELECT c.*,
          abs(date_diff('day', CAST(a.ended AS DATE), CAST(b.ended AS DATE))) <= 1 AS together
        FROM compared AS c JOIN visit AS a ON a.setl_id = c.a JOIN visit AS b ON b.setl_id = c.b
        WHERE c.alike >= {number("least_alike")}
          OR (c.alike >= {number("least_alike_together")} AND together)""",
    )
    bench.groups("in_group", "SELECT a, b, alike AS w FROM resembling", communities=True)
    bench.table(
        "edge",
        """SELECT g.grp, c.a, c.b, round(c.alike, 4) AS w, c.together FROM resembling AS c
        JOIN in_group AS g ON g.node = c.a JOIN in_group AS h ON h.node = c.b AND h.grp = g.grp""",
    )
    bench.table(
        "best",
        """SELECT node, max(w) AS alike FROM (
          SELECT a AS node, w FROM edge UNION ALL SELECT b, w FROM edge) GROUP BY node""",
    )
    bench.table(
        "member",
        f"""SELECT g.grp, g.node AS setl_id, '{CORE}' AS role, round(100 * b.alike, 2) AS score,
          '相似度 ' || round(b.alike, 2) || ' | resemblance' AS note
        FROM in_group AS g JOIN best AS b USING (node)""",
    )
    bench.table(
        "measure",
        """
WITH rows AS (
  SELECT g.grp, v.*, c.tokens FROM in_group AS g JOIN visit AS v ON v.setl_id = g.node
  JOIN chart AS c ON c.setl_id = g.node),
of_group AS (
  SELECT grp, count(*) AS charts, count(DISTINCT psn_no) AS persons,
    count(DISTINCT doctor) AS doctors_in, avg(tokens::DECIMAL(9, 4)) AS tokens,
    min(substr(diag, 1, 3)) AS any_diag,
    date_diff('day', min(ended), max(ended)) AS spread, sum(fee) AS fen FROM rows GROUP BY grp),
commonest AS (
  SELECT grp, max(diags) AS diag, max(docs) AS doctor FROM (
    SELECT grp, count(*) OVER (PARTITION BY grp, substr(diag, 1, 3)) AS diags,
      count(*) OVER (PARTITION BY grp, doctor) AS docs FROM rows) GROUP BY grp)
SELECT g.grp, 'charts' AS kind, e.alike, g.persons, c.doctor / g.charts AS same_doctor,
  c.diag / g.charts AS same_diag, e.edges * 2 / (g.charts * (g.charts - 1)) AS density,
  e.together, g.charts, g.tokens, g.doctors_in, g.spread, g.fen
FROM of_group AS g JOIN commonest AS c USING (grp)
JOIN (SELECT grp, count(*) AS edges, avg(w::DECIMAL(9, 4)) AS alike,
        avg(together::INTEGER::DECIMAL(9, 4)) AS together FROM edge GROUP BY grp) AS e
  USING (grp)""",
    )


def _charts(bench: Bench) -> None:
    """Make `token` (what a chart holds, as numbers) and `chart` (how much it holds)."""
    left_out = ", ".join(f"'{charge}'" for charge in bench.parameters.words("common_charges"))
    bench.table(
        "listed",
        f"""SELECT l.setl_id, l.med_list_codg AS item, sum(l.cnt) AS cnt
        FROM fee_list_d AS l JOIN visit AS v USING (setl_id)
        WHERE v.kind = 'stay' AND v.settled >= {bench.since()}
          AND coalesce(l.med_chrgitm_type, '') NOT IN ({left_out}) GROUP BY ALL""",
    )
    bench.table(
        "word",
        """SELECT l.setl_id, v.diag[1:3] AS dise,
          md5_number_lower(unnest([item, item || ' ' || cnt]))::UBIGINT AS token
        FROM listed AS l JOIN visit AS v USING (setl_id)""",
    )
    bench.table(
        "token",
        f"""
WITH of_dise AS (SELECT dise, count(DISTINCT setl_id) AS charts FROM word GROUP BY dise),
usual AS (
  SELECT w.dise, w.token FROM word AS w JOIN of_dise AS d USING (dise)
  WHERE d.charts >= {bench.parameters.number("least_peers")} GROUP BY w.dise, w.token
  HAVING count(*) >= {bench.parameters.number("customary_share")} * any_value(d.charts))
SELECT w.setl_id, w.token FROM word AS w
ANTI JOIN usual AS u ON u.dise = w.dise AND u.token = w.token""",
    )
    bench.table(
        "chart",
        f"""SELECT t.setl_id, any_value(v.psn_no) AS psn_no,
          any_value(v.fixmedins_code) AS fixmedins_code, count(*) AS tokens
        FROM token AS t JOIN visit AS v USING (setl_id) GROUP BY t.setl_id
        HAVING tokens >= {bench.parameters.number("least_tokens")}""",
    )


def _sketches(bench: Bench) -> None:
    """Make `met`: pairs of charts of one institution that share a band of their sketches."""
    marks = ", ".join(f"{n * STEP}::UBIGINT" for n in range(SKETCHES))
    rows = int(bench.parameters.number("sketch_rows"))
    parts = [
        f"md5(concat_ws(' ', {n}, " + ", ".join(f"s[{n + k + 1}]" for k in range(rows)) + "))"
        for n in range(0, SKETCHES - rows + 1, rows)
    ]
    bench.table(
        "sketch",
        f"""SELECT c.setl_id, c.psn_no, c.fixmedins_code, list_transform([{marks}],
          lambda m: list_min(list_transform(t.tokens, lambda x: xor(x, m)))) AS s
        FROM chart AS c JOIN (SELECT setl_id, list(token) AS tokens FROM token GROUP BY setl_id) AS t
          USING (setl_id)""",
    )
    bench.table(
        "banded",
        f"""SELECT setl_id, psn_no, fixmedins_code, unnest([{", ".join(parts)}]) AS band FROM sketch""",
    )
    bench.pairs("met", "banded", "fixmedins_code, band", "setl_id", "a.psn_no <> b.psn_no")


SIM_CAS = Model(
    name="sim_cas",
    zh="相似病案",
    en="similar records",
    violations=("F08", "F01"),
    blocks="同机构且摘要相同 | one institution and an equal part of the sketch",
    needs=frozenset({"setl_d", "fee_list_d"}),
    scores=(
        SubScore("alike", "平均相似度(Jaccard)", "mean resemblance (Jaccard)"),
        SubScore("persons", "人数", "persons"),
        SubScore("same_doctor", "同一医师占比", "share of the commonest doctor"),
        SubScore("same_diag", "同一诊断占比", "share of the commonest diagnosis"),
        SubScore("density", "成对相似的比例", "pairs that resemble, of all pairs"),
        SubScore("together", "同日出院的成对比例", "pairs that left on one day"),
    ),
    facts=(
        Fact("charts", "病案数", "charts"),
        Fact("tokens", "平均项目数(含数量)", "items and quantities a chart"),
        Fact("doctors_in", "医师数", "doctors"),
        Fact("spread", "首末相隔天数", "days from the first to the last"),
        Fact("fen", "总费用", "fees", "fen"),
    ),
    find=find,
)
