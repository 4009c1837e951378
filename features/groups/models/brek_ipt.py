"""分解住院: one stay settled as several (G01).

Stays of a person that follow one another within some days are a chain. It is scored by how alike they
are: institution, department, doctor, diagnosis, drugs, items, number of stays, and how little their
fees vary. Readmissions that a treatment asks for (chemotherapy, dialysis) are set aside by their
diagnoses. The first stay is context; suspected are those that follow.
"""

from features.groups.bench import Bench
from features.groups.model import CONTEXT, CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find chains of stays."""
    number = bench.parameters.number
    planned = " OR ".join(
        f"starts_with(diag, '{code}')" for code in bench.parameters.words("planned_diagnoses")
    )
    bench.table(
        "stay",
        f"""
SELECT *, lag(setl_id) OVER chain AS before_id, lag(ended) OVER chain AS before_end,
  lag(planned) OVER chain AS before_planned
FROM (SELECT *, coalesce({planned}, false) AS planned FROM visit
      WHERE kind = 'stay' AND settled >= {bench.since()})
WINDOW chain AS (PARTITION BY psn_no ORDER BY began, ended, setl_id)""",
    )
    bench.table(
        "linked",
        f"""SELECT before_id AS a, setl_id AS b, psn_no,
          date_diff('day', CAST(before_end AS DATE), CAST(began AS DATE)) AS gap
        FROM stay WHERE before_id IS NOT NULL
          AND date_diff('day', CAST(before_end AS DATE), CAST(began AS DATE))
            BETWEEN -1 AND {number("gap_days")}
          AND NOT (planned AND before_planned)""",
    )
    bench.groups("in_chain", "SELECT a, b FROM linked")
    bench.table(
        "chain",
        """SELECT c.grp, s.*, row_number() OVER (PARTITION BY c.grp ORDER BY began, setl_id) AS nth
        FROM in_chain AS c JOIN stay AS s ON s.setl_id = c.node""",
    )
    bench.table("edge", "SELECT c.grp, l.a, l.b, l.gap AS w FROM linked AS l"
                " JOIN in_chain AS c ON c.node = l.b")  # fmt: skip
    bench.table(
        "alike",
        """
SELECT c.grp,
  avg((a.fixmedins_code = b.fixmedins_code)::DECIMAL(9, 6)) AS same_institution,
  avg((a.fixmedins_code = b.fixmedins_code AND a.dept = b.dept)::DECIMAL(9, 6)) AS same_dept,
  avg((a.doctor = b.doctor)::DECIMAL(9, 6)) AS same_doctor,
  avg((substr(a.diag, 1, 3) = substr(b.diag, 1, 3))::DECIMAL(9, 6)) AS same_diag
FROM linked AS l JOIN in_chain AS c ON c.node = l.b
JOIN stay AS a ON a.setl_id = l.a JOIN stay AS b ON b.setl_id = l.b GROUP BY c.grp""",
    )
    _shared_lines(bench)
    bench.table(
        "member",
        f"""SELECT c.grp, c.setl_id, CASE WHEN c.nth > 1 THEN '{CORE}' ELSE '{CONTEXT}' END AS role,
          CAST(NULL AS DOUBLE) AS score,
          CASE WHEN l.gap IS NOT NULL THEN '出院后 ' || l.gap || ' 天 | days after discharge' END
            AS note
        FROM chain AS c LEFT JOIN linked AS l ON l.b = c.setl_id""",
    )
    bench.table(
        "measure",
        """
WITH of_chain AS (
  SELECT grp, count(*) AS visits, count(DISTINCT fixmedins_code) AS institutions_in,
    count(DISTINCT dept) AS departments, count(DISTINCT doctor) AS doctors_in, sum(fee) AS fee_fen,
    avg(planned::INTEGER::DECIMAL(9, 6)) AS special_rate,
    avg(coalesce(mid_settled, false)::INTEGER::DECIMAL(9, 6)) AS in_hospital_settled,
    sqrt(greatest(0, count(*) * sum(fee::HUGEINT * fee) - sum(fee::HUGEINT) ** 2))
      / nullif(sum(fee), 0) AS fee_variation
  FROM chain GROUP BY grp),
of_gaps AS (SELECT grp, min(w) AS gap FROM edge GROUP BY grp)
SELECT c.grp, 'chain' AS kind, a.same_institution, a.same_dept, a.same_doctor, a.same_diag,
  x.drugs, x.items, c.visits, c.fee_variation, g.gap, c.special_rate, c.in_hospital_settled,
  c.institutions_in, c.departments, c.doctors_in, c.fee_fen
FROM of_chain AS c JOIN alike AS a USING (grp) JOIN of_gaps AS g USING (grp)
LEFT JOIN shared AS x USING (grp)""",
    )


def _shared_lines(bench: Bench) -> None:
    """Make `shared`: of drugs and of service items, what follows one another has in common (Jaccard)."""
    bench.table(
        "listed",
        """SELECT DISTINCT l.setl_id, starts_with(l.list_type, '1') AS drug, l.med_list_codg AS item
        FROM fee_list_d AS l SEMI JOIN in_chain AS c ON c.node = l.setl_id
        WHERE substr(l.list_type, 1, 1) IN ('1', '2')""",
    )
    bench.table(
        "shared",
        """
WITH many AS (SELECT setl_id, drug, count(*) AS many FROM listed GROUP BY ALL),
in_both AS (
  SELECT l.b AS b, x.drug, count(*) AS shared FROM linked AS l
  JOIN listed AS x ON x.setl_id = l.a
  JOIN listed AS y ON y.setl_id = l.b AND y.item = x.item AND y.drug = x.drug GROUP BY ALL),
jaccard AS (
  SELECT l.b, m.drug, CAST(coalesce(s.shared, 0) / (m.many + n.many - coalesce(s.shared, 0))
    AS DECIMAL(9, 6)) AS share
  FROM linked AS l JOIN many AS m ON m.setl_id = l.a
  JOIN many AS n ON n.setl_id = l.b AND n.drug = m.drug
  LEFT JOIN in_both AS s ON s.b = l.b AND s.drug = m.drug)
SELECT c.grp, avg(j.share) FILTER (WHERE j.drug) AS drugs,
  avg(j.share) FILTER (WHERE NOT j.drug) AS items
FROM jaccard AS j JOIN in_chain AS c ON c.node = j.b GROUP BY c.grp""",
    )


BREK_IPT = Model(
    name="brek_ipt",
    zh="分解住院",
    en="split admissions",
    violations=("G01",),
    blocks="同一参保人的相邻住院 | one person, neighbouring stays",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("same_institution", "同机构", "same institution"),
        SubScore("same_dept", "同科室", "same department"),
        SubScore("same_doctor", "同医师", "same doctor"),
        SubScore("same_diag", "诊断相似", "similar diagnosis"),
        SubScore("drugs", "药品相似度", "similar drugs (Jaccard)"),
        SubScore("items", "项目相似度", "similar items (Jaccard)"),
        SubScore("visits", "分解次数", "stays of the chain"),
        SubScore("fee_variation", "费用波动(变异系数)", "variation of fees"),
        SubScore("gap", "最短间隔天数", "fewest days between stays"),
    ),
    facts=(
        Fact("special_rate", "特殊诊断占比", "share of diagnoses with planned readmission", "%"),
        Fact("in_hospital_settled", "中途结算占比", "share settled in the middle", "%"),
        Fact("institutions_in", "机构数", "institutions"),
        Fact("departments", "科室数", "departments"),
        Fact("doctors_in", "医师数", "doctors"),
        Fact("fee_fen", "总费用", "fees", "fen"),
    ),
    find=find,
)
