"""What a group is called, and which group of an earlier month it continues.

A group's id is made of its model and its suspected settlements, so the same members have the same id in
any run and any month. Windows overlap from month to month: the group continues the one of the last
earlier month with which it shares most settlements, or, where it shares none, most persons at an
institution of both (two at least). `root_id` is the id of the first group of such a line,
`since_month` its month.
"""

from pathlib import Path

from features.groups.bench import Bench
from features.groups.model import CORE, Model

DIGITS = 12


def name_groups(bench: Bench, model: Model, earlier: Path | None) -> None:
    """Make `identified`: grp, group_id, earlier_id, root_id, since_month.

    `earlier` is the folder of the model's last earlier month, None for the first.
    """
    bench.table(
        "of_scored",
        """SELECT DISTINCT m.grp, m.setl_id, m.role, v.psn_no, v.fixmedins_code
        FROM member AS m JOIN scored AS s USING (grp) JOIN visit AS v USING (setl_id)""",
    )
    bench.table(
        "named_group",
        f"""SELECT grp, '{model.name}-' || substr(sha256('{model.name} ' || coalesce(any_value(kind), '')
          || ' ' || string_agg(setl_id, ',' ORDER BY setl_id)), 1, {DIGITS}) AS group_id
        FROM of_scored JOIN (SELECT grp, kind FROM scored) USING (grp)
        WHERE role = '{CORE}' GROUP BY grp""",
    )
    if earlier is None:
        bench.table(
            "identified",
            f"""SELECT grp, group_id, CAST(NULL AS VARCHAR) AS earlier_id, group_id AS root_id,
              '{bench.span.month}' AS since_month FROM named_group""",
        )
        return
    groups, members = (
        f"read_parquet('{earlier / name}.parquet')" for name in ("groups", "members")
    )
    bench.table(
        "identified",
        f"""
WITH of_groups AS (
  SELECT o.grp, e.group_id, count(*) AS shared FROM of_scored AS o
  JOIN {members} AS e USING (setl_id) GROUP BY ALL),
of_persons AS (
  SELECT o.grp, e.group_id, count(DISTINCT o.psn_no) AS shared FROM of_scored AS o
  JOIN {members} AS e USING (psn_no, fixmedins_code) GROUP BY ALL HAVING shared >= 2),
best AS (
  SELECT grp, group_id FROM (
    SELECT grp, group_id, shared, 1 AS sort FROM of_groups
    UNION ALL SELECT grp, group_id, shared, 2 FROM of_persons)
  QUALIFY row_number() OVER (PARTITION BY grp ORDER BY sort, shared DESC, group_id) = 1)
SELECT n.grp, n.group_id, b.group_id AS earlier_id, coalesce(g.root_id, n.group_id) AS root_id,
  coalesce(g.since_month, '{bench.span.month}') AS since_month
FROM named_group AS n LEFT JOIN best AS b USING (grp)
LEFT JOIN (SELECT DISTINCT ON (group_id) group_id, root_id, since_month FROM {groups}
           ORDER BY group_id) AS g ON g.group_id = b.group_id""",
    )
