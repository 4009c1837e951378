"""卡聚集: cards that are swiped together again and again (F05 聚敛卡).

Two cards meet when they are swiped at the same place within some minutes. Cards that meet on several
days are joined; Leiden communities of that graph are the groups. A household meets as well, so the
number of telephones counts. Suspected are the swipes at which enough cards of the group met.
"""

from features.groups.bench import Bench
from features.groups.model import CONTEXT, CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find groups of cards, and the sittings at which they met."""
    number = bench.parameters.number
    bench.table(
        "swipe",
        f"""SELECT setl_id, psn_no, fixmedins_code, settled, CAST(settled AS DATE) AS day, fee
        FROM visit WHERE kind IN ('shop', 'clinic', 'chronic') AND settled >= {bench.since()}""",
    )
    near = (
        f"date_diff('second', a.settled, b.settled) <= {number('minutes') * 60}"
        " AND a.psn_no <> b.psn_no"
    )
    bench.pairs("met", "swipe", "fixmedins_code, day", "settled", near)
    bench.table(
        "known_pair",
        f"""SELECT a, b, count(*) AS w FROM (
          SELECT DISTINCT least(psn_a, psn_b) AS a, greatest(psn_a, psn_b) AS b, fixmedins_code, day
          FROM met)
        GROUP BY a, b HAVING w >= {number("least_meetings")}""",
    )
    bench.groups("card", "SELECT a, b, w FROM known_pair", communities=True)
    bench.table(
        "together",
        """SELECT ca.grp, m.fixmedins_code, m.day, m.a, m.b
        FROM met AS m JOIN card AS ca ON ca.node = m.psn_a
        JOIN card AS cb ON cb.node = m.psn_b AND cb.grp = ca.grp""",
    )
    bench.table(
        "at_table",
        """SELECT DISTINCT grp, fixmedins_code, day, unnest([a, b]) AS setl_id FROM together""",
    )
    bench.table(
        "sitting",
        f"""SELECT t.grp, t.fixmedins_code, t.day, count(DISTINCT v.psn_no) AS cards
        FROM at_table AS t JOIN visit AS v USING (setl_id) GROUP BY ALL
        HAVING cards >= {number("least_cards")}""",
    )
    bench.table(
        "member",
        f"""SELECT c.grp, s.setl_id,
          CASE WHEN t.setl_id IS NOT NULL AND g.grp IS NOT NULL THEN '{CORE}'
               ELSE '{CONTEXT}' END AS role,
          CAST(NULL AS DOUBLE) AS score,
          CASE WHEN g.grp IS NOT NULL THEN g.cards || ' 张卡同场 | cards met' END AS note
        FROM card AS c JOIN swipe AS s ON s.psn_no = c.node
        LEFT JOIN at_table AS t ON t.grp = c.grp AND t.setl_id = s.setl_id
        LEFT JOIN sitting AS g ON g.grp = t.grp AND g.fixmedins_code = t.fixmedins_code
          AND g.day = t.day
        WHERE c.grp IN (SELECT grp FROM sitting)""",
    )
    bench.table("edge", "SELECT ca.grp, k.a, k.b, k.w FROM known_pair AS k"
                " JOIN card AS ca ON ca.node = k.a JOIN card AS cb ON cb.node = k.b"
                " AND cb.grp = ca.grp WHERE ca.grp IN (SELECT grp FROM sitting)")  # fmt: skip
    bench.table(
        "measure",
        f"""
WITH of_cards AS (
  SELECT c.grp, count(DISTINCT c.node) AS cards,
    count(DISTINCT coalesce(p.tel_hash, c.node)) AS phones
  FROM card AS c LEFT JOIN psn_info_b AS p ON p.psn_no = c.node GROUP BY c.grp),
of_edges AS (SELECT grp, count(*) AS edges, sum(w) AS meetings FROM edge GROUP BY grp),
of_sittings AS (
  SELECT grp, count(*) AS sittings, count(DISTINCT fixmedins_code) AS places, max(cards) AS most
  FROM sitting GROUP BY grp),
of_swipes AS (
  SELECT m.grp, count(*) FILTER (WHERE m.role = '{CORE}') AS risky, count(*) AS swipes,
    sum(v.fee) FILTER (WHERE m.role = '{CORE}') AS risky_fen
  FROM member AS m JOIN visit AS v USING (setl_id) GROUP BY m.grp),
alike AS (  -- the commonest amount of each sitting
  SELECT grp, sum(most) AS many FROM (
    SELECT grp, fixmedins_code, day, max(many) AS most FROM (
      SELECT m.grp, v.fixmedins_code, CAST(v.settled AS DATE) AS day, v.fee, count(*) AS many
      FROM member AS m JOIN visit AS v USING (setl_id) WHERE m.role = '{CORE}' GROUP BY ALL)
    GROUP BY ALL)
  GROUP BY grp)
SELECT c.grp, 'cards' AS kind, c.phones AS persons, s.sittings AS sub_groups,
  e.edges * 2 / (c.cards * (c.cards - 1)) AS density,
  w.risky / w.swipes AS risky_share, a.many / nullif(w.risky, 0) AS same_amount,
  s.places AS places, s.most AS most_cards, w.risky_fen, e.meetings
FROM of_cards AS c JOIN of_edges AS e USING (grp) JOIN of_sittings AS s USING (grp)
JOIN of_swipes AS w USING (grp) LEFT JOIN alike AS a USING (grp)""",
    )


CARD_AGG = Model(
    name="card_agg",
    zh="卡聚集",
    en="card clusters",
    violations=("F05",),
    blocks="同机构同日, 按时刻排序的相邻刷卡 | one institution and day, neighbours by the moment",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("persons", "电话不同的持卡人数", "card holders with different telephones"),
        SubScore("sub_groups", "同场次数", "sittings at which they met"),
        SubScore("density", "组内成对同场的比例", "pairs of the group that met, of all pairs"),
        SubScore("risky_share", "同场刷卡占其全部刷卡", "share of their swipes at such sittings"),
        SubScore(
            "same_amount", "同场同额占比", "share of swipes with a sitting's commonest amount"
        ),
    ),
    facts=(
        Fact("places", "机构数", "institutions where they met"),
        Fact("most_cards", "一场最多卡数", "most cards at one sitting"),
        Fact("risky_fen", "同场金额", "amount at such sittings", "fen"),
        Fact("meetings", "成对同场次数", "meetings of pairs"),
    ),
    find=find,
)
